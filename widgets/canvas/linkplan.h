// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/mixture.h"

namespace moa {

/** How the links of a mixture are drawn: a pure function of it. */
struct LinkPlan
{
    struct Bundle
    {
        qsizetype layer = 1; ///< the layer that the links lead to, from the one before
        bool full = true; ///< everyone to everyone; else so many that single lines say nothing

        friend bool operator==(const Bundle &, const Bundle &) = default;
    };

    /// More links than this between two layers are drawn as a bundle even if some are cut.
    static constexpr qsizetype mostSingleLinks = 200;

    QList<Bundle> bundles;
    QList<Link> single; ///< links that are in no bundle
    QList<Link> all;

    [[nodiscard]] static LinkPlan of(const Mixture &mixture);
};

} // namespace moa
