// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainterPath>

namespace moa {

/** The shapes that tell what a run says of an agent, so that no colour has to. */
enum class StateMark {
    None,
    Waiting, ///< hourglass
    Queued, ///< three dots
    Asked, ///< arrow
    Writing, ///< lines of text
    Retrying, ///< arrow turning back
    Done, ///< tick
    Failed, ///< cross
    Stopped, ///< square
    Muted, ///< slashed ring
    Pinned, ///< drawing pin
    Changed, ///< pencil
    Slowest ///< clock
};

/** The shape inside @p box, to be filled; empty for StateMark::None. */
[[nodiscard]] QPainterPath markShape(StateMark mark, const QRectF &box);

} // namespace moa
