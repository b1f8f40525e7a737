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
}

double CanvasNavigation::scale() const
{
    return m_view->transform().m11();
}

QPointF CanvasNavigation::topLeft() const
{
    return m_view->viewportTransform().inverted().map(QPointF());
}

void CanvasNavigation::setContent(const QRectF &bounds)
{
    const double slack = frameSlack / scale();
    const QRectF seen(topLeft(), visibleSize(topLeft(), scale()));
    const bool stillShowsAll =
        m_showsAll && seen.adjusted(-slack, -slack, slack, slack).contains(bounds);
    m_bounds = bounds;
    lookFrom(m_home ? m_bounds.topLeft() : topLeft(), scale());
    m_showsAll = stillShowsAll;
}

void CanvasNavigation::viewportResized()
{
    // Scroll bars that come and go are reckoned with already. And not at once: the view is just
    // laying them out, and would show one that this makes needless.
    if (m_view->maximumViewportSize() != m_room)
        QMetaObject::invokeMethod(this, &CanvasNavigation::lookAgain, Qt::QueuedConnection);
}

void CanvasNavigation::lookAgain()
{
    m_room = m_view->maximumViewportSize();
    if (m_showsAll)
        frame(m_bounds);
    else
        lookFrom(m_home ? m_bounds.topLeft() : topLeft(), scale());
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

    m_view->setTransform(QTransform::fromScale(scale, scale));
    const QRectF window(topLeft, visible - QSizeF(rounding, rounding) / scale);
    m_view->setSceneRect(m_bounds | window);
    m_view->horizontalScrollBar()->setValue(static_cast<int>(std::lround(topLeft.x() * scale)));
    m_view->verticalScrollBar()->setValue(static_cast<int>(std::lround(topLeft.y() * scale)));
    if (!qFuzzyCompare(before, scale))
        Q_EMIT scaleChanged(scale);
}

void CanvasNavigation::zoomBy(double factor, QPointF anchor)
{
    zoomTo(scale() * factor, anchor);
}

void CanvasNavigation::zoomTo(double target, QPointF anchor)
{
    m_home = false;
    const double wanted = std::clamp(target, smallestScale, largestScale);
    const QPointF fixed = topLeft() + anchor / scale();
    lookFrom(fixed - anchor / wanted, wanted);
}

void CanvasNavigation::panBy(QPointF viewportDelta)
{
    m_home = false;
    lookFrom(topLeft() - viewportDelta / scale(), scale());
}

void CanvasNavigation::frame(const QRectF &rect)
{
    if (rect.isEmpty())
        return;
    m_home = false;
    const QSizeF size(m_view->maximumViewportSize());
    const double fitting = std::min({(size.width() - frameSlack) / rect.width(),
                                     (size.height() - frameSlack) / rect.height(), 1.0});
    const double wanted = std::clamp(fitting, smallestScale, largestScale);
    const QSizeF visible = size / wanted;
    lookFrom(rect.center() - QPointF(visible.width(), visible.height()) / 2.0, wanted);
    m_showsAll = rect.contains(m_bounds);
}

void CanvasNavigation::reveal(const QRectF &rect)
{
    const QRectF visible(topLeft(), QSizeF(m_view->viewport()->size()) / scale());
    if (visible.contains(rect))
        return;
    m_home = false;
    QPointF corner = visible.topLeft();
    corner.setX(std::min(std::max(corner.x(), rect.right() - visible.width()), rect.left()));
    corner.setY(std::min(std::max(corner.y(), rect.bottom() - visible.height()), rect.top()));
    lookFrom(corner, scale());
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
    const QRectF visible(topLeft(), QSizeF(m_view->viewport()->size()) / scale());
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
    Q_EMIT autoScrolled();
}

} // namespace moa
