// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/runsummary.h"

#include <QColor>
#include <QPainterPath>

namespace moa {

struct Theme;

/** The shape that tells how a run ended, inside @p box, to be filled. No two states share one. */
[[nodiscard]] QPainterPath runMark(const RunSummary &run, const QRectF &box);
/** The colour that goes with it, for the shape and the word. */
[[nodiscard]] QColor runColor(const RunSummary &run, const Theme &theme);

} // namespace moa
