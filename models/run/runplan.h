// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/conversation.h"
#include "mixture/error.h"
#include "mixture/mixture.h"
#include "providers/keyring.h"
#include "providers/modelcatalogue.h"
#include "providers/networksettings.h"
#include "providers/provider.h"
#include "run/modelhistory.h"
#include "run/response.h"

#include <chrono>
#include <optional>

namespace moa {

/** Everything that one run needs, by value: later edits can't touch it. */
struct RunPlan
{
    Mixture mixture;
    /// These stand in the run as they are, at no cost, and are not asked. What they hold for agents
    /// or samples that the mixture lacks, or that are muted, has no effect.
    PinnedResponses pinned;
    Conversation conversation; ///< ends with the user's prompt
    QList<Provider> providers;
    KeyRing keys;
    ModelCatalogue models;
    ModelHistory history; ///< counts tokens where the models' vocabularies are not known
    NetworkSettings network;
    std::optional<Usd> maxCost; ///< the run stops before a call that could make it cost more
    std::optional<Usd> maxCostToday; ///< the same for all that is spent today
    Usd spentToday; ///< before this run
    std::optional<std::chrono::milliseconds> timeout; ///< the run stops when it takes longer
};

/**
 * Whether the plan can be run: a valid mixture, a prompt, known providers with usable addresses and
 * keys. The failure is a sentence that names what is missing.
 */
[[nodiscard]] Result<void> checkPlan(const RunPlan &plan);

/// The response of that sample as a run begins with it: waiting, muted or pinned; without its
/// layer.
[[nodiscard]] Response firstResponse(const RunPlan &plan, const Agent &agent, int sample);

/// The provider of the first agent that can't be asked, for want of a key or of a usable address.
[[nodiscard]] std::optional<ProviderId> providerToMend(const RunPlan &plan);

/** The provider with this id, or null. */
[[nodiscard]] const Provider *findProvider(const QList<Provider> &providers, const ProviderId &id);

} // namespace moa
