// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvaslook.h"

#include <QGraphicsItem>

namespace moa {

/** Shows where what is being dragged will land. */
class DropIndicatorItem : public QGraphicsItem
{
public:
    struct Sign
    {
        enum class Kind {
            None,
            Places, ///< outlines of the cards that will stand there
            NewLane, ///< a line in a gutter, or a lane to be
            Replace ///< over the cards that get another model
        };

        Kind kind = Kind::None;
        QList<QRectF> rects; ///< in scene coordinates
        bool adds = false; ///< what lands is new: a plus says so

        friend bool operator==(const Sign &, const Sign &) = default;
    };

    explicit DropIndicatorItem(const CanvasLook &look);

    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option,
               QWidget *widget = nullptr) override;

    [[nodiscard]] const Sign &sign() const { return m_sign; }
    void setSign(const Sign &sign);

private:
    void paintPlace(QPainter &painter, const QRectF &rect) const;
    void paintLane(QPainter &painter, const QRectF &rect) const;
    void paintReplaced(QPainter &painter, const QRectF &rect) const;
    /// A label whose middle is at @p centre.
    void paintChip(QPainter &painter, QPointF centre, const QString &text) const;
    [[nodiscard]] QSizeF chipSize(const QString &text) const;

    const CanvasLook &m_look;
    Sign m_sign;
};

} // namespace moa
