// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/linkedits.h"

#include <algorithm>
#include <QHash>
#include <QSet>
#include <utility>

namespace moa::edit {

namespace {

/// Compares ids by where they stand in the picture; what stands nowhere comes last.
class PictureOrder
{
public:
    explicit PictureOrder(const Mixture &mixture)
    {
        for (const Layer &layer : mixture.layers) {
            for (const Agent &agent : layer.agents)
                m_ranks.insert(agent.id, m_ranks.size());
        }
    }

    [[nodiscard]] bool operator()(const AgentId &a, const AgentId &b) const
    {
        return m_ranks.value(a, m_ranks.size()) < m_ranks.value(b, m_ranks.size());
    }

private:
    QHash<AgentId, qsizetype> m_ranks;
};

struct Gap
{
    AgentPosition place;
    bool newLayer = false; ///< before the one at place.layer
};

/// Where something between the ends of @p link stands; nothing if there is no such link.
std::optional<Gap> gapOf(const Mixture &mixture, const Link &link,
                         const std::optional<AgentPosition> &wanted)
{
    const std::optional<AgentPosition> from = mixture.find(link.from);
    const std::optional<AgentPosition> to = mixture.find(link.to);
    if (!from || !to || from->layer >= to->layer || !mixture.referencesAt(*to).contains(link.from))
        return std::nullopt;
    if (to->layer - from->layer == 1)
        return Gap{{to->layer, 0}, true};
    if (wanted && wanted->layer > from->layer && wanted->layer < to->layer)
        return Gap{*wanted, false};
    const qsizetype layer = from->layer + 1;
    return Gap{{layer, mixture.layers.at(layer).agents.size()}, false};
}

/// Makes the default references of a layer explicit: another layer is about to come before it.
void listReferences(Mixture &mixture, qsizetype layer)
{
    const Mixture before = mixture;
    for (qsizetype row = 0; row < before.layers.at(layer).agents.size(); ++row)
        mixture.layers[layer].agents[row].references = before.referencesAt({layer, row});
}

/// Makes a list absent that is what the default would be.
void collapse(Mixture &mixture, AgentPosition place)
{
    Agent &agent = mixture.layers[place.layer].agents[place.row];
    const std::optional<QList<AgentId>> listed = std::exchange(agent.references, {});
    if (listed != mixture.referencesAt(place))
        agent.references = listed;
}

Mixture rewire(const Mixture &mixture, const Link &link, const AgentId &between)
{
    const Mixture cut = unlink(mixture, link.from, link.to);
    return edit::link(edit::link(cut, link.from, between), between, link.to);
}

/// The references, once @p removed are gone, of everyone who has some of them among its own.
class Bridges
{
public:
    Bridges(const Mixture &mixture, const QList<AgentId> &removed)
        : m_removed(removed.begin(), removed.end())
    {
        const PictureOrder picture(mixture);
        QHash<AgentId, QList<AgentId>> handedOn;
        for (qsizetype layer = 0; layer < mixture.layers.size(); ++layer) {
            const AgentList &agents = mixture.layers.at(layer).agents;
            for (qsizetype row = 0; row < agents.size(); ++row) {
                const QList<AgentId> references = mixture.referencesAt({layer, row});
                const AgentId &id = agents.at(row).id;
                const bool isTouched = touches(references);
                if (!isTouched && !m_removed.contains(id))
                    continue;
                QList<AgentId> bridged = bridge(references, handedOn);
                if (std::is_sorted(references.begin(), references.end(), picture))
                    std::stable_sort(bridged.begin(), bridged.end(), picture);
                if (m_removed.contains(id))
                    handedOn.insert(id, bridged);
                else
                    m_references.insert(id, bridged);
            }
        }
    }

    [[nodiscard]] const QHash<AgentId, QList<AgentId>> &references() const { return m_references; }
    [[nodiscard]] bool isRemoved(const AgentId &id) const { return m_removed.contains(id); }

private:
    [[nodiscard]] bool touches(const QList<AgentId> &references) const
    {
        return std::any_of(references.begin(), references.end(),
                           [this](const AgentId &id) { return m_removed.contains(id); });
    }

    [[nodiscard]] QList<AgentId> bridge(const QList<AgentId> &references,
                                        const QHash<AgentId, QList<AgentId>> &handedOn) const
    {
        QList<AgentId> result;
        QSet<AgentId> known;
        const auto append = [&](const AgentId &id) {
            if (!known.contains(id)) {
                known.insert(id);
                result.append(id);
            }
        };
        for (const AgentId &id : references) {
            if (!m_removed.contains(id)) {
                append(id);
                continue;
            }
            for (const AgentId &further : handedOn.value(id))
                append(further);
        }
        return result;
    }

