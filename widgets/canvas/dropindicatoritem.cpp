// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/dropindicatoritem.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

namespace moa {

namespace {

constexpr double indicatorWidth = 3.0;
constexpr double indicatorKnob = 4.0;

} // namespace

DropIndicatorItem::DropIndicatorItem(const CanvasLook &look)
    : m_look(look)
{
    setAcceptedMouseButtons(Qt::NoButton);
    setZValue(6.5); // above the cards in the hand, which would hide where they land
    setVisible(false);
}

QRectF DropIndicatorItem::boundingRect() const
{
    const double margin = 2.0 * indicatorKnob + 2.0;
    return m_place.indicator.adjusted(-margin, -margin, margin, margin);
}

void DropIndicatorItem::setPlace(const DropPlace &place)
{
    if (place == m_place)
        return;
    prepareGeometryChange();
    m_place = place;
    setVisible(place.kind != DropPlace::Kind::Nowhere);
    update();
}

void DropIndicatorItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option,
                              QWidget *widget)
{
    Q_UNUSED(option)
    Q_UNUSED(widget)
    const QColor accent = m_look.theme.accent;
    const QRectF rect = m_place.indicator;
    painter->setRenderHint(QPainter::Antialiasing);
    const QPen line(accent, indicatorWidth, Qt::SolidLine, Qt::RoundCap);
    if (m_place.kind == DropPlace::Kind::IntoLane) {
        painter->setPen(line);
        painter->drawLine(rect.topLeft(), rect.topRight());
        painter->setPen(Qt::NoPen);
        painter->setBrush(accent);
        painter->drawEllipse(rect.topLeft(), indicatorKnob, indicatorKnob);
        painter->drawEllipse(rect.topRight(), indicatorKnob, indicatorKnob);
        return;
    }

    const QString label = QCoreApplication::translate("moa", "New layer");
    painter->setFont(m_look.secondary);
    const QFontMetricsF metrics(m_look.secondary);
    const QSizeF chipSize(metrics.horizontalAdvance(label) + 2.0 * space::small,
                          metrics.height() + space::small);
    QColor ground = accent;
    ground.setAlphaF(0.10F);
    if (rect.width() > m_look.metrics.gutter) {
        painter->setPen(QPen(accent, 2, Qt::DashLine));
        painter->setBrush(ground);
        painter->drawRoundedRect(rect, space::cardRadius, space::cardRadius);
    } else {
        painter->setPen(line);
        painter->drawLine(QPointF(rect.center().x(), rect.top()),
                          QPointF(rect.center().x(), rect.bottom()));
    }
    const QRectF chip(QPointF(rect.center().x() - chipSize.width() / 2.0, rect.top() + 6),
                      chipSize);
    painter->setPen(Qt::NoPen);
    painter->setBrush(accent);
    painter->drawRoundedRect(chip, chip.height() / 2.0, chip.height() / 2.0);
    painter->setPen(m_look.theme.onAccent);
    painter->drawText(chip, Qt::AlignCenter, label);
}

} // namespace moa
