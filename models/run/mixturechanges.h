// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/mixture.h"

namespace moa {

/** One thing that is other in one mixture than in another, in translated words. */
struct MixtureChange
{
    enum class Kind { Added, Removed, Changed };

    Kind kind = Kind::Changed;
    QString place; ///< "Mixture", "Defaults", "Layer 1", or an agent's name with its layer
    QString field; ///< "temperature"; "agent" for one that came or went
    QString before; ///< the value as a person reads it, whole; empty if the agent was not there
    QString after; ///< empty if the agent is not there any more

    friend bool operator==(const MixtureChange &, const MixtureChange &) = default;
};

/**
 * What is different between two mixtures, from the mixture itself over its layers to the agents in
 * the order of the picture; the agents that went come last. No change is told exactly if the two
 * are equal.
 *
 * An agent is the same one if it has the same id; failing that, if it asks the same model in the
 * same layer, so that mixtures which were made apart can be compared too.
 */
[[nodiscard]] QList<MixtureChange> mixtureChanges(const Mixture &before, const Mixture &after);

} // namespace moa
