// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/mixture.h"

#include <functional>
#include <QSet>

namespace moa {

/** A mend for a problem. */
struct Fix
{
    enum class Kind {
        Edit, ///< done by applied()
        PickModel ///< the person has to choose another model for the agent
    };

    QString label; ///< "Remove the layer": for a button
    Kind kind = Kind::Edit;

    friend bool operator==(const Fix &, const Fix &) = default;
};

/** What is wrong with a mixture at one place. */
struct Problem
{
    /// An error keeps a mixture from running; a warning says that it will not do what it looks
    /// like.
    enum class Severity { Error, Warning };

    enum class Kind {
        NoLayers,
        EmptyLayer,
        DuplicateId,
        EmptyModel,
        NoProvider,
        UnknownProvider,
        Unpriced, ///< its cost will be unknown; only if the context can tell
        SelfReference,
        SameLayerReference,
        LaterReference,
        MissingReference, ///< to an id that stands nowhere
        RepeatedReference,
        NoReferences, ///< an aggregator without material
        RankerWithoutReferences,
        UnusedAgent, ///< nobody reads its responses
        QuorumTooLarge,
        MutedLayer,
        SeveralFinalAgents, ///< that are no alternates
        AlternateNotLast, ///< an alternate in another layer than the last
        AlternatesWithoutFinal, ///< a last layer of alternates alone
        FinalNotAggregator,
        MutedFinalAgent,
        SeveralFinalSamples, ///< only the first of them is the final answer
        ContextOverflow ///< more tokens than its model takes; only if the context can tell
    };

    Kind kind = Kind::NoLayers;
    Severity severity = Severity::Error;
    QString path; ///< as in the file: "layers[1].agents[0].references[2]"
    std::optional<AgentId> agent;
    std::optional<qsizetype> layer; ///< from 0
    std::optional<qsizetype> row; ///< of the agent in its layer, from 0
    std::optional<qsizetype> reference; ///< index in the agent's list
    QString text; ///< a sentence
    std::optional<Fix> fix;

    friend bool operator==(const Problem &, const Problem &) = default;
};

/** "no-layers", "empty-layer", ...: stable, for scripts. */
[[nodiscard]] QString kindName(Problem::Kind kind);

/** What one agent will need of its model's context window, in tokens with room for its answer. */
struct ContextNeed
{
    qint64 needed = 0; ///< likely, with its references
    qint64 promptAlone = 0; ///< without them
    qint64 window = 0;

    friend bool operator==(const ContextNeed &, const ContextNeed &) = default;
};

/** What validate() may know about the world around the mixture. */
struct ValidationContext
{
    /// Ids of the known providers; absent: every provider counts as known.
    std::optional<QSet<ProviderId>> providers;
    /// Whether a model has a price; empty: nothing is said about prices.
    std::function<bool(const ProviderId &provider, const QString &model)> hasPrice;
    /// What an agent needs; empty, or nothing for an agent: nothing is said about it.
    std::function<std::optional<ContextNeed>(const AgentId &agent)> contextNeed;
};

/**
 * Everything that is wrong with @p mixture, in the order of the file. It can run if none of it is
 * an error. The last layer holds exactly one agent, an aggregator or a ranker, beside which there
 * may be alternates of the same kind; the exception is a mixture of one layer, in which a lone
 * proposer's answer is the final answer.
 */
[[nodiscard]] QList<Problem> validate(const Mixture &mixture,
                                      const ValidationContext &context = {});

[[nodiscard]] bool hasErrors(const QList<Problem> &problems);

/**
 * @p mixture with the fix of @p problem done. Unchanged if the problem has no fix that is an edit
 * or does not stand there any more; problems found before are stale afterwards.
 */
[[nodiscard]] Mixture applied(const Mixture &mixture, const Problem &problem);

} // namespace moa
