// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/provenanceshares.h"

#include <algorithm>
#include <cmath>

namespace moa {

namespace {

// By largest remainders; of equal ones the first part gets the percent.
void roundTogether(const std::vector<Percentage *> &parts)
{
    struct Remainder
    {
        double size;
        Percentage *part;
    };
    std::vector<Remainder> remainders;
    int missing = 100;
    for (Percentage *part : parts) {
        const double percent = part->share * 100;
        // A share of 0.29 is a hair less than 29 percent in binary.
        part->whole = static_cast<int>(std::floor(percent + 1e-9));
        remainders.push_back({percent - part->whole, part});
        missing -= part->whole;
    }
    std::stable_sort(remainders.begin(), remainders.end(),
                     [](const Remainder &a, const Remainder &b) { return a.size > b.size; });
    for (const Remainder &remainder : remainders) {
        if (missing-- <= 0)
            break;
        ++remainder.part->whole;
    }
}

} // namespace

ProvenanceShares sharesOf(const Provenance &provenance, qsizetype named)
{
    ProvenanceShares shares;
    for (qsizetype source = 0; source < provenance.own.size(); ++source) {
        if (provenance.own.at(source) > 0)
            shares.named.append(ProvenanceShares::Part{source, {provenance.own.at(source), 0}});
    }
    std::stable_sort(shares.named.begin(), shares.named.end(),
                     [](const ProvenanceShares::Part &a, const ProvenanceShares::Part &b) {
                         return a.own.share > b.own.share;
                     });
    while (shares.named.size() > named)
        shares.others.share += shares.named.takeLast().own.share;
    shares.shared.share = provenance.shared;
    shares.fresh.share = provenance.fresh;
    shares.found.share = provenance.found();
    if (shares.found.share + shares.fresh.share <= 0)
        return shares;

    std::vector<Percentage *> parts;
    for (ProvenanceShares::Part &part : shares.named)
        parts.push_back(&part.own);
    parts.insert(parts.end(), {&shares.others, &shares.shared, &shares.fresh});
    roundTogether(parts);
    shares.found.whole = 100 - shares.fresh.whole;
    return shares;
}

} // namespace moa
