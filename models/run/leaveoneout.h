// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/partialrun.h"

namespace moa {

/** A mixture to be run beside that of a finished run, so that the final answers can be compared. */
struct Variant
{
    enum class Kind {
        Without, ///< the mixture, with one agent muted
        Single, ///< one proposer alone
        Sampled ///< one proposer's samples in the place of all proposers
    };

    Kind kind = Kind::Without;
    AgentId agent; ///< the one that is left out, or the one that is left
    QString name; ///< its name
    int samples = 1; ///< of Sampled
    Mixture mixture;
    PartialPlan partial; ///< what it keeps of the finished run

    friend bool operator==(const Variant &, const Variant &) = default;
};

/**
 * The mixture of @p run without each of its proposers in turn: the agents of all layers but the
 * last that took part. Only what depends on the one that is left out is asked again.
 */
[[nodiscard]] QList<Variant> leaveOneOut(const RunRecord &run);

/// The mixture of @p run without @p agent.
[[nodiscard]] Variant without(const RunRecord &run, const AgentId &agent);

/** How far a final answer is from another one. */
struct AnswerChange
{
    double bleu = 0; ///< 0 to 100, BleuOptions::overlap(); 100: the same
    double chrf = 0; ///< 0 to 100, sacreBLEU's defaults
    /// Words and marks of both that are not common to both, by all of both; 0 to 1.
    double wordsChanged = 0;

    friend bool operator==(const AnswerChange &, const AnswerChange &) = default;
};

/// A pure function for any thread: milliseconds for usual answers, seconds for megabytes.
[[nodiscard]] AnswerChange answerChange(const QString &original, const QString &other);

/// What the responses of @p agent in @p run took: when it was kept, in the run that asked for it.
struct OwnShare
{
    std::optional<Usd> cost; ///< absent: none of them has a price
    qint64 tokens = 0; ///< input and output

    friend bool operator==(const OwnShare &, const OwnShare &) = default;
};
[[nodiscard]] OwnShare ownShare(const RunRecord &run, const AgentId &agent);

} // namespace moa
