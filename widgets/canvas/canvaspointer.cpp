// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvaspointer.h"

#include "canvas/canvasnavigation.h"
#include "canvas/carrygesture.h"
#include "canvas/linkendgesture.h"
#include "canvas/linkgesture.h"
#include "canvas/pangesture.h"
#include "canvas/pointerhint.h"
#include "canvas/portcutgesture.h"

#include <algorithm>
#include <limits>
#include <QLineF>

namespace moa {

namespace {

/// How far from @p point a link runs near the end at which @p path begins or, @p reversed, ends.
double distanceNearEnd(const QPainterPath &path, QPointF point, bool reversed)
{
    double least = std::numeric_limits<double>::max();
    for (double part = 0.0; part <= 0.3; part += 0.02) {
        const QPointF on = path.pointAtPercent(reversed ? 1.0 - part : part);
        least = std::min(least, QLineF(on, point).length());
    }
    return least;
}

} // namespace

CanvasPointer::CanvasPointer(QGraphicsView *view, CanvasScene &scene, CanvasNavigation &navigation,
                             CanvasCommands &commands, LinkCommands &links)
    : QObject(view)
    , m_scene(scene)
    , m_navigation(navigation)
    , m_parts{.view = *view,
              .scene = scene,
              .navigation = navigation,
              .commands = commands,
              .links = links,
              .hint = *new PointerHint(view->viewport()),
              .say = [this](const QString &sentence) { Q_EMIT message(sentence); },
              .requestAgent = [this](const QuickAddSpot &spot) { Q_EMIT quickAddRequested(spot); }}
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
        m_beforeBand = m_scene.selectedAgents();
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
    case CanvasHit::Kind::InputPort:
        pressPort(hit);
        break;
    case CanvasHit::Kind::Card:
        pressCard(hit.agent);
        break;
    case CanvasHit::Kind::Link:
        pressLink(hit.link);
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

void CanvasPointer::pressPort(const CanvasHit &port)
{
    const bool output = port.kind == CanvasHit::Kind::OutputPort;
    if (m_at.modifiers & Qt::AltModifier) {
        m_gesture = std::make_unique<PortCutGesture>(m_parts, port);
        return;
    }
    if (m_at.modifiers & Qt::ControlModifier) {
        if (const std::optional<Link> link = linkAtPort(port)) {
            m_gesture = std::make_unique<LinkEndGesture>(
                m_parts, m_at, *link, output ? edit::LinkEnd::From : edit::LinkEnd::To);
            return;
        }
    }
    m_gesture = std::make_unique<LinkGesture>(m_parts, m_at, port.agent,
                                              output ? edit::LinkEnd::To : edit::LinkEnd::From);
}

std::optional<Link> CanvasPointer::linkAtPort(const CanvasHit &port) const
{
    const bool output = port.kind == CanvasHit::Kind::OutputPort;
    std::optional<Link> nearest;
    double least = std::numeric_limits<double>::max();
    const LinkPlan &plan = m_scene.links().plan();
    const QList<Link> links = output ? plan.linksFrom(port.agent) : plan.linksTo(port.agent);
    for (const Link &link : links) {
        if (link == m_scene.selectedLink())
            return link;
        const LinkItem *line = m_scene.links().item(link);
        const double distance = line ? distanceNearEnd(line->path(), m_at.scene, !output)
                                     : std::numeric_limits<double>::max();
        if (!nearest || distance < least) {
            nearest = link;
            least = distance;
        }
    }
    return nearest;
}

void CanvasPointer::pressLink(const Link &link)
{
    m_scene.selectLink(link);
    const LinkItem *line = m_scene.links().item(link);
    if (!line || !(m_at.modifiers & Qt::ControlModifier))
        return;
    const double fromStart = QLineF(line->path().pointAtPercent(0.0), m_at.scene).length();
    const double fromEnd = QLineF(line->path().pointAtPercent(1.0), m_at.scene).length();
    m_gesture = std::make_unique<LinkEndGesture>(
        m_parts, m_at, link, fromStart < fromEnd ? edit::LinkEnd::From : edit::LinkEnd::To);
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

void CanvasPointer::setModifiers(Qt::KeyboardModifiers modifiers)
{
    m_at.modifiers = modifiers;
    if (m_gesture)
        m_gesture->follow(m_at);
}

void CanvasPointer::hover()
{
    const CanvasHit hit = m_scene.hitTest(m_at.scene);
    m_scene.setHovered(hit);
    if (!m_panHeld) {
        QWidget *viewport = m_parts.view.viewport();
        if (hit.kind == CanvasHit::Kind::OutputPort || hit.kind == CanvasHit::Kind::InputPort)
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
