// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/mixture.h"

#include <QSet>

namespace moa {

std::optional<AgentPosition> Mixture::find(const AgentId &id) const
{
    for (qsizetype layer = 0; layer < layers.size(); ++layer) {
        const QList<Agent> &agents = layers.at(layer).agents;
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
    if (agent.references)
        return *agent.references;
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
        for (qsizetype row = 0; row < layers.at(layer).agents.size(); ++row) {
            const AgentPosition position{layer, row};
            for (const AgentId &reference : referencesAt(position)) {
                if (known.contains(reference))
                    result.append({reference, at(position).id});
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
    if (layers.isEmpty() || layers.constLast().agents.size() != 1)
        return nullptr;
    return &layers.constLast().agents.constFirst();
}

int effectiveQuorum(const Layer &layer)
{
    return layer.quorum.value_or(1);
}

} // namespace moa
