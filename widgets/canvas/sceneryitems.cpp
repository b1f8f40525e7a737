// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/sceneryitems.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

namespace moa {

PromptItem::PromptItem(const CanvasLook &look)
    : m_look(look)
{
    setAcceptedMouseButtons(Qt::NoButton);
    setZValue(3);
}

QRectF PromptItem::boundingRect() const
{
    return QRectF(QPointF(), m_look.metrics.prompt).adjusted(-1, -1, 1, 1);
}

void PromptItem::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    setToolTip(text.toHtmlEscaped());
    update();
}

void PromptItem::lookChanged()
{
    prepareGeometryChange();
    update();
}

void PromptItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget)
{
    Q_UNUSED(option)
    Q_UNUSED(widget)
    const Theme &theme = m_look.theme;
    const double scale =
        QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform());
    const Detail detail = detailAt(scale);
    const QRectF card(QPointF(), m_look.metrics.prompt);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(theme.line, moa::card::border));
    painter->setBrush(theme.surface);
    painter->drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), space::cardRadius,
                             space::cardRadius);

    const QString title = QCoreApplication::translate("moa", "Prompt");
    QRectF inner = card.adjusted(space::medium, space::small, -space::medium, -space::small);
    if (detail != Detail::Full) {
        if (detail == Detail::Names) {
            painter->setPen(theme.text);
            painter->setFont(readable(m_look.title, scale, inner.height() / 2.0));
            drawLine(*painter, inner, title, Qt::ElideRight);
        }
        return;
    }
    const double size = moa::card::mark * m_look.metrics.factor;
    painter->fillPath(speechShape(QRectF(inner.topLeft() + QPointF(0, 3), QSizeF(size, size))),
                      theme.secondaryText);
    painter->setFont(m_look.title);
    painter->setPen(theme.text);
    const double lineHeight = QFontMetricsF(m_look.title).lineSpacing() + space::tiny;
    drawLine(*painter,
             QRectF(inner.left() + size + space::small, inner.top(),
                    inner.width() - size - space::small, lineHeight),
             title, Qt::ElideRight);
    painter->setFont(m_look.secondary);
    painter->setPen(theme.secondaryText);
    inner.setTop(inner.top() + lineHeight + 2);
    drawParagraph(*painter, inner,
                  m_text.isEmpty()
                      ? QCoreApplication::translate("moa", "Every agent is given what you ask.")
                      : m_text);
}

EmptyHintItem::EmptyHintItem(const CanvasLook &look)
    : m_look(look)
{
    setAcceptedMouseButtons(Qt::NoButton);
    setZValue(0);
}

QRectF EmptyHintItem::boundingRect() const
{
    return m_rect.adjusted(-1, -1, 1, 1);
}

void EmptyHintItem::setRect(const QRectF &rect)
{
    if (rect == m_rect)
        return;
    prepareGeometryChange();
    m_rect = rect;
}

void EmptyHintItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option,
                          QWidget *widget)
{
    Q_UNUSED(option)
    Q_UNUSED(widget)
    painter->setRenderHint(QPainter::Antialiasing);
    QPen pen(m_look.theme.secondaryText, 1.5, Qt::DashLine);
    painter->setPen(pen);
    painter->setBrush(m_look.theme.raised);
    painter->drawRoundedRect(m_rect, space::cardRadius, space::cardRadius);

    QRectF inner = m_rect.adjusted(space::large, space::large, -space::large, -space::large);
    painter->setFont(m_look.title);
    painter->setPen(m_look.theme.text);
    const double height = QFontMetricsF(m_look.title).lineSpacing();
    drawLine(*painter, QRectF(inner.topLeft(), QSizeF(inner.width(), height)),
             QCoreApplication::translate("moa", "The first layer goes here"), Qt::ElideRight);
    painter->setFont(m_look.secondary);
    painter->setPen(m_look.theme.secondaryText);
    inner.setTop(inner.top() + height + space::small);
    painter->drawText(inner, Qt::TextWordWrap,
                      QCoreApplication::translate(
                          "moa",
                          "Press Tab, or drag a model here from the palette. Its agent answers the "
                          "prompt; agents of later layers combine the answers."));
}

} // namespace moa
