// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/agent.h"

namespace moa {

/**
 * What of @p agent decides about its answers, with the mixture's @p defaults in place: two that
 * are equal are asked the same way. Its name, its colour and whether it is muted or an alternate
 * are left out.
 */
[[nodiscard]] Agent designOf(const Agent &agent, const AgentSettings &defaults);

} // namespace moa
