// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/linkitem.h"

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
    const double margin = linkline::grab;
    return m_path.controlPointRect().adjusted(-margin, -margin, margin, margin);
}

QPainterPath LinkItem::shape() const
{
    QPainterPathStroker stroker;
    stroker.setWidth(2.0 * linkline::grab);
    return stroker.createStroke(m_path);
}

void LinkItem::setPath(const QPainterPath &path)
{
    if (path == m_path)
        return;
    prepareGeometryChange();
    m_path = path;
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
    // What would be dropped on it must not hide it.
    if (emphasis == Emphasis::Targeted)
        setZValue(6.5);
    else
        setZValue(emphasis == Emphasis::None ? 2.0 : 2.5);
    update();
}

void LinkItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget)
{
    Q_UNUSED(option)
    Q_UNUSED(widget)
    QColor color = m_look.theme.secondaryText;
    double width = linkline::width;
    double opacity = linkline::opacity;
    switch (m_emphasis) {
    case Emphasis::None:
        break;
    case Emphasis::Revealed:
        color = m_color;
        opacity = 1.0;
        break;
    case Emphasis::Hovered:
        color = m_color;
        width = linkline::emphasisWidth;
        opacity = 1.0;
        break;
    case Emphasis::Selected:
        color = m_look.theme.accent;
        width = linkline::emphasisWidth;
        opacity = 1.0;
        break;
    case Emphasis::Targeted:
        color = m_look.theme.accent;
        width = linkline::targetWidth;
        opacity = 1.0;
        break;
    }
    if (m_muted && m_emphasis < Emphasis::Selected)
        opacity *= linkline::mutedOpacity;
    color.setAlphaF(static_cast<float>(opacity));
    QPen pen(color, width, m_muted ? Qt::DashLine : Qt::SolidLine, Qt::RoundCap);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(pen);
    painter->setBrush(Qt::NoBrush);
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
    painter->fillPath(m_path, ground);
    if (!m_full) {
        painter->setPen(QPen(edge, 1.0, Qt::DashLine));
        painter->setBrush(Qt::NoBrush);
        painter->drawPath(m_path);
    }
}

} // namespace moa
