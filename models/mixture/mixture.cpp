// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/mixture.h"

#include <algorithm>
#include <QSet>

namespace moa {

qsizetype Layer::mainCount() const
{
    return std::count_if(agents.cbegin(), agents.cend(),
                         [](const Agent &agent) { return !agent.alternate; });
}

const Agent *Layer::firstMain() const
{
    const auto found = std::find_if(agents.cbegin(), agents.cend(),
                                    [](const Agent &agent) { return !agent.alternate; });
    return found == agents.cend() ? nullptr : &*found;
}

const QList<AgentId> *Layer::listOf(const Agent &agent) const
{
    if (agent.references)
        return &*agent.references;
    const Agent *leading = agent.alternate ? firstMain() : nullptr;
    return leading && leading->references ? &*leading->references : nullptr;
}

std::optional<AgentPosition> Mixture::find(const AgentId &id) const
{
    for (qsizetype layer = 0; layer < layers.size(); ++layer) {
        const AgentList &agents = layers.at(layer).agents;
        for (qsizetype row = 0; row < agents.size(); ++row) {
            if (agents.at(row).id == id)
                return AgentPosition{layer, row};
        }
    }
    return std::nullopt;
}

const Agent *Mixture::agent(const AgentId &id) const
{
    const std::optional<AgentPosition> position = find(id);
    return position ? &at(*position) : nullptr;
}

QList<AgentId> Mixture::referencesAt(AgentPosition position) const
{
    const Agent &agent = at(position);
    return agent.references ? *agent.references : defaultReferencesAt(position);
}

QList<AgentId> Mixture::defaultReferencesAt(AgentPosition position) const
{
    if (at(position).alternate) {
        const Agent *leading = layers.at(position.layer).firstMain();
        if (leading && leading->references)
            return *leading->references;
    }
    QList<AgentId> ids;
    if (position.layer > 0) {
        for (const Agent &earlier : layers.at(position.layer - 1).agents)
            ids.append(earlier.id);
    }
    return ids;
}

QList<Link> Mixture::links() const
{
    QSet<AgentId> known;
    for (const Layer &layer : layers) {
        for (const Agent &agent : layer.agents)
            known.insert(agent.id);
    }
    QList<Link> result;
    for (qsizetype layer = 0; layer < layers.size(); ++layer) {
        for (const Agent &agent : layers.at(layer).agents) {
            if (const QList<AgentId> *list = layers.at(layer).listOf(agent)) {
                for (const AgentId &reference : *list) {
                    if (known.contains(reference))
                        result.append({reference, agent.id});
                }
            } else if (layer > 0) {
                for (const Agent &earlier : layers.at(layer - 1).agents)
                    result.append({earlier.id, agent.id});
            }
        }
    }
    return result;
}

qsizetype Mixture::agentCount() const
{
    qsizetype count = 0;
    for (const Layer &layer : layers)
        count += layer.agents.size();
    return count;
}

const Agent *Mixture::finalAgent() const
{
    if (layers.isEmpty() || layers.constLast().mainCount() != 1)
        return nullptr;
    return layers.constLast().firstMain();
}

int effectiveQuorum(const Layer &layer)
{
    return layer.quorum.value_or(1);
}

} // namespace moa
