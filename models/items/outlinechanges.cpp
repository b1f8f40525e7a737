// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/mixturedocument.h"
#include "items/outlinemodel.h"

#include <algorithm>
#include <QSet>

namespace moa {

namespace {

/// Whether both have the same agents at the same places; what an edit left alone costs nothing.
bool haveSameRows(const Mixture &a, const Mixture &b)
{
    return std::equal(a.layers.cbegin(), a.layers.cend(), b.layers.cbegin(), b.layers.cend(),
                      [](const Layer &one, const Layer &other) {
                          return one.agents.isSharedWith(other.agents)
                              || std::equal(one.agents.cbegin(), one.agents.cend(),
                                            other.agents.cbegin(), other.agents.cend(),
                                            [](const Agent &first, const Agent &second) {
                                                return first.id == second.id;
                                            });
                      });
}

QHash<AgentId, qsizetype> layersOf(const Mixture &mixture)
{
    QHash<AgentId, qsizetype> layers;
    for (qsizetype layer = 0; layer < mixture.layers.size(); ++layer) {
        for (const Agent &agent : mixture.layers.at(layer).agents)
            layers.insert(agent.id, layer);
    }
    return layers;
}

/** A layer now that takes over most of a layer before. */
struct Heir
{
    qsizetype before = 0;
    qsizetype now = 0;
    qsizetype agents = 0; ///< how many both have
};

/// Pairs of layers that have more agents in common with each other than with any other.
QList<Heir> heirsOf(const Mixture &before, const QHash<AgentId, qsizetype> &layersNow,
                    qsizetype countNow)
{
    QList<Heir> best(countNow); // by layer now
    QList<qsizetype> mostGoTo(before.layers.size(), -1);
    const auto sizeOf = [&before](qsizetype layer) {
        return before.layers.at(layer).agents.size();
    };
    for (qsizetype layer = 0; layer < before.layers.size(); ++layer) {
        QHash<qsizetype, qsizetype> moved;
        for (const Agent &agent : before.layers.at(layer).agents) {
            if (const auto now = layersNow.constFind(agent.id); now != layersNow.constEnd())
                ++moved[*now];
        }
        qsizetype most = 0;
        for (auto way = moved.cbegin(); way != moved.cend(); ++way) {
            const qsizetype now = way.key();
            const qsizetype agents = way.value();
            if (agents > most || (agents == most && now < mostGoTo.at(layer))) {
                most = agents;
                mostGoTo[layer] = now;
            }
            // Of two that give as many, the one of which more goes on.
            Heir &heir = best[now];
            if (agents > heir.agents
                || (agents == heir.agents && sizeOf(layer) < sizeOf(heir.before)))
                heir = {layer, now, agents};
        }
    }
    best.removeIf([&mostGoTo](const Heir &heir) {
        return heir.agents == 0 || mostGoTo.at(heir.before) != heir.now;
    });
    return best;
}

/// Of @p heirs, in the order of now, those in the same order before that keep the most agents.
QList<Heir> inOrder(const QList<Heir> &heirs)
{
    QList<qsizetype> kept(heirs.size(), 0); // by the chain that ends there
    QList<qsizetype> link(heirs.size(), -1);
    qsizetype end = -1;
    for (qsizetype each = 0; each < heirs.size(); ++each) {
        for (qsizetype earlier = 0; earlier < each; ++earlier) {
            if (heirs.at(earlier).before < heirs.at(each).before
                && kept.at(earlier) > kept.at(each)) {
                kept[each] = kept.at(earlier);
                link[each] = earlier;
            }
        }
        kept[each] += heirs.at(each).agents;
        if (end < 0 || kept.at(each) > kept.at(end))
            end = each;
    }
    QList<Heir> chain;
    for (; end >= 0; end = link.at(end))
        chain.prepend(heirs.at(end));
    return chain;
}

/**
 * For each layer now the one before that it continues, or -1: its heir; between two such, what is
 * left on both sides pairs up.
 */
QList<qsizetype> continuations(const Mixture &before, const QHash<AgentId, qsizetype> &layersNow,
                               qsizetype countNow)
{
    QList<qsizetype> result(countNow, -1);
    for (const Heir &heir : inOrder(heirsOf(before, layersNow, countNow)))
        result[heir.now] = heir.before;
    qsizetype left = 0;
    for (qsizetype layer = 0; layer < countNow; ++layer) {
        if (result.at(layer) >= 0) {
            left = result.at(layer) + 1;
            continue;
        }
        const auto next = std::find_if(result.cbegin() + layer, result.cend(),
                                       [](qsizetype source) { return source >= 0; });
        if (left < (next == result.cend() ? before.layers.size() : *next))
            result[layer] = left++;
    }
    return result;
}

/// Where @p id stands; it does.
qsizetype rowOf(const AgentId &id, const AgentList &agents)
{
    return std::distance(agents.cbegin(),
                         std::find_if(agents.cbegin(), agents.cend(),
                                      [&id](const Agent &agent) { return agent.id == id; }));
}

/// How many agents from @p first on are those of @p wanted from @p row on.
qsizetype runLength(const AgentList &agents, qsizetype first, const AgentList &wanted,
                    qsizetype row)
{
    const auto end =
        std::mismatch(agents.cbegin() + first, agents.cend(), wanted.cbegin() + row, wanted.cend(),
                      [](const Agent &one, const Agent &other) { return one.id == other.id; });
    return std::distance(agents.cbegin() + first, end.first);
}

} // namespace

void OutlineModel::follow()
{
    const Mixture now = m_document->mixture();
    const bool moved = !haveSameRows(m_mixture, now);
    if (moved) {
        Q_EMIT restructuring();
        restructure(now);
    }
    takeFields(now);
    if (moved) {
        nameLayers();
        // Their numbers, how many agents they have and which is the last.
        if (const int layers = rowCount(); layers > 0)
            Q_EMIT dataChanged(index(0, 0), index(layers - 1, ColumnCount - 1));
        Q_EMIT restructured();
    }
}

void OutlineModel::startAnew(const Mixture &now)
{
    beginResetModel();
    m_mixture = now;
    m_nodes.clear();
    for (qsizetype layer = 0; layer < now.layers.size(); ++layer)
        m_nodes.push_back(std::make_unique<LayerNode>());
    renumber();
    nameLayers();
    endResetModel();
}

void OutlineModel::renumber()
{
    for (size_t row = 0; row < m_nodes.size(); ++row)
        m_nodes[row]->row = static_cast<int>(row);
}

void OutlineModel::nameLayers()
{
    for (const std::unique_ptr<LayerNode> &node : m_nodes) {
        node->number = node->row + 1;
        node->isLast = node->number == rowCount();
    }
}

void OutlineModel::restructure(const Mixture &now)
{
    const QHash<AgentId, qsizetype> layersNow = layersOf(now);
    const QHash<AgentId, qsizetype> layersBefore = layersOf(m_mixture);
    const bool isAmbiguous =
        layersNow.size() != now.agentCount() || layersBefore.size() != m_mixture.agentCount();
    const bool isOther = !layersBefore.isEmpty()
        && std::none_of(layersBefore.keyBegin(), layersBefore.keyEnd(),
                        [&layersNow](const AgentId &id) { return layersNow.contains(id); });
    if (isAmbiguous || isOther) {
        startAnew(now);
        return;
    }
    removeGone(layersNow);
    const std::vector<LayerNode *> nodes = arrangeLayers(now);
    QHash<AgentId, LayerNode *> standing;
    for (const std::unique_ptr<LayerNode> &node : m_nodes) {
        for (const Agent &agent : agentsOf(node.get()))
            standing.insert(agent.id, node.get());
    }
    for (size_t layer = 0; layer < nodes.size(); ++layer)
        gatherAgents(nodes[layer], now.layers.at(static_cast<qsizetype>(layer)).agents, standing);
    for (size_t layer = 0; layer < nodes.size(); ++layer)
        orderAgents(nodes[layer], now.layers.at(static_cast<qsizetype>(layer)).agents);
    dropLeftLayers(nodes);
}

void OutlineModel::removeGone(const QHash<AgentId, qsizetype> &layersNow)
{
    for (const std::unique_ptr<LayerNode> &node : m_nodes) {
        for (qsizetype last = agentsOf(node.get()).size() - 1; last >= 0; --last) {
            if (layersNow.contains(agentsOf(node.get()).at(last).id))
                continue;
            qsizetype first = last;
            while (first > 0 && !layersNow.contains(agentsOf(node.get()).at(first - 1).id))
                --first;
            beginRemoveRows(nodeIndex(node.get()), static_cast<int>(first), static_cast<int>(last));
            m_mixture.layers[node->row].agents.remove(first, last - first + 1);
            endRemoveRows();
            last = first;
        }
    }
}

std::vector<OutlineModel::LayerNode *> OutlineModel::arrangeLayers(const Mixture &now)
{
    const QList<qsizetype> sources = continuations(m_mixture, layersOf(now), now.layers.size());
    std::vector<LayerNode *> before;
    for (const std::unique_ptr<LayerNode> &node : m_nodes)
        before.push_back(node.get());

    std::vector<LayerNode *> result;
    int place = 0;
    for (qsizetype layer = 0; layer < now.layers.size(); ++layer) {
        if (sources.at(layer) >= 0) {
            result.push_back(before[static_cast<size_t>(sources.at(layer))]);
        } else {
            Layer empty = now.layers.at(layer);
            empty.agents.clear();
            beginInsertRows({}, place, place);
            m_mixture.layers.insert(place, empty);
            result.push_back(
                m_nodes.insert(m_nodes.begin() + place, std::make_unique<LayerNode>())->get());
            renumber();
            endInsertRows();
        }
        place = result.back()->row + 1;
    }
    return result;
}

void OutlineModel::gatherAgents(LayerNode *node, const AgentList &wanted,
                                QHash<AgentId, LayerNode *> &standing)
{
    for (qsizetype row = 0; row < wanted.size(); ++row) {
        LayerNode *source = standing.value(wanted.at(row).id);
        if (source == node)
            continue;
        const qsizetype place = row == 0 ? 0 : rowOf(wanted.at(row - 1).id, agentsOf(node)) + 1;
        qsizetype count = 1;
        if (!source) {
            while (row + count < wanted.size() && !standing.contains(wanted.at(row + count).id))
                ++count;
            beginInsertRows(nodeIndex(node), static_cast<int>(place),
                            static_cast<int>(place + count - 1));
            m_mixture.layers[node->row].agents.insert(place, wanted.mid(row, count));
            endInsertRows();
        } else {
            const qsizetype first = rowOf(wanted.at(row).id, agentsOf(source));
            count = runLength(agentsOf(source), first, wanted, row);
            moveAgents(source, first, count, node, place);
        }
        for (qsizetype each = row; each < row + count; ++each)
            standing.insert(wanted.at(each).id, node);
        row += count - 1;
    }
}

void OutlineModel::orderAgents(LayerNode *node, const AgentList &wanted)
{
    for (qsizetype row = 0; row < wanted.size(); ++row) {
        const AgentId &id = wanted.at(row).id;
        if (agentsOf(node).at(row).id == id)
            continue;
        const qsizetype first = rowOf(id, agentsOf(node));
        const qsizetype count = runLength(agentsOf(node), first, wanted, row);
        moveAgents(node, first, count, node, row);
        row += count - 1;
    }
}

void OutlineModel::moveAgents(LayerNode *from, qsizetype first, qsizetype count, LayerNode *to,
                              qsizetype place)
{
    beginMoveRows(nodeIndex(from), static_cast<int>(first), static_cast<int>(first + count - 1),
                  nodeIndex(to), static_cast<int>(place));
    const AgentList moving = agentsOf(from).mid(first, count);
    m_mixture.layers[from->row].agents.remove(first, count);
    m_mixture.layers[to->row].agents.insert(place, moving);
    endMoveRows();
}

const AgentList &OutlineModel::agentsOf(const LayerNode *node) const
{
    return m_mixture.layers.at(node->row).agents;
}

void OutlineModel::dropLeftLayers(const std::vector<LayerNode *> &kept)
{
    for (int row = rowCount() - 1; row >= 0; --row) {
        const LayerNode *node = m_nodes.at(static_cast<size_t>(row)).get();
        if (std::find(kept.begin(), kept.end(), node) != kept.end())
            continue;
        beginRemoveRows({}, row, row);
        m_mixture.layers.removeAt(row);
        m_nodes.erase(m_nodes.begin() + row);
        renumber();
        endRemoveRows();
    }
}

void OutlineModel::takeFields(const Mixture &now)
{
    const Mixture before = std::exchange(m_mixture, now);
    const bool inherits = before.defaults.temperature != now.defaults.temperature
        || before.defaults.maxTokens != now.defaults.maxTokens;
    for (const std::unique_ptr<LayerNode> &node : m_nodes) {
        const Layer &was = before.layers.at(node->row);
        const Layer &is = now.layers.at(node->row);
        if (was.name != is.name || was.quorum != is.quorum) {
            Q_EMIT dataChanged(index(node->row, 0), index(node->row, ColumnCount - 1));
        }
        if (!inherits && was.agents.isSharedWith(is.agents))
            continue;
        const QModelIndex layer = nodeIndex(node.get());
        for (int row = 0; row < rowCount(layer); ++row) {
            if (inherits || !(was.agents.at(row) == is.agents.at(row)))
                Q_EMIT dataChanged(index(row, 0, layer), index(row, ColumnCount - 1, layer));
        }
    }
}

} // namespace moa
