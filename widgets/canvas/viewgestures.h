// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QGestureEvent;
class QGraphicsView;
class QNativeGestureEvent;
class QWheelEvent;

namespace moa {

class CanvasNavigation;

/**
 * What moves the view without a button: wheels in notches and in fractions of them, touchpads that
 * count pixels, two fingers on a touchpad or a touch screen.
 */
class ViewGestures : public QObject
{
    Q_OBJECT

public:
    /// Two fingers on @p view's viewport are a gesture from now on. @p view is the parent.
    ViewGestures(QGraphicsView *view, CanvasNavigation &navigation);

    /// Ctrl zooms about the pointer, Shift scrolls sideways.
    void wheel(const QWheelEvent &event);
    /// @return whether the view took it.
    bool nativeGesture(const QNativeGestureEvent &event);
    bool gesture(QGestureEvent &event);

Q_SIGNALS:
    /// Two fingers are on the screen: what one of them began is off.
    void pinchBegan();

private:
    QGraphicsView *m_view;
    CanvasNavigation &m_navigation;
    bool m_zooms = false; ///< the wheel's last turn zoomed
    double m_pinched = 1.0; ///< how much of the pinch has been followed
};

} // namespace moa
