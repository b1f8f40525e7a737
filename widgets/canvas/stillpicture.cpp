// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/stillpicture.h"

#include "canvas/boxes.h"

#include <QPainter>
#include <utility>

namespace moa {

void StillPicture::forget()
{
    QPixmapCache::remove(std::exchange(m_key, {}));
}

void StillPicture::draw(QPainter &painter, const QRectF &box, const QList<QColor> &grounds,
                        const std::function<void(QPainter &)> &paint)
{
    const box::DevicePixels pixels(painter);
    const QRectF onScreen = pixels.rect(box);
    if (pixels.scale() != m_scale || onScreen.size() != m_size) {
        forget();
        m_scale = pixels.scale();
        m_size = onScreen.size();
        paint(painter);
        return;
    }
    QPixmap picture;
    if (!QPixmapCache::find(m_key, &picture)) {
        picture = QPixmap(m_size.toSize());
        QPainter inside(&picture);
        inside.setRenderHints(painter.renderHints());
        for (const QColor &ground : grounds)
            inside.fillRect(picture.rect(), ground);
        inside.setWorldTransform(pixels.transform()
                                 * QTransform::fromTranslate(-onScreen.left(), -onScreen.top()));
        paint(inside);
        inside.end();
        m_key = QPixmapCache::insert(picture);
    }
    const QTransform transform = painter.worldTransform();
    painter.setWorldTransform(pixels.world());
    painter.drawPixmap(onScreen.topLeft().toPoint(), picture);
    painter.setWorldTransform(transform);
}

} // namespace moa
