// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/fragmentedits.h"

#include <algorithm>
#include <QHash>

namespace moa::edit {

namespace {

/** Pastes one fragment. */
class Pasting
{
public:
    Pasting(const Mixture &mixture, OutsideLinks outside)
        : m_result{mixture, {}}
        , m_outside(outside)
    {
        for (qsizetype index = 0; index < mixture.layers.size(); ++index) {
            for (const Agent &agent : mixture.layers.at(index).agents) {
                m_layers.insert(agent.id, index);
                m_taken.insert(agent.id);
            }
        }
    }

    /// @p target past the last layer: into a new one after it.
    void add(const Layer &source, qsizetype target)
    {
        QList<Layer> &layers = m_result.mixture.layers;
        if (target >= layers.size()) {
            target = layers.size();
            layers.append(source);
            layers.last().agents.clear();
        }
        QList<Agent> &agents = layers[target].agents;
        for (Agent agent : source.agents) {
            const AgentId original = agent.id;
            if (original.isEmpty() || m_taken.contains(original))
                agent.id = freshId(m_taken, agent.model.isEmpty() ? agent.name : agent.model);
            if (target == 0)
                agent.role = Role::Proposer;
            m_taken.insert(agent.id);
            m_layers.insert(agent.id, target);
            m_pasted.insert(original, agent.id);
            m_result.ids.append(agent.id);
            agents.append(agent);
        }
    }

    [[nodiscard]] Added take()
    {
        const QSet<AgentId> added(m_result.ids.cbegin(), m_result.ids.cend());
        QList<AgentId> before;
        for (Layer &layer : m_result.mixture.layers) {
            QList<AgentId> here;
            for (Agent &agent : layer.agents) {
                here.append(agent.id);
                if (added.contains(agent.id) && agent.references)
                    settle(agent, before);
            }
            before = here;
        }
        return m_result;
    }

private:
    void settle(Agent &agent, const QList<AgentId> &defaults) const
    {
        const qsizetype layer = m_layers.value(agent.id);
        QList<AgentId> references;
        for (const AgentId &reference : std::as_const(*agent.references)) {
            const bool isPasted = m_pasted.contains(reference);
            const AgentId id = m_pasted.value(reference, reference);
            const auto place = m_layers.constFind(id);
            if ((isPasted || m_outside == OutsideLinks::Keep) && place != m_layers.constEnd()
                && *place < layer)
                references.append(id);
        }
        if (references == defaults)
            agent.references.reset();
        else
            agent.references = references;
    }

    Added m_result;
    OutsideLinks m_outside;
    QHash<AgentId, qsizetype> m_layers;
    QSet<AgentId> m_taken;
    QHash<AgentId, AgentId> m_pasted; ///< by the id in the fragment
};

} // namespace

Added paste(const Mixture &mixture, const Fragment &fragment, std::optional<qsizetype> layer,
            OutsideLinks outside)
{
    Pasting pasting(mixture, outside);
    std::optional<qsizetype> first;
    qsizetype base = 0;
    for (qsizetype index = 0; index < fragment.layers.size(); ++index) {
        const Layer &source = fragment.layers.at(index);
        if (source.agents.isEmpty())
            continue;
        if (!first) {
            first = index;
            base = std::clamp<qsizetype>(layer.value_or(index), 0, mixture.layers.size());
        }
        pasting.add(source, base + index - *first);
    }
    return pasting.take();
}

} // namespace moa::edit
