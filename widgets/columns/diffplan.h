// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columns/styledfeed.h"
#include "metrics/worddiff.h"

namespace moa {

/** What a view shows of the differences between two texts; made in any thread. */
struct DiffPlan
{
    enum Style { Same, Inserted, Deleted };

    /** What was deleted and what stands there instead, both in one place. */
    struct Change
    {
        TextRange before; ///< in the old text
        TextRange after; ///< in the new text
        qsizetype firstRun = 0; ///< of the runs in one text
        qsizetype lastRun = 0;
    };

    WordDiff parts;
    DiffCounts counts;
    QList<Change> changes;
    // Text 0 is the old one, 1 the new one.
    QList<StyledRun> inOne;
    QList<StyledRun> oldAlone;
    QList<StyledRun> newAlone;

    /// Of all words of both texts, the share that both have; 0 to 1.
    [[nodiscard]] double equalShare() const;
    /// What of the one text stands where @p position of the other does.
    [[nodiscard]] qsizetype toBefore(qsizetype position) const;
    [[nodiscard]] qsizetype toAfter(qsizetype position) const;
};

[[nodiscard]] DiffPlan planDiff(const QString &before, const QString &after);

} // namespace moa
