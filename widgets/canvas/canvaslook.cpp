// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvaslook.h"

#include "items/figures.h"

#include <algorithm>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>

namespace moa {

Detail detailAt(double scale)
{
    if (scale >= 0.55)
        return Detail::Full;
    return scale >= 0.2 ? Detail::Names : Detail::Blocks;
}

QFont readable(const QFont &font, double scale, double height)
{
    const double size = QFontInfo(font).pixelSize();
    QFont result = font;
    result.setPixelSize(qRound(std::min(std::max(size, size * 0.85 / scale), height)));
    return result;
}

QRectF cardRows(const QRectF &card, double factor)
{
    return card.adjusted(moa::card::edge + space::medium, 10 * factor, -space::medium,
                         -10 * factor);
}

QPainterPath roleShape(Role role, const QRectF &box)
{
    const auto at = [&box](double x, double y) {
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height());
    };
    QPainterPath path;
    switch (role) {
    case Role::Proposer:
        path.addPolygon({at(0.14, 0.08), at(0.92, 0.5), at(0.14, 0.92)});
        path.closeSubpath();
        break;
    case Role::Aggregator:
        path.addPolygon({at(0.0, 0.08), at(1.0, 0.08), at(0.62, 0.52), at(0.62, 0.82),
                         at(0.38, 0.95), at(0.38, 0.52)});
        path.closeSubpath();
        break;
    case Role::Ranker:
        path.addRect(QRectF(at(0.02, 0.42), at(0.3, 0.92)));
        path.addRect(QRectF(at(0.36, 0.1), at(0.64, 0.92)));
        path.addRect(QRectF(at(0.7, 0.58), at(0.98, 0.92)));
        break;
    }
    return path;
}

QPainterPath speechShape(const QRectF &box)
{
    const auto at = [&box](double x, double y) {
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height());
    };
    QPainterPath bubble;
    const double radius = box.width() * 0.18;
    bubble.addRoundedRect(QRectF(at(0.0, 0.08), at(1.0, 0.74)), radius, radius);
    QPainterPath tail;
    tail.addPolygon({at(0.2, 0.66), at(0.56, 0.66), at(0.2, 1.0)});
    tail.closeSubpath();
    return bubble.united(tail);
}

QPainterPath warningShape(const QRectF &box)
{
    const auto at = [&box](double x, double y) {
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height());
    };
    QPainterPath path;
    path.setFillRule(Qt::OddEvenFill);
    path.addPolygon({at(0.5, 0.04), at(1.0, 0.94), at(0.0, 0.94)});
    path.closeSubpath();
    path.addRect(QRectF(at(0.44, 0.36), at(0.56, 0.66)));
    path.addRect(QRectF(at(0.44, 0.73), at(0.56, 0.84)));
    return path;
}

QString roleName(Role role)
{
    return figures::roleName(role);
}

void drawLine(QPainter &painter, const QRectF &box, const QString &text, Qt::TextElideMode mode,
              Qt::Alignment alignment)
{
    const QString elided = QFontMetricsF(painter.font()).elidedText(text, mode, box.width());
    painter.drawText(box, static_cast<int>(alignment | Qt::TextSingleLine), elided);
}

QStringList paragraphLines(const QFont &font, const QSizeF &room, const QString &text)
{
    const QFontMetricsF metrics(font);
    const qsizetype most = std::max(1, static_cast<int>(room.height() / metrics.lineSpacing()));
    const QString whole = text.simplified();
    QStringList lines;
    if (most == 1) {
        lines.append(whole);
    } else {
        QTextLayout layout(whole, font);
        layout.setTextOption(QTextOption(Qt::AlignLeft));
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid() && lines.size() < most;
             line = layout.createLine()) {
            line.setLineWidth(room.width());
            lines.append(lines.size() + 1 < most ? whole.mid(line.textStart(), line.textLength())
                                                 : whole.mid(line.textStart()));
        }
        layout.endLayout();
    }
    for (QString &line : lines)
        line = metrics.elidedText(line.trimmed(), Qt::ElideRight, room.width());
    return lines;
}

void drawParagraph(QPainter &painter, const QRectF &box, const QString &text,
                   Qt::Alignment vertical)
{
    const double lineHeight = QFontMetricsF(painter.font()).lineSpacing();
    const QStringList lines = paragraphLines(painter.font(), box.size(), text);
    double y = box.top();
    if (vertical == Qt::AlignVCenter)
        y += (box.height() - static_cast<double>(lines.size()) * lineHeight) / 2.0;
    for (const QString &line : lines) {
        painter.drawText(QRectF(box.left(), y, box.width(), lineHeight),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, line);
        y += lineHeight;
    }
}

} // namespace moa
