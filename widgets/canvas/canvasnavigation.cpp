// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvasnavigation.h"

#include <algorithm>
#include <cmath>
#include <QGraphicsView>
#include <QScrollBar>
#include <QStyle>
#include <QTimerEvent>

namespace moa {

namespace {

/// Enough for one lane of five thousand agents in a small window.
constexpr double floorScale = 0.0005;
constexpr double leastInSight = 64.0; ///< viewport pixels of the content
constexpr double edgeZone = 36.0; ///< viewport pixels in which dragging scrolls
constexpr double edgeSpeed = 0.5; ///< pixels per tick and pixel into the zone
constexpr int tick = 16; ///< ms
/// Less than what is visible, in viewport pixels: what fits exactly must not, by a rounding error,
/// bring scroll bars that scroll nothing.
constexpr double rounding = 0.01;
constexpr double frameSlack = 2.0; ///< viewport pixels: scroll bars count in whole ones

} // namespace

CanvasNavigation::CanvasNavigation(QGraphicsView *view)
    : QObject(view)
    , m_view(view)
{
    view->setTransformationAnchor(QGraphicsView::NoAnchor);
    view->setResizeAnchor(QGraphicsView::NoAnchor);
    view->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    for (QScrollBar *bar : {view->horizontalScrollBar(), view->verticalScrollBar()}) {
        connect(bar, &QScrollBar::valueChanged, this, [this] {
            if (!m_looking)
                Q_EMIT viewChanged();
        });
        // Only what a person does to a scroll bar triggers an action; its value follows it.
        connect(bar, &QScrollBar::actionTriggered, this, [this] {
            m_home = false;
            m_showsAll = false;
            QMetaObject::invokeMethod(this, &CanvasNavigation::navigated, Qt::QueuedConnection);
        });
    }
}

double CanvasNavigation::scale() const
{
    return m_view->transform().m11();
}

QPointF CanvasNavigation::topLeft() const
{
    return m_view->viewportTransform().inverted().map(QPointF());
}

QRectF CanvasNavigation::seen() const
{
    return {topLeft(), QSizeF(m_view->viewport()->size()) / scale()};
}

QPointF CanvasNavigation::home() const
{
    return m_bounds.topLeft() + QPointF(0, m_hidden / scale());
}

double CanvasNavigation::fitting(QSizeF size) const
{
    const QSizeF room(m_view->maximumViewportSize());
    return std::min({(room.width() - frameSlack) / size.width(),
                     (room.height() - frameSlack) / size.height(), 1.0});
}

double CanvasNavigation::withinLimits(double scale) const
{
    const double all = m_bounds.isEmpty() ? smallestScale : fitting(m_bounds.size());
    return std::clamp(scale, std::clamp(all, floorScale, smallestScale), largestScale);
}

ViewPlace CanvasNavigation::state() const
{
    return {scale(), seen().center(), m_showsAll};
}

void CanvasNavigation::restore(const ViewPlace &place)
{
    if (place.everything) {
        frame(m_bounds);
        return;
    }
    m_home = false;
    m_hidden = 0;
    const double wanted = withinLimits(place.scale);
    const QSizeF visible = QSizeF(m_view->maximumViewportSize()) / wanted;
    lookFrom(place.centre - QPointF(visible.width(), visible.height()) / 2.0, wanted);
    Q_EMIT navigated();
}

void CanvasNavigation::setContent(const QRectF &bounds)
{
    // As after most edits of a field: to range over the same again takes longer than the edit.
    if (bounds == m_bounds)
        return;
    const double slack = frameSlack / scale();
    const QRectF picture(topLeft(), visibleSize(topLeft(), scale()));
    const bool stillShowsAll = m_showsAll
        && picture.adjusted(-slack, -slack - m_hidden / scale(), slack, slack).contains(bounds);
    m_bounds = bounds;
    lookFrom(m_home ? home() : topLeft(), scale());
    m_showsAll = stillShowsAll;
}

void CanvasNavigation::moveUpperEdge(double pixels, const std::function<void()> &change)
{
    const QPointF corner = topLeft();
    const bool shownAll = m_showsAll;
    change();
    m_room = m_view->maximumViewportSize();
    m_hidden = std::max(m_hidden + pixels, 0.0);
    lookFrom(corner + QPointF(0, pixels / scale()), scale());
    m_showsAll = shownAll;
}

void CanvasNavigation::viewportResized()
{
    // Scroll bars that come and go are reckoned with already. And not at once: the view is just
    // laying them out, and would show one that this makes needless.
    if (m_view->maximumViewportSize() != m_room)
        QMetaObject::invokeMethod(this, &CanvasNavigation::lookAgain, Qt::QueuedConnection);
    Q_EMIT viewChanged();
}

void CanvasNavigation::lookAgain()
{
    // It may have been reckoned with since.
    if (m_room == m_view->maximumViewportSize())
        return;
    m_room = m_view->maximumViewportSize();
    if (m_showsAll)
        frame(m_bounds);
    else
        lookFrom(m_home ? home() : topLeft(), scale());
}

QSizeF CanvasNavigation::visibleSize(QPointF topLeft, double scale) const
{
    // A scroll bar takes room, and may so make the other one necessary.
    const double bar = m_view->style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, m_view);
    const QSizeF whole(m_view->maximumViewportSize());
    QSizeF room = whole;
    for (int pass = 0; pass < 2; ++pass) {
        const QRectF all = m_bounds | QRectF(topLeft, (room - QSizeF(rounding, rounding)) / scale);
        room = {whole.width() - (all.height() * scale > room.height() ? bar : 0.0),
                whole.height() - (all.width() * scale > room.width() ? bar : 0.0)};
    }
    return room / scale;
}

