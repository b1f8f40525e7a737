// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QList>
#include <QPixmap>
#include <QRectF>
#include <QTransform>

class QPainter;

namespace moa {

/**
 * Boxes on whole pixels. Qt's rasteriser fills an upright rectangle many times faster than a path,
 * and hands paths of a hundred lines and more to other threads, which costs more than they save:
 * only the rounded corners are paths here. On a device that is no raster all of it is one path.
 */
namespace box {

/** The pixels of the device below a painter whose transform only scales and moves. */
class DevicePixels
{
public:
    explicit DevicePixels(const QPainter &painter);

    /// @p rect, in item coordinates, as it stands on whole pixels.
    [[nodiscard]] QRectF rect(const QRectF &rect) const;
    /// @p length, in item coordinates, in whole pixels: at least one, if there is any.
    [[nodiscard]] double length(double length) const;
    /// Of them in a unit of the item's coordinates.
    [[nodiscard]] double scale() const { return m_toPixels.m11(); }
    /// From item coordinates.
    [[nodiscard]] const QTransform &transform() const { return m_toPixels; }
    /// The world transform with which the painter's coordinates are the pixels.
    [[nodiscard]] const QTransform &world() const { return m_world; }

private:
    QTransform m_toPixels;
    QTransform m_world;
};

/// @p rect in item coordinates as it stands on the device's pixels, in those of the view.
[[nodiscard]] QRectF onPixels(const QPainter &painter, const QRectF &rect);

/** A box with rounded corners, in item coordinates. */
struct Rounded
{
    QRectF rect;
    double radius = 0.0;
    double inset = 0.0; ///< from each side of the rectangle; if any, at least a pixel
    double cut = 0.0; ///< of its left side, within the corners, that is left out; likewise
    double side = 0.0; ///< how much, right of that, is filled; likewise. 0: all
};

/**
 * Fills it. The painter's transform only scales and moves; transform and hints are as before
 * afterwards.
 */
void fill(QPainter &painter, const Rounded &box, const QColor &color);

/** One of the fillings of a Stack. */
struct Filling
{
    QColor color;
    double inset = 0.0; ///< as Rounded's
    double cut = 0.0;
    double side = 0.0;

    friend bool operator==(const Filling &, const Filling &) = default;
};

/**
 * Fillings of one rounded rectangle, each over the one before. On the screen its corners are
 * rasterised once: boxes that are alike share them, and each remembers which are its own.
 */
class Stack
{
public:
    /// As fill() of each.
    void fill(QPainter &painter, const QRectF &rect, double radius, const QList<Filling> &fillings);

private:
    struct Look
    {
        QList<Filling> fillings;
        double radius = 0.0; ///< in item coordinates, as the fillings' lengths
        double scale = 0.0; ///< pixels in a unit of those
        double width = 0.0; ///< pixels
        double height = 0.0; ///< likewise, if it is too low for anything between the corners

        friend bool operator==(const Look &, const Look &) = default;
        [[nodiscard]] QString key() const;
        /// What of the box's height is not the same all the way across, at each end; pixels.
        [[nodiscard]] int corner() const;
    };

    /// Has the corners of this look.
    void take(const Look &look);

    Look m_look;
    QPixmap m_corners; ///< the upper ones over the lower ones
};

/// A frame of @p width inside @p rect, device pixels, without corners.
void drawFrame(QPainter &painter, const QRectF &rect, double width, const QColor &color);

} // namespace box

} // namespace moa
