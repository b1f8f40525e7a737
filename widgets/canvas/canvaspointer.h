// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvasgesture.h"
#include "canvas/canvasscene.h"

#include <memory>
#include <QGraphicsView>
#include <QMouseEvent>

namespace moa {

/**
 * What the pointer does on a canvas: finds out which gesture a press begins and carries it through.
 * One gesture at a time, from press to release; it can be cancelled at any moment and then has
 * changed nothing.
 */
class CanvasPointer : public QObject
{
    Q_OBJECT

public:
    /// @p view is the parent too; the commands outlive this object.
    CanvasPointer(QGraphicsView *view, CanvasScene &scene, CanvasNavigation &navigation,
                  CanvasCommands &commands, LinkCommands &links);
    ~CanvasPointer() override;

    /// Each returns false for what is the view's own business: a rubber band on empty ground.
    bool press(const QMouseEvent &event);
    bool move(const QMouseEvent &event);
    bool release(const QMouseEvent &event);
    void leave();

    /// Whether something is being dragged, drawn or panned.
    [[nodiscard]] bool isActive() const { return m_gesture != nullptr; }
    /// Cards glide back, a link that is being drawn is gone.
    void cancel();
    /// While held, the left button pans.
    void setPanHeld(bool held);
    /// Other modifiers are held now: the gesture may be another for them.
    void setModifiers(Qt::KeyboardModifiers modifiers);
    /// What was selected before the last press on empty ground: a rubber band that is given up
    /// leaves it so.
    [[nodiscard]] const QList<AgentId> &selectedBeforeBand() const { return m_beforeBand; }
    [[nodiscard]] const GestureParts &parts() const { return m_parts; }

Q_SIGNALS:
    void message(const QString &sentence);
    void laneMenuRequested(qsizetype layer, const QPoint &global);
    void pointedAt(const moa::AgentId &agent);
    void quickAddRequested(const moa::QuickAddSpot &spot);

private:
    void pressLeft(const CanvasHit &hit);
    void pressCard(const AgentId &id);
    void pressPort(const CanvasHit &port);
    void pressLink(const Link &link);
    /// The link at a port that the pointer means: the selected one, the only one, or the nearest.
    [[nodiscard]] std::optional<Link> linkAtPort(const CanvasHit &port) const;
    void hover();
    /// What is under way, which is over with this.
    [[nodiscard]] std::unique_ptr<CanvasGesture> takeGesture();
    void lookAt(const QMouseEvent &event);
    [[nodiscard]] QPointF scenePoint() const;

    CanvasScene &m_scene;
    CanvasNavigation &m_navigation;
    GestureParts m_parts;
    std::unique_ptr<CanvasGesture> m_gesture;
    PointerAt m_at;
    QList<AgentId> m_beforeBand;
    bool m_panHeld = false;
};

} // namespace moa
