// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvaslook.h"

#include <QGraphicsItem>

namespace moa {

/** The conversation that all of it answers, at the left. */
class PromptItem : public QGraphicsItem
{
public:
    explicit PromptItem(const CanvasLook &look);

    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option,
               QWidget *widget = nullptr) override;

    [[nodiscard]] QRectF card() const { return {pos(), m_look.metrics.prompt}; }
    void setText(const QString &text);
    [[nodiscard]] const QString &text() const { return m_text; }
    void lookChanged();

private:
    const CanvasLook &m_look;
    QString m_text;
};

/** What stands where the first lane will be: what goes here, and the next step. */
class EmptyHintItem : public QGraphicsItem
{
public:
    explicit EmptyHintItem(const CanvasLook &look);

    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option,
               QWidget *widget = nullptr) override;

    void setRect(const QRectF &rect);

private:
    const CanvasLook &m_look;
    QRectF m_rect;
};

} // namespace moa
