// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/usage.h"
#include "metrics/usd.h"
#include "mixture/conversation.h"
#include "mixture/ids.h"
#include "mixture/mixture.h"
#include "providers/chatreply.h"
#include "providers/exchange.h"

#include <optional>
#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QList>

namespace moa {

/** One sample of one agent: what the run calls "wizard#1". Samples count from 1. */
struct ResponseId
{
    AgentId agent;
    int sample = 1;

    [[nodiscard]] QString toString() const
    {
        return agent.toString() + u'#' + QString::number(sample);
    }

    friend bool operator==(const ResponseId &, const ResponseId &) = default;
    friend size_t qHash(const ResponseId &id, size_t seed = 0)
    {
        return qHashMulti(seed, id.agent, id.sample);
    }
};

/** Moments of one response in ms from the run's start; absent: not reached. */
struct Timing
{
    std::optional<qint64> queued; ///< its references were complete
    std::optional<qint64> started; ///< its first attempt left the queue of its origin
    std::optional<qint64> firstToken; ///< first text or reasoning
    std::optional<qint64> finished;

    friend bool operator==(const Timing &, const Timing &) = default;
};

enum class ResponseState {
    Waiting, ///< for its references
    Queued, ///< for a slot at its provider
    Started, ///< request sent, nothing back yet
    Streaming,
    Retrying, ///< waiting for the next attempt
    Done,
    Failed,
    Cancelled,
    Muted,
    Pinned ///< kept from an earlier run: it was not asked again
};

[[nodiscard]] constexpr bool isFinal(ResponseState state)
{
    return state == ResponseState::Done || state == ResponseState::Failed
        || state == ResponseState::Cancelled || state == ResponseState::Muted
        || state == ResponseState::Pinned;
}

/// Whether its text is a whole answer, to be used as a reference and compared.
[[nodiscard]] constexpr bool isAnswer(ResponseState state)
{
    return state == ResponseState::Done || state == ResponseState::Pinned;
}

/** When a failed request is made again. */
struct Retry
{
    qint64 at = 0; ///< ms from the run's start
    int attempt = 2; ///< the one that is made then
    int most = 0; ///< attempts that the provider is given

    friend bool operator==(const Retry &, const Retry &) = default;
};

/**
 * Why a pinned response stands in a run in which it was not asked for, and what it took when it
 * was: figures of an earlier run, in none of this one's sums.
 */
struct Kept
{
    enum class Reason {
        Pinned, ///< the person wanted it kept
        Unchanged, ///< it would have been asked the very same again
        Edited ///< the person has rewritten its text
    };

    Reason reason = Reason::Pinned;
    std::optional<Usage> usage;
    std::optional<Usd> cost; ///< absent: unpriced
    bool costReported = false;
    Timing timing; ///< from the start of that run

    friend bool operator==(const Kept &, const Kept &) = default;
};

/** What one agent answered in one run. */
struct Response
{
    ResponseId id;
    int layer = 0; ///< from 0
    ProviderId provider;
    QString model; ///< as asked for
    QString modelReported; ///< as the reply names it; empty: not named
    ResponseState state = ResponseState::Waiting;
    QString text; ///< as received
    QString reasoning;
    QList<ResponseId> references; ///< that were really put before it, in order
    std::optional<ResponseId> picked; ///< of a ranker: whose text it passes on unchanged
    StopReason stopReason = StopReason::None;
    QString stopName; ///< the reason in the provider's own word; empty: none came
    QString error; ///< a sentence; empty unless failed
    int attempts = 0; ///< requests sent
    std::optional<Retry> retry; ///< while it is retrying
    std::optional<Usage> usage;
    std::optional<Usd> cost; ///< absent: unpriced, never 0
    bool costReported = false; ///< the cost is the provider's own figure, not tokens times prices
    QStringList refusedSettings; ///< that the server refused and was asked without: "temperature"
    QStringList notices; ///< sentences on what was done differently from what was asked for
    Timing timing;
    std::optional<double> bleuToFinal; ///< 0 to 100, metrics/bleu.h
    std::optional<Kept> kept; ///< of a pinned one
    QByteArray request; ///< the JSON body as sent; no headers, so no keys
    QList<Exchange> exchanges; ///< every attempt, once the response is final

    friend bool operator==(const Response &, const Response &) = default;
};

/** The responses of agents that are not asked again, by agent; see RunPlan::pinned. */
using PinnedResponses = QHash<AgentId, QList<Response>>;

/// The one of this agent and sample, or null. Valid as long as @p pinned is not changed.
[[nodiscard]] const Response *pinnedResponse(const PinnedResponses &pinned, const ResponseId &id);

enum class RunState { Running, Done, Degraded, Failed, Cancelled, Limited };

/** Sums over a run's responses. */
struct RunTotals
{
    qint64 input = 0; ///< tokens
    qint64 output = 0; ///< tokens
    Usd cost; ///< of the priced responses
    int unpriced = 0; ///< responses that answered and have no price
    bool estimated = false; ///< at least one usage is not the provider's
    qint64 wallMs = 0;
    /// Longest chain of response durations through the references, ms: no run of these answers
    /// could have been quicker.
    qint64 criticalPathMs = 0;

    friend bool operator==(const RunTotals &, const RunTotals &) = default;
};

/** A whole run: complete and immutable once its state is final. */
struct RunRecord
{
    QString id;
    RunState state = RunState::Running;
    QString error; ///< a sentence; empty unless the run as a whole failed
    QDateTime startedAt; ///< UTC
    Mixture mixture;
    Conversation conversation;
    QList<Response> responses; ///< by layer, then order in the layer, then sample
    std::optional<ResponseId> final; ///< whose text is the final answer
    QString finalText; ///< of a ranker: the text it picked
    RunTotals totals;

    [[nodiscard]] const Response *response(const ResponseId &responseId) const;
};

} // namespace moa
