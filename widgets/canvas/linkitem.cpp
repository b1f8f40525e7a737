// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/linkitem.h"

#include "canvas/boxes.h"

#include <algorithm>
#include <QPainter>

namespace moa {

LinkItem::LinkItem(const CanvasLook &look, const Link &link)
    : m_look(look)
    , m_link(link)
{
    setAcceptedMouseButtons(Qt::NoButton);
    setZValue(2);
}

QRectF LinkItem::boundingRect() const
{
    return m_bounds;
}

QPainterPath LinkItem::shape() const
{
    if (m_shape.isEmpty()) {
        QPainterPathStroker stroker;
        stroker.setWidth(2.0 * linkline::grab);
        m_shape = stroker.createStroke(m_path);
    }
    return m_shape;
}

void LinkItem::setPath(const QPainterPath &path)
{
    if (path == m_path)
        return;
    prepareGeometryChange();
    m_path = path;
    const double margin = linkline::grab;
    m_bounds = path.controlPointRect().adjusted(-margin, -margin, margin, margin);
    m_shape.clear();
}

void LinkItem::setAppearance(const QColor &color, bool muted)
{
    if (color == m_color && muted == m_muted)
        return;
    m_color = color;
    m_muted = muted;
    update();
}

void LinkItem::setEmphasis(Emphasis emphasis)
{
    if (emphasis == m_emphasis)
        return;
    m_emphasis = emphasis;
    updateDepth();
    update();
}

void LinkItem::setFlow(const LinkFlow &flow)
{
    if (flow == m_flow)
        return;
    m_flow = flow;
    updateDepth();
    update();
}

void LinkItem::updateDepth()
{
    // Below the cards, from the quiet ones to those that are looked at.
    if (m_emphasis == Emphasis::Targeted)
        setZValue(6.5); // what would be dropped on it must not hide it
    else if (m_emphasis != Emphasis::None)
        setZValue(2.5);
    else
        setZValue(m_flow.critical ? 2.25 : 2.0);
}

double LinkItem::width() const
{
    double least = 0.0;
    switch (m_emphasis) {
    case Emphasis::None:
    case Emphasis::Revealed:
        least = m_flow.survived ? 0.0 : linkline::width;
        break;
    case Emphasis::Hovered:
    case Emphasis::Selected:
        least = linkline::emphasisWidth;
        break;
    case Emphasis::Targeted:
        least = linkline::targetWidth;
        break;
    }
    return m_flow.survived ? std::max(least, flowWidth(*m_flow.survived)) : least;
}

void LinkItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget)
{
    Q_UNUSED(option)
    Q_UNUSED(widget)
    QColor color = m_look.theme.secondaryText;
    double opacity = m_emphasis == Emphasis::None ? linkline::opacity : 1.0;
    if (m_emphasis == Emphasis::Selected || m_emphasis == Emphasis::Targeted)
        color = m_look.theme.accent;
    else if (m_emphasis != Emphasis::None)
        color = m_color;
    if (m_muted && m_emphasis < Emphasis::Selected)
        opacity *= linkline::mutedOpacity;
    color.setAlphaF(static_cast<float>(opacity));
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    if (m_flow.critical) {
        // A second line around it, with some ground between.
        const double gap = width() + 2.0 * linkline::critical;
        painter->setPen(
            QPen(m_look.theme.accent, gap + 2.0 * linkline::critical, Qt::SolidLine, Qt::FlatCap));
        painter->drawPath(m_path);
        painter->setPen(QPen(m_look.theme.window, gap, Qt::SolidLine, Qt::FlatCap));
        painter->drawPath(m_path);
    }
    Qt::PenStyle style = Qt::SolidLine;
    if (m_muted)
        style = Qt::DashLine;
    else if (m_flow.survived && *m_flow.survived <= 0.0)
        style = Qt::DotLine;
    painter->setPen(QPen(color, width(), style, Qt::RoundCap));
    painter->drawPath(m_path);
}

BundleItem::BundleItem(const CanvasLook &look)
    : m_look(look)
{
    setAcceptedMouseButtons(Qt::NoButton);
    setZValue(1);
}

QRectF BundleItem::boundingRect() const
{
    return m_path.controlPointRect().adjusted(-2, -2, 2, 2);
}

void BundleItem::setPath(const QPainterPath &path)
{
    if (path == m_path)
        return;
    prepareGeometryChange();
    m_path = path;
    const QRectF bounds = path.controlPointRect();
    m_isUpright = true;
    for (int index = 0; index < path.elementCount(); ++index) {
        const double y = path.elementAt(index).y;
        m_isUpright = m_isUpright && (y == bounds.top() || y == bounds.bottom());
    }
}

void BundleItem::setFull(bool full)
{
    if (full == m_full)
        return;
    m_full = full;
    update();
}

void BundleItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget)
{
    Q_UNUSED(option)
    Q_UNUSED(widget)
    QColor ground = m_look.theme.secondaryText;
    ground.setAlphaF(static_cast<float>(linkline::bundleOpacity));
    QColor edge = m_look.theme.secondaryText;
    edge.setAlphaF(static_cast<float>(linkline::opacity / 2.0));
    painter->setRenderHint(QPainter::Antialiasing);
    // Between columns of one height it is upright, and then need not be rasterised as a path.
    if (m_isUpright)
        box::fill(*painter, {m_path.controlPointRect()}, ground);
    else
        painter->fillPath(m_path, ground);
    if (!m_full) {
        painter->setPen(QPen(edge, 1.0, Qt::DashLine));
        painter->setBrush(Qt::NoBrush);
        painter->drawPath(m_path);
    }
}

} // namespace moa
