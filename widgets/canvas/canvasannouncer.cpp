// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvasannouncer.h"

#include "canvas/canvasaccessible.h"
#include "canvas/canvasview.h"

#include <algorithm>
#include <QSet>

namespace moa {

namespace {

/// More than this many at once are told as one change of the whole.
constexpr qsizetype mostTold = 64;

bool haveSameAgents(const Layer &one, const Layer &other)
{
    return one.agents.isSharedWith(other.agents)
        || std::equal(one.agents.cbegin(), one.agents.cend(), other.agents.cbegin(),
                      other.agents.cend(),
                      [](const Agent &a, const Agent &b) { return a.id == b.id; });
}

/// Whether both have the same layers, agents and links.
bool haveSameParts(const Mixture &a, const Mixture &b)
{
    return std::equal(a.layers.cbegin(), a.layers.cend(), b.layers.cbegin(), b.layers.cend(),
                      [](const Layer &one, const Layer &other) {
                          return one.agents.isSharedWith(other.agents)
                              || std::equal(one.agents.cbegin(), one.agents.cend(),
                                            other.agents.cbegin(), other.agents.cend(),
                                            [](const Agent &first, const Agent &second) {
                                                return first.id == second.id
                                                    && first.references == second.references
                                                    && first.alternate == second.alternate;
                                            });
                      });
}

QHash<AgentId, const Agent *> agentsOf(const Mixture &mixture)
{
    QHash<AgentId, const Agent *> agents;
    for (const Layer &layer : mixture.layers) {
        for (const Agent &agent : layer.agents)
            agents.insert(agent.id, &agent);
    }
    return agents;
}

} // namespace

CanvasAnnouncer::CanvasAnnouncer(CanvasView *view)
    : QObject(view)
    , m_view(view)
    , m_isListened(QAccessible::isActive())
    , m_shown(view->canvasScene()->mixture())
{
    QAccessible::installActivationObserver(this);
    CanvasScene *scene = view->canvasScene();
    m_focusTimer.setSingleShot(true);
    m_focusTimer.setInterval(0);
    connect(&m_focusTimer, &QTimer::timeout, this, &CanvasAnnouncer::announceFocus);
    connect(scene, &CanvasScene::mixtureShown, this, &CanvasAnnouncer::mixtureShown);
    connect(scene, &CanvasScene::selectedChanged, this, &CanvasAnnouncer::selectedChanged);
    connect(scene, &CanvasScene::cardStateChanged, this, &CanvasAnnouncer::stateChanged);
    connect(scene, &CanvasScene::cardStatesCleared, this, [this] { m_words.clear(); });
    connect(scene, &CanvasScene::currentChanged, this, [this] {
        if (m_isListened)
            m_focusTimer.start();
    });
}

CanvasAnnouncer::~CanvasAnnouncer()
{
    QAccessible::removeActivationObserver(this);
}

CanvasAccessible *CanvasAnnouncer::listened() const
{
    return m_isListened
        ? dynamic_cast<CanvasAccessible *>(QAccessible::queryAccessibleInterface(m_view))
        : nullptr;
}

void CanvasAnnouncer::tell(QAccessibleInterface *about, QAccessible::Event what)
{
    if (!about)
        return;
    QAccessibleEvent event(about, what);
    QAccessible::updateAccessibility(&event);
    Q_EMIT told(what, about);
}

void CanvasAnnouncer::announceFocus()
{
    const AgentId current = m_view->canvasScene()->current();
    CanvasAccessible *canvas = listened();
    if (canvas && m_view->hasFocus() && !current.isEmpty())
        tell(canvas->card(current), QAccessible::Focus);
}

void CanvasAnnouncer::mixtureShown()
{
    const Mixture before = std::exchange(m_shown, m_view->canvasScene()->mixture());
    CanvasAccessible *canvas = listened();
    if (!canvas)
        return;
    if (!haveSameParts(before, m_shown)) {
        canvas->dropGone();
        announceRows(*canvas, before);
    }
    announceFields(*canvas, before);
}

void CanvasAnnouncer::announceRows(const CanvasAccessible &canvas, const Mixture &before)
{
    const qsizetype layers = m_shown.layers.size();
    for (qsizetype layer = before.layers.size(); layer < layers; ++layer)
        tell(canvas.lane(layer), QAccessible::ObjectCreated);
    const QHash<AgentId, const Agent *> known = agentsOf(before);
    QList<AgentId> newcomers;
    for (const Layer &layer : std::as_const(m_shown.layers)) {
        for (const Agent &agent : layer.agents) {
            if (!known.contains(agent.id))
                newcomers.append(agent.id);
        }
    }
    if (newcomers.size() > mostTold) {
        tell(QAccessible::queryAccessibleInterface(m_view), QAccessible::ObjectReorder);
        return;
    }
    for (const AgentId &id : std::as_const(newcomers))
        tell(canvas.card(id), QAccessible::ObjectCreated);
    for (qsizetype layer = 0; layer < std::min(layers, before.layers.size()); ++layer) {
        if (!haveSameAgents(before.layers.at(layer), m_shown.layers.at(layer)))
            tell(canvas.lane(layer), QAccessible::ObjectReorder);
    }
}

void CanvasAnnouncer::announceFields(const CanvasAccessible &canvas, const Mixture &before)
{
    for (qsizetype layer = 0; layer < m_shown.layers.size(); ++layer) {
        const bool isOther = layer >= before.layers.size()
            || before.layers.at(layer).name != m_shown.layers.at(layer).name
            || (layer + 1 == m_shown.layers.size()) != (layer + 1 == before.layers.size());
        if (isOther && canvas.knowsLane(layer))
            tell(canvas.lane(layer), QAccessible::NameChanged);
    }
    std::optional<QHash<AgentId, const Agent *>> known;
    for (qsizetype layer = 0; layer < m_shown.layers.size(); ++layer) {
        const AgentList &agents = m_shown.layers.at(layer).agents;
        if (layer < before.layers.size() && before.layers.at(layer).agents.isSharedWith(agents))
            continue;
        if (!known)
            known = agentsOf(before);
        for (const Agent &agent : agents) {
            const Agent *was = known->value(agent.id);
            if (!was || *was == agent || !canvas.knowsCard(agent.id))
                continue;
            const bool isNamedOther =
                was->displayName() != agent.displayName() || was->role != agent.role;
            tell(canvas.card(agent.id),
                 isNamedOther ? QAccessible::NameChanged : QAccessible::DescriptionChanged);
        }
    }
}

void CanvasAnnouncer::selectedChanged()
{
    CanvasAccessible *canvas = listened();
    if (!canvas)
        return;
    const CanvasScene &scene = *m_view->canvasScene();
    const QList<AgentId> agentsBefore = std::exchange(m_selected, scene.selectedAgents());
    const std::optional<Link> linkBefore = std::exchange(m_selectedLink, scene.selectedLink());
    const std::optional<qsizetype> layerBefore =
        std::exchange(m_selectedLayer, scene.selectedLayer());

    const QSet<AgentId> before(agentsBefore.cbegin(), agentsBefore.cend());
    const QSet<AgentId> now(m_selected.cbegin(), m_selected.cend());
    const QSet<AgentId> added = now - before;
    const QSet<AgentId> removed = before - now;
    if (added.size() + removed.size() > mostTold) {
        tell(canvas, QAccessible::SelectionWithin);
    } else {
        for (const AgentId &id : removed) {
            if (m_shown.agent(id))
                tell(canvas->card(id), QAccessible::SelectionRemove);
        }
        for (const AgentId &id : added)
            tell(canvas->card(id), QAccessible::SelectionAdd);
    }
    if (m_selectedLink && m_selectedLink != linkBefore)
        tell(canvas->link(*m_selectedLink), QAccessible::SelectionAdd);
    if (m_selectedLayer && m_selectedLayer != layerBefore)
        tell(canvas->lane(*m_selectedLayer), QAccessible::SelectionAdd);
}

void CanvasAnnouncer::stateChanged(const AgentId &agent)
{
    CanvasAccessible *canvas = listened();
    if (!canvas || !m_shown.agent(agent))
        return;
    // Figures move on all the time; what is worth hearing is a word.
    const CardState state = m_view->canvasScene()->cardStates().value(agent);
    if (m_words.value(agent) == state.word)
        return;
    m_words.insert(agent, state.word);
    QAccessibleInterface *card = canvas->card(agent);
    QAccessible::State changed;
    changed.busy = true;
    QAccessibleStateChangeEvent event(card, changed);
    QAccessible::updateAccessibility(&event);
    Q_EMIT told(QAccessible::StateChanged, card);
    tell(card, QAccessible::DescriptionChanged);
    if (!state.error.isEmpty())
        tell(card, QAccessible::Alert);
}

} // namespace moa
