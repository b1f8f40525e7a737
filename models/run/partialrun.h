// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

#include <QSet>

namespace moa {

/** What is to be different in a run that keeps what it can of an earlier one. */
struct PartialChanges
{
    /// Kept whatever has changed, each for the reason that it gives; see RunPlan::pinned.
    PinnedResponses pinned;
    /// Asked again though nothing has changed, even if they are pinned.
    QSet<ResponseId> rerun;

    friend bool operator==(const PartialChanges &, const PartialChanges &) = default;
};

/** What the kept responses of a run took when they were asked for. */
struct Saving
{
    int responses = 0;
    Usd cost; ///< of those that have a price
    int unpriced = 0; ///< of those: they were used, and have no price
    /// By how much the run is shorter, if all else takes as long as before.
    qint64 ms = 0;

    friend bool operator==(const Saving &, const Saving &) = default;
};

/** Which responses a run keeps of an earlier one and which it asks for. */
struct PartialPlan
{
    PinnedResponses kept; ///< for RunPlan::pinned
    QList<ResponseId> asked; ///< in the run's order; one request each, if all goes well
    Saving saving;

    friend bool operator==(const PartialPlan &, const PartialPlan &) = default;
};

/**
 * What of @p before, finished or not, is kept when @p now is run on @p conversation. An answer is
 * kept if its own request would be the same, to the letter: same provider, model and sampling, same
 * prompts, and references that are kept with the same texts; each sample by itself. Whatever failed
 * or was stopped is asked again, and so is what has only been pinned or edited in @p before:
 * whoever wants that kept says so in @p changes.
 *
 * A pure function. It compares whole prompts: some microseconds for each response.
 */
[[nodiscard]] PartialPlan partialPlan(const RunRecord &before, const Mixture &now,
                                      const Conversation &conversation,
                                      const PartialChanges &changes = {});

/**
 * All answers of @p record, to go on with a run that was interrupted: the rest is asked for. An
 * answer stays even if a reference that it was not given, as that had failed, comes in this time.
 */
[[nodiscard]] PinnedResponses finishedResponses(const RunRecord &record);

/// The answers of @p record that stand there because a person pinned or edited them.
[[nodiscard]] PinnedResponses keptByHand(const RunRecord &record);

/// What the kept ones of a run's @p responses took when they were asked for.
[[nodiscard]] Saving savingOf(const QList<Response> &responses,
                              const std::optional<ResponseId> &last);

/// What @p response took in the run in which it was asked for.
[[nodiscard]] Kept keptAs(const Response &response, Kept::Reason reason);

/// @p response with @p text in place of its own, to be kept as edited. A ranker's has no pick then.
[[nodiscard]] Response edited(const Response &response, const QString &text);

} // namespace moa