    QSet<AgentId> m_removed;
    QHash<AgentId, QList<AgentId>> m_references;
};

} // namespace

Result<void> canMoveLinkEnd(const Mixture &mixture, const Link &link, LinkEnd end,
                            const AgentId &agent)
{
    const Mixture cut = unlink(mixture, link.from, link.to);
    return end == LinkEnd::From ? canLink(cut, agent, link.to) : canLink(cut, link.from, agent);
}

Mixture moveLinkEnd(const Mixture &mixture, const Link &link, LinkEnd end, const AgentId &agent)
{
    const std::optional<AgentPosition> target = mixture.find(link.to);
    if (!target || !mixture.referencesAt(*target).contains(link.from)
        || !canMoveLinkEnd(mixture, link, end, agent))
        return mixture;
    const Mixture cut = unlink(mixture, link.from, link.to);
    return end == LinkEnd::From ? edit::link(cut, agent, link.to)
                                : edit::link(cut, link.from, agent);
}

Mixture cutLinks(const Mixture &mixture, const AgentId &id, LinkEnd end)
{
    Mixture result = mixture;
    const QList<Link> links = mixture.links();
    for (const Link &link : links) {
        if ((end == LinkEnd::From ? link.from : link.to) == id)
            result = unlink(result, link.from, link.to);
    }
    return result;
}

Mixture insertOnLink(const Mixture &mixture, const AgentId &id, const Link &link,
                     const std::optional<AgentPosition> &place)
{
    const std::optional<Gap> gap = gapOf(mixture, link, place);
    const std::optional<AgentPosition> agent = mixture.find(id);
    if (!gap || !agent || id == link.from || id == link.to)
        return mixture;
    Mixture prepared = mixture;
    // What it had by standing where it stood it keeps, as far as that leads back.
    prepared.layers[agent->layer].agents[agent->row].references = mixture.referencesAt(*agent);
    if (gap->newLayer)
        listReferences(prepared, gap->place.layer);
    const Mixture moved = gap->newLayer ? moveAgentsToNewLayer(prepared, {id}, gap->place.layer)
                                        : moveAgents(prepared, {id}, gap->place);
    Mixture result = rewire(moved, link, id);
    collapse(result, *result.find(id));
    return result;
}

Added insertOnLink(const Mixture &mixture, Agent agent, const Link &link,
                   const std::optional<AgentPosition> &place)
{
    const std::optional<Gap> gap = gapOf(mixture, link, place);
    if (!gap)
        return {mixture, {}};
    agent.references = QList<AgentId>();
    Mixture prepared = mixture;
    if (gap->newLayer)
        listReferences(prepared, gap->place.layer);
    Added added = gap->newLayer ? insertLayer(prepared, gap->place.layer, agent)
                                : addAgent(prepared, agent, gap->place);
    added.mixture = rewire(added.mixture, link, added.ids.constFirst());
    return added;
}

Mixture removeKeepingLinks(const Mixture &mixture, const QList<AgentId> &ids)
{
    const Bridges bridges(mixture, ids);
    Mixture result = mixture;
    for (qsizetype layer = 0; layer < mixture.layers.size(); ++layer) {
        const AgentList &agents = mixture.layers.at(layer).agents;
        for (qsizetype row = 0; row < agents.size(); ++row) {
            const auto references = bridges.references().constFind(agents.at(row).id);
            if (references != bridges.references().constEnd())
                result.layers[layer].agents[row].references = *references;
        }
    }
    result = removeAgents(result, ids);
    for (qsizetype layer = 0; layer < result.layers.size(); ++layer) {
        for (qsizetype row = 0; row < result.layers.at(layer).agents.size(); ++row) {
            if (bridges.references().contains(result.at({layer, row}).id))
                collapse(result, {layer, row});
        }
    }
    return result;
}

bool removalLosesLinks(const Mixture &mixture, const QList<AgentId> &ids)
{
    const Bridges bridges(mixture, ids);
    for (auto entry = bridges.references().constBegin(); entry != bridges.references().constEnd();
         ++entry) {
        const AgentPosition place = *mixture.find(entry.key());
        const QList<AgentId> references = mixture.referencesAt(place);
        const bool drawn = mixture.at(place).references
            || std::any_of(references.begin(), references.end(), [&](const AgentId &id) {
                               return bridges.isRemoved(id) && mixture.agent(id)->references;
                           });
        const bool loses =
            std::any_of(entry->begin(), entry->end(),
                        [&references](const AgentId &id) { return !references.contains(id); });
        if (drawn && loses)
            return true;
    }
    return false;
}

} // namespace moa::edit
