// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <QColor>
#include <QList>
#include <QPixmapCache>
#include <QRectF>

class QPainter;

namespace moa {

/**
 * What of an item stays from frame to frame, kept as pixels: text, most of all, costs many times
 * more to paint than to copy. It is in Qt's pixmap cache, which lets go what was not painted for
 * long.
 */
class StillPicture
{
public:
    /// What it shows has changed.
    void forget();
    /**
     * Draws what @p paint paints in @p box, with this painter's transform and hints. @p grounds is
     * what lies below, each over the one before and the first opaque; text is smoothed for it.
     * There are none if it fills the box itself.
     * While the scale changes with each frame, nothing is kept.
     */
    void draw(QPainter &painter, const QRectF &box, const QList<QColor> &grounds,
              const std::function<void(QPainter &)> &paint);

private:
    QPixmapCache::Key m_key;
    QSizeF m_size; ///< in the device's pixels
    double m_scale = 0.0;
};

} // namespace moa
