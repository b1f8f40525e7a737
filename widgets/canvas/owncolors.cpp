// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/owncolors.h"

#include "theme/theme.h"

#include <QSet>

namespace moa {

namespace {

constexpr int colorCount = 20; // ten, and the same with a second mark

} // namespace

Mixture withOwnColors(const edit::Added &added)
{
    Mixture mixture = added.mixture;
    const QSet<AgentId> isNew(added.ids.cbegin(), added.ids.cend());
    QSet<int> used;
    QList<Agent *> newcomers;
    for (qsizetype layer = 0; layer < added.mixture.layers.size(); ++layer) {
        const AgentList &agents = added.mixture.layers.at(layer).agents;
        for (qsizetype row = 0; row < agents.size(); ++row) {
            const Agent &agent = agents.at(row);
            if (isNew.contains(agent.id))
                newcomers.append(&mixture.layers[layer].agents[row]);
            else
                used.insert(agentColorIndex(agent.id.toString(), agent.color));
        }
    }
    for (Agent *agent : std::as_const(newcomers)) {
        int color = agentColorIndex(agent->id.toString(), agent->color);
        if (agent->color && used.contains(color)) {
            agent->color.reset();
            color = agentColorIndex(agent->id.toString(), {});
        }
        for (int free = 0; used.contains(color) && free < colorCount; ++free) {
            if (!used.contains(free)) {
                color = free;
                agent->color = free;
            }
        }
        used.insert(color);
    }
    return mixture;
}

} // namespace moa
