// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/boxes.h"

#include <algorithm>
#include <cmath>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPixmapCache>
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

/// Fills @p body, in pixels.
void fillBody(QPainter &painter, const QRectF &body, const QColor &color)
{
    if (body.width() <= 0.0)
        return;
    const double step = color.alpha() == 255 ? body.height() : mostBlended;
    for (double y = body.top(); y < body.bottom(); y += step) {
        painter.fillRect(QRectF(QPointF(body.left(), y),
                                QPointF(body.right(), std::min(y + step, body.bottom()))),
                         color);
    }
}

/// Fills what of @p box, in pixels, is at least @p corner from its ends.
void fillBetween(QPainter &painter, const DevicePixels &pixels, const QRectF &box, double corner,
                 const QList<Filling> &fillings)
{
    const auto body = [&](const Filling &each) {
        const double inset = pixels.length(each.inset);
        QRectF rect = box.adjusted(inset + pixels.length(each.cut), corner, -inset, -corner);
        if (each.side > 0.0)
            rect.setWidth(pixels.length(each.side));
        return rect;
    };
    for (qsizetype index = 0; index < fillings.size(); ++index) {
        const Filling &each = fillings.at(index);
        const QRectF whole = body(each);
        if (index + 1 == fillings.size() || fillings.at(index + 1).color.alpha() != 255) {
            fillBody(painter, whole, each.color);
            continue;
        }
        // What the next one hides is most of it.
        const QRectF next = body(fillings.at(index + 1));
        fillBody(painter, {whole.topLeft(), QPointF(next.left(), whole.bottom())}, each.color);
        fillBody(painter, {QPointF(next.right(), whole.top()), whole.bottomRight()}, each.color);
    }
}

QPainterPath pathOf(const Rounded &box)
{
    const QRectF rect = box.rect.adjusted(box.inset, box.inset, -box.inset, -box.inset);
    const double left = rect.left() + box.cut;
    QPainterPath path;
    if (box.radius > box.inset)
        path = roundedFrom(left, rect, box.radius - box.inset);
    else
        path.addRect(QRectF(QPointF(left, rect.top()), rect.bottomRight()));
    if (box.side <= 0.0)
        return path;
    QPainterPath side;
    side.addRect(left, rect.top(), box.side, rect.height());
    return path.intersected(side);
}

} // namespace

DevicePixels::DevicePixels(const QPainter &painter)
    : m_toPixels(painter.deviceTransform())
    , m_world(m_toPixels.inverted() * painter.worldTransform())
{ }

QRectF DevicePixels::rect(const QRectF &rect) const
{
    const QRectF mapped = m_toPixels.mapRect(rect);
    return {QPointF(std::round(mapped.left()), std::round(mapped.top())),
            QPointF(std::round(mapped.right()), std::round(mapped.bottom()))};
}

double DevicePixels::length(double length) const
{
    return length > 0.0 ? std::max(std::round(length * scale()), 1.0) : 0.0;
}

QRectF onPixels(const QPainter &painter, const QRectF &rect)
{
    const DevicePixels pixels(painter);
    return pixels.world().mapRect(pixels.rect(rect));
}

void fill(QPainter &painter, const Rounded &box, const QColor &color)
{
    if (!isRaster(painter)) {
        painter.fillPath(pathOf(box), color);
        return;
    }
    const DevicePixels pixels(painter);
    const double inset = pixels.length(box.inset);
    const QRectF rect = pixels.rect(box.rect).adjusted(inset, inset, -inset, -inset);
    const double left = rect.left() + pixels.length(box.cut);
    const double right = box.side > 0.0 ? left + pixels.length(box.side) : rect.right();
    const double radius = std::clamp(box.radius * pixels.scale() - inset, 0.0,
                                     std::max(0.0, std::min(rect.width(), rect.height()) / 2.0));
    const double cap = std::ceil(radius);

    painter.save();
    painter.setWorldTransform(pixels.world());
    if (right < rect.right()) {
        painter.setClipRect(QRectF(QPointF(left, rect.top()), QPointF(right, rect.bottom())),
                            Qt::IntersectClip);
    }
    if (rect.height() < 2.0 * cap) {
        // Two halves would meet within a pixel, or overlap.
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillPath(roundedFrom(left, rect, radius), color);
    } else {
        painter.setRenderHint(QPainter::Antialiasing, false);
        fillBody(painter, {QPointF(left, rect.top() + cap), QPointF(right, rect.bottom() - cap)},
                 color);
        if (radius > 0.0) {
            painter.setRenderHint(QPainter::Antialiasing);
            const QPainterPath upper = capFrom(left, rect, radius, cap);
            painter.fillPath(upper, color);
            const QTransform mirrored(1, 0, 0, -1, 0, rect.top() + rect.bottom());
            painter.fillPath(mirrored.map(upper), color);
        }
    }
    painter.restore();
}

QString Stack::Look::key() const
{
    QString text =
        QStringLiteral("moa-box %1 %2 %3 %4").arg(radius).arg(scale).arg(width).arg(height);
    for (const Filling &each : fillings) {
        text += QStringLiteral(" %1 %2 %3 %4")
                    .arg(each.color.name(QColor::HexArgb))
                    .arg(each.inset)
                    .arg(each.cut)
                    .arg(each.side);
    }
    return text;
}

int Stack::Look::corner() const
{
    return static_cast<int>(std::ceil(radius * scale)) + 1;
}

void Stack::take(const Look &look)
{
    if (look == m_look && !m_corners.isNull())
        return;
    m_look = look;
    const QString key = look.key();
    if (QPixmapCache::find(key, &m_corners))
        return;
    const QSizeF size(look.width, look.height > 0.0 ? look.height : 2.0 * look.corner());
    m_corners = QPixmap(size.toSize());
    m_corners.fill(Qt::transparent);
    QPainter painter(&m_corners);
    painter.scale(look.scale, look.scale);
    for (const Filling &each : look.fillings) {
        box::fill(
            painter,
            {QRectF(QPointF(), size / look.scale), look.radius, each.inset, each.cut, each.side},
            each.color);
    }
    painter.end();
    QPixmapCache::insert(key, m_corners);
}

void Stack::fill(QPainter &painter, const QRectF &rect, double radius,
                 const QList<Filling> &fillings)
{
    const DevicePixels pixels(painter);
    QRectF box = pixels.rect(rect);
    if (!isRaster(painter) || box.isEmpty()) {
        for (const Filling &each : fillings)
            box::fill(painter, {rect, radius, each.inset, each.cut, each.side}, each.color);
        return;
    }
    Look look{fillings, radius, pixels.scale(), box.width()};
    const int corner = look.corner();
    const bool isLow = box.height() < 2.0 * corner;
    if (isLow) {
        // Of bars side by side one must not be a pixel higher for where it stands.
        box.setHeight(pixels.length(rect.height()));
        look.height = box.height();
    }
    take(look);
    const QTransform transform = painter.worldTransform();
    const bool smooth = painter.testRenderHint(QPainter::Antialiasing);
    painter.setWorldTransform(pixels.world());
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QPoint at = box.topLeft().toPoint();
    if (isLow) {
        painter.drawPixmap(at, m_corners);
    } else {
        const QRect upper(0, 0, m_corners.width(), corner);
        painter.drawPixmap(at, m_corners, upper);
        painter.drawPixmap(QPoint(at.x(), static_cast<int>(box.bottom()) - corner), m_corners,
                           upper.translated(0, corner));
        fillBetween(painter, pixels, box, corner, fillings);
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
