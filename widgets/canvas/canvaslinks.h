// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/agentitem.h"
#include "canvas/linkitem.h"
#include "canvas/linkplan.h"

#include <functional>
#include <memory>
#include <QGraphicsScene>
#include <QSet>
#include <unordered_map>
#include <vector>

namespace moa {

/**
 * The links of a scene: which bundles and lines there are, where they run and which of them are
 * emphasised. The scene tells where the cards are.
 */
class CanvasLinks
{
public:
    /// The card of an agent; null if there is none.
    using CardOf = std::function<const AgentItem *(const AgentId &)>;

    CanvasLinks(QGraphicsScene &scene, const CanvasLook &look, CardOf cardOf);

    /**
     * @p mixture and @p layout outlive this object, or the next call; the cards are in line with
     * them already. @p difference: from the mixture of the last call.
     */
    void setMixture(const Mixture &mixture, const CanvasLayout &layout,
                    const MixtureDifference &difference);
    /// The agents whose links are shown as lines even where they are in a bundle.
    void setRevealed(const QSet<AgentId> &agents);
    void setHovered(const std::optional<Link> &link);
    void setSelected(const std::optional<Link> &link);
    /// The link that something would be dropped on.
    void setTargeted(const std::optional<Link> &link);
    [[nodiscard]] const std::optional<Link> &selected() const { return m_selected; }
    /// The agents that are being dragged: their links are not drawn, since where they will lead
    /// is open.
    void setLifted(const QSet<AgentId> &agents);
    /// What came over the links in the run that is shown; those that are not there are ignored.
    /// Where they are few, they show as lines instead of a bundle.
    void setFlows(const QHash<Link, LinkFlow> &flows);
    [[nodiscard]] const QHash<Link, LinkFlow> &flows() const { return m_flows; }
    /// The places are others: everything follows.
    void updatePaths(const QRectF &prompt);
    /// These cards have moved: what hangs on them follows.
    void followCards(const QSet<AgentId> &moved, const QRectF &prompt);
    void lookChanged();

    [[nodiscard]] const LinkPlan &plan() const { return m_plan; }
    [[nodiscard]] LinkItem *item(const Link &link) const;
    /// The line under @p point that lies on top; null if there is none.
    [[nodiscard]] const LinkItem *lineAt(QPointF point) const;
    [[nodiscard]] qsizetype lineCount() const { return static_cast<qsizetype>(m_lines.size()); }

private:
    struct LinkHash
    {
        size_t operator()(const Link &link) const { return qHash(link); }
    };

    void syncBundles();
    /// Exactly the lines that are wanted, as they should look.
    void syncLines();
    [[nodiscard]] QList<Link> fewFlows() const;
    [[nodiscard]] QSet<Link> shownFlows() const;
    void applyFlow(LinkItem &item) const;
    /// Shows the links of the revealed agents, and those no longer that were.
    void revealLines();
    [[nodiscard]] bool isWanted(const Link &link) const;
    void showLine(const Link &link);
    void dropUnwanted(const QSet<Link> &links);
    void emphasiseLinesOf(const QSet<AgentId> &agents);
    void updatePath(LinkItem &item) const;
    void applyEmphasis(LinkItem &item) const;
    [[nodiscard]] QRectF cardAt(const AgentId &id) const;
    [[nodiscard]] QPainterPath bundlePath(qsizetype layer, const QRectF &prompt) const;

    QGraphicsScene &m_scene;
    const CanvasLook &m_look;
    CardOf m_cardOf;
    const Mixture *m_mixture = nullptr;
    const CanvasLayout *m_layout = nullptr;
    LinkPlan m_plan;
    QSet<AgentId> m_revealed;
    QSet<Link> m_revealedLinks; ///< empty if they are too many
    QSet<AgentId> m_lifted;
    QHash<Link, LinkFlow> m_flows;
    QList<Link> m_fewFlows; ///< those to be shown, where there is such a link
    QSet<Link> m_shownFlows;
    std::optional<Link> m_hovered;
    std::optional<Link> m_selected;
    std::optional<Link> m_targeted;
    std::unordered_map<Link, std::unique_ptr<LinkItem>, LinkHash> m_lines;
    /// By layer; the first leads from the prompt.
    std::vector<std::unique_ptr<BundleItem>> m_bundles;
};

} // namespace moa
