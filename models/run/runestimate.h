// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/usd.h"
#include "mixture/validation.h"
#include "providers/modelcatalogue.h"
#include "run/modelhistory.h"
#include "run/response.h"

#include <functional>
#include <optional>
#include <QList>

namespace moa {

/** Where a count will be: nine runs of ten end between low and high. */
template <typename Value>
struct Range
{
    Value low{};
    Value likely{};
    Value high{};

    friend bool operator==(const Range &, const Range &) = default;
};

using TokenRange = Range<qint64>;
using CostRange = Range<Usd>;
using MsRange = Range<qint64>;

/** What one agent will need. */
struct AgentEstimate
{
    AgentId agent;
    qsizetype layer = 0; ///< from 0
    int calls = 0; ///< its samples that are asked: none if it is muted, not those that are pinned
    TokenRange input; ///< tokens of all its calls
    TokenRange output; ///< tokens of all its calls, reasoning included
    std::optional<CostRange> cost; ///< of all its calls; absent: unpriced
    std::optional<MsRange> ms; ///< of one call; absent: the model's speed is not known
    bool exact = false; ///< its prompt was counted with the model's vocabulary
    LengthForecast::Basis basis = LengthForecast::Basis::Prior;
    qint64 promptAlone = 0; ///< tokens of one call without references, with room for the answer
    qint64 needed = 0; ///< likely tokens of one call with its references, and that room
    std::optional<qint64> contextWindow;

    friend bool operator==(const AgentEstimate &, const AgentEstimate &) = default;
};

/** What a run will need, before anything is sent. */
struct RunEstimate
{
    QList<AgentEstimate> agents; ///< in the order of the mixture, muted ones too
    int calls = 0;
    TokenRange input;
    TokenRange output;
    TokenRange total; ///< input and output: tighter than the sum of both ranges
    CostRange cost; ///< of the calls that have a price
    int unpricedCalls = 0;
    /// Along the slowest chain of references; absent unless the speed of all models is known.
    std::optional<MsRange> ms;
    bool exact = false; ///< the prompts of all agents were counted exactly
    LengthForecast::Basis basis = LengthForecast::Basis::Prior; ///< the least of all agents'

    friend bool operator==(const RunEstimate &, const RunEstimate &) = default;
};

/**
 * What running @p mixture on @p conversation will need. References are counted in: what is likely
 * to be answered in one layer is part of the prompts of the next. Retries and failures are not, nor
 * waiting for a provider's limits, nor cached input.
 *
 * What is @p pinned is not asked, but read by later agents.
 *
 * Pure and quick enough for every keystroke; any thread. Links to agents that do not exist or stand
 * later are left out.
 */
[[nodiscard]] RunEstimate estimateRun(const Mixture &mixture, const Conversation &conversation,
                                      const QList<Provider> &providers,
                                      const ModelCatalogue &models, const ModelHistory &history,
                                      const PinnedResponses &pinned = {});

/// For ValidationContext::contextNeed: what each agent of @p estimate needs of its context window.
[[nodiscard]] std::function<std::optional<ContextNeed>(const AgentId &)>
contextNeeds(const RunEstimate &estimate);

} // namespace moa
