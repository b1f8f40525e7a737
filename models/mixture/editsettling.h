// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/mixture.h"

#include <optional>
#include <QHash>

/**
 * What edits of a mixture have in common: who refers to whom, and who is an alternate, is brought
 * in line with where everyone stands after them.
 */
namespace moa::edit {

using Places = QHash<AgentId, AgentPosition>;

[[nodiscard]] Places placesOf(const Mixture &mixture);
/// The order of the picture; what stands nowhere comes last.
[[nodiscard]] bool pictureOrder(const Places &places, const AgentId &a, const AgentId &b);

/// An agent's list, which an alternate without one has from the final agent; absent: everyone in
/// the layer before.
using ReferenceList = std::optional<QList<AgentId>>;

[[nodiscard]] ReferenceList listOf(const Layer &layer, const Agent &agent);
/// Makes @p list what listOf() says, listed only where that is not what the agent has anyway.
void giveList(Mixture &mixture, AgentPosition place, const ReferenceList &list);

/**
 * Makes the agent at @p chosen the final one and the others of its layer its alternates. Each is
 * asked as it was in @p before: the same agents, perhaps elsewhere or with other marks.
 */
void markFinal(Mixture &mixture, AgentPosition chosen, const Mixture &before);

/// Applies the rule for alternates to @p mixture, in which agents have come, gone or moved since
/// @p before: the part of an edit that all of them share.
void settleAlternates(Mixture &mixture, const Mixture &before);
/// Brings @p mixture, in which agents have come, gone or moved since @p before, in line.
void settle(Mixture &mixture, const Mixture &before);

} // namespace moa::edit
