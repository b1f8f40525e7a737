// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/mixture.h"

namespace moa {

/** One thing in which two mixtures differ, in words for a person. */
struct MixtureChange
{
    enum class Kind {
        Added, ///< the place itself: a layer or an agent
        Removed, ///< likewise
        Changed
    };

    Kind kind = Kind::Changed;
    QString place; ///< "Mixture", "Defaults", "Layer 2", or an agent's name
    QString field; ///< "temperature"; "agent" or "layer" where the place itself came or went
    QString before; ///< "not set" or "not there" where there was nothing; texts in full
    QString after;

    friend bool operator==(const MixtureChange &, const MixtureChange &) = default;
};

/**
 * Everything in which @p after differs from @p before: empty exactly if they are equal. Agents are
 * told apart by their ids; where one of them is missing, by provider and model among those of their
 * layer, so that mixtures made apart can be compared. Layers are told apart by the agents in them,
 * so that a new layer in the middle is one change. The mixture itself comes first, then its layers
 * and agents in the order of the picture; what went comes last.
 */
[[nodiscard]] QList<MixtureChange> mixtureChanges(const Mixture &before, const Mixture &after);

} // namespace moa
