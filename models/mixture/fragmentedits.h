// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/fragment.h"
#include "mixture/mixtureedits.h"

namespace moa::edit {

/** What becomes of a pasted agent's explicit references to agents that are not pasted with it. */
enum class OutsideLinks {
    Drop,
    Keep ///< those to agents that exist and stand in an earlier layer
};

/**
 * Puts the agents of @p fragment at the end of layers of @p mixture: those of its first occupied
 * layer into @p layer (absent: the layer that they stood in), the others as far behind it as they
 * stood. Where a layer is missing, a new one is made at the end, with the fragment's name and
 * quorum; never an empty one. An id that is taken is replaced by a fresh one. Links among the
 * pasted stay, and so do absent references. In the first layer everyone becomes a proposer;
 * alternates stay such in the last layer only.
 */
[[nodiscard]] Added paste(const Mixture &mixture, const Fragment &fragment,
                          std::optional<qsizetype> layer, OutsideLinks outside);

} // namespace moa::edit
