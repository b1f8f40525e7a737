// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/agentlist.h"

namespace moa {

/** Agents that run side by side. */
struct Layer
{
    QString name; ///< may be empty: the layer's number stands in
    /// Successful responses of this layer that are enough to go on with; 1 unless set.
    std::optional<int> quorum;
    AgentList agents; ///< alternates after the others
    JsonFields unknown;

    /// The agents that are no alternates.
    [[nodiscard]] qsizetype mainCount() const;
    /// The first agent that is no alternate, or null: in the last layer, the final one.
    [[nodiscard]] const Agent *firstMain() const;
    /// The references that @p agent of this layer lists, or has from the final agent as its
    /// alternate; null if it takes everyone of the layer before.
    [[nodiscard]] const QList<AgentId> *listOf(const Agent &agent) const;

    friend bool operator==(const Layer &, const Layer &) = default;
};

/** Where an agent stands: both count from 0. */
struct AgentPosition
{
    qsizetype layer = 0;
    qsizetype row = 0;

    friend bool operator==(const AgentPosition &, const AgentPosition &) = default;
};

/** "@c from's response is a reference of @c to". */
struct Link
{
    AgentId from;
    AgentId to;

    friend bool operator==(const Link &, const Link &) = default;
    friend size_t qHash(const Link &link, size_t seed = 0)
    {
        return qHashMulti(seed, link.from, link.to);
    }
};

/**
 * The whole design: ordered layers of agents and the links between them. A value: copies are
 * cheap (implicitly shared) and never see each other's edits.
 */
struct Mixture
{
    QString name;
    QString description;
    QString notes;
    QString examplePrompt;
    AgentSettings defaults;
    JsonFields unknownDefaults;
    QList<Layer> layers;
    JsonFields unknown;

    [[nodiscard]] std::optional<AgentPosition> find(const AgentId &id) const;
    /// The agent with this id, or null. Valid until the mixture changes.
    [[nodiscard]] const Agent *agent(const AgentId &id) const;
    [[nodiscard]] const Agent &at(AgentPosition position) const
    {
        return layers.at(position.layer).agents.at(position.row);
    }
    /// The references of the agent there, in order, whether it lists them or takes the default.
    /// Ids that stand nowhere are part of it: validate() reports them.
    [[nodiscard]] QList<AgentId> referencesAt(AgentPosition position) const;
    /// Every link whose two ends exist, by the place of its target.
    [[nodiscard]] QList<Link> links() const;
    [[nodiscard]] qsizetype agentCount() const;
    /// What referencesAt() is where the agent lists none.
    [[nodiscard]] QList<AgentId> defaultReferencesAt(AgentPosition position) const;
    /// The agent whose answer is the final answer: the only one of the last layer that is no
    /// alternate; else null.
    [[nodiscard]] const Agent *finalAgent() const;

    friend bool operator==(const Mixture &, const Mixture &) = default;
};

/** The quorum in force: the layer's own, or 1. */
[[nodiscard]] int effectiveQuorum(const Layer &layer);

} // namespace moa
