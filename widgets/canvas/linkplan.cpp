// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/linkplan.h"

#include <QSet>

namespace moa {

LinkPlan LinkPlan::of(const Mixture &mixture)
{
    QHash<AgentId, qsizetype> layerOf;
    for (qsizetype layer = 0; layer < mixture.layers.size(); ++layer) {
        for (const Agent &agent : mixture.layers.at(layer).agents)
            layerOf.insert(agent.id, layer);
    }

    LinkPlan plan;
    plan.all = mixture.links();
    QHash<qsizetype, QSet<Link>> adjacent;
    for (const Link &link : std::as_const(plan.all)) {
        const qsizetype target = layerOf.value(link.to);
        if (layerOf.value(link.from) == target - 1)
            adjacent[target].insert(link);
    }
    QSet<qsizetype> bundled;
    for (qsizetype layer = 1; layer < mixture.layers.size(); ++layer) {
        const qsizetype possible =
            mixture.layers.at(layer - 1).agents.size() * mixture.layers.at(layer).agents.size();
        const qsizetype count = adjacent.value(layer).size();
        const bool full = count == possible && possible > 1;
        if (!full && count <= mostSingleLinks)
            continue;
        bundled.insert(layer);
        plan.bundles.append({layer, full});
    }
    for (const Link &link : std::as_const(plan.all)) {
        const qsizetype target = layerOf.value(link.to);
        if (!bundled.contains(target) || layerOf.value(link.from) != target - 1)
            plan.single.append(link);
    }
    return plan;
}

} // namespace moa
