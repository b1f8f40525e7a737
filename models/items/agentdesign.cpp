// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/agentdesign.h"

namespace moa {

Agent designOf(const Agent &agent, const AgentSettings &defaults)
{
    Agent design = agent;
    design.name.clear();
    design.color.reset();
    design.muted = false;
    design.alternate = false;
    design.settings = resolved(agent.settings, defaults);
    return design;
}

} // namespace moa
