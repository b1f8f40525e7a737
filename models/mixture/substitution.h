// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/mixture.h"
#include "providers/keyring.h"
#include "providers/modelcatalogue.h"

namespace moa {

/** What there is on this machine to run a mixture with. */
struct RunningMeans
{
    QList<Provider> providers;
    KeyRing keys;
    ModelCatalogue models;
};

/** Why a model can't be asked here. */
enum class Obstacle {
    None,
    UnknownProvider,
    NoKey, ///< the provider is known and there is no key for it
    UnknownModel ///< its provider's models are known, and it is none of them
};

/** How near a substitute comes. */
enum class Kinship {
    SameModel, ///< at another provider, or under another name
    SameFamily,
    Other ///< something that can be asked, and no more
};

/** A model that could be asked in the place of another. */
struct Substitute
{
    ProviderId provider;
    QString model;
    Kinship kinship = Kinship::Other;

    friend bool operator==(const Substitute &, const Substitute &) = default;
};

/** One model that a mixture would ask. */
struct ModelUse
{
    ProviderId provider;
    QString model;
    QList<AgentId> agents; ///< that ask it, in the order of the picture; muted ones too
    Obstacle obstacle = Obstacle::None;
    QString host; ///< where the requests would go; empty: the provider is not known
    bool isLocal = false; ///< that host is this machine
    QStringList extraFields; ///< names of fields that are sent besides what MoA Studio knows
    QList<Substitute> substitutes; ///< the nearest first; empty where there is no obstacle

    friend bool operator==(const ModelUse &, const ModelUse &) = default;
};

/** Everything that @p mixture would ask, each model at each provider once. Sends nothing. */
[[nodiscard]] QList<ModelUse> modelUses(const Mixture &mixture, const RunningMeans &means);

/** @p mixture with @p substitute in the place of what the agents of @p use ask. */
[[nodiscard]] Mixture substituted(const Mixture &mixture, const ModelUse &use,
                                  const Substitute &substitute);

/**
 * Whether two models' ids mean the same one, but for the maker before a slash, for words such as
 * "Instruct" and "Turbo", and for dates: "Qwen/Qwen1.5-72B-Chat" and "qwen1.5:72b".
 */
[[nodiscard]] bool isSameModel(const QString &model, const QString &other);

} // namespace moa
