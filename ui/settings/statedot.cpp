// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/statedot.h"

#include "theme/theme.h"

#include <QPainter>

namespace moa {

QPixmap stateDot(const QColor &color, bool filled, qreal devicePixelRatio)
{
    QPixmap pixmap(QSize(settings::dot, settings::dot) * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, settings::markStroke));
    painter.setBrush(filled ? QBrush(color) : QBrush());
    constexpr double inset = settings::markStroke / 2;
    painter.drawEllipse(
        QRectF(0, 0, settings::dot, settings::dot).adjusted(inset, inset, -inset, -inset));
    return pixmap;
}

} // namespace moa
