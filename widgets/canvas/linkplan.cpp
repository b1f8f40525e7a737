// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/linkplan.h"

#include <algorithm>

namespace moa {

LinkPlan LinkPlan::of(const Mixture &mixture)
{
    LinkPlan plan;
    MixtureDifference everything;
    everything.places = true;
    plan.update(mixture, everything);
    return plan;
}

void LinkPlan::update(const Mixture &mixture, const MixtureDifference &difference)
{
    m_mixture = mixture;
    if (!difference.places) {
        for (const qsizetype layer : difference.relinked)
            m_layers[layer] = linksInto(layer);
        return;
    }
    m_places.clear();
    for (qsizetype layer = 0; layer < mixture.layers.size(); ++layer) {
        const AgentList &agents = mixture.layers.at(layer).agents;
        for (qsizetype row = 0; row < agents.size(); ++row)
            m_places.insert(agents.at(row).id, {layer, row});
    }
    m_layers.clear();
    for (qsizetype layer = 0; layer < mixture.layers.size(); ++layer)
        m_layers.append(linksInto(layer));
}

LinkPlan::Into LinkPlan::linksInto(qsizetype layer) const
{
    const AgentList &agents = m_mixture.layers.at(layer).agents;
    const AgentList before = layer > 0 ? m_mixture.layers.at(layer - 1).agents : AgentList();
    Into into;
    qsizetype adjacent = 0;
    for (const Agent &agent : agents) {
        const QList<AgentId> *list = m_mixture.layers.at(layer).listOf(agent);
        if (!list) {
            into.takers.append(agent.id);
            adjacent += before.size();
            continue;
        }
        for (const AgentId &source : *list) {
            const qsizetype from = layerOf(source);
            if (from < 0)
                continue;
            QList<AgentId> &targets = into.listed[source];
            if (targets.endsWith(agent.id))
                continue;
            targets.append(agent.id);
            if (layer > 0 && from == layer - 1)
                ++adjacent;
            else
                ++into.count;
        }
    }
    into.count += adjacent;
    const bool full = adjacent == before.size() * agents.size() && adjacent > 1;
    if (full || adjacent > mostSingleLinks)
        into.bundle = Bundle{layer, full};

    for (const Agent &agent : agents) {
        const QList<AgentId> *list = m_mixture.layers.at(layer).listOf(agent);
        if (!list) {
            if (!into.bundle) {
                for (const Agent &source : before)
                    into.single.append({source.id, agent.id});
            }
            continue;
        }
        for (const AgentId &source : *list) {
            const qsizetype from = layerOf(source);
            if (from >= 0 && !(into.bundle && from == layer - 1))
                into.single.append({source, agent.id});
        }
    }
    return into;
}

QList<LinkPlan::Bundle> LinkPlan::bundles() const
{
    QList<Bundle> bundles;
    for (const Into &into : m_layers) {
        if (into.bundle)
            bundles.append(*into.bundle);
    }
    return bundles;
}

QList<Link> LinkPlan::single() const
{
    QList<Link> links;
    for (const Into &into : m_layers)
        links.append(into.single);
    return links;
}

QList<Link> LinkPlan::single(qsizetype layer) const
{
    return m_layers.at(layer).single;
}

bool LinkPlan::isSingle(const Link &link) const
{
    if (!contains(link))
        return false;
    const qsizetype target = layerOf(link.to);
    return !m_layers.at(target).bundle || layerOf(link.from) != target - 1;
}

qsizetype LinkPlan::count() const
{
    qsizetype count = 0;
    for (const Into &into : m_layers)
        count += into.count;
    return count;
}

bool LinkPlan::contains(const Link &link) const
{
    const auto target = m_places.constFind(link.to);
    const qsizetype source = layerOf(link.from);
    if (target == m_places.constEnd() || source < 0)
        return false;
    const QList<AgentId> *list = m_mixture.layers.at(target->layer).listOf(m_mixture.at(*target));
    return list ? list->contains(link.from) : source == target->layer - 1;
}

QList<Link> LinkPlan::linksTo(const AgentId &id) const
{
    QList<Link> links;
    const auto place = m_places.constFind(id);
    if (place == m_places.constEnd())
        return links;
    for (const AgentId &source : m_mixture.referencesAt(*place)) {
        if (layerOf(source) >= 0)
            links.append({source, id});
    }
    return links;
}

QList<Link> LinkPlan::linksFrom(const AgentId &id) const
{
    QList<Link> links;
    const auto place = m_places.constFind(id);
    if (place == m_places.constEnd())
        return links;
    const auto before = [this](const AgentId &a, const AgentId &b) {
        return m_places.value(a).row < m_places.value(b).row;
    };
    for (qsizetype layer = 0; layer < m_layers.size(); ++layer) {
        const Into &into = m_layers.at(layer);
        QList<AgentId> targets = into.listed.value(id);
        if (layer == place->layer + 1) {
            targets.append(into.takers);
            std::sort(targets.begin(), targets.end(), before);
        }
        for (const AgentId &target : std::as_const(targets))
            links.append({id, target});
    }
    return links;
}

std::optional<QSet<Link>> LinkPlan::linksOf(const QSet<AgentId> &agents, qsizetype most) const
{
    QSet<Link> links;
    for (const AgentId &id : agents) {
        for (const QList<Link> &some : {linksTo(id), linksFrom(id)}) {
            for (const Link &link : some) {
                links.insert(link);
                if (links.size() > most)
                    return std::nullopt;
            }
        }
    }
    return links;
}

} // namespace moa
