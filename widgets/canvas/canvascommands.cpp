// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvascommands.h"

#include "canvas/owncolors.h"
#include "items/agentsname.h"
#include "items/mixturedocument.h"
#include "mixture/linkedits.h"
#include "theme/theme.h"

#include <algorithm>
#include <QLocale>

namespace moa {

CanvasCommands::CanvasCommands(MixtureDocument &document)
    : m_document(document)
{ }

QString CanvasCommands::nameOf(const QList<AgentId> &ids) const
{
    return agentsName(m_document.mixture(), ids);
}

Agent CanvasCommands::agentOf(const ModelRef &model)
{
    Agent agent;
    agent.provider = model.provider;
    agent.model = model.model;
    if (model.name != shortModelName(model.model))
        agent.name = model.name;
    m_modelNames.append(model.name);
    return agent;
}

QList<AgentId> CanvasCommands::dropModel(const ModelRef &model, const DropPlace &place,
                                         const std::optional<AgentId> &linkFrom)
{
    const Agent agent = agentOf(model);
    const Mixture &mixture = m_document.mixture();
    edit::Added added;
    switch (place.kind) {
    case DropPlace::Kind::Nowhere:
        return {};
    case DropPlace::Kind::IntoLane:
        added = edit::addAgent(mixture, agent, place.position);
        break;
    case DropPlace::Kind::NewLane:
        added = edit::insertLayer(mixture, place.position.layer, agent);
        break;
    }
    if (linkFrom && !added.ids.isEmpty())
        added.mixture = edit::link(added.mixture, *linkFrom, added.ids.constFirst());
    m_document.apply(withOwnColors(added), tr("Add %1").arg(agent.displayName()));
    return added.ids;
}

QList<AgentId> CanvasCommands::dropModel(const ModelRef &model, const Link &link,
                                         const AgentPosition &place)
{
    const Agent agent = agentOf(model);
    const edit::Added added = edit::insertOnLink(m_document.mixture(), agent, link, place);
    m_document.apply(withOwnColors(added),
                     tr("Add %1 between %2 and %3")
                         .arg(agent.displayName(), nameOf({link.from}), nameOf({link.to})));
    return added.ids;
}

QString CanvasCommands::moveText(const QList<AgentId> &ids, const Mixture &after) const
{
    const Mixture &before = m_document.mixture();
    const std::optional<AgentPosition> to =
        ids.isEmpty() ? std::nullopt : after.find(ids.constFirst());
    if (!to)
        return {};
    const QString layer = QLocale().toString(to->layer + 1);
    qsizetype climb = 0;
    bool stayed = after.layers.size() == before.layers.size();
    for (const AgentId &id : ids) {
        const std::optional<AgentPosition> from = before.find(id);
        const std::optional<AgentPosition> now = after.find(id);
        if (!from || !now)
            continue;
        stayed = stayed && from->layer == to->layer;
        climb += from->row - now->row;
    }
    if (!stayed)
        return tr("Move %1 to layer %2").arg(nameOf(ids), layer);
    return (climb > 0 ? tr("Move %1 up in layer %2") : tr("Move %1 down in layer %2"))
        .arg(nameOf(ids), layer);
}

void CanvasCommands::dropAgents(const QList<AgentId> &ids, const DropPlace &place)
{
    const Mixture &mixture = m_document.mixture();
    switch (place.kind) {
    case DropPlace::Kind::Nowhere:
        return;
    case DropPlace::Kind::IntoLane: {
        const Mixture after = edit::moveAgents(mixture, ids, place.position);
        m_document.apply(after, moveText(ids, after));
        return;
    }
    case DropPlace::Kind::NewLane:
        m_document.apply(edit::moveAgentsToNewLayer(mixture, ids, place.position.layer),
                         tr("Move %1 to a new layer").arg(nameOf(ids)));
        return;
    }
}

QList<AgentId> CanvasCommands::dropCopies(const QList<AgentId> &ids, const DropPlace &place)
{
    edit::Added added = edit::duplicate(m_document.mixture(), ids);
    switch (place.kind) {
    case DropPlace::Kind::Nowhere:
        return {};
    case DropPlace::Kind::IntoLane: {
        // Copies stand beside their originals now, and count as rows.
        AgentPosition to = place.position;
        for (const AgentId &id : ids) {
            const std::optional<AgentPosition> original = m_document.mixture().find(id);
            if (original && original->layer == to.layer && original->row < place.position.row)
                ++to.row;
        }
        added.mixture = edit::moveAgents(added.mixture, added.ids, to);
        break;
    }
    case DropPlace::Kind::NewLane:
        added.mixture = edit::moveAgentsToNewLayer(added.mixture, added.ids, place.position.layer);
        break;
    }
    const std::optional<AgentPosition> first =
        added.ids.isEmpty() ? std::nullopt : added.mixture.find(added.ids.constFirst());
    if (!first)
        return {};
    m_document.apply(
        withOwnColors(added),
        tr("Duplicate %1 in layer %2").arg(nameOf(ids), QLocale().toString(first->layer + 1)));
    return added.ids;
}

void CanvasCommands::remove(const QList<AgentId> &ids)
{
    m_document.apply(edit::removeAgents(m_document.mixture(), ids),
                     tr("Delete %1").arg(nameOf(ids)));
}

QList<AgentId> CanvasCommands::duplicate(const QList<AgentId> &ids)
{
    const edit::Added added = edit::duplicate(m_document.mixture(), ids);
    m_document.apply(withOwnColors(added), tr("Duplicate %1").arg(nameOf(ids)));
    return added.ids;
}

QList<AgentId> CanvasCommands::duplicateLayer(qsizetype layer)
{
    const Mixture &mixture = m_document.mixture();
    edit::Added added = edit::duplicateLayer(mixture, layer);
    for (qsizetype row = 0; row < added.ids.size(); ++row) {
        const Agent &original = mixture.at({layer, row});
        added.mixture.layers[layer + 1].agents[row].color =
            agentColorIndex(original.id.toString(), original.color);
    }
    m_document.apply(added.mixture, tr("Duplicate layer %1").arg(QLocale().toString(layer + 1)));
    return added.ids;
}

QList<AgentId> CanvasCommands::addAlternate()
{
    const Agent *leading = m_document.mixture().finalAgent();
    if (!leading)
        return {};
    const edit::Added added = edit::addAlternate(m_document.mixture(), *leading);
    m_document.apply(withOwnColors(added), tr("Add an alternate of %1").arg(nameOf({leading->id})));
    return added.ids;
}

void CanvasCommands::makeFinal(const AgentId &id)
{
    m_document.apply(edit::makeFinal(m_document.mixture(), id),
                     tr("Make %1 the final aggregator").arg(nameOf({id})));
}

void CanvasCommands::toggleMuted(const QList<AgentId> &ids)
{
    const Mixture &mixture = m_document.mixture();
    const bool allMuted = std::all_of(ids.cbegin(), ids.cend(), [&mixture](const AgentId &id) {
        const Agent *agent = mixture.agent(id);
        return agent && agent->muted;
    });
    m_document.apply(edit::setMuted(mixture, ids, !allMuted),
                     (allMuted ? tr("Unmute %1") : tr("Mute %1")).arg(nameOf(ids)));
}

Result<void> CanvasCommands::move(const QList<AgentId> &ids, Direction direction)
{
    const Mixture &mixture = m_document.mixture();
    const std::optional<AgentPosition> first =
        ids.isEmpty() ? std::nullopt : mixture.find(ids.constFirst());
    if (!first)
        return {};
    qsizetype top = first->row;
    qsizetype bottom = first->row;
    for (const AgentId &id : ids) {
        const std::optional<AgentPosition> place = mixture.find(id);
        if (!place || place->layer != first->layer) {
            return failure(tr("These agents are in different layers. Select agents of one layer to "
                              "move them with the keyboard, or drag them."));
        }
        top = std::min(top, place->row);
        bottom = std::max(bottom, place->row);
    }

    const auto intoLane = [](qsizetype layer, qsizetype row) {
        return DropPlace{DropPlace::Kind::IntoLane, {layer, row}, {}};
    };
    const auto newLane = [](qsizetype layer) {
        return DropPlace{DropPlace::Kind::NewLane, {layer, 0}, {}};
    };
    const qsizetype last = mixture.layers.size() - 1;
    switch (direction) {
    case Direction::Up:
        dropAgents(ids, intoLane(first->layer, std::max<qsizetype>(top - 1, 0)));
        break;
    case Direction::Down:
        dropAgents(ids, intoLane(first->layer, bottom + 2));
        break;
    case Direction::Left:
        dropAgents(ids, first->layer > 0 ? intoLane(first->layer - 1, top) : newLane(0));
        break;
    case Direction::Right:
        dropAgents(ids, first->layer < last ? intoLane(first->layer + 1, top) : newLane(last + 1));
        break;
    }
    return {};
}

void CanvasCommands::replaceModel(const QList<AgentId> &ids, const ModelRef &model,
                                  const QStringList &modelNames)
{
    m_document.apply(edit::replaceModel(m_document.mixture(), ids,
                                        {model.provider, model.model, model.name},
                                        m_modelNames + modelNames),
                     tr("Replace the model of %1").arg(nameOf(ids)));
    m_modelNames.append(model.name);
}

Result<void> CanvasCommands::link(const AgentId &from, const AgentId &to)
{
    const Mixture &mixture = m_document.mixture();
    const Result<void> allowed = edit::canLink(mixture, from, to);
    if (allowed) {
        m_document.apply(edit::link(mixture, from, to),
                         tr("Link %1 to %2").arg(nameOf({from}), nameOf({to})));
    }
    return allowed;
}

void CanvasCommands::unlink(const Link &link)
{
    m_document.apply(edit::unlink(m_document.mixture(), link.from, link.to),
                     tr("Cut the link from %1 to %2").arg(nameOf({link.from}), nameOf({link.to})));
}

} // namespace moa
