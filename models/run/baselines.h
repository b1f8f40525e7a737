// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/judgement.h"
#include "run/leaveoneout.h"

namespace moa {

/** The proposer that a mixture is held against. */
struct BestSingle
{
    enum class By {
        Rating, ///< a person gave it the most stars
        Likeness ///< the final answer is nearest to its answer, by BLEU
    };

    AgentId agent;
    QString name;
    By by = By::Likeness;

    friend bool operator==(const BestSingle &, const BestSingle &) = default;
};

/**
 * The best single model of a finished run: among the agents of the first layer that answered, the
 * one with the most stars if any of them was rated, else the one whose answer is nearest to the
 * final one. Samples count by their mean, and of equals the first is taken. Nothing if none
 * answered, or if there is neither a rating nor a final answer.
 */
[[nodiscard]] std::optional<BestSingle> bestSingle(const RunRecord &run,
                                                   const Judgement &judgement = {});

/// @p agent of the first layer alone, one sample: its answer is the final one.
[[nodiscard]] Variant singleModel(const RunRecord &run, const AgentId &agent);

/** How many answers of one model cost about what all proposers of a run did. */
struct EqualCost
{
    enum class Basis {
        Money,
        Tokens, ///< as not all of them have a price, or all are free
        Calls ///< as neither is known
    };

    int samples = 1; ///< 1 to maxSamples
    Basis basis = Basis::Calls;
    Usd proposers; ///< of all agents before the last layer
    Usd one; ///< of one answer of the model

    friend bool operator==(const EqualCost &, const EqualCost &) = default;
};
[[nodiscard]] EqualCost equalCost(const RunRecord &run, const AgentId &agent);

/**
 * @p samples answers of @p agent of the first layer, and the final agent on top of them: what the
 * mixture would be with one model. If the agent's temperature would make all samples the same, or
 * is not set, it is 0.7.
 */
[[nodiscard]] Variant sampledModel(const RunRecord &run, const AgentId &agent, int samples);

} // namespace moa
