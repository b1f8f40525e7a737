// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/mixture.h"

namespace moa {

/** These agents as an undo step names them: "Wizard", or "3 agents". */
[[nodiscard]] QString agentsName(const Mixture &mixture, const QList<AgentId> &ids);

} // namespace moa
