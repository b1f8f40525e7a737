// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/mixture.h"

namespace moa {

/**
 * What is other in one mixture than in another, as far as a picture of it is concerned. What both
 * share is not looked at: the price is that of what an edit touched.
 */
struct MixtureDifference
{
    /// Layers or agents came, went or stand elsewhere: @c agents and @c relinked then say nothing.
    bool places = false;
    QList<AgentPosition> agents; ///< those that stand where they stood, and are others
    QList<qsizetype> relinked; ///< layers in which agents may have other references

    [[nodiscard]] static MixtureDifference between(const Mixture &before, const Mixture &after);
};

} // namespace moa
