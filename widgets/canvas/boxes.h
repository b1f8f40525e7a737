// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

class QColor;
class QPainter;

namespace moa {

/**
 * Boxes on whole pixels. Qt's rasteriser fills an upright rectangle many times faster than a path,
 * and hands paths of a hundred lines and more to other threads, which costs more than they save:
 * only the rounded corners are paths here. On a device that is no raster all of it is one path.
 */
namespace box {

/// @p rect in item coordinates as it stands on the device's pixels.
[[nodiscard]] QRectF onPixels(const QPainter &painter, const QRectF &rect);

/** A box with rounded corners, in item coordinates. */
struct Rounded
{
    QRectF rect;
    double radius = 0.0;
    double inset = 0.0; ///< from each side of the rectangle; if any, at least a pixel
    double cut = 0.0; ///< of its left side, within the corners, that is left out; likewise
};

/**
 * Fills it. The painter's transform only scales and moves; transform and hints are as before
 * afterwards.
 */
void fill(QPainter &painter, const Rounded &box, const QColor &color);

/// A frame of @p width inside @p rect, device pixels, without corners.
void drawFrame(QPainter &painter, const QRectF &rect, double width, const QColor &color);

} // namespace box

} // namespace moa
