// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/laidouttext.h"

#include "canvas/canvaslook.h"

#include <QFontMetricsF>
#include <QPainter>

namespace moa {

bool LaidOutText::takes(const QSizeF &room, const QFont &font, const QString &text,
                        const QString &origin)
{
    if (room == m_room && text == m_text && origin == m_origin && font == m_font)
        return false;
    m_room = room;
    m_text = text;
    m_origin = origin;
    m_font = font;
    return true;
}

void LaidOutText::setLines(const QStringList &lines)
{
    m_lineHeight = QFontMetricsF(m_font).lineSpacing();
    m_lines.clear();
    for (const QString &line : lines) {
        QStaticText text(line);
        text.setTextFormat(Qt::PlainText);
        text.setPerformanceHint(QStaticText::AggressiveCaching);
        text.prepare({}, m_font);
        m_lines.append(text);
    }
}

double LaidOutText::width() const
{
    return m_lines.isEmpty() ? 0.0 : m_lines.constFirst().size().width();
}

void LaidOutText::drawLines(QPainter &painter, const QRectF &box) const
{
    painter.setFont(m_font);
    const double height = static_cast<double>(m_lines.size()) * m_lineHeight;
    QPointF corner(box.left(), box.top() + (box.height() - height) / 2.0);
    for (const QStaticText &line : m_lines) {
        painter.drawStaticText(corner, line);
        corner.ry() += m_lineHeight;
    }
}

void LaidOutText::draw(QPainter &painter, const QRectF &box, const QFont &font, const QString &text)
{
    if (takes(box.size(), font, text, {}))
        setLines({QFontMetricsF(font).elidedText(text, Qt::ElideRight, box.width())});
    drawLines(painter, box);
}

void LaidOutText::draw(QPainter &painter, const QRectF &box, const QFont &font, const QString &text,
                       const QString &origin)
{
    if (takes(box.size(), font, text, origin)) {
        const QFontMetricsF metrics(font);
        QString end;
        if (!origin.isEmpty()) {
            end = QStringLiteral(" · ")
                + metrics.elidedText(origin, Qt::ElideRight, box.width() * 0.4);
        }
        const QString start =
            metrics.elidedText(text, Qt::ElideMiddle, box.width() - metrics.horizontalAdvance(end));
        setLines({metrics.elidedText(start + end, Qt::ElideRight, box.width())});
    }
    drawLines(painter, box);
}

void LaidOutText::drawParagraph(QPainter &painter, const QRectF &box, const QFont &font,
                                const QString &text)
{
    if (takes(box.size(), font, text, {}))
        setLines(paragraphLines(font, box.size(), text));
    drawLines(painter, box);
}

} // namespace moa
