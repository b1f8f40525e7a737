// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvasscene.h"

#include <algorithm>
#include <QSignalBlocker>
#include <QStyle>

namespace moa {

CanvasScene::CanvasScene(QObject *parent)
    : QGraphicsScene(parent)
    , m_links(*this, m_look, [this](const AgentId &id) {
        const AgentItem *item = card(id);
        return item ? item->card() : QRectF();
    })
{
    // Items move all the time and there are hundreds, not thousands: an index costs more.
    setItemIndexMethod(NoIndex);
    addItem(&m_prompt);
    addItem(&m_emptyHint);

    m_settling.setDuration(motion::move);
    m_settling.setEasingCurve(QEasingCurve::OutCubic);
    m_settling.setStartValue(0.0);
    m_settling.setEndValue(1.0);
    connect(&m_settling, &QVariantAnimation::valueChanged, this,
            [this](const QVariant &value) { animationStep(value.toDouble()); });
    connect(this, &QGraphicsScene::selectionChanged, this, &CanvasScene::onItemSelectionChanged);
}

CanvasScene::~CanvasScene()
{
    // Items that are members must be gone from the scene before it deletes what it holds.
    disconnect(this, nullptr, this, nullptr);
    for (QGraphicsItem *item : std::initializer_list<QGraphicsItem *>{&m_prompt, &m_emptyHint})
        removeItem(item);
}

void CanvasScene::setLook(const CanvasLook &look)
{
    const bool resized = !(look.metrics == m_look.metrics);
    m_look = look;
    setBackgroundBrush(look.theme.window);
    for (const auto &[id, item] : m_cards)
        item->lookChanged();
    m_prompt.lookChanged();
    if (resized)
        setMixture(m_mixture, false);
    m_links.lookChanged();
    update();
}

void CanvasScene::setMixture(const Mixture &mixture, bool animated)
{
    m_carried.settle();
    m_drawn.end();
    const QList<AgentId> selectedBefore = selectedAgents();
    const bool linkBefore = selectedLink().has_value();
    const std::optional<qsizetype> layerBefore = m_selectedLayer;
    m_mixture = mixture;
    m_layout = CanvasLayout(m_mixture, m_look.metrics);
    {
        const QSignalBlocker blocker(this);
        syncCards();
        if (m_selectedLayer && *m_selectedLayer >= m_mixture.layers.size())
            m_selectedLayer.reset();
        m_links.setMixture(m_mixture, m_layout);
    }
    syncLanes();
    updateReveal();
    placeCards(animated);
    m_emptyHint.setVisible(m_mixture.layers.isEmpty());
    m_emptyHint.setRect(m_layout.nextLane());
    Q_EMIT mixtureShown();
    if (selectedAgents() != selectedBefore || linkBefore != selectedLink().has_value()
        || layerBefore != m_selectedLayer)
        Q_EMIT selectedChanged();
}

void CanvasScene::syncCards()
{
    std::erase_if(m_cards, [this](const auto &entry) { return !m_mixture.find(entry.first); });
    const bool finalAgent = m_mixture.finalAgent() != nullptr;
    for (qsizetype layer = 0; layer < m_mixture.layers.size(); ++layer) {
        for (const Agent &agent : std::as_const(m_mixture.layers).at(layer).agents) {
            std::unique_ptr<AgentItem> &item = m_cards[agent.id];
            if (!item) {
                item = std::make_unique<AgentItem>(m_look);
                item->setPos(m_layout.card(agent.id).topLeft());
                item->setState(m_states.value(agent.id));
                item->setProblems(m_problems.value(agent.id));
                item->setZValue(3);
                addItem(item.get());
            }
            item->setAgent(agent);
            item->setPorts(layer > 0, layer + 1 < m_mixture.layers.size());
            item->setFinal(finalAgent && !agent.alternate && layer + 1 == m_mixture.layers.size()
                           && m_mixture.layers.at(layer).agents.size() > 1);
        }
    }
    if (!m_mixture.find(m_current))
        m_current = {};
    if (!m_mixture.find(m_highlighted))
        m_highlighted = {};
    m_hovered = {};
}

LaneItem::Content CanvasScene::laneContent(qsizetype index) const
{
    const Layer &layer = m_mixture.layers.at(index);
    const bool hovered = m_hovered.layer == index
        && (m_hovered.kind == CanvasHit::Kind::LaneHeader
            || m_hovered.kind == CanvasHit::Kind::LaneMenu);
    return {.index = index,
            .name = layer.name,
            .agents = layer.agents.size(),
            .quorum = layer.quorum,
            .last = index + 1 == m_mixture.layers.size(),
            .selected = m_selectedLayer == index,
            .hovered = hovered,
            .targeted = m_targetedLane == index};
}

void CanvasScene::syncLanes()
{
    m_lanes.resize(static_cast<size_t>(m_mixture.layers.size()));
    for (size_t index = 0; index < m_lanes.size(); ++index) {
        std::unique_ptr<LaneItem> &lane = m_lanes[index];
        if (!lane) {
            lane = std::make_unique<LaneItem>(m_look);
            addItem(lane.get());
        }
        CanvasLayout::Lane place = m_layout.lanes().at(static_cast<qsizetype>(index));
        if (m_targetedLane == static_cast<qsizetype>(index))
            place.rect.setBottom(std::max(place.rect.bottom(), m_targetedBottom));
        lane->setGeometry(place);
        lane->setContent(laneContent(static_cast<qsizetype>(index)));
    }
}

bool CanvasScene::moves() const
{
    return style()->styleHint(QStyle::SH_Widget_Animation_Duration) > 0;
}

void CanvasScene::placeCards(bool animated)
{
    m_settling.stop();
    m_settleFrom.clear();
    for (const auto &[id, item] : m_cards)
        m_settleFrom.insert(id, item->pos());
    m_promptFrom = m_prompt.pos();
    if (animated && moves())
        m_settling.start();
    else
        animationStep(1.0);
}

void CanvasScene::animationStep(double progress)
{
    const auto between = [progress](QPointF from, QPointF to) {
        return progress >= 1.0 ? to : from + (to - from) * progress;
    };
    for (const auto &[id, item] : m_cards) {
        if (!item->is(AgentItem::Lifted))
            item->setPos(between(m_settleFrom.value(id), m_layout.card(id).topLeft()));
    }
    m_prompt.setPos(between(m_promptFrom, m_layout.prompt().topLeft()));
    m_links.updatePaths(m_prompt.card());
}

void CanvasScene::setCardState(const AgentId &id, const CardState &state)
{
    m_states.insert(id, state);
    if (AgentItem *item = card(id))
        item->setState(state);
    Q_EMIT cardStateChanged(id);
}

void CanvasScene::clearCardStates()
{
    m_states.clear();
    for (const auto &[id, item] : m_cards)
        item->setState({});
    Q_EMIT cardStatesCleared();
}

void CanvasScene::setProblems(const QList<CardProblem> &problems)
{
    m_problems.clear();
    for (const CardProblem &problem : problems)
        m_problems[problem.agent].append(problem.text);
    for (const auto &[id, item] : m_cards)
        item->setProblems(m_problems.value(id));
}

AgentItem *CanvasScene::card(const AgentId &id) const
{
    const auto found = m_cards.find(id);
    return found == m_cards.end() ? nullptr : found->second.get();
}

CanvasHit CanvasScene::hitTest(QPointF point) const
{
    using Kind = CanvasHit::Kind;
    const auto onPort = [point](QPointF port) {
        const QPointF distance = point - port;
        return std::max(std::abs(distance.x()), std::abs(distance.y())) <= port::target / 2.0;
    };
    for (const auto &[id, item] : m_cards) {
        if (item->hasOutput() && onPort(outputPort(item->card())))
            return {Kind::OutputPort, id, {}, 0};
        if (item->hasInput() && onPort(inputPort(item->card())))
            return {Kind::InputPort, id, {}, 0};
    }
    for (const auto &[id, item] : m_cards) {
        if (item->card().contains(point))
            return {Kind::Card, id, {}, 0};
    }
    if (const std::optional<Link> link = linkAt(point))
        return {Kind::Link, {}, *link, 0};
    for (size_t index = 0; index < m_lanes.size(); ++index) {
        const auto layer = static_cast<qsizetype>(index);
        if (m_lanes[index]->menuRect().contains(point))
            return {Kind::LaneMenu, {}, {}, layer};
        if (m_lanes[index]->header().contains(point))
            return {Kind::LaneHeader, {}, {}, layer};
    }
    return {};
}

std::optional<Link> CanvasScene::linkAt(QPointF point) const
{
    const QList<QGraphicsItem *> under = items(point);
    for (const QGraphicsItem *item : under) {
        const auto *line = qgraphicsitem_cast<const LinkItem *>(item);
        if (line && !line->link().from.isEmpty()) // not the one that is being drawn
            return line->link();
    }
    return std::nullopt;
}

QList<AgentId> CanvasScene::selectedAgents() const
{
    QList<AgentId> ids;
    for (const Layer &layer : m_mixture.layers) {
        for (const Agent &agent : layer.agents) {
            const AgentItem *item = card(agent.id);
            if (item && item->isSelected())
                ids.append(agent.id);
        }
    }
    return ids;
}

void CanvasScene::selectAgents(const QList<AgentId> &ids)
{
    const QSet<AgentId> wanted(ids.cbegin(), ids.cend());
    {
        const QSignalBlocker blocker(this);
        for (const auto &[id, item] : m_cards)
            item->setSelected(wanted.contains(id));
    }
    onItemSelectionChanged();
}

void CanvasScene::onItemSelectionChanged()
{
    if (!selectedItems().isEmpty()) {
        m_links.setSelected(std::nullopt);
        m_selectedLayer.reset();
        syncLanes();
    }
    updateReveal();
    Q_EMIT selectedChanged();
}

void CanvasScene::selectLink(const Link &link)
{
    {
        const QSignalBlocker blocker(this);
        clearSelection();
    }
    m_selectedLayer.reset();
    m_links.setSelected(link);
    syncLanes();
    updateReveal();
    Q_EMIT selectedChanged();
}

void CanvasScene::selectLayer(qsizetype layer)
{
    {
        const QSignalBlocker blocker(this);
        clearSelection();
    }
    m_links.setSelected(std::nullopt);
    m_selectedLayer = layer;
    syncLanes();
    updateReveal();
    Q_EMIT selectedChanged();
}

void CanvasScene::clearAll()
{
    m_links.setSelected(std::nullopt);
    m_selectedLayer.reset();
    syncLanes();
    selectAgents({});
}

void CanvasScene::setCurrent(const AgentId &id, bool visible)
{
    if (AgentItem *before = card(m_current))
        before->setAspect(AgentItem::Focused, false);
    m_current = card(id) ? id : AgentId();
    if (AgentItem *now = card(m_current))
        now->setAspect(AgentItem::Focused, visible);
    Q_EMIT currentChanged();
}

void CanvasScene::setHovered(const CanvasHit &hit)
{
    if (hit == m_hovered)
        return;
    m_hovered = hit;
    m_links.setHovered(hit.kind == CanvasHit::Kind::Link ? std::optional(hit.link) : std::nullopt);
    syncLanes();
    updateReveal();
}

void CanvasScene::highlight(const AgentId &id)
{
    m_highlighted = id;
    updateReveal();
}

void CanvasScene::updateReveal()
{
    QSet<AgentId> revealed;
    for (const auto &[id, item] : m_cards) {
        const bool hovered = id == m_hovered.agent || id == m_highlighted;
        item->setAspect(AgentItem::Hovered, hovered);
        if (hovered || item->isSelected())
            revealed.insert(id);
    }
    m_links.setRevealed(m_drawn.fixed().isEmpty() ? revealed : QSet<AgentId>{m_drawn.fixed()});
}

void CanvasScene::showDropPlace(const DropPlace &place)
{
    if (place.kind == DropPlace::Kind::Nowhere)
        m_carried.settle();
    else
        m_carried.aimAt({landingOfNewCard(m_mixture, m_layout, place), std::nullopt, {}});
}

void CanvasScene::followCards(const QSet<AgentId> &moved)
{
    if (!moved.isEmpty())
        m_links.updatePaths(m_prompt.card());
}

void CanvasScene::setTargetedLane(const std::optional<qsizetype> &lane, double bottom)
{
    if (lane == m_targetedLane && bottom == m_targetedBottom)
        return;
    m_targetedLane = lane;
    m_targetedBottom = bottom;
    syncLanes();
}

} // namespace moa
