// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/mixturedifference.h"

#include <optional>
#include <QHash>
#include <QSet>

namespace moa {

/**
 * How the links of a mixture are drawn: which as bundles and which singly. What it says depends on
 * the mixture alone; it is kept layer by layer, so that an edit costs what the layer it touches
 * costs, and never holds the links of a full connection one by one.
 */
class LinkPlan
{
public:
    struct Bundle
    {
        qsizetype layer = 1; ///< the layer that the links lead to, from the one before
        bool full = true; ///< everyone to everyone; else so many that single lines say nothing

        friend bool operator==(const Bundle &, const Bundle &) = default;
    };

    /// More links than this between two layers are drawn as a bundle even if some are cut.
    static constexpr qsizetype mostSingleLinks = 200;

    [[nodiscard]] static LinkPlan of(const Mixture &mixture);
    /// Brings it in line with @p mixture, which is other than that of the last call by
    /// @p difference.
    void update(const Mixture &mixture, const MixtureDifference &difference);

    /// By layer.
    [[nodiscard]] QList<Bundle> bundles() const;
    /// The links that are in no bundle, by the place of their target.
    [[nodiscard]] QList<Link> single() const;
    /// Those of them that lead into @p layer.
    [[nodiscard]] QList<Link> single(qsizetype layer) const;
    [[nodiscard]] bool isSingle(const Link &link) const;
    /// Of all links, bundled or not.
    [[nodiscard]] qsizetype count() const;
    [[nodiscard]] bool contains(const Link &link) const;
    /// Of an agent; -1 if there is none.
    [[nodiscard]] qsizetype layerOf(const AgentId &id) const
    {
        return m_places.value(id, {-1, -1}).layer;
    }
    /// The links that end at an agent, in the order of its references.
    [[nodiscard]] QList<Link> linksTo(const AgentId &id) const;
    /// The links that begin at an agent, by the place of their target.
    [[nodiscard]] QList<Link> linksFrom(const AgentId &id) const;
    /// The links that begin or end at one of @p agents; nothing if there are more than @p most.
    [[nodiscard]] std::optional<QSet<Link>> linksOf(const QSet<AgentId> &agents,
                                                    qsizetype most) const;

private:
    /// The links that lead into one layer.
    struct Into
    {
        QList<AgentId> takers; ///< agents that take everyone of the layer before
        QHash<AgentId, QList<AgentId>> listed; ///< by source: the agents that list it
        std::optional<Bundle> bundle; ///< of those from the layer before
        QList<Link> single;
        qsizetype count = 0;
    };

    [[nodiscard]] Into linksInto(qsizetype layer) const;

    Mixture m_mixture;
    QHash<AgentId, AgentPosition> m_places;
    QList<Into> m_layers;
};

} // namespace moa
