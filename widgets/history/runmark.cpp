// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/runmark.h"

#include "canvas/statemark.h"
#include "theme/theme.h"

namespace moa {

namespace {

QPainterPath polygon(const QRectF &box, const QList<QPointF> &corners)
{
    QPolygonF shape;
    for (const QPointF &corner : corners) {
        shape.append(
            {box.left() + corner.x() * box.width(), box.top() + corner.y() * box.height()});
    }
    QPainterPath path;
    path.addPolygon(shape);
    path.closeSubpath();
    return path;
}

/// An exclamation mark cut out of a triangle.
QPainterPath warning(const QRectF &box)
{
    const QPainterPath triangle = polygon(box, {{0.5, 0.02}, {1.0, 0.95}, {0.0, 0.95}});
    const QPainterPath bar = polygon(box, {{0.43, 0.35}, {0.57, 0.35}, {0.57, 0.65}, {0.43, 0.65}});
    const QPainterPath dot = polygon(box, {{0.43, 0.73}, {0.57, 0.73}, {0.57, 0.86}, {0.43, 0.86}});
    return triangle - bar - dot;
}

QPainterPath lightning(const QRectF &box)
{
    return polygon(
        box, {{0.62, 0.0}, {0.14, 0.56}, {0.44, 0.56}, {0.34, 1.0}, {0.86, 0.40}, {0.54, 0.40}});
}

/// A bar cut out of a disc.
QPainterPath barrier(const QRectF &box)
{
    QPainterPath disc;
    disc.addEllipse(box);
    return disc - polygon(box, {{0.2, 0.4}, {0.8, 0.4}, {0.8, 0.6}, {0.2, 0.6}});
}

} // namespace

QPainterPath runMark(const RunSummary &run, const QRectF &box)
{
    if (run.interrupted)
        return lightning(box);
    switch (run.state) {
    case RunState::Running:
        return markShape(StateMark::Writing, box);
    case RunState::Done:
        return markShape(StateMark::Done, box);
    case RunState::Degraded:
        return warning(box);
    case RunState::Failed:
        return markShape(StateMark::Failed, box);
    case RunState::Cancelled:
        return markShape(StateMark::Stopped, box);
    case RunState::Limited:
        return barrier(box);
    }
    Q_UNREACHABLE();
}

QColor runColor(const RunSummary &run, const Theme &theme)
{
    if (run.interrupted)
        return theme.warning;
    switch (run.state) {
    case RunState::Running:
        return theme.accent;
    case RunState::Done:
        return theme.good;
    case RunState::Degraded:
    case RunState::Limited:
        return theme.warning;
    case RunState::Failed:
        return theme.danger;
    case RunState::Cancelled:
        return theme.secondaryText;
    }
    Q_UNREACHABLE();
}

} // namespace moa
