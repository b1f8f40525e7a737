// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/mixturedifference.h"

namespace moa {

MixtureDifference MixtureDifference::between(const Mixture &before, const Mixture &after)
{
    MixtureDifference difference;
    if (before.layers.size() != after.layers.size()) {
        difference.places = true;
        return difference;
    }
    for (qsizetype layer = 0; layer < after.layers.size(); ++layer) {
        const AgentList &old = before.layers.at(layer).agents;
        const AgentList &now = after.layers.at(layer).agents;
        if (old.isSharedWith(now))
            continue;
        if (old.size() != now.size()) {
            difference.places = true;
            return difference;
        }
        bool relinked = false;
        for (qsizetype row = 0; row < now.size(); ++row) {
            if (old.isSharedWith(now, row) || old.at(row) == now.at(row))
                continue;
            if (old.at(row).id != now.at(row).id) {
                difference.places = true;
                return difference;
            }
            difference.agents.append({layer, row});
            relinked = relinked || old.at(row).references != now.at(row).references
                || old.at(row).alternate != now.at(row).alternate;
        }
        if (relinked)
            difference.relinked.append(layer);
    }
    return difference;
}

} // namespace moa
