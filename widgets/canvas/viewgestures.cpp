// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/viewgestures.h"

#include "canvas/canvasnavigation.h"

#include <cmath>
#include <QGestureEvent>
#include <QGraphicsView>
#include <QNativeGestureEvent>
#include <QPinchGesture>
#include <QWheelEvent>
#include <utility>

namespace moa {

namespace {

constexpr double notch = QWheelEvent::DefaultDeltasPerStep;
constexpr double pixelsPerNotch = 60.0;
constexpr double zoomPerNotch = 1.2;

/// The way the wheel turned, in viewport pixels.
QPointF turned(const QWheelEvent &event)
{
    // X11 calls pixels what are a driver's units, and tells no phases. Without a phase the angle
    // is what can be trusted.
    if (event.phase() != Qt::NoScrollPhase && !event.pixelDelta().isNull())
        return event.pixelDelta();
    return QPointF(event.angleDelta()) / notch * pixelsPerNotch;
}

} // namespace

ViewGestures::ViewGestures(QGraphicsView *view, CanvasNavigation &navigation)
    : QObject(view)
    , m_view(view)
    , m_navigation(navigation)
{
    view->viewport()->setAttribute(Qt::WA_AcceptTouchEvents);
    view->viewport()->grabGesture(Qt::PinchGesture);
}

void ViewGestures::wheel(const QWheelEvent &event)
{
    // A scroll that runs out by itself goes on as it began, whatever key is pressed by then.
    if (event.phase() != Qt::ScrollMomentum)
        m_zooms = event.modifiers().testFlag(Qt::ControlModifier);
    QPointF delta = turned(event);
    if (delta.isNull())
        return;
    if (m_zooms) {
        m_navigation.zoomBy(std::pow(zoomPerNotch, delta.y() / pixelsPerNotch), event.position());
        return;
    }
    if (event.modifiers().testFlag(Qt::ShiftModifier) && delta.x() == 0)
        delta = delta.transposed();
    m_navigation.scrollBy(delta);
}

bool ViewGestures::nativeGesture(const QNativeGestureEvent &event)
{
    switch (event.gestureType()) {
    case Qt::ZoomNativeGesture:
        m_navigation.zoomBy(std::max(1.0 + event.value(), 0.1), event.position());
        return true;
    case Qt::PanNativeGesture:
        m_navigation.panBy(event.delta());
        return true;
    case Qt::BeginNativeGesture:
    case Qt::EndNativeGesture:
        return true;
    default:
        return false;
    }
}

bool ViewGestures::gesture(QGestureEvent &event)
{
    auto *pinch = qobject_cast<QPinchGesture *>(event.gesture(Qt::PinchGesture));
    if (!pinch)
        return false;
    event.accept(pinch);
    if (pinch->state() == Qt::GestureStarted) {
        m_pinched = 1.0;
        Q_EMIT pinchBegan();
    }
    const auto inViewport = [this](QPointF global) {
        return m_view->viewport()->mapFromGlobal(global);
    };
    const QPointF centre = inViewport(pinch->centerPoint());
    // When it ends it still tells of the last step.
    if (pinch->changeFlags().testFlag(QPinchGesture::CenterPointChanged)
        && pinch->state() == Qt::GestureUpdated)
        m_navigation.panBy(centre - inViewport(pinch->lastCenterPoint()));
    const double whole = pinch->totalScaleFactor();
    if (whole > 0)
        m_navigation.zoomBy(whole / std::exchange(m_pinched, whole), centre);
    return true;
}

} // namespace moa
