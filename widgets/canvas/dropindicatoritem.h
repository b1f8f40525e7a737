// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvaslook.h"

#include <QGraphicsItem>

namespace moa {

/** Shows where what is being dragged will land: a line between cards, or a lane to be. */
class DropIndicatorItem : public QGraphicsItem
{
public:
    explicit DropIndicatorItem(const CanvasLook &look);

    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option,
               QWidget *widget = nullptr) override;

    void setPlace(const DropPlace &place);

private:
    const CanvasLook &m_look;
    DropPlace m_place;
};

} // namespace moa
