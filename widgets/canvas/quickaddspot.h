// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvaslayout.h"

#include <optional>
#include <QMetaType>
#include <QPoint>

namespace moa {

/** Where an agent is wanted before it is known which: a search for its model opens there. */
struct QuickAddSpot
{
    DropPlace place;
    std::optional<AgentId> linkFrom; ///< the new agent gets this one's response
    QPoint global; ///< where on the screen; null: beside the place

    friend bool operator==(const QuickAddSpot &, const QuickAddSpot &) = default;
};

/// Right after @p agent in its lane; nowhere if there is no such agent.
[[nodiscard]] DropPlace placeAfter(const CanvasLayout &layout, const Mixture &mixture,
                                   const AgentId &agent);
/// At the end of a lane.
[[nodiscard]] DropPlace placeAtEnd(const CanvasLayout &layout, qsizetype layer);
/// A new layer after all others.
[[nodiscard]] DropPlace placeAfterAll(const CanvasLayout &layout);

} // namespace moa

Q_DECLARE_METATYPE(moa::QuickAddSpot)
