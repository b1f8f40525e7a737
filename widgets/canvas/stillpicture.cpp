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
    const QTransform transform = painter.worldTransform();
    const QRectF onScreen = box::onPixels(painter, box);
    const double ratio = painter.device()->devicePixelRatioF();
    if (transform.m11() != m_scale || ratio != m_ratio || onScreen.size() != m_size) {
        forget();
        m_scale = transform.m11();
        m_ratio = ratio;
        m_size = onScreen.size();
        paint(painter);
        return;
    }
    QPixmap picture;
    if (!QPixmapCache::find(m_key, &picture)) {
        picture = QPixmap((m_size * ratio).toSize());
        picture.setDevicePixelRatio(ratio);
        QPainter inside(&picture);
        inside.setRenderHints(painter.renderHints());
        for (const QColor &ground : grounds)
            inside.fillRect(QRectF(QPointF(), m_size), ground);
        inside.setWorldTransform(transform
                                 * QTransform::fromTranslate(-onScreen.left(), -onScreen.top()));
        paint(inside);
        inside.end();
        m_key = QPixmapCache::insert(picture);
    }
    painter.setWorldTransform(QTransform());
    painter.drawPixmap(onScreen.topLeft(), picture);
    painter.setWorldTransform(transform);
}

} // namespace moa
