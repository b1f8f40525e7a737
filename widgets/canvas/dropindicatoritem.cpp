// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/dropindicatoritem.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

namespace moa {

DropIndicatorItem::DropIndicatorItem(const CanvasLook &look)
    : m_look(look)
{
    setAcceptedMouseButtons(Qt::NoButton);
    setVisible(false);
}

QRectF DropIndicatorItem::boundingRect() const
{
    QRectF all;
    for (const QRectF &rect : m_sign.rects)
        all |= rect;
    // A chip may be wider than the gutter that it stands in.
    const double margin = m_sign.kind == Sign::Kind::NewLane ? drop::margin : 2.0;
    return all.adjusted(-margin, -margin, margin, margin);
}

void DropIndicatorItem::setSign(const Sign &sign)
{
    if (sign == m_sign)
        return;
    prepareGeometryChange();
    m_sign = sign;
    // Outlines lie under the cards, in the room that these make; the rest would be hidden there.
    setZValue(sign.kind == Sign::Kind::Places ? 2.8 : 6.5);
    setVisible(sign.kind != Sign::Kind::None);
    update();
}

void DropIndicatorItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option,
                              QWidget *widget)
{
    Q_UNUSED(option)
    Q_UNUSED(widget)
    painter->setRenderHint(QPainter::Antialiasing);
    for (const QRectF &rect : m_sign.rects) {
        switch (m_sign.kind) {
        case Sign::Kind::None:
            break;
        case Sign::Kind::Places:
            paintPlace(*painter, rect);
            break;
        case Sign::Kind::NewLane:
            paintLane(*painter, rect);
            break;
        case Sign::Kind::Replace:
            paintReplaced(*painter, rect);
            break;
        }
    }
}

void DropIndicatorItem::paintPlace(QPainter &painter, const QRectF &rect) const
{
    const QColor accent = m_look.theme.accent;
    painter.setPen(QPen(accent, drop::outline, Qt::DashLine));
    painter.setBrush(faded(accent, drop::groundOpacity));
    const double inset = drop::outline / 2.0;
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), space::cardRadius,
                            space::cardRadius);
    if (!m_sign.adds)
        return;
    const double radius = drop::plus * m_look.metrics.factor / 2.0;
    painter.setPen(Qt::NoPen);
    painter.setBrush(accent);
    painter.drawEllipse(rect.center(), radius, radius);
    painter.setPen(QPen(m_look.theme.onAccent, 2, Qt::SolidLine, Qt::RoundCap));
    const double arm = radius / 2.0;
    painter.drawLine(rect.center() - QPointF(arm, 0), rect.center() + QPointF(arm, 0));
    painter.drawLine(rect.center() - QPointF(0, arm), rect.center() + QPointF(0, arm));
}

void DropIndicatorItem::paintLane(QPainter &painter, const QRectF &rect) const
{
    const QColor accent = m_look.theme.accent;
    if (rect.width() > m_look.metrics.gutter) {
        painter.setPen(QPen(accent, 2, Qt::DashLine));
        painter.setBrush(faded(accent, drop::groundOpacity));
        painter.drawRoundedRect(rect, space::cardRadius, space::cardRadius);
    } else {
        painter.setPen(QPen(accent, drop::line, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(QPointF(rect.center().x(), rect.top()),
                         QPointF(rect.center().x(), rect.bottom()));
    }
    const QString label = QCoreApplication::translate("moa", "New layer");
    paintChip(painter, {rect.center().x(), rect.top() + 6 + chipSize(label).height() / 2.0}, label);
}

void DropIndicatorItem::paintReplaced(QPainter &painter, const QRectF &rect) const
{
    const QColor accent = m_look.theme.accent;
    painter.setPen(QPen(accent, moa::card::selectedBorder));
    painter.setBrush(faded(accent, drop::groundOpacity));
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), space::cardRadius, space::cardRadius);
    // In the lower right corner it leaves readable what the card is.
    const QString label = QCoreApplication::translate("moa", "Replace the model");
    const QSizeF size = chipSize(label);
    paintChip(painter,
              rect.bottomRight()
                  - QPointF(size.width() / 2.0 + space::small, size.height() / 2.0 + space::small),
              label);
}

QSizeF DropIndicatorItem::chipSize(const QString &text) const
{
    const QFontMetricsF metrics(m_look.secondary);
    return {metrics.horizontalAdvance(text) + 2.0 * space::small, metrics.height() + space::small};
}

void DropIndicatorItem::paintChip(QPainter &painter, QPointF centre, const QString &text) const
{
    const QSizeF size = chipSize(text);
    const QRectF chip(centre - QPointF(size.width() / 2.0, size.height() / 2.0), size);
    painter.setFont(m_look.secondary);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_look.theme.accent);
    painter.drawRoundedRect(chip, chip.height() / 2.0, chip.height() / 2.0);
    painter.setPen(m_look.theme.onAccent);
    painter.drawText(chip, Qt::AlignCenter, text);
}

} // namespace moa