void CanvasNavigation::lookFrom(QPointF topLeft, double scale)
{
    m_showsAll = false;
    const double before = this->scale();
    const QSizeF visible = visibleSize(topLeft, scale);
    const double least = leastInSight / scale;
    topLeft.setX(std::clamp(topLeft.x(), m_bounds.left() - visible.width() + least,
                            std::max(m_bounds.right() - least, m_bounds.left())));
    topLeft.setY(std::clamp(topLeft.y(), m_bounds.top() - visible.height() + least,
                            std::max(m_bounds.bottom() - least, m_bounds.top())));

    m_looking = true;
    m_view->setTransform(QTransform::fromScale(scale, scale));
    const QSizeF slack = QSizeF(rounding, rounding) / scale;
    const QSizeF whole(m_view->maximumViewportSize());
    QRectF window(topLeft, visible - slack);
    const auto needsBars = [&](const QRectF &rect) {
        const QRectF all = m_bounds | rect;
        return all.width() * scale > whole.width() || all.height() * scale > whole.height();
    };
    // Beside bars it may fit so well that none comes; but then nothing scrolls there.
    if (const QRectF wide(topLeft, whole / scale - slack); !needsBars(window) && needsBars(wide))
        window = wide;
    setScrollRange(window);
    m_view->horizontalScrollBar()->setValue(static_cast<int>(std::lround(topLeft.x() * scale)));
    m_view->verticalScrollBar()->setValue(static_cast<int>(std::lround(topLeft.y() * scale)));
    m_looking = false;
    if (!qFuzzyCompare(before, scale))
        Q_EMIT scaleChanged(scale);
    Q_EMIT viewChanged();
}

void CanvasNavigation::setScrollRange(const QRectF &window)
{
    QRectF range = m_bounds | window;
    // Where all fits Qt would move the scene itself and paint everything anew, at each step of a
    // pan: with a range that stays, and no bar for it, it scrolls.
    const QSizeF spare = QSizeF(m_view->maximumViewportSize()) / scale();
    const double slack = rounding / scale();
    const bool fitsAcross = range.width() <= window.width() + slack;
    const bool fitsDown = range.height() <= window.height() + slack;
    m_view->setHorizontalScrollBarPolicy(fitsAcross ? Qt::ScrollBarAlwaysOff
                                                    : Qt::ScrollBarAsNeeded);
    m_view->setVerticalScrollBarPolicy(fitsDown ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    if (fitsAcross) {
        range.setLeft(m_bounds.left() - spare.width());
        range.setRight(m_bounds.right() + spare.width());
    }
    if (fitsDown) {
        range.setTop(m_bounds.top() - spare.height());
        range.setBottom(m_bounds.bottom() + spare.height());
    }
    m_view->setSceneRect(range);
}

void CanvasNavigation::zoomBy(double factor, QPointF anchor)
{
    zoomTo(scale() * factor, anchor);
}

void CanvasNavigation::zoomTo(double target, QPointF anchor)
{
    const double wanted = withinLimits(target);
    if (qFuzzyCompare(wanted, scale()))
        return;
    m_home = false;
    const bool sameAsLast = m_anchor && m_anchor->viewport == anchor
        && m_anchor->topLeft == topLeft() && m_anchor->scale == scale();
    const QPointF fixed = sameAsLast ? m_anchor->scene : topLeft() + anchor / scale();
    lookFrom(fixed - anchor / wanted, wanted);
    m_anchor = Anchor{anchor, fixed, topLeft(), scale()};
    // Past a limit of where one may look the scene was not held.
    const QPointF held = (fixed - topLeft()) * scale();
    if ((held - anchor).manhattanLength() > frameSlack)
        m_anchor.reset();
    Q_EMIT navigated();
}

void CanvasNavigation::panBy(QPointF viewportDelta)
{
    m_home = false;
    lookFrom(topLeft() - viewportDelta / scale(), scale());
    Q_EMIT navigated();
}

void CanvasNavigation::scrollBy(QPointF viewportDelta)
{
    const QPointF wanted = m_scrollRest - viewportDelta;
    const QPoint whole = wanted.toPoint();
    m_scrollRest = wanted - whole;
    const QPointF before = topLeft();
    // Where there is no bar there is nothing more to see.
    if (m_view->horizontalScrollBarPolicy() != Qt::ScrollBarAlwaysOff)
        m_view->horizontalScrollBar()->setValue(m_view->horizontalScrollBar()->value() + whole.x());
    if (m_view->verticalScrollBarPolicy() != Qt::ScrollBarAlwaysOff)
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->value() + whole.y());
    if (topLeft() == before)
        return;
    m_home = false;
    m_showsAll = false;
    Q_EMIT navigated();
}

