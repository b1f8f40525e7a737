// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvaspointer.h"

#include "canvas/canvascommands.h"
#include "canvas/canvasnavigation.h"
#include "mixture/mixtureedits.h"

#include <QApplication>

namespace moa {

CanvasPointer::CanvasPointer(QGraphicsView *view, CanvasScene &scene, CanvasNavigation &navigation,
                             CanvasCommands &commands)
    : QObject(view)
    , m_view(view)
    , m_scene(scene)
    , m_navigation(navigation)
    , m_commands(commands)
{
    connect(&navigation, &CanvasNavigation::autoScrolled, this, [this] {
        if (isActive())
            follow();
    });
}

QPointF CanvasPointer::scenePoint() const
{
    return m_view->viewportTransform().inverted().map(QPointF(m_position));
}

bool CanvasPointer::press(const QMouseEvent &event)
{
    m_position = event.position().toPoint();
    m_pressed = m_position;
    m_pressedScene = scenePoint();
    if (isActive())
        return true;
    if (event.button() == Qt::MiddleButton || (event.button() == Qt::LeftButton && m_panHeld)) {
        m_gesture = Gesture::Pan;
        m_view->viewport()->setCursor(Qt::ClosedHandCursor);
        return true;
    }
    if (event.button() != Qt::LeftButton)
        return true;
    if (m_scene.hitTest(m_pressedScene).kind == CanvasHit::Kind::Nothing) {
        m_scene.setCurrent({}, false);
        if (!(event.modifiers() & (Qt::ControlModifier | Qt::ShiftModifier)))
            m_scene.clearAll();
        return false;
    }
    pressLeft(event);
    return true;
}

void CanvasPointer::pressLeft(const QMouseEvent &event)
{
    const CanvasHit hit = m_scene.hitTest(m_pressedScene);
    switch (hit.kind) {
    case CanvasHit::Kind::OutputPort:
        beginLinkDrag(hit.agent);
        break;
    case CanvasHit::Kind::InputPort:
    case CanvasHit::Kind::Card:
        pressCard(hit.agent, event.modifiers());
        break;
    case CanvasHit::Kind::Link:
        m_scene.selectLink(hit.link);
        break;
    case CanvasHit::Kind::LaneHeader:
        m_scene.selectLayer(hit.layer);
        break;
    case CanvasHit::Kind::LaneMenu:
        m_scene.selectLayer(hit.layer);
        Q_EMIT laneMenuRequested(hit.layer, event.globalPosition().toPoint());
        break;
    case CanvasHit::Kind::Nothing:
        break;
    }
}

void CanvasPointer::pressCard(const AgentId &id, Qt::KeyboardModifiers modifiers)
{
    QList<AgentId> selected = m_scene.selectedAgents();
    const bool wasSelected = selected.contains(id);
    m_selectOnRelease = false;
    if (modifiers & (Qt::ControlModifier | Qt::ShiftModifier)) {
        if (wasSelected)
            selected.removeAll(id);
        else
            selected.append(id);
        m_scene.selectAgents(selected);
    } else if (wasSelected) {
        // It may be the start of dragging all of them; if not, the release selects this one.
        m_selectOnRelease = true;
    } else {
        m_scene.selectAgents({id});
    }
    m_scene.setCurrent(id, false);
    m_agent = id;
    m_gesture = Gesture::CardPressed;
}

bool CanvasPointer::move(const QMouseEvent &event)
{
    const QPoint before = std::exchange(m_position, event.position().toPoint());
    switch (m_gesture) {
    case Gesture::None:
        if (event.buttons() == Qt::NoButton)
            hover();
        return false;
    case Gesture::Pan:
        m_navigation.panBy(m_position - before);
        return true;
    case Gesture::CardPressed:
        if ((m_position - m_pressed).manhattanLength() < QApplication::startDragDistance())
            return true;
        beginCardDrag();
        break;
    case Gesture::CardDrag:
    case Gesture::LinkDrag:
        break;
    }
    if (isActive()) {
        follow();
        m_navigation.autoScroll(m_position);
    }
    return true;
}

void CanvasPointer::beginCardDrag()
{
    m_dragged = m_scene.selectedAgents();
    if (!m_dragged.contains(m_agent)) {
        end();
        return;
    }
    m_gesture = Gesture::CardDrag;
    m_scene.setHovered({});
    m_scene.lift(m_dragged);
    m_view->viewport()->setCursor(Qt::ClosedHandCursor);
}

void CanvasPointer::beginLinkDrag(const AgentId &from)
{
    m_gesture = Gesture::LinkDrag;
    m_agent = from;
    QSet<AgentId> accepting;
    const Mixture &mixture = m_scene.mixture();
    for (const Layer &layer : mixture.layers) {
        for (const Agent &agent : layer.agents) {
            if (edit::canLink(mixture, from, agent.id))
                accepting.insert(agent.id);
        }
    }
    m_scene.beginLink(from, accepting);
    m_view->viewport()->setCursor(Qt::CrossCursor);
}

AgentId CanvasPointer::linkTarget() const
{
    const CanvasHit hit = m_scene.hitTest(scenePoint());
    return hit.agent == m_agent ? AgentId() : hit.agent;
}

void CanvasPointer::follow()
{
    if (m_gesture == Gesture::CardDrag) {
        const QPointF point = scenePoint();
        m_scene.moveLifted(point - m_pressedScene);
        m_scene.showDropPlace(m_scene.canvasLayout().dropPlace(point));
    } else if (m_gesture == Gesture::LinkDrag) {
        m_scene.moveLink(scenePoint(), linkTarget());
    }
}

bool CanvasPointer::release(const QMouseEvent &event)
{
    m_position = event.position().toPoint();
    switch (m_gesture) {
    case Gesture::None:
        return false;
    case Gesture::Pan:
        break;
    case Gesture::CardPressed:
        if (m_selectOnRelease)
            m_scene.selectAgents({m_agent});
        break;
    case Gesture::CardDrag:
        finishCards();
        break;
    case Gesture::LinkDrag:
        finishLink();
        break;
    }
    end();
    hover();
    return true;
}

void CanvasPointer::finishCards()
{
    const DropPlace place = m_scene.canvasLayout().dropPlace(scenePoint());
    const QList<AgentId> dragged = m_dragged;
    // The edit, if it is one, brings the cards to their places; the gesture is over before it.
    end();
    m_scene.settle(true);
    m_commands.dropAgents(dragged, place);
}

void CanvasPointer::finishLink()
{
    const AgentId from = m_agent;
    const AgentId to = linkTarget();
    end();
    m_scene.endLink();
    if (to.isEmpty())
        return;
    if (const Result<void> linked = m_commands.link(from, to); !linked)
        Q_EMIT message(linked.error().message);
}

void CanvasPointer::cancel()
{
    const Gesture gesture = m_gesture;
    end();
    if (gesture == Gesture::CardDrag)
        m_scene.settle(true);
    else if (gesture == Gesture::LinkDrag)
        m_scene.endLink();
}

void CanvasPointer::end()
{
    m_gesture = Gesture::None;
    m_dragged.clear();
    m_navigation.stopAutoScroll();
    setPanHeld(m_panHeld);
}

void CanvasPointer::setPanHeld(bool held)
{
    m_panHeld = held;
    if (m_gesture == Gesture::None) {
        if (held)
            m_view->viewport()->setCursor(Qt::OpenHandCursor);
        else
            m_view->viewport()->unsetCursor();
    }
}

void CanvasPointer::hover()
{
    const CanvasHit hit = m_scene.hitTest(scenePoint());
    m_scene.setHovered(hit);
    if (!m_panHeld) {
        if (hit.kind == CanvasHit::Kind::OutputPort)
            m_view->viewport()->setCursor(Qt::CrossCursor);
        else if (hit.kind == CanvasHit::Kind::Link || hit.kind == CanvasHit::Kind::LaneMenu)
            m_view->viewport()->setCursor(Qt::PointingHandCursor);
        else
            m_view->viewport()->unsetCursor();
    }
    Q_EMIT pointedAt(hit.agent);
}

void CanvasPointer::leave()
{
    if (isActive())
        return;
    m_scene.setHovered({});
    Q_EMIT pointedAt({});
}

} // namespace moa
