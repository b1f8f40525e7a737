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
    QPoint global; ///< where on the screen

    friend bool operator==(const QuickAddSpot &, const QuickAddSpot &) = default;
};

} // namespace moa

Q_DECLARE_METATYPE(moa::QuickAddSpot)