void CanvasNavigation::centreOn(QPointF scenePoint)
{
    m_home = false;
    lookFrom(scenePoint - seen().center() + topLeft(), scale());
    Q_EMIT navigated();
}

void CanvasNavigation::frame(const QRectF &rect)
{
    if (rect.isEmpty())
        return;
    m_home = false;
    m_hidden = 0;
    const double wanted = withinLimits(fitting(rect.size()));
    const QSizeF visible = QSizeF(m_view->maximumViewportSize()) / wanted;
    lookFrom(rect.center() - QPointF(visible.width(), visible.height()) / 2.0, wanted);
    m_showsAll = rect.contains(m_bounds);
    Q_EMIT navigated();
}

void CanvasNavigation::reveal(const QRectF &rect)
{
    const QRectF visible = seen();
    if (visible.contains(rect))
        return;
    m_home = false;
    QPointF corner = visible.topLeft();
    corner.setX(std::min(std::max(corner.x(), rect.right() - visible.width()), rect.left()));
    corner.setY(std::min(std::max(corner.y(), rect.bottom() - visible.height()), rect.top()));
    lookFrom(corner, scale());
    Q_EMIT navigated();
}

void CanvasNavigation::autoScroll(QPointF pointer)
{
    const QSizeF size(m_view->viewport()->size());
    const auto push = [](double position, double length) {
        if (position < edgeZone)
            return -(edgeZone - std::max(position, 0.0)) * edgeSpeed;
        if (position > length - edgeZone)
            return (edgeZone - std::max(length - position, 0.0)) * edgeSpeed;
        return 0.0;
    };
    m_autoScrollStep = {push(pointer.x(), size.width()), push(pointer.y(), size.height())};
    if (m_autoScrollStep.isNull())
        m_autoScroll.stop();
    else if (!m_autoScroll.isActive())
        m_autoScroll.start(tick, this);
}

void CanvasNavigation::stopAutoScroll()
{
    m_autoScroll.stop();
}

void CanvasNavigation::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_autoScroll.timerId()) {
        QObject::timerEvent(event);
        return;
    }
    // Only over what there is: a drag must not carry the view off into nothing.
    const QRectF visible = seen();
    QPointF step = m_autoScrollStep / scale();
    step.setX(step.x() < 0 ? std::max(step.x(), std::min(m_bounds.left() - visible.left(), 0.0))
                           : std::min(step.x(), std::max(m_bounds.right() - visible.right(), 0.0)));
    step.setY(step.y() < 0
                  ? std::max(step.y(), std::min(m_bounds.top() - visible.top(), 0.0))
                  : std::min(step.y(), std::max(m_bounds.bottom() - visible.bottom(), 0.0)));
    if (step.isNull()) {
        m_autoScroll.stop();
        return;
    }
    m_home = false;
    lookFrom(visible.topLeft() + step, scale());
    Q_EMIT navigated();
    Q_EMIT autoScrolled();
}

} // namespace moa
