// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/paintdot.h"

#include "theme/theme.h"

#include <QPainter>

namespace moa {

void paintAgentDot(QPainter &painter, const QRectF &rect, int color, const Theme &theme)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ink = theme.agentColor(color);
    if (color >= theme.agentColors.size()) {
        constexpr double inset = column::ring / 2.0;
        painter.setPen(QPen(ink, column::ring));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(rect.adjusted(inset, inset, -inset, -inset));
    } else {
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink);
        painter.drawEllipse(rect);
    }
    painter.restore();
}

} // namespace moa
