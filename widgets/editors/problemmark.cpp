// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/problemmark.h"

#include "canvas/canvaslook.h"

#include <QPainter>
#include <QWidget>

namespace moa {

namespace {

QPainterPath errorShape(const QRectF &box)
{
    QPainterPath path;
    path.setFillRule(Qt::OddEvenFill);
    path.addEllipse(box);
    const double stroke = box.width() / 8.0;
    const double x = box.center().x() - stroke / 2.0;
    path.addRect(QRectF(x, box.top() + box.height() * 0.22, stroke, box.height() * 0.34));
    path.addRect(QRectF(x, box.top() + box.height() * 0.66, stroke, stroke));
    return path;
}

} // namespace

QPixmap problemMark(Problem::Severity severity, const QWidget *widget)
{
    const double scale = widget->devicePixelRatioF();
    QPixmap pixmap(QSize(control::icon, control::icon) * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    const Theme theme = Theme::of(widget);
    const QRectF box = QRectF(0, 0, control::icon, control::icon).adjusted(1, 1, -1, -1);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    if (severity == Problem::Severity::Error)
        painter.fillPath(errorShape(box), theme.danger);
    else
        painter.fillPath(warningShape(box), theme.warning);
    return pixmap;
}

} // namespace moa
