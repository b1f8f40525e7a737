// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/chatdialect.h"
#include "run/runplan.h"

namespace moa {

/** What a run has come to when its next call is about to be sent. */
struct Commitment
{
    Usd spent; ///< by calls that have ended
    Usd reserved; ///< the bounds of those under way
    Usd next; ///< the bound of the one to be sent
};

/// Tokens of the answer to @p request at most: its own setting, the model's, else 4096.
[[nodiscard]] qint64 mostOutputOf(const ChatRequest &request);

/**
 * The most that @p request is expected to cost: its expected input and the most output that it
 * allows. Nothing without a price.
 */
[[nodiscard]] std::optional<Usd> costBound(const ChatRequest &request);

/**
 * Why the next call, to @p agent, must not be sent under the caps of @p plan, as a sentence with
 * the amounts. Empty: it may; reaching a cap exactly is fine.
 */
[[nodiscard]] QString capObjection(const RunPlan &plan, const QString &agent,
                                   const Commitment &commitment);

/// The same once @p spent is a fact: a provider may charge more than was foreseen.
[[nodiscard]] QString overspending(const RunPlan &plan, Usd spent);

} // namespace moa
