// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/provenance.h"

namespace moa {

/** A share of an answer's words, and what to print for it beside others. */
struct Percentage
{
    double share = 0; ///< 0 to 1
    int whole = 0; ///< percent, rounded so that all parts together make 100

    friend bool operator==(const Percentage &, const Percentage &) = default;
};

/**
 * What an answer is made of, in whole percents: named, others, shared and fresh make 100 together
 * (by largest remainders, so none is more than one percent off), or are all 0 if the answer has no
 * words.
 */
struct ProvenanceShares
{
    struct Part
    {
        qsizetype source = 0; ///< as in Provenance::own
        Percentage own;

        friend bool operator==(const Part &, const Part &) = default;
    };

    Percentage found; ///< all but what is fresh
    QList<Part> named; ///< the largest sources, largest first; none without a share
    Percentage others; ///< what the remaining sources hold, each alone
    Percentage shared;
    Percentage fresh;

    friend bool operator==(const ProvenanceShares &, const ProvenanceShares &) = default;
};

/// At most @p named sources by themselves.
[[nodiscard]] ProvenanceShares sharesOf(const Provenance &provenance, qsizetype named = 4);

} // namespace moa
