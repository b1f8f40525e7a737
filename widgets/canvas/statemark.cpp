// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/statemark.h"

#include <array>
#include <QTransform>

namespace moa {

namespace {

constexpr double stroke = 0.15; ///< of the box's width
/// Of the box it is built in: large, since Qt approximates bent strokes to a quarter of a unit.
constexpr double side = 100.0;

/** Builds a shape of points from 0 to 1 in both directions. */
class Shape
{
public:
    [[nodiscard]] QPointF at(double x, double y) const { return {x * side, y * side}; }
    [[nodiscard]] QRectF rect(double left, double top, double right, double bottom) const
    {
        return {at(left, top), at(right, bottom)};
    }
    void fill(const QList<QPointF> &corners)
    {
        QPolygonF polygon;
        for (const QPointF &corner : corners)
            polygon.append(at(corner.x(), corner.y()));
        QPainterPath path;
        path.addPolygon(polygon);
        path.closeSubpath();
        add(path);
    }
    void line(const QList<QPointF> &points)
    {
        QPainterPath path(at(points.constFirst().x(), points.constFirst().y()));
        for (const QPointF &point : points)
            path.lineTo(at(point.x(), point.y()));
        draw(path);
    }
    void draw(const QPainterPath &path)
    {
        QPainterPathStroker stroker;
        stroker.setWidth(stroke * side);
        stroker.setCapStyle(Qt::RoundCap);
        stroker.setJoinStyle(Qt::RoundJoin);
        add(stroker.createStroke(path));
    }
    void dot(double x, double y, double radius)
    {
        QPainterPath path;
        path.addEllipse(at(x, y), radius * side, radius * side);
        add(path);
    }
    void ring(const QRectF &around)
    {
        QPainterPath path;
        path.addEllipse(around);
        draw(path);
    }
    void add(const QPainterPath &path) { m_path = m_path.united(path); }
    [[nodiscard]] const QPainterPath &path() const { return m_path; }

private:
    QPainterPath m_path;
};

QPainterPath built(StateMark mark)
{
    Shape shape;
    switch (mark) {
    case StateMark::None:
        break;
    case StateMark::Waiting:
        shape.fill({{0.16, 0.06}, {0.84, 0.06}, {0.5, 0.54}});
        shape.fill({{0.16, 0.94}, {0.84, 0.94}, {0.5, 0.46}});
        break;
    case StateMark::Queued:
        for (const double x : {0.14, 0.5, 0.86})
            shape.dot(x, 0.5, 0.13);
        break;
    case StateMark::Asked:
        shape.line({{0.08, 0.5}, {0.88, 0.5}});
        shape.line({{0.55, 0.16}, {0.9, 0.5}, {0.55, 0.84}});
        break;
    case StateMark::Writing:
        shape.line({{0.08, 0.2}, {0.92, 0.2}});
        shape.line({{0.08, 0.5}, {0.92, 0.5}});
        shape.line({{0.08, 0.8}, {0.5, 0.8}});
        break;
    case StateMark::Retrying: {
        const QRectF around = shape.rect(0.14, 0.14, 0.86, 0.86);
        QPainterPath arc;
        arc.arcMoveTo(around, 20);
        arc.arcTo(around, 20, -290);
        shape.draw(arc);
        shape.fill({{0.36, 0.14}, {0.72, -0.06}, {0.72, 0.36}});
        break;
    }
    case StateMark::Done:
        shape.line({{0.1, 0.54}, {0.38, 0.82}, {0.9, 0.2}});
        break;
    case StateMark::Failed:
        shape.line({{0.16, 0.16}, {0.84, 0.84}});
        shape.line({{0.84, 0.16}, {0.16, 0.84}});
        break;
    case StateMark::Stopped:
        shape.fill({{0.14, 0.14}, {0.86, 0.14}, {0.86, 0.86}, {0.14, 0.86}});
        break;
    case StateMark::Muted:
        shape.ring(shape.rect(0.1, 0.1, 0.9, 0.9));
        shape.line({{0.24, 0.76}, {0.76, 0.24}});
        break;
    case StateMark::Pinned:
        shape.fill({{0.26, 0.02},
                    {0.74, 0.02},
                    {0.74, 0.14},
                    {0.66, 0.18},
                    {0.7, 0.44},
                    {0.88, 0.58},
                    {0.88, 0.66},
                    {0.12, 0.66},
                    {0.12, 0.58},
                    {0.3, 0.44},
                    {0.34, 0.18},
                    {0.26, 0.14}});
        shape.line({{0.5, 0.6}, {0.5, 0.94}});
        break;
    case StateMark::Changed:
        shape.fill({{0.64, 0.12}, {0.88, 0.36}, {0.34, 0.9}, {0.06, 0.94}, {0.1, 0.66}});
        shape.fill({{0.72, 0.04}, {0.78, 0.02}, {0.98, 0.22}, {0.96, 0.28}});
        break;
    case StateMark::Slowest:
        shape.ring(shape.rect(0.1, 0.1, 0.9, 0.9));
        shape.line({{0.5, 0.26}, {0.5, 0.52}, {0.68, 0.62}});
        break;
    }
    return shape.path();
}

} // namespace

QPainterPath markShape(StateMark mark, const QRectF &box)
{
    // Uniting strokes is not for every frame.
    static const auto shapes = [] {
        std::array<QPainterPath, static_cast<size_t>(StateMark::Slowest) + 1> all;
        for (size_t each = 0; each < all.size(); ++each)
            all.at(each) = built(static_cast<StateMark>(each));
        return all;
    }();
    const QTransform fit(box.width() / side, 0, 0, box.height() / side, box.left(), box.top());
    return fit.map(shapes.at(static_cast<size_t>(mark)));
}

} // namespace moa
