// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvaspointer.h"

#include "canvas/canvasnavigation.h"
#include "canvas/carrygesture.h"
#include "canvas/linkgesture.h"
#include "canvas/pangesture.h"

namespace moa {

CanvasPointer::CanvasPointer(QGraphicsView *view, CanvasScene &scene, CanvasNavigation &navigation,
                             CanvasCommands &commands)
    : QObject(view)
    , m_scene(scene)
    , m_navigation(navigation)
    , m_parts{.view = *view,
              .scene = scene,
              .navigation = navigation,
              .commands = commands,
              .say = [this](const QString &sentence) { Q_EMIT message(sentence); }}
{
    connect(&navigation, &CanvasNavigation::autoScrolled, this, [this] {
        m_at.scene = scenePoint();
        if (m_gesture)
            m_gesture->follow(m_at);
    });
}

CanvasPointer::~CanvasPointer() = default;

QPointF CanvasPointer::scenePoint() const
{
    return m_parts.view.viewportTransform().inverted().map(QPointF(m_at.view));
}

void CanvasPointer::lookAt(const QMouseEvent &event)
{
    m_at.view = event.position().toPoint();
    m_at.global = event.globalPosition().toPoint();
    m_at.modifiers = event.modifiers();
    m_at.scene = scenePoint();
}

bool CanvasPointer::press(const QMouseEvent &event)
{
    if (isActive())
        return true;
    lookAt(event);
    if (event.button() == Qt::MiddleButton || (event.button() == Qt::LeftButton && m_panHeld)) {
        m_gesture = std::make_unique<PanGesture>(m_parts, m_at);
        return true;
    }
    if (event.button() != Qt::LeftButton)
        return true;
    const CanvasHit hit = m_scene.hitTest(m_at.scene);
    if (hit.kind == CanvasHit::Kind::Nothing) {
        m_scene.setCurrent({}, false);
        if (!(event.modifiers() & (Qt::ControlModifier | Qt::ShiftModifier)))
            m_scene.clearAll();
        return false;
    }
    pressLeft(hit);
    return true;
}

void CanvasPointer::pressLeft(const CanvasHit &hit)
{
    switch (hit.kind) {
    case CanvasHit::Kind::OutputPort:
        m_gesture = std::make_unique<LinkGesture>(m_parts, hit.agent);
        break;
    case CanvasHit::Kind::InputPort:
    case CanvasHit::Kind::Card:
        pressCard(hit.agent);
        break;
    case CanvasHit::Kind::Link:
        m_scene.selectLink(hit.link);
        break;
    case CanvasHit::Kind::LaneHeader:
        m_scene.selectLayer(hit.layer);
        break;
    case CanvasHit::Kind::LaneMenu:
        m_scene.selectLayer(hit.layer);
        Q_EMIT laneMenuRequested(hit.layer, m_at.global);
        break;
    case CanvasHit::Kind::Nothing:
        break;
    }
}

void CanvasPointer::pressCard(const AgentId &id)
{
    QList<AgentId> selected = m_scene.selectedAgents();
    const bool wasSelected = selected.contains(id);
    bool selectOnClick = false;
    if (m_at.modifiers & (Qt::ControlModifier | Qt::ShiftModifier)) {
        if (wasSelected)
            selected.removeAll(id);
        else
            selected.append(id);
        m_scene.selectAgents(selected);
    } else if (wasSelected) {
        // It may be the start of dragging all of them; if not, the release selects this one.
        selectOnClick = true;
    } else {
        m_scene.selectAgents({id});
    }
    m_scene.setCurrent(id, false);
    m_gesture = std::make_unique<CarryGesture>(m_parts, m_at, id, selectOnClick);
}

bool CanvasPointer::move(const QMouseEvent &event)
{
    lookAt(event);
    if (!m_gesture) {
        if (event.buttons() == Qt::NoButton)
            hover();
        return false;
    }
    m_gesture->follow(m_at);
    if (m_gesture && m_gesture->scrollsAtEdges())
        m_navigation.autoScroll(m_at.view);
    return true;
}

bool CanvasPointer::release(const QMouseEvent &event)
{
    lookAt(event);
    // It is over before it takes effect: an edit would cancel what is under way.
    const std::unique_ptr<CanvasGesture> gesture = takeGesture();
    if (!gesture)
        return false;
    gesture->finish(m_at);
    hover();
    return true;
}

void CanvasPointer::cancel()
{
    if (const std::unique_ptr<CanvasGesture> gesture = takeGesture())
        gesture->cancel();
}

std::unique_ptr<CanvasGesture> CanvasPointer::takeGesture()
{
    std::unique_ptr<CanvasGesture> gesture = std::move(m_gesture);
    if (gesture) {
        m_navigation.stopAutoScroll();
        setPanHeld(m_panHeld);
    }
    return gesture;
}

void CanvasPointer::setPanHeld(bool held)
{
    m_panHeld = held;
    if (m_gesture)
        return;
    if (held)
        m_parts.view.viewport()->setCursor(Qt::OpenHandCursor);
    else
        m_parts.view.viewport()->unsetCursor();
}

void CanvasPointer::hover()
{
    const CanvasHit hit = m_scene.hitTest(m_at.scene);
    m_scene.setHovered(hit);
    if (!m_panHeld) {
        QWidget *viewport = m_parts.view.viewport();
        if (hit.kind == CanvasHit::Kind::OutputPort)
            viewport->setCursor(Qt::CrossCursor);
        else if (hit.kind == CanvasHit::Kind::Link || hit.kind == CanvasHit::Kind::LaneMenu)
            viewport->setCursor(Qt::PointingHandCursor);
        else
            viewport->unsetCursor();
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
