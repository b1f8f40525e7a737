// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/cardstate.h"
#include "mixture/mixture.h"

#include <optional>
#include <QHash>
#include <QPixmap>
#include <QWidget>

class QGraphicsView;
class QPainter;

namespace moa {

class CanvasNavigation;
class CanvasScene;

/**
 * The whole mixture in a corner of the canvas, with what is in view framed. A click or a drag looks
 * there, the wheel zooms. It is there only while not everything is in view, stands in the other
 * corner when the keyboard's card is under it, and goes out of the way of what is dragged.
 */
class Minimap : public QWidget
{
    Q_OBJECT

public:
    /// In the corner of the viewport of @p view, which is the parent: beside it, it would keep the
    /// view from scrolling by moving what is painted already.
    Minimap(QGraphicsView *view, CanvasScene &scene, CanvasNavigation &navigation);

    /// Whether the person wants it at all.
    void setWanted(bool wanted);
    /// The scene shows another mixture.
    void contentChanged();
    void lookChanged();
    /// Cheap unless it shows: most of what a run says of an agent does not.
    void setCardState(const AgentId &agent, const CardState &state);
    void clearCardStates();

    /// Where a point of the scene is on the map.
    [[nodiscard]] QPointF onMap(QPointF scenePoint) const;

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;

private:
    /// What a run says, as far as a few pixels can.
    enum class Mark { None, Asked, Busy, Warning, Failed };

    [[nodiscard]] static Mark markOf(const CardState &state);
    [[nodiscard]] QPointF toScene(QPointF mapPoint) const;
    /// What is in view, on the map.
    [[nodiscard]] QRectF frame() const;
    void place();
    /// Out of the way of what is dragged at @p viewportPoint; none: nothing is any more.
    void stepAside(std::optional<QPoint> viewportPoint);
    void paintLanes(QPainter &painter) const;
    void paintMark(QPainter &painter, Mark mark, QPointF centre) const;
    [[nodiscard]] QPixmap drawn() const;

    QGraphicsView *m_view;
    CanvasScene &m_scene;
    CanvasNavigation &m_navigation;
    QPixmap m_map; ///< null: to be drawn again
    Mixture m_mixture; ///< that the scene was last known to show
    QHash<AgentId, Mark> m_marks;
    double m_scale = 1.0; ///< of the map
    bool m_wanted = true;
    bool m_aside = false;
    std::optional<QPointF> m_grip; ///< from the middle of the frame, in the scene
};

} // namespace moa
