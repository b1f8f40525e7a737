// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <QBasicTimer>
#include <QObject>
#include <QPointF>
#include <QRectF>
#include <QSize>

class QGraphicsView;

namespace moa {

/** Where a view looks, to come back to in a view of whatever size. */
struct ViewPlace
{
    double scale = 1.0;
    QPointF centre; ///< of what is seen, in scene coordinates
    bool everything = false; ///< all of it was framed: scale and centre follow from the size

    friend bool operator==(const ViewPlace &, const ViewPlace &) = default;
};

/**
 * Where a view looks: zoom about a point, pan, frames, and scrolling at the edges while something
 * is dragged. The view may look past the content (else a small mixture could not be zoomed about
 * the pointer), but never so far that nothing of it is left.
 */
class CanvasNavigation : public QObject
{
    Q_OBJECT

public:
    /// The limits of zooming. What is so large that it would not fit at the smallest scale may be
    /// zoomed out until it does.
    static constexpr double smallestScale = 0.1;
    static constexpr double largestScale = 3.0;

    /// @p view is the parent too.
    explicit CanvasNavigation(QGraphicsView *view);

    [[nodiscard]] double scale() const;
    /// The part of the scene in the viewport.
    [[nodiscard]] QRectF seen() const;
    /// What there is to see, as set.
    [[nodiscard]] const QRectF &content() const { return m_bounds; }
    [[nodiscard]] ViewPlace state() const;
    /// Looks there again.
    void restore(const ViewPlace &place);
    /// What there is to see, in scene coordinates.
    void setContent(const QRectF &bounds);
    /// The viewport has another size.
    void viewportResized();

    /**
     * For what takes or gives back @p pixels at the viewport's upper edge, which @p change does:
     * everything that is seen stays where it is on the screen.
     */
    void moveUpperEdge(double pixels, const std::function<void()> &change);

    /// Keeps the scene under @p anchor (viewport coordinates) where it is.
    void zoomBy(double factor, QPointF anchor);
    void zoomTo(double scale, QPointF anchor);
    void panBy(QPointF viewportDelta);
    /// As the scroll bars do: over what there is, not beyond it. Fractions of pixels add up.
    void scrollBy(QPointF viewportDelta);
    void centreOn(QPointF scenePoint);
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
    /// Another part of the scene is seen, or all of it in another place.
    void viewChanged();
    /// And it was somebody's doing, not that of an edit or of the window's size.
    void navigated();
    /// The view has scrolled by itself under a pointer that rests.
    void autoScrolled();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    /// Where the last zoom held the scene: scroll bars count in whole pixels, and many small steps
    /// about one point would carry it away.
    struct Anchor
    {
        QPointF viewport;
        QPointF scene;
        QPointF topLeft; ///< as it was afterwards; if it is another now, somebody moved
        double scale;
    };

    void lookAgain();
    /// Scrolls over what there is, and to @p window, which is to be seen.
    void setScrollRange(const QRectF &window);
    void lookFrom(QPointF topLeft, double scale);
    [[nodiscard]] QPointF topLeft() const;
    /// The corner to stay at while nobody has navigated.
    [[nodiscard]] QPointF home() const;
    [[nodiscard]] double fitting(QSizeF size) const;
    [[nodiscard]] double withinLimits(double scale) const;
    /// What of the scene fits beside the scroll bars that looking from there brings.
    [[nodiscard]] QSizeF visibleSize(QPointF topLeft, double scale) const;

    QGraphicsView *m_view;
    QRectF m_bounds;
    QSize m_room; ///< of the viewport without scroll bars, when it was last looked
    double m_hidden = 0; ///< viewport pixels at the top that moveUpperEdge() took from the picture
    std::optional<Anchor> m_anchor;
    bool m_looking = false; ///< the scroll bars move in steps to where one thing takes them
    QPointF m_scrollRest; ///< less than a pixel
    bool m_home = true; ///< nobody has navigated yet: stay at the upper left corner
    bool m_showsAll = false; ///< everything was framed, and nobody has navigated since
    QBasicTimer m_autoScroll;
    QPointF m_autoScrollStep; ///< viewport pixels per tick
};

} // namespace moa
