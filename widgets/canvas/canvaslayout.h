// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/mixture.h"
#include "theme/theme.h"

#include <QHash>
#include <QPainterPath>
#include <QRectF>

namespace moa {

/** The canvas's sizes at one font size, in scene units (device-independent pixels at 100 %). */
struct CanvasMetrics
{
    /// @p fontFactor: the interface font's size relative to the base, at least 1.
    [[nodiscard]] static CanvasMetrics scaled(double fontFactor);

    double factor = 1.0;
    QSizeF card{moa::card::width, moa::card::height};
    QSizeF prompt{moa::card::promptWidth, moa::card::height};
    double cardGap = moa::card::gap;
    double laneWidth = lane::width;
    double laneHeader = lane::header;
    double lanePadding = lane::padding;
    double gutter = lane::gutter;

    friend bool operator==(const CanvasMetrics &, const CanvasMetrics &) = default;
};

/** Where a dragged thing would land. */
struct DropPlace
{
    enum class Kind {
        Nowhere,
        IntoLane, ///< before the agent at position.row of layer position.layer
        NewLane ///< a new layer before position.layer
    };

    Kind kind = Kind::Nowhere;
    AgentPosition position;
    QRectF indicator; ///< the line or the lane that shows it, in scene coordinates

    friend bool operator==(const DropPlace &, const DropPlace &) = default;
};

/**
 * Where everything on the canvas stands: a pure function of the mixture. x is an agent's layer, y
 * its row; shorter columns stand in the middle of the tallest so that links stay short.
 */
class CanvasLayout
{
public:
    struct Lane
    {
        QRectF rect; ///< header included
        QRectF header;
        QList<QRectF> cards; ///< by row

        friend bool operator==(const Lane &, const Lane &) = default;
    };

    CanvasLayout() = default;
    CanvasLayout(const Mixture &mixture, const CanvasMetrics &metrics);

    [[nodiscard]] const CanvasMetrics &metrics() const { return m_metrics; }
    [[nodiscard]] const QList<Lane> &lanes() const { return m_lanes; }
    [[nodiscard]] QRectF prompt() const { return m_prompt; }
    /// The card of this agent; null rectangle if there is none.
    [[nodiscard]] QRectF card(const AgentId &id) const { return m_cards.value(id); }
    [[nodiscard]] bool contains(const AgentId &id) const { return m_cards.contains(id); }
    /// The places whose cards are no farther than @p reach from @p point, in x and in y.
    [[nodiscard]] QList<AgentPosition> cardsNear(QPointF point, double reach) const;
    /// The lane that a drop on the empty canvas, or after the last lane, would make.
    [[nodiscard]] QRectF nextLane() const;
    /// Everything, with a margin.
    [[nodiscard]] QRectF bounds() const;

    /// Where something dropped at @p point lands: anywhere on the canvas is some place.
    [[nodiscard]] DropPlace dropPlace(QPointF point) const;

    /**
     * The way of a link from an output port at @p from in layer @p fromLayer to an input port at
     * @p to: a curve through the gutter; through lanes between, it passes between their cards.
     */
    [[nodiscard]] QPainterPath linkPath(QPointF from, qsizetype fromLayer, QPointF to,
                                        qsizetype toLayer) const;

private:
    [[nodiscard]] QRectF laneRect(qsizetype index, double height) const;
    /// The height between two cards of a lane, above or below them, that is nearest to @p y.
    [[nodiscard]] double passage(qsizetype lane, double y) const;

    CanvasMetrics m_metrics;
    QRectF m_prompt;
    QList<Lane> m_lanes;
    QHash<AgentId, QRectF> m_cards;
};

/** Where links leave and enter a card. */
[[nodiscard]] inline QPointF outputPort(const QRectF &card)
{
    return {card.right(), card.center().y()};
}
[[nodiscard]] inline QPointF inputPort(const QRectF &card)
{
    return {card.left(), card.center().y()};
}

/** A link's curve through a gutter. */
[[nodiscard]] QPainterPath curve(QPointF from, QPointF to);

/**
 * The band between a column of outputs and a column of inputs, @p spread wider than the outermost
 * ports on either side.
 */
[[nodiscard]] QPainterPath band(QPointF firstFrom, QPointF lastFrom, QPointF firstTo,
                                QPointF lastTo, double spread);

} // namespace moa
