// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvasscene.h"

#include <algorithm>
#include <QGraphicsSceneHelpEvent>
#include <QSignalBlocker>
#include <QStyle>

namespace moa {

namespace {

constexpr int manyCards = 24; ///< that change in one frame

} // namespace

CanvasScene::CanvasScene(QObject *parent)
    : QGraphicsScene(parent)
    , m_links(*this, m_look, [this](const AgentId &id) { return card(id); })
{
    addItem(&m_prompt);
    m_prompt.setPos(m_layout.prompt().topLeft());
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
    const Mixture before = m_mixture;
    m_mixture = mixture;
    MixtureDifference difference = MixtureDifference::between(before, m_mixture);
    difference.places = difference.places || !(m_layout.metrics() == m_look.metrics);
    if (difference.places)
        m_layout = CanvasLayout(m_mixture, m_look.metrics);
    {
        const QSignalBlocker blocker(this);
        syncCards(difference);
        if (m_selectedLayer && *m_selectedLayer >= m_mixture.layers.size())
            m_selectedLayer.reset();
        m_links.setMixture(m_mixture, m_layout, difference);
    }
    syncLanes();
    updateReveal();
    if (difference.places || !difference.relinked.isEmpty())
        m_links.updatePaths(m_prompt.card());
    if (difference.places || (!animated && m_settling.state() == QAbstractAnimation::Running))
        placeCards(animated);
    m_emptyHint.setVisible(m_mixture.layers.isEmpty());
    m_emptyHint.setRect(m_layout.nextLane());
    Q_EMIT mixtureShown();
    if (selectedAgents() != selectedBefore || linkBefore != selectedLink().has_value()
        || layerBefore != m_selectedLayer)
        Q_EMIT selectedChanged();
}

void CanvasScene::syncCards(const MixtureDifference &difference)
{
    m_hovered = {};
    const Agent *last = m_mixture.finalAgent();
    const AgentId marked =
        last && m_mixture.layers.constLast().agents.size() > 1 ? last->id : AgentId();
    const AgentId markedBefore = std::exchange(m_final, marked);
    for (const AgentId &id : {markedBefore, marked}) {
        if (AgentItem *item = card(id))
            item->setFinal(id == marked);
    }
    if (!difference.places) {
        for (const AgentPosition place : difference.agents)
            syncCard(place);
        return;
    }
    std::erase_if(m_cards, [this](const auto &entry) { return !m_layout.contains(entry.first); });
    for (qsizetype layer = 0; layer < m_mixture.layers.size(); ++layer) {
        const qsizetype agents = m_mixture.layers.at(layer).agents.size();
        for (qsizetype row = 0; row < agents; ++row)
            syncCard({layer, row});
    }
    if (!card(m_current))
        m_current = {};
    if (!card(m_highlighted))
        m_highlighted = {};
}

void CanvasScene::syncCard(AgentPosition place)
{
    const Agent &agent = m_mixture.at(place);
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
    item->setFinal(agent.id == m_final);
    item->setPlace(place);
    item->setPorts(place.layer > 0, place.layer + 1 < m_mixture.layers.size());
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
    for (const auto &[id, item] : m_cards) {
        if (item->pos() != m_layout.card(id).topLeft())
            m_settleFrom.insert(id, item->pos());
    }
    m_promptFrom = m_prompt.pos();
    if (m_settleFrom.isEmpty() && m_promptFrom == m_layout.prompt().topLeft())
        return;
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
    QSet<AgentId> moved;
    for (auto start = m_settleFrom.cbegin(); start != m_settleFrom.cend(); ++start) {
        AgentItem *item = card(start.key());
        if (!item || item->is(AgentItem::Lifted))
            continue;
        item->setPos(between(*start, m_layout.card(start.key()).topLeft()));
        moved.insert(start.key());
    }
    m_prompt.setPos(between(m_promptFrom, m_layout.prompt().topLeft()));
    m_links.followCards(moved, m_prompt.card());
    if (progress >= 1.0)
        m_settleFrom.clear();
}

void CanvasScene::setCardState(const AgentId &id, const CardState &state)
{
    m_states.insert(id, state);
    AgentItem *item = card(id);
    const bool isSeen = item && item->setState(state);
    // One repaint of everything is cheaper than one of a hundred pieces; but not where only a few
    // cards have room, and a line of each changes.
    if (isSeen && m_look.detail != Detail::Full && ++m_statesSincePaint == manyCards)
        update();
    Q_EMIT cardStateChanged(id);
}

QList<QRectF> CanvasScene::laneGrounds() const
{
    QList<QRectF> grounds;
    for (const std::unique_ptr<LaneItem> &lane : m_lanes)
        grounds.append(lane->ground());
    return grounds;
}

void CanvasScene::drawBackground(QPainter *painter, const QRectF &rect)
{
    m_statesSincePaint = 0;
    QGraphicsScene::drawBackground(painter, rect);
}

void CanvasScene::clearCardStates()
{
    const QHash<AgentId, CardState> before = std::exchange(m_states, {});
    for (auto state = before.cbegin(); state != before.cend(); ++state) {
        if (AgentItem *item = card(state.key()))
            item->setState({});
    }
    Q_EMIT cardStatesCleared();
}

void CanvasScene::setProblems(const QList<CardProblem> &problems)
{
    const QHash<AgentId, QStringList> before = std::exchange(m_problems, {});
    for (const CardProblem &problem : problems)
        m_problems[problem.agent].append(problem.text);
    for (const QHash<AgentId, QStringList> &touched : {before, m_problems}) {
        for (auto agent = touched.cbegin(); agent != touched.cend(); ++agent) {
            if (AgentItem *item = card(agent.key()))
                item->setProblems(m_problems.value(agent.key()));
        }
    }
}

void CanvasScene::helpEvent(QGraphicsSceneHelpEvent *event)
{
    if (AgentItem *item = card(hitTest(event->scenePos()).agent))
        item->setToolTip(item->toolTip());
    QGraphicsScene::helpEvent(event);
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
    // Where a card stands, or will stand in a moment: those that glide are looked at as well.
    QList<const AgentItem *> near;
    for (const AgentPosition place : m_layout.cardsNear(point, port::target / 2.0)) {
        if (const AgentItem *item = card(m_mixture.at(place).id))
            near.append(item);
    }
    for (auto gliding = m_settleFrom.keyBegin(); gliding != m_settleFrom.keyEnd(); ++gliding) {
        if (const AgentItem *item = card(*gliding))
            near.append(item);
    }
    for (const AgentItem *item : std::as_const(near)) {
        if (item->hasOutput() && onPort(outputPort(item->card())))
            return {Kind::OutputPort, item->id(), {}, 0};
        if (item->hasInput() && onPort(inputPort(item->card())))
            return {Kind::InputPort, item->id(), {}, 0};
    }
    for (const AgentItem *item : std::as_const(near)) {
        if (item->card().contains(point))
            return {Kind::Card, item->id(), {}, 0};
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
    const LinkItem *line = m_links.lineAt(point);
    return line ? std::optional(line->link()) : std::nullopt;
}

QList<const AgentItem *> CanvasScene::selectedCards() const
{
    QList<const AgentItem *> cards;
    const QList<QGraphicsItem *> selected = selectedItems();
    for (const QGraphicsItem *item : selected) {
        if (const auto *one = qgraphicsitem_cast<const AgentItem *>(item))
            cards.append(one);
    }
    std::sort(cards.begin(), cards.end(), [](const AgentItem *a, const AgentItem *b) {
        const AgentPosition first = a->place();
        const AgentPosition second = b->place();
        return first.layer != second.layer ? first.layer < second.layer : first.row < second.row;
    });
    return cards;
}

QList<AgentId> CanvasScene::selectedAgents() const
{
    QList<AgentId> ids;
    for (const AgentItem *item : selectedCards())
        ids.append(item->id());
    return ids;
}

void CanvasScene::selectAgents(const QList<AgentId> &ids)
{
    const QSet<AgentId> wanted(ids.cbegin(), ids.cend());
    {
        const QSignalBlocker blocker(this);
        const QList<QGraphicsItem *> before = selectedItems();
        if (before.size() + ids.size() >= manyCards)
            update();
        for (QGraphicsItem *item : before) {
            const auto *one = qgraphicsitem_cast<const AgentItem *>(item);
            if (one && !wanted.contains(one->id()))
                item->setSelected(false);
        }
        for (const AgentId &id : ids) {
            if (AgentItem *item = card(id))
                item->setSelected(true);
        }
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
    QSet<AgentId> hovered;
    for (const AgentId &id : {m_hovered.agent, m_highlighted}) {
        if (!id.isEmpty())
            hovered.insert(id);
    }
    const QSet<AgentId> before = std::exchange(m_shownHovered, hovered);
    for (const QSet<AgentId> &touched : {before, hovered}) {
        for (const AgentId &id : touched) {
            if (AgentItem *item = card(id))
                item->setAspect(AgentItem::Hovered, hovered.contains(id));
        }
    }
    if (!m_drawn.fixed().isEmpty()) {
        m_links.setRevealed({m_drawn.fixed()});
        return;
    }
    QSet<AgentId> revealed = hovered;
    const QList<QGraphicsItem *> selected = selectedItems();
    for (const QGraphicsItem *item : selected) {
        if (const auto *one = qgraphicsitem_cast<const AgentItem *>(item))
            revealed.insert(one->id());
    }
    m_links.setRevealed(revealed);
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
        m_links.followCards(moved, m_prompt.card());
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
