// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/runtotals.h"

#include <algorithm>
#include <QHash>

namespace moa {

namespace {

/** The longest chain of answers that ends with one response. */
struct Chain
{
    qint64 ms = 0;
    qint64 own = 0; ///< the part of the response itself
    std::optional<ResponseId> before; ///< the one that it waited for longest
};

using ChainTable = QHash<ResponseId, Chain>;

ChainTable longestChains(const QList<Response> &responses)
{
    // References stand in earlier layers, so before their users in the list.
    ChainTable chains;
    for (const Response &response : responses) {
        Chain chain;
        for (const ResponseId &reference : response.references) {
            const qint64 before = chains.value(reference).ms;
            if (before > chain.ms) {
                chain.ms = before;
                chain.before = reference;
            }
        }
        const Timing &timing = response.timing;
        if (timing.started && timing.finished)
            chain.own = *timing.finished - *timing.started;
        chain.ms += chain.own;
        chains.insert(response.id, chain);
    }
    return chains;
}

std::optional<ResponseId> endOfLongest(const QList<Response> &responses, const ChainTable &chains)
{
    std::optional<ResponseId> end;
    qint64 longest = 0;
    for (const Response &response : responses) {
        if (chains.value(response.id).ms > longest) {
            longest = chains.value(response.id).ms;
            end = response.id;
        }
    }
    return end;
}

} // namespace

const Response *RunRecord::response(const ResponseId &responseId) const
{
    const auto found =
        std::find_if(responses.begin(), responses.end(), [&responseId](const Response &candidate) {
            return candidate.id == responseId;
        });
    return found == responses.end() ? nullptr : &*found;
}

const Response *pinnedResponse(const PinnedResponses &pinned, const ResponseId &id)
{
    const auto kept = pinned.constFind(id.agent);
    if (kept == pinned.cend())
        return nullptr;
    const auto found = std::find_if(kept->cbegin(), kept->cend(), [&id](const Response &response) {
        return response.id.sample == id.sample;
    });
    return found == kept->cend() ? nullptr : &*found;
}

RunTotals totalsOf(const QList<Response> &responses)
{
    RunTotals totals;
    for (const Response &response : responses) {
        if (response.cost)
            totals.cost += *response.cost;
        if (!response.usage)
            continue;
        totals.input += response.usage->input;
        totals.output += response.usage->output;
        totals.estimated = totals.estimated || response.usage->source != Usage::Source::Reported;
        totals.unpriced += response.cost ? 0 : 1;
    }
    return totals;
}

qint64 criticalPathOf(const QList<Response> &responses, const std::optional<ResponseId> &last)
{
    const ChainTable chains = longestChains(responses);
    const std::optional<ResponseId> end = last ? last : endOfLongest(responses, chains);
    return end ? chains.value(*end).ms : 0;
}

QList<ResponseId> criticalPath(const QList<Response> &responses,
                               const std::optional<ResponseId> &last)
{
    const ChainTable chains = longestChains(responses);
    QList<ResponseId> path;
    std::optional<ResponseId> step = last ? last : endOfLongest(responses, chains);
    while (step && chains.contains(*step)) {
        const Chain chain = chains.value(*step);
        if (chain.own > 0)
            path.prepend(*step);
        step = chain.before;
    }
    return path;
}

std::optional<double> tokensPerSecond(const Response &response)
{
    const Timing &timing = response.timing;
    if (!response.usage || !timing.firstToken || !timing.finished
        || *timing.finished <= *timing.firstToken)
        return std::nullopt;
    return static_cast<double>(response.usage->output) * 1000.0
        / static_cast<double>(*timing.finished - *timing.firstToken);
}

} // namespace moa
