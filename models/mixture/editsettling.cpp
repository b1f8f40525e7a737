// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/editsettling.h"

#include <algorithm>

namespace moa::edit {

namespace {

bool before(AgentPosition a, AgentPosition b)
{
    return a.layer != b.layer ? a.layer < b.layer : a.row < b.row;
}

bool isOrdered(const QList<AgentId> &ids, const Places &places)
{
    return std::is_sorted(ids.begin(), ids.end(), [&places](const AgentId &a, const AgentId &b) {
        return pictureOrder(places, a, b);
    });
}

void order(QList<AgentId> &ids, const Places &places)
{
    std::stable_sort(ids.begin(), ids.end(), [&places](const AgentId &a, const AgentId &b) {
        return pictureOrder(places, a, b);
    });
}

void standAside(AgentList &agents)
{
    agents.partition([](const Agent &agent) { return !agent.alternate; });
}

bool anyLists(const Mixture &mixture)
{
    return std::any_of(mixture.layers.cbegin(), mixture.layers.cend(), [](const Layer &layer) {
        return std::any_of(layer.agents.cbegin(), layer.agents.cend(),
                           [](const Agent &agent) { return agent.references.has_value(); });
    });
}

/**
 * Brings the explicit references of @p mixture in line with where everyone stands now; @p before is
 * the mixture before the edit. What needs no change stays shared with it.
 */
void settleReferences(Mixture &mixture, const Mixture &before)
{
    if (!anyLists(mixture))
        return;
    const Places now = placesOf(mixture);
    const Places placesBefore = placesOf(before);
    for (qsizetype layer = 0; layer < mixture.layers.size(); ++layer) {
        for (qsizetype row = 0; row < mixture.layers.at(layer).agents.size(); ++row) {
            const Agent &agent = mixture.at({layer, row});
            if (!agent.references)
                continue;
            QList<AgentId> references = *agent.references;
            const bool wasOrdered = isOrdered(references, placesBefore);
            references.removeIf([&](const AgentId &id) {
                const auto place = now.constFind(id);
                return place == now.constEnd() ? placesBefore.contains(id) : place->layer >= layer;
            });
            if (wasOrdered)
                order(references, now);
            if (references == *agent.references)
                continue;
            std::optional<QList<AgentId>> &settled = mixture.layers[layer].agents[row].references;
            if (references == mixture.defaultReferencesAt({layer, row}))
                settled.reset();
            else
                settled = references;
        }
    }
}

} // namespace

Places placesOf(const Mixture &mixture)
{
    Places places;
    for (qsizetype layer = 0; layer < mixture.layers.size(); ++layer) {
        const AgentList &agents = mixture.layers.at(layer).agents;
        for (qsizetype row = 0; row < agents.size(); ++row)
            places.insert(agents.at(row).id, {layer, row});
    }
    return places;
}

bool pictureOrder(const Places &places, const AgentId &a, const AgentId &b)
{
    const auto first = places.constFind(a);
    const auto second = places.constFind(b);
    if (first == places.constEnd() || second == places.constEnd())
        return first != places.constEnd() && second == places.constEnd();
    return before(*first, *second);
}

ReferenceList listOf(const Layer &layer, const Agent &agent)
{
    if (agent.references || !agent.alternate)
        return agent.references;
    const Agent *leading = layer.firstMain();
    return leading ? leading->references : std::nullopt;
}

void giveList(Mixture &mixture, AgentPosition place, const ReferenceList &list)
{
    Agent &agent = mixture.layers[place.layer].agents[place.row];
    agent.references.reset();
    const bool hasAnyway = list ? *list == mixture.defaultReferencesAt(place)
                                : !listOf(mixture.layers.at(place.layer), agent);
    if (hasAnyway)
        return;
    // An alternate that takes everyone beside a final agent that does not.
    agent.references = list ? *list : mixture.defaultReferencesAt({place.layer, 0});
}

void markFinal(Mixture &mixture, AgentPosition chosen, const Mixture &before)
{
    Layer &layer = mixture.layers[chosen.layer];
    for (qsizetype row = 0; row < layer.agents.size(); ++row) {
        Agent &agent = layer.agents[row];
        agent.alternate = row != chosen.row;
        if (chosen.layer > 0 && agent.role == Role::Proposer)
            agent.role = Role::Aggregator;
    }
    standAside(layer.agents);
    for (qsizetype row = 0; row < layer.agents.size(); ++row) {
        const AgentId id = layer.agents.at(row).id;
        if (const std::optional<AgentPosition> was = before.find(id))
            giveList(mixture, {chosen.layer, row},
                     listOf(before.layers.at(was->layer), before.at(*was)));
    }
}

void settleAlternates(Mixture &mixture, const Mixture &before)
{
    for (qsizetype at = 0; at < mixture.layers.size(); ++at) {
        const Layer &layer = mixture.layers.at(at);
        if (layer.mainCount() == layer.agents.size())
            continue;
        if (at + 1 < mixture.layers.size()) {
            for (qsizetype row = 0; row < mixture.layers.at(at).agents.size(); ++row) {
                if (!mixture.at({at, row}).alternate)
                    continue;
                Agent &agent = mixture.layers[at].agents[row];
                if (const std::optional<AgentPosition> was = before.find(agent.id))
                    agent.references = listOf(before.layers.at(was->layer), before.at(*was));
                agent.alternate = false;
            }
        } else if (!layer.firstMain()) {
            markFinal(mixture, {at, 0}, before);
        } else {
            standAside(mixture.layers[at].agents);
        }
    }
}

void settle(Mixture &mixture, const Mixture &before)
{
    settleAlternates(mixture, before);
    settleReferences(mixture, before);
}

} // namespace moa::edit
