// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/linksurvival.h"

#include "run/runprovenance.h"

namespace moa {

QHash<Link, double> linkSurvival(const RunProvenance &provenance, const QList<Response> &responses)
{
    struct Pairs
    {
        double sum = 0.0;
        int count = 0;
    };
    QHash<Link, Pairs> pairs;
    for (const Response &response : responses) {
        const Provenance *traced = provenance.of(response.id);
        if (!traced)
            continue;
        const QList<ResponseId> sources = provenance.sources(response.id);
        for (qsizetype source = 0; source < sources.size(); ++source) {
            Pairs &link = pairs[{sources.at(source).agent, response.id.agent}];
            link.sum += traced->survived.at(source);
            ++link.count;
        }
    }
    QHash<Link, double> result;
    result.reserve(pairs.size());
    for (auto link = pairs.cbegin(); link != pairs.cend(); ++link)
        result.insert(link.key(), link->sum / link->count);
    return result;
}

} // namespace moa
