// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/runtotals.h"

#include <algorithm>
#include <QHash>

namespace moa {

const Response *RunRecord::response(const ResponseId &responseId) const
{
    const auto found =
        std::find_if(responses.begin(), responses.end(), [&responseId](const Response &candidate) {
            return candidate.id == responseId;
        });
    return found == responses.end() ? nullptr : &*found;
}

RunTotals totalsOf(const QList<Response> &responses)
{
    RunTotals totals;
    for (const Response &response : responses) {
        if (!response.usage)
            continue;
        totals.input += response.usage->input;
        totals.output += response.usage->output;
        totals.estimated = totals.estimated || response.usage->source != Usage::Source::Reported;
        if (response.cost)
            totals.cost += *response.cost;
        else
            ++totals.unpriced;
    }
    return totals;
}

qint64 criticalPathOf(const QList<Response> &responses, const std::optional<ResponseId> &last)
{
    // References stand in earlier layers, so before their users in the list.
    QHash<ResponseId, qint64> pathTo;
    qint64 longest = 0;
    for (const Response &response : responses) {
        qint64 before = 0;
        for (const ResponseId &reference : response.references)
            before = std::max(before, pathTo.value(reference));
        const Timing &timing = response.timing;
        const qint64 own =
            timing.started && timing.finished ? *timing.finished - *timing.started : 0;
        pathTo.insert(response.id, before + own);
        longest = std::max(longest, before + own);
    }
    return last ? pathTo.value(*last) : longest;
}

} // namespace moa
