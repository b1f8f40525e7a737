// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/agentitem.h"
#include "canvas/canvaslinks.h"
#include "canvas/carriedcards.h"
#include "canvas/drawnlink.h"
#include "canvas/laneitem.h"
#include "canvas/sceneryitems.h"

#include <QGraphicsScene>
#include <QVariantAnimation>

namespace moa {

/** What stands at a point of the canvas. */
struct CanvasHit
{
    enum class Kind { Nothing, Card, OutputPort, InputPort, Link, LaneHeader, LaneMenu };

    Kind kind = Kind::Nothing;
    AgentId agent; ///< of a card or port
    Link link; ///< of a link
    qsizetype layer = 0; ///< of a lane's header

    friend bool operator==(const CanvasHit &, const CanvasHit &) = default;
};

/**
 * The picture of a mixture: owns the items and keeps them in step with the value it is given. It
 * edits nothing; what is selected, hovered and dragged is its state, what follows from it is the
 * view's.
 */
class CanvasScene : public QGraphicsScene
{
    Q_OBJECT

public:
    explicit CanvasScene(QObject *parent = nullptr);
    ~CanvasScene() override;

    void setLook(const CanvasLook &look);
    /// The view shows the cards in @p detail from now on.
    void setDetail(Detail detail) { m_look.detail = detail; }
    [[nodiscard]] const CanvasLook &look() const { return m_look; }

    /// Cards glide to their new places, or jump if @p animated is false.
    void setMixture(const Mixture &mixture, bool animated);
    [[nodiscard]] const Mixture &mixture() const { return m_mixture; }
    [[nodiscard]] const CanvasLayout &canvasLayout() const { return m_layout; }
    /// What the lanes cover entirely.
    [[nodiscard]] QList<QRectF> laneGrounds() const;

    void setCardState(const AgentId &id, const CardState &state);
    void clearCardStates();
    [[nodiscard]] const QHash<AgentId, CardState> &cardStates() const { return m_states; }
    void setLinkFlows(const QHash<Link, LinkFlow> &flows) { m_links.setFlows(flows); }
    void setProblems(const QList<CardProblem> &problems);
    [[nodiscard]] QStringList problems(const AgentId &id) const { return m_problems.value(id); }
    void setPromptText(const QString &text) { m_prompt.setText(text); }
    [[nodiscard]] const QString &promptText() const { return m_prompt.text(); }

    [[nodiscard]] AgentItem *card(const AgentId &id) const;
    [[nodiscard]] CanvasHit hitTest(QPointF point) const;
    /// The link whose line is at @p point, whatever lies over it.
    [[nodiscard]] std::optional<Link> linkAt(QPointF point) const;
    [[nodiscard]] const CanvasLinks &links() const { return m_links; }

    /// In the order of the picture.
    [[nodiscard]] QList<AgentId> selectedAgents() const;
    void selectAgents(const QList<AgentId> &ids);
    /// A selected link or layer excludes selected agents, and the other way round.
    [[nodiscard]] std::optional<Link> selectedLink() const { return m_links.selected(); }
    void selectLink(const Link &link);
    [[nodiscard]] std::optional<qsizetype> selectedLayer() const { return m_selectedLayer; }
    void selectLayer(qsizetype layer);
    void clearAll();

    /// The agent that the keyboard is at; empty if none.
    [[nodiscard]] const AgentId &current() const { return m_current; }
    /// @p visible: whether the focus ring shows.
    void setCurrent(const AgentId &id, bool visible);

    void setHovered(const CanvasHit &hit);
    /// Shows an agent as if the pointer were on it; an empty id: none.
    void highlight(const AgentId &id);

    /// Shows where an agent that is still being chosen would stand; nowhere: shows nothing.
    void showDropPlace(const DropPlace &place);
    /// What a gesture has in the hand.
    [[nodiscard]] CarriedCards &carriedCards() { return m_carried; }
    [[nodiscard]] DrawnLink &drawnLink() { return m_drawn; }

    /// Whether the style lets anything glide.
    [[nodiscard]] bool moves() const;
    /// Brings all cards that are not in the hand to their places in the layout.
    void placeCards(bool animated);
    /// The links of these cards are not drawn.
    void setLifted(const QSet<AgentId> &ids) { m_links.setLifted(ids); }
    /// These cards have been moved: their links follow.
    void followCards(const QSet<AgentId> &moved);
    /// The lane that something is dragged into, and how far down it reaches then at least.
    void setTargetedLane(const std::optional<qsizetype> &lane, double bottom);
    /// The link that something is dragged onto.
    void setTargetedLink(const std::optional<Link> &link) { m_links.setTargeted(link); }
    /// Shows the links of what is selected, pointed at, or being linked.
    void updateReveal();

Q_SIGNALS:
    /// The selected agents, link or layer are others now.
    void selectedChanged();
    /// Another mixture is shown than before.
    void mixtureShown();
    /// The keyboard is at another agent, or has come or gone.
    void currentChanged();
    void cardStateChanged(const moa::AgentId &agent);
    void cardStatesCleared();

protected:
    void helpEvent(QGraphicsSceneHelpEvent *event) override;
    void drawBackground(QPainter *painter, const QRectF &rect) override;

private:
    void syncCards(const MixtureDifference &difference);
    void syncCard(AgentPosition place);
    void syncLanes();
    void animationStep(double progress);
    /// The cards that are selected, in the order of the picture.
    [[nodiscard]] QList<const AgentItem *> selectedCards() const;
    void onItemSelectionChanged();
    [[nodiscard]] LaneItem::Content laneContent(qsizetype index) const;

    CanvasLook m_look;
    Mixture m_mixture;
    CanvasLayout m_layout{m_mixture, m_look.metrics};
    CanvasLinks m_links;
    PromptItem m_prompt{m_look};
    EmptyHintItem m_emptyHint{m_look};
    struct IdHash
    {
        size_t operator()(const AgentId &id) const { return qHash(id); }
    };
    std::unordered_map<AgentId, std::unique_ptr<AgentItem>, IdHash> m_cards;
    std::vector<std::unique_ptr<LaneItem>> m_lanes;
    QHash<AgentId, CardState> m_states;
    int m_statesSincePaint = 0;
    QHash<AgentId, QStringList> m_problems;

    QVariantAnimation m_settling;
    QHash<AgentId, QPointF> m_settleFrom; ///< of those that glide
    QPointF m_promptFrom;

    std::optional<qsizetype> m_selectedLayer;
    AgentId m_final; ///< the final agent, where it stands beside alternates
    AgentId m_current;
    CanvasHit m_hovered;
    AgentId m_highlighted;
    QSet<AgentId> m_shownHovered;
    std::optional<qsizetype> m_targetedLane;
    double m_targetedBottom = 0.0;
    CarriedCards m_carried{*this};
    DrawnLink m_drawn{*this};
};

} // namespace moa
