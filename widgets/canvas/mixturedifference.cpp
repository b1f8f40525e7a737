// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/mixturedifference.h"

#include <algorithm>

namespace moa {

MixtureDifference MixtureDifference::between(const Mixture &before, const Mixture &after)
{
    MixtureDifference difference;
    if (before.layers.size() != after.layers.size()) {
        difference.places = true;
        return difference;
    }
    for (qsizetype layer = 0; layer < after.layers.size(); ++layer) {
        const QList<Agent> &old = before.layers.at(layer).agents;
        const QList<Agent> &now = after.layers.at(layer).agents;
        if (old.constData() == now.constData() && old.size() == now.size())
            continue;
        const auto sameId = [](const Agent &a, const Agent &b) { return a.id == b.id; };
        if (!std::equal(old.cbegin(), old.cend(), now.cbegin(), now.cend(), sameId)) {
            difference.places = true;
            return difference;
        }
        bool relinked = false;
        for (qsizetype row = 0; row < now.size(); ++row) {
            if (old.at(row) == now.at(row))
                continue;
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
