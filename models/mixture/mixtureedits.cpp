// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/mixtureedits.h"

#include "mixture/editsettling.h"

#include <algorithm>
#include <QCoreApplication>
#include <QHash>
#include <QSet>

namespace moa::edit {

namespace {

/// Takes the agents out, in the order of the picture, and leaves emptied layers standing.
AgentList takeAgents(Mixture &mixture, const QSet<AgentId> &ids)
{
    AgentList taken;
    for (Layer &layer : mixture.layers) {
        const bool hasAny =
            std::any_of(layer.agents.cbegin(), layer.agents.cend(),
                        [&ids](const Agent &agent) { return ids.contains(agent.id); });
        if (!hasAny)
            continue;
        for (const Agent &agent : layer.agents) {
            if (ids.contains(agent.id))
                taken.append(agent);
        }
        layer.agents.removeIf([&ids](const Agent &agent) { return ids.contains(agent.id); });
    }
    return taken;
}

/// Drops the layers that have no agent although they had some in @p original.
void dropEmptiedLayers(Mixture &mixture, const QSet<qsizetype> &emptyBefore)
{
    for (qsizetype layer = mixture.layers.size() - 1; layer >= 0; --layer) {
        if (mixture.layers.at(layer).agents.isEmpty() && !emptyBefore.contains(layer))
            mixture.layers.removeAt(layer);
    }
}

QSet<qsizetype> emptyLayers(const Mixture &mixture)
{
    QSet<qsizetype> result;
    for (qsizetype layer = 0; layer < mixture.layers.size(); ++layer) {
        if (mixture.layers.at(layer).agents.isEmpty())
            result.insert(layer);
    }
    return result;
}

void ensureFreshId(const Mixture &mixture, Agent &agent)
{
    if (agent.id.isEmpty() || mixture.find(agent.id))
        agent.id = freshId(mixture, agent.model);
}

/// Rows before @p place that stay when the agents in @p ids are taken out of its layer.
qsizetype rowWithout(const Mixture &mixture, AgentPosition place, const QSet<AgentId> &ids)
{
    const AgentList &agents = mixture.layers.at(place.layer).agents;
    const auto end = agents.begin() + std::clamp<qsizetype>(place.row, 0, agents.size());
    return std::count_if(agents.begin(), end,
                         [&ids](const Agent &agent) { return !ids.contains(agent.id); });
}

bool isLayer(const Mixture &mixture, qsizetype layer)
{
    return layer >= 0 && layer < mixture.layers.size();
}

} // namespace

AgentId freshId(const Mixture &mixture, const QString &model)
{
    const Places places = placesOf(mixture);
    return freshId(QSet<AgentId>(places.keyBegin(), places.keyEnd()), model);
}

AgentId freshId(const QSet<AgentId> &taken, const QString &model)
{
    QString stem;
    for (const QChar c : shortModelName(model).toLower()) {
        const bool plain = (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'.';
        if (plain)
            stem.append(c);
        else if (!stem.isEmpty() && !stem.endsWith(u'-'))
            stem.append(u'-');
    }
    while (stem.endsWith(u'-'))
        stem.chop(1);
    if (stem.isEmpty())
        stem = QStringLiteral("agent");

    AgentId id(stem);
    for (int number = 2; taken.contains(id); ++number)
        id = AgentId(stem + u'-' + QString::number(number));
    return id;
}

Added addAgent(const Mixture &mixture, Agent agent, AgentPosition place)
{
    if (!isLayer(mixture, place.layer))
        return {mixture, {}};
    ensureFreshId(mixture, agent);
    if (place.layer == 0)
        agent.role = Role::Proposer;
    Mixture result = mixture;
    AgentList &agents = result.layers[place.layer].agents;
    agents.insert(std::clamp<qsizetype>(place.row, 0, agents.size()), agent);
    settle(result, mixture);
    return {result, {agent.id}};
}

Added insertLayer(const Mixture &mixture, qsizetype index, Agent agent)
{
    if (index < 0 || index > mixture.layers.size())
        return {mixture, {}};
    ensureFreshId(mixture, agent);
    if (index == 0)
        agent.role = Role::Proposer;
    else if (index == mixture.layers.size() && agent.role == Role::Proposer)
        agent.role = Role::Aggregator;
    Layer layer;
    layer.agents.append(agent);
    Mixture result = mixture;
    result.layers.insert(index, layer);
    settle(result, mixture);
    return {result, {agent.id}};
}

Mixture removeAgents(const Mixture &mixture, const QList<AgentId> &ids)
{
    Mixture result = mixture;
    if (takeAgents(result, QSet<AgentId>(ids.begin(), ids.end())).isEmpty())
        return mixture;
    dropEmptiedLayers(result, emptyLayers(mixture));
    settle(result, mixture);
    return result;
}

Mixture moveAgents(const Mixture &mixture, const QList<AgentId> &ids, AgentPosition place)
{
    if (!isLayer(mixture, place.layer))
        return mixture;
    const QSet<AgentId> moving(ids.begin(), ids.end());
    Mixture result = mixture;
    qsizetype row = rowWithout(mixture, place, moving);
    for (const Agent &agent : takeAgents(result, moving))
        result.layers[place.layer].agents.insert(row++, agent);
    dropEmptiedLayers(result, emptyLayers(mixture));
    settle(result, mixture);
    return result;
}

Mixture moveAgentsToNewLayer(const Mixture &mixture, const QList<AgentId> &ids, qsizetype index)
{
    if (index < 0 || index > mixture.layers.size())
        return mixture;
    const QSet<AgentId> moving(ids.begin(), ids.end());
    // A layer that moves as a whole to where it stands keeps its name and quorum.
    for (const qsizetype neighbour : {index - 1, index}) {
        if (!isLayer(mixture, neighbour))
            continue;
        QSet<AgentId> standing;
        for (const Agent &agent : mixture.layers.at(neighbour).agents)
            standing.insert(agent.id);
        if (standing == moving)
            return mixture;
    }
    Mixture result = mixture;
    Layer layer;
    layer.agents = takeAgents(result, moving);
    if (layer.agents.isEmpty())
        return mixture;
    if (index == mixture.layers.size() && layer.agents.size() == 1
        && layer.agents.constFirst().role == Role::Proposer)
        layer.agents.first().role = Role::Aggregator;
    QSet<qsizetype> emptyBefore;
    for (const qsizetype empty : emptyLayers(mixture))
        emptyBefore.insert(empty < index ? empty : empty + 1);
    result.layers.insert(index, layer);
    dropEmptiedLayers(result, emptyBefore);
    settle(result, mixture);
    return result;
}

Added duplicate(const Mixture &mixture, const QList<AgentId> &ids)
{
    const QSet<AgentId> originals(ids.begin(), ids.end());
    Added added{mixture, {}};
    QHash<AgentId, AgentId> copies;
    for (qsizetype layer = 0; layer < mixture.layers.size(); ++layer) {
        for (const Agent &agent : mixture.layers.at(layer).agents) {
            if (!originals.contains(agent.id))
                continue;
            Agent copy = agent;
            copy.id = freshId(added.mixture, agent.model.isEmpty() ? agent.name : agent.model);
            const qsizetype row = added.mixture.find(agent.id)->row;
            added.mixture.layers[layer].agents.insert(row + 1, copy);
            copies.insert(agent.id, copy.id);
            added.ids.append(copy.id);
        }
    }
    for (qsizetype layer = 0; layer < added.mixture.layers.size(); ++layer) {
        for (qsizetype row = 0; row < added.mixture.layers.at(layer).agents.size(); ++row) {
            const std::optional<QList<AgentId>> former = added.mixture.at({layer, row}).references;
            if (!former)
                continue;
            QList<AgentId> references;
            for (const AgentId &id : *former) {
                references.append(id);
                if (copies.contains(id))
                    references.append(copies.value(id));
            }
            if (references.size() > former->size())
                added.mixture.layers[layer].agents[row].references = references;
        }
    }
    return added;
}

Added duplicateLayer(const Mixture &mixture, qsizetype index)
{
    if (!isLayer(mixture, index))
        return {mixture, {}};
    Added added{mixture, {}};
    Layer copy = mixture.layers.at(index);
    for (qsizetype row = 0; row < copy.agents.size(); ++row)
        copy.agents[row].references.reset();
    added.mixture.layers.insert(index + 1, copy);
    AgentList &copies = added.mixture.layers[index + 1].agents;
    for (qsizetype row = 0; row < copies.size(); ++row) {
        Agent &agent = copies[row];
        agent.id = freshId(added.mixture, agent.model.isEmpty() ? agent.name : agent.model);
        if (index == 0 && agent.role == Role::Proposer)
            agent.role = Role::Aggregator;
        added.ids.append(agent.id);
    }
    settle(added.mixture, mixture);
    return added;
}

Result<void> canLink(const Mixture &mixture, const AgentId &from, const AgentId &to)
{
    const std::optional<AgentPosition> source = mixture.find(from);
    const std::optional<AgentPosition> target = mixture.find(to);
    if (!source || !target)
        return failure(
            QCoreApplication::translate("moa", "This agent is no longer part of the mixture."));
    const QString sourceName = mixture.at(*source).displayName();
    const QString targetName = mixture.at(*target).displayName();
    if (from == to) {
        return failure(
            QCoreApplication::translate(
                "moa", "%1 can't be its own reference. Link it to an agent of a later layer.")
                .arg(sourceName));
    }
    if (source->layer == target->layer) {
        return failure(
            QCoreApplication::translate(
                "moa",
                "%1 and %2 run side by side in the same layer, so neither can be the other's "
                "reference. Move %2 to a later layer first.")
                .arg(sourceName, targetName));
    }
    if (source->layer > target->layer) {
        return failure(QCoreApplication::translate(
                           "moa",
                           "%1 answers after %2, so it can't be its reference. Links lead from "
                           "earlier layers to later ones.")
                           .arg(sourceName, targetName));
    }
    if (mixture.referencesAt(*target).contains(from)) {
        return failure(QCoreApplication::translate("moa", "%1 is already a reference of %2.")
                           .arg(sourceName, targetName));
    }
    return {};
}

Mixture link(const Mixture &mixture, const AgentId &from, const AgentId &to)
{
    if (!canLink(mixture, from, to))
        return mixture;
    const AgentPosition target = *mixture.find(to);
    const Places places = placesOf(mixture);
    QList<AgentId> references = mixture.referencesAt(target);
    const auto later =
        std::find_if(references.constBegin(), references.constEnd(),
                     [&](const AgentId &id) { return pictureOrder(places, from, id); });
    references.insert(std::distance(references.constBegin(), later), from);

    Mixture result = mixture;
    Agent &agent = result.layers[target.layer].agents[target.row];
    if (references == mixture.defaultReferencesAt(target))
        agent.references.reset();
    else
        agent.references = references;
    return result;
}

Mixture unlink(const Mixture &mixture, const AgentId &from, const AgentId &to)
{
    const std::optional<AgentPosition> target = mixture.find(to);
    if (!target)
        return mixture;
    QList<AgentId> references = mixture.referencesAt(*target);
    if (references.removeAll(from) == 0)
        return mixture;

    Mixture result = mixture;
    Agent &agent = result.layers[target->layer].agents[target->row];
    if (references == mixture.defaultReferencesAt(*target))
        agent.references.reset();
    else
        agent.references = references;
    return result;
}

Mixture setAgent(const Mixture &mixture, const Agent &agent)
{
    const std::optional<AgentPosition> place = mixture.find(agent.id);
    if (!place)
        return mixture;
    Mixture result = mixture;
    result.layers[place->layer].agents[place->row] = agent;
    if (agent.alternate != mixture.at(*place).alternate)
        settleAlternates(result, mixture);
    return result;
}

Mixture setMuted(const Mixture &mixture, const QList<AgentId> &ids, bool muted)
{
    const QSet<AgentId> meant(ids.cbegin(), ids.cend());
    Mixture result = mixture;
    for (qsizetype layer = 0; layer < mixture.layers.size(); ++layer) {
        const AgentList &agents = mixture.layers.at(layer).agents;
        for (qsizetype row = 0; row < agents.size(); ++row) {
            if (agents.at(row).muted != muted && meant.contains(agents.at(row).id))
                result.layers[layer].agents[row].muted = muted;
        }
    }
    return result;
}

Mixture changeAgents(const Mixture &mixture, const QList<AgentId> &ids,
                     const std::function<void(Agent &)> &change)
{
    const QSet<AgentId> chosen(ids.begin(), ids.end());
    Mixture result = mixture;
    for (qsizetype layer = 0; layer < mixture.layers.size(); ++layer) {
        const AgentList &agents = mixture.layers.at(layer).agents;
        for (qsizetype row = 0; row < agents.size(); ++row) {
            if (chosen.contains(agents.at(row).id))
                change(result.layers[layer].agents[row]);
        }
    }
    return result;
}

Mixture renameLayer(const Mixture &mixture, qsizetype layer, const QString &name)
{
    if (!isLayer(mixture, layer))
        return mixture;
    Mixture result = mixture;
    result.layers[layer].name = name;
    return result;
}

Mixture setQuorum(const Mixture &mixture, qsizetype layer, std::optional<int> quorum)
{
    if (!isLayer(mixture, layer))
        return mixture;
    Mixture result = mixture;
    result.layers[layer].quorum = quorum;
    return result;
}

Mixture replaceModel(const Mixture &mixture, const QList<AgentId> &ids, const NamedModel &model,
                     const QStringList &modelNames)
{
    Mixture result = mixture;
    for (const AgentId &id : ids) {
        const std::optional<AgentPosition> place = mixture.find(id);
        if (!place)
            continue;
        Agent &agent = result.layers[place->layer].agents[place->row];
        const bool nameFollows = agent.name.isEmpty() || agent.name == shortModelName(agent.model)
            || modelNames.contains(agent.name);
        agent.provider = model.provider;
        agent.model = model.model;
        if (nameFollows)
            agent.name = model.name == shortModelName(model.model) ? QString() : model.name;
    }
    return result;
}

Added addAlternate(const Mixture &mixture, Agent agent)
{
    if (mixture.layers.isEmpty() || !mixture.layers.constLast().firstMain())
        return {mixture, {}};
    ensureFreshId(mixture, agent);
    agent.alternate = true;
    if (mixture.layers.size() > 1 && agent.role == Role::Proposer)
        agent.role = Role::Aggregator;
    Mixture result = mixture;
    result.layers.last().agents.append(agent);
    const AgentPosition place{result.layers.size() - 1,
                              result.layers.constLast().agents.size() - 1};
    giveList(result, place, listOf(result.layers.constLast(), agent));
    return {result, {agent.id}};
}

Mixture makeFinal(const Mixture &mixture, const AgentId &id)
{
    const std::optional<AgentPosition> place = mixture.find(id);
    const Agent *before = mixture.finalAgent();
    if (!place || place->layer + 1 < mixture.layers.size() || (before && before->id == id))
        return mixture;
    Mixture result = mixture;
    markFinal(result, *place, mixture);
    return result;
}

} // namespace moa::edit
