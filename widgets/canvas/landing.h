// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvaslayout.h"

#include <optional>

namespace moa {

/** What a drop would do to the picture: where things land, and which cards make room for them. */
struct Landing
{
    DropPlace place;
    QList<QRectF> places; ///< where the cards that are dropped will stand, if that is in a lane
    QHash<AgentId, QPointF> displaced; ///< the other cards of that lane: upper left corners
    double laneBottom = 0.0; ///< how far down the lane will reach

    friend bool operator==(const Landing &, const Landing &) = default;
};

/** What a drop at a point would be aimed at: a place, or a link or cards that lie there. */
struct DropAim
{
    Landing landing; ///< with a link: just the place
    std::optional<Link> link; ///< it goes between the ends of this
    QList<AgentId> replaced; ///< these get its model

    friend bool operator==(const DropAim &, const DropAim &) = default;
};

/** Cards in the hand. */
struct CarriedSet
{
    QList<AgentId> ids; ///< in the order of the picture
    AgentId grabbed; ///< the one that the pointer holds
    bool copies = false; ///< the originals stay where they are

    friend bool operator==(const CarriedSet &, const CarriedSet &) = default;
};

/**
 * Where cards land: in the lane at @p pointer, at the height that is nearest to @p height, the
 * middle of the grabbed card. A drop that would change nothing lands where the cards are.
 */
[[nodiscard]] Landing landingOf(const CarriedSet &cards, const Mixture &mixture,
                                const CanvasLayout &layout, QPointF pointer, double height);
/** What a new card at @p place does to the picture. */
[[nodiscard]] Landing landingOfNewCard(const Mixture &mixture, const CanvasLayout &layout,
                                       const DropPlace &place);

} // namespace moa
