// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

#include <QString>

class QLocale;

namespace moa {

/** One figure of two runs side by side, in words. */
struct FigureChange
{
    QString name; ///< "Cost"
    QString before;
    QString after;
    /// "+$0.0012 (+40%)"; a dash if both are the same; empty if there is nothing to subtract.
    QString difference;

    friend bool operator==(const FigureChange &, const FigureChange &) = default;
};

/**
 * State, answers, tokens, cost, time, critical path and length of the final answer of two runs. A
 * cost that leaves out unpriced responses is not subtracted.
 */
[[nodiscard]] QList<FigureChange> figureChanges(const RunRecord &before, const RunRecord &after,
                                                const QLocale &locale);

} // namespace moa
