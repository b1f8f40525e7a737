// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/fragmentedits.h"

#include "mixture/editsettling.h"

#include <algorithm>
#include <QHash>

namespace moa::edit {

namespace {

/** Pastes one fragment. */
class Pasting
{
public:
    Pasting(const Mixture &mixture, OutsideLinks outside)
        : m_before(mixture)
        , m_result{mixture, {}}
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
        AgentList &agents = layers[target].agents;
        for (Agent agent : source.agents) {
            const AgentId original = agent.id;
            if (original.isEmpty() || m_taken.contains(original))
                agent.id = freshId(m_taken, agent.model.isEmpty() ? agent.name : agent.model);
            if (target == 0) {
                agent.role = Role::Proposer;
                agent.alternate = false;
            }
            m_taken.insert(agent.id);
            m_layers.insert(agent.id, target);
            m_pasted.insert(original, agent.id);
            m_result.ids.append(agent.id);
            agents.append(agent);
        }
    }

    [[nodiscard]] Added take()
    {
        Mixture &mixture = m_result.mixture;
        settleAlternates(mixture, m_before);
        const QSet<AgentId> added(m_result.ids.cbegin(), m_result.ids.cend());
        m_result.ids.clear();
        for (qsizetype layer = 0; layer < mixture.layers.size(); ++layer) {
            for (qsizetype row = 0; row < mixture.layers.at(layer).agents.size(); ++row) {
                if (!added.contains(mixture.at({layer, row}).id))
                    continue;
                settle(mixture, {layer, row});
                m_result.ids.append(mixture.at({layer, row}).id);
            }
        }
        return m_result;
    }

private:
    void settle(Mixture &mixture, AgentPosition position) const
    {
        const std::optional<QList<AgentId>> listed = mixture.at(position).references;
        if (!listed)
            return;
        QList<AgentId> references;
        for (const AgentId &reference : *listed) {
            const bool isPasted = m_pasted.contains(reference);
            const AgentId id = m_pasted.value(reference, reference);
            const auto place = m_layers.constFind(id);
            if ((isPasted || m_outside == OutsideLinks::Keep) && place != m_layers.constEnd()
                && *place < position.layer)
                references.append(id);
        }
        Agent &agent = mixture.layers[position.layer].agents[position.row];
        agent.references.reset();
        if (references != mixture.defaultReferencesAt(position))
            agent.references = references;
    }

    const Mixture &m_before;
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
