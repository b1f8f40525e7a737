// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/mixtureedits.h"

namespace moa {

/**
 * The mixture of @p added, where each new agent has a colour that no other has, as long as there
 * are any: its own if that is free, else the one that follows from its id, else the first free one.
 */
[[nodiscard]] Mixture withOwnColors(const edit::Added &added);

} // namespace moa
