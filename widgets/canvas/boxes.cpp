// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/boxes.h"

#include <algorithm>
#include <cmath>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>
#include <QtMath>

namespace moa::box {

namespace {

/// Lines of pixels: more that are translucent are handed to other threads.
constexpr double mostBlended = 64.0;

/// The angle up to which the left corner of @p radius, @p inset into it, is cut away.
double cutAngle(double inset, double radius)
{
    return qRadiansToDegrees(std::acos((radius - std::clamp(inset, 0.0, radius)) / radius));
}

/// What of a rounded rectangle is to the right of @p left, which is within its left corners.
QPainterPath roundedFrom(double left, const QRectF &rect, double radius)
{
    const double cut = cutAngle(left - rect.left(), radius);
    const QSizeF corner(2.0 * radius, 2.0 * radius);
    const double right = rect.right() - corner.width();
    const double bottom = rect.bottom() - corner.height();
    QPainterPath path;
    path.arcMoveTo(QRectF(rect.topLeft(), corner), 180.0 - cut);
    path.arcTo(QRectF(rect.topLeft(), corner), 180.0 - cut, cut - 90.0);
    path.arcTo(QRectF({right, rect.top()}, corner), 90.0, -90.0);
    path.arcTo(QRectF({right, bottom}, corner), 0.0, -90.0);
    path.arcTo(QRectF({rect.left(), bottom}, corner), 270.0, cut - 90.0);
    path.closeSubpath();
    return path;
}

/// The upper @p height of the same, which has the corners.
QPainterPath capFrom(double left, const QRectF &rect, double radius, double height)
{
    const double cut = cutAngle(left - rect.left(), radius);
    const QSizeF corner(2.0 * radius, 2.0 * radius);
    QPainterPath path(QPointF(left, rect.top() + height));
    path.arcTo(QRectF(rect.topLeft(), corner), 180.0 - cut, cut - 90.0);
    path.arcTo(QRectF({rect.right() - corner.width(), rect.top()}, corner), 90.0, -90.0);
    path.lineTo(rect.right(), rect.top() + height);
    path.closeSubpath();
    return path;
}

bool isRaster(const QPainter &painter)
{
    return painter.paintEngine()->type() == QPaintEngine::Raster;
}

} // namespace

QRectF onPixels(const QPainter &painter, const QRectF &rect)
{
    const double ratio = painter.device()->devicePixelRatioF();
    const QRectF mapped = painter.worldTransform().mapRect(rect);
    const auto snapped = [ratio](double value) { return std::round(value * ratio) / ratio; };
    return {QPointF(snapped(mapped.left()), snapped(mapped.top())),
            QPointF(snapped(mapped.right()), snapped(mapped.bottom()))};
}

void fill(QPainter &painter, const Rounded &box, const QColor &color)
{
    if (!isRaster(painter)) {
        const double inset = box.inset;
        const QRectF rect = box.rect.adjusted(inset, inset, -inset, -inset);
        const double left = rect.left() + box.cut;
        if (box.radius > inset)
            painter.fillPath(roundedFrom(left, rect, box.radius - inset), color);
        else
            painter.fillRect(QRectF(QPointF(left, rect.top()), rect.bottomRight()), color);
        return;
    }
    const QTransform transform = painter.worldTransform();
    const bool smooth = painter.testRenderHint(QPainter::Antialiasing);
    const double pixel = 1.0 / painter.device()->devicePixelRatioF();
    const auto scaled = [&](double length) {
        const double pixels = std::round(length * transform.m11() / pixel);
        return length > 0.0 ? std::max(pixels, 1.0) * pixel : 0.0;
    };
    const double inset = scaled(box.inset);
    const QRectF rect = onPixels(painter, box.rect).adjusted(inset, inset, -inset, -inset);
    const double left = rect.left() + scaled(box.cut);
    const double radius = std::clamp(box.radius * transform.m11() - inset, 0.0,
                                     std::max(0.0, std::min(rect.width(), rect.height()) / 2.0));
    const double cap = std::ceil(radius);

    painter.setWorldTransform(QTransform());
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QRectF body(QPointF(left, rect.top() + cap), QPointF(rect.right(), rect.bottom() - cap));
    const double step = color.alpha() == 255 ? body.height() : mostBlended * pixel;
    for (double y = body.top(); y < body.bottom(); y += step) {
        painter.fillRect(
            QRectF(QPointF(left, y), QPointF(body.right(), std::min(y + step, body.bottom()))),
            color);
    }
    if (radius > 0.0) {
        painter.setRenderHint(QPainter::Antialiasing);
        const QPainterPath upper = capFrom(left, rect, radius, cap);
        painter.fillPath(upper, color);
        const QTransform mirrored(1, 0, 0, -1, 0, rect.top() + rect.bottom());
        painter.fillPath(mirrored.map(upper), color);
    }
    painter.setWorldTransform(transform);
    painter.setRenderHint(QPainter::Antialiasing, smooth);
}

void drawFrame(QPainter &painter, const QRectF &rect, double width, const QColor &color)
{
    const double inner = rect.height() - 2.0 * width;
    painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), width), color);
    painter.fillRect(QRectF(rect.left(), rect.bottom() - width, rect.width(), width), color);
    painter.fillRect(QRectF(rect.left(), rect.top() + width, width, inner), color);
    painter.fillRect(QRectF(rect.right() - width, rect.top() + width, width, inner), color);
}

} // namespace moa::box
