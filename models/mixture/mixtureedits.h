// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"
#include "mixture/mixture.h"

#include <functional>
#include <QSet>

/**
 * Every gesture that edits a mixture, as a pure function: a mixture goes in, the edited one comes
 * out, the argument stays as it was. A view turns the result into one undo step.
 *
 * Rules that hold after every edit:
 * - A layer that loses its last agent by the edit is gone.
 * - An explicit reference that no longer leads to an earlier layer is dropped; one that stands
 *   nowhere at all is left for the validation to report.
 * - Explicit references that were in the order of the picture stay in the order of the picture.
 * - An explicit list that the edit changed, and that is now what the default would be, is absent.
 * - Alternates stand in the last layer, after the final agent; one that comes to stand elsewhere is
 *   none any more, but has the references that it had. If the final agent goes, the first alternate
 *   takes its place.
 * - Ids that stand nowhere and places that don't exist change nothing.
 */
namespace moa::edit {

/** An edited mixture and the agents that the edit brought, in the order of the picture. */
struct Added
{
    Mixture mixture;
    QList<AgentId> ids;
};

/** An id that is not taken, from a model's short name: "qwen1.5-72b-chat", then "...-2". */
[[nodiscard]] AgentId freshId(const Mixture &mixture, const QString &model);
[[nodiscard]] AgentId freshId(const QSet<AgentId> &taken, const QString &model);

/**
 * Puts @p agent into the layer at @p place, before the agent of that row (a row past the end: at
 * the end). An id that is empty or taken is replaced by a fresh one. In the first layer it becomes
 * a proposer.
 */
[[nodiscard]] Added addAgent(const Mixture &mixture, Agent agent, AgentPosition place);

/**
 * Puts @p agent alone into a new layer at @p index, 0 to the number of layers. A new first layer
 * makes it a proposer, a new last one an aggregator.
 */
[[nodiscard]] Added insertLayer(const Mixture &mixture, qsizetype index, Agent agent);

[[nodiscard]] Mixture removeAgents(const Mixture &mixture, const QList<AgentId> &ids);

/**
 * Moves agents, in the order of the picture, to stand before the agent that is now at @p place (a
 * row past the end: at the end of that layer).
 */
[[nodiscard]] Mixture moveAgents(const Mixture &mixture, const QList<AgentId> &ids,
                                 AgentPosition place);

/**
 * Moves agents into a new layer before the one that is now at @p index. A proposer that is alone in
 * a new last layer becomes an aggregator.
 */
[[nodiscard]] Mixture moveAgentsToNewLayer(const Mixture &mixture, const QList<AgentId> &ids,
                                           qsizetype index);

/** Copies stand right after their originals, with the same references, and feed the same agents. */
[[nodiscard]] Added duplicate(const Mixture &mixture, const QList<AgentId> &ids);

/**
 * Copies a whole layer, with its name and quorum, into a new one after it. The copies have the same
 * settings and take everyone of the original layer; copies of a first layer's proposers are
 * aggregators.
 */
[[nodiscard]] Added duplicateLayer(const Mixture &mixture, qsizetype index);

/** Whether @p from can become a reference of @p to; if not, the reason in a sentence. */
[[nodiscard]] Result<void> canLink(const Mixture &mixture, const AgentId &from, const AgentId &to);

/** Adds a reference at its place in the order of the picture; nothing if canLink() refuses. */
[[nodiscard]] Mixture link(const Mixture &mixture, const AgentId &from, const AgentId &to);
[[nodiscard]] Mixture unlink(const Mixture &mixture, const AgentId &from, const AgentId &to);

/** Replaces the agent that has the id of @p agent, where it stands. */
[[nodiscard]] Mixture setAgent(const Mixture &mixture, const Agent &agent);
[[nodiscard]] Mixture setMuted(const Mixture &mixture, const QList<AgentId> &ids, bool muted);
/** Applies @p change, which leaves ids and references alone, to each of these agents. */
[[nodiscard]] Mixture changeAgents(const Mixture &mixture, const QList<AgentId> &ids,
                                   const std::function<void(Agent &)> &change);

[[nodiscard]] Mixture renameLayer(const Mixture &mixture, qsizetype layer, const QString &name);
[[nodiscard]] Mixture setQuorum(const Mixture &mixture, qsizetype layer, std::optional<int> quorum);

/** A model for agents, and what it is called. */
struct NamedModel
{
    ProviderId provider;
    QString model;
    QString name; ///< may be empty: the model's short name
};

/**
 * Has the agents ask another model; all else about them stays. An agent's name follows if it is
 * the model's own: absent, its short name, or one of @p modelNames.
 */
[[nodiscard]] Mixture replaceModel(const Mixture &mixture, const QList<AgentId> &ids,
                                   const NamedModel &model, const QStringList &modelNames = {});

/**
 * Puts @p agent at the end of the last layer as an alternate of the final agent, there as an
 * aggregator where it was a proposer. Nothing if there is no agent that it could stand beside.
 */
[[nodiscard]] Added addAlternate(const Mixture &mixture, Agent agent);

/**
 * Makes an agent of the last layer the final one. All others there become its alternates, and
 * proposers among them aggregators unless that is the only layer. Everyone keeps their references.
 */
[[nodiscard]] Mixture makeFinal(const Mixture &mixture, const AgentId &id);

} // namespace moa::edit
