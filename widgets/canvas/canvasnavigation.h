// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBasicTimer>
#include <QObject>
#include <QPointF>
#include <QRectF>
#include <QSize>

class QGraphicsView;

namespace moa {

/**
 * Where a view looks: zoom about a point, pan, frames, and scrolling at the edges while something
 * is dragged. The view may look past the content (else a small mixture could not be zoomed about
 * the pointer), but never so far that nothing of it is left.
 */
class CanvasNavigation : public QObject
{
    Q_OBJECT

public:
    static constexpr double smallestScale = 0.1;
    static constexpr double largestScale = 3.0;

    /// @p view is the parent too.
    explicit CanvasNavigation(QGraphicsView *view);

    [[nodiscard]] double scale() const;
    /// What there is to see, in scene coordinates.
    void setContent(const QRectF &bounds);
    /// The viewport has another size.
    void viewportResized();

    /// Keeps the scene under @p anchor (viewport coordinates) where it is.
    void zoomBy(double factor, QPointF anchor);
    void zoomTo(double scale, QPointF anchor);
    void panBy(QPointF viewportDelta);
    /// Shows all of @p rect, at 100 % at most. Everything, once framed, stays so in a view of
    /// another size.
    void frame(const QRectF &rect);
    /// Scrolls as little as needed to show @p rect.
    void reveal(const QRectF &rect);

    /// Scrolls as long as @p pointer (viewport coordinates) is near an edge; a move or stop ends
    /// it.
    void autoScroll(QPointF pointer);
    void stopAutoScroll();

Q_SIGNALS:
    void scaleChanged(double scale);
    /// The view has scrolled by itself under a pointer that rests.
    void autoScrolled();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void lookAgain();
    void lookFrom(QPointF topLeft, double scale);
    [[nodiscard]] QPointF topLeft() const;
    /// What of the scene fits beside the scroll bars that looking from there brings.
    [[nodiscard]] QSizeF visibleSize(QPointF topLeft, double scale) const;

    QGraphicsView *m_view;
    QRectF m_bounds;
    QSize m_room; ///< of the viewport without scroll bars, when it was last looked
    bool m_home = true; ///< nobody has navigated yet: stay at the upper left corner
    bool m_showsAll = false; ///< everything was framed, and nobody has navigated since
    QBasicTimer m_autoScroll;
    QPointF m_autoScrollStep; ///< viewport pixels per tick
};

} // namespace moa
