// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvasscene.h"

#include <QGraphicsView>
#include <QMouseEvent>

namespace moa {

class CanvasCommands;
class CanvasNavigation;

/**
 * What the pointer does on a canvas: selecting, moving cards, drawing links, panning. One gesture
 * at a time, from press to release; it can be cancelled at any moment and then has changed nothing.
 */
class CanvasPointer : public QObject
{
    Q_OBJECT

public:
    /// @p view is the parent too; @p commands outlives this object.
    CanvasPointer(QGraphicsView *view, CanvasScene &scene, CanvasNavigation &navigation,
                  CanvasCommands &commands);

    /// Each returns false for what is the view's own business: a rubber band on empty ground.
    bool press(const QMouseEvent &event);
    bool move(const QMouseEvent &event);
    bool release(const QMouseEvent &event);
    void leave();

    /// Whether something is being dragged, drawn or panned.
    [[nodiscard]] bool isActive() const { return m_gesture != Gesture::None; }
    /// Cards glide back, a link that is being drawn is gone.
    void cancel();
    /// While held, the left button pans.
    void setPanHeld(bool held);

Q_SIGNALS:
    void message(const QString &sentence);
    void laneMenuRequested(qsizetype layer, const QPoint &global);
    void pointedAt(const moa::AgentId &agent);

private:
    enum class Gesture { None, Pan, CardPressed, CardDrag, LinkDrag };

    void pressLeft(const QMouseEvent &event);
    void pressCard(const AgentId &id, Qt::KeyboardModifiers modifiers);
    void beginCardDrag();
    void beginLinkDrag(const AgentId &from);
    /// Brings the gesture in line with where the pointer is, or the view has scrolled to.
    void follow();
    void finishCards();
    void finishLink();
    void hover();
    void end();
    [[nodiscard]] QPointF scenePoint() const;
    [[nodiscard]] AgentId linkTarget() const;

    QGraphicsView *m_view;
    CanvasScene &m_scene;
    CanvasNavigation &m_navigation;
    CanvasCommands &m_commands;
    Gesture m_gesture = Gesture::None;
    QPoint m_position; ///< viewport coordinates
    QPoint m_pressed;
    QPointF m_pressedScene;
    AgentId m_agent; ///< pressed, or the link's source
    bool m_selectOnRelease = false;
    QList<AgentId> m_dragged;
    bool m_panHeld = false;
};

} // namespace moa
