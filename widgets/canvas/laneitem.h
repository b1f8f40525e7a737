// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvaslook.h"
#include "canvas/laidouttext.h"

#include <QGraphicsItem>

namespace moa {

/** A layer's lane: ground, header, and whether it is the final one. */
class LaneItem : public QGraphicsItem
{
public:
    enum { Type = UserType + 2 };

    /** What a lane shows. */
    struct Content
    {
        qsizetype index = 0;
        QString name; ///< empty: its number stands in
        qsizetype agents = 0;
        std::optional<int> quorum;
        bool last = false;
        bool selected = false;
        bool hovered = false; ///< the pointer is on its header: the menu shows
        bool targeted = false; ///< something is being dragged into it

        friend bool operator==(const Content &, const Content &) = default;
    };

    explicit LaneItem(const CanvasLook &look);

    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option,
               QWidget *widget = nullptr) override;

    [[nodiscard]] const Content &content() const { return m_content; }
    void setContent(const Content &content);
    void setGeometry(const CanvasLayout::Lane &lane);
    /// The menu's target in the header, in scene coordinates.
    [[nodiscard]] QRectF menuRect() const;
    [[nodiscard]] QRectF header() const { return m_header; }
    /// What it covers entirely, in scene coordinates.
    [[nodiscard]] QRectF ground() const;

private:
    void paintHeader(QPainter &painter, double scale) const;

    const CanvasLook &m_look;
    Content m_content;
    QRectF m_rect;
    QRectF m_header;
    mutable LaidOutText m_title;
};

} // namespace moa
