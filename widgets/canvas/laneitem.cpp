// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/laneitem.h"

#include "canvas/boxes.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

namespace moa {

LaneItem::LaneItem(const CanvasLook &look)
    : m_look(look)
{
    setAcceptedMouseButtons(Qt::NoButton);
    setZValue(0);
}

QRectF LaneItem::boundingRect() const
{
    return m_rect.adjusted(-2, -2, 2, 2);
}

void LaneItem::setContent(const Content &content)
{
    if (content == m_content)
        return;
    m_content = content;
    update();
}

void LaneItem::setGeometry(const CanvasLayout::Lane &lane)
{
    if (lane.rect == m_rect && lane.header == m_header)
        return;
    prepareGeometryChange();
    m_rect = lane.rect;
    m_header = lane.header;
}

QRectF LaneItem::menuRect() const
{
    const double size = port::target;
    return {m_header.right() - size - space::small, m_header.center().y() - size / 2.0, size, size};
}

QRectF LaneItem::ground() const
{
    return m_rect.adjusted(0, space::cardRadius, 0, -space::cardRadius);
}

void LaneItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget)
{
    Q_UNUSED(option)
    Q_UNUSED(widget)
    const Theme &theme = m_look.theme;
    const double scale =
        QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform());
    painter->setRenderHint(QPainter::Antialiasing);

    const double radius = space::cardRadius;
    const box::Rounded ground{m_rect, radius};
    box::fill(*painter, ground, m_content.index % 2 == 0 ? theme.raised : theme.window);
    if (m_content.targeted)
        box::fill(*painter, ground, faded(theme.accent, 0.08));
    if (m_content.last) {
        painter->save();
        painter->setClipRect(QRectF(m_rect.left(), m_rect.top(), m_rect.width(), lane::finalEdge),
                             Qt::IntersectClip);
        box::fill(*painter, ground, theme.accent);
        painter->restore();
    }
    if (m_content.selected) {
        painter->setPen(QPen(theme.accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(m_rect, radius, radius);
    }
    if (detailAt(scale) != Detail::Blocks)
        paintHeader(*painter, scale);
}

void LaneItem::paintHeader(QPainter &painter, double scale) const
{
    const Theme &theme = m_look.theme;
    const QString number = QCoreApplication::translate("moa", "Layer %1")
                               .arg(m_look.locale.toString(m_content.index + 1));
    const QString final = QCoreApplication::translate("moa", "Final");
    QString name = m_content.name;
    if (name.isEmpty())
        name = m_content.last ? final : number;
    QRectF line = m_header.adjusted(space::large, lane::finalEdge, -space::large, 0);

    if (detailAt(scale) == Detail::Names) {
        painter.setPen(theme.text);
        m_title.draw(painter, line, readable(m_look.title, scale, line.height() * 0.8), name);
        return;
    }

    if (m_content.hovered) {
        const QRectF menu = menuRect();
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.line);
        painter.drawRoundedRect(menu, space::radius, space::radius);
        painter.setBrush(theme.text);
        for (const int step : {-1, 0, 1})
            painter.drawEllipse(menu.center() + QPointF(step * 5.0, 0), 1.5, 1.5);
        line.setRight(menu.left() - space::tiny);
    }

    QStringList facts;
    if (m_content.quorum) {
        facts.append(QCoreApplication::translate("moa", "quorum %1")
                         .arg(m_look.locale.toString(*m_content.quorum)));
    }
    facts.append(m_content.agents == 1 ? QCoreApplication::translate("moa", "1 agent")
                                       : QCoreApplication::translate("moa", "%1 agents")
                                             .arg(m_look.locale.toString(m_content.agents)));
    if (m_content.last && name != final)
        facts.prepend(final);
    const QString figures = facts.join(QStringLiteral(" · "));
    painter.setFont(m_look.secondary);
    painter.setPen(theme.secondaryText);
    const double width = QFontMetricsF(m_look.secondary).horizontalAdvance(figures);
    if (width < line.width() * 0.75) {
        drawLine(painter, line, figures, Qt::ElideRight, Qt::AlignRight | Qt::AlignVCenter);
        line.setRight(line.right() - width - space::small);
    }
    painter.setFont(m_look.title);
    painter.setPen(theme.text);
    drawLine(painter, line, name, Qt::ElideRight);
}

} // namespace moa
