// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/markedline.h"

#include <algorithm>
#include <QPainter>
#include <QtMath>

namespace moa {

MarkedLine::MarkedLine(const QString &text, const QFont &font, const QColor &color)
    : m_text(text)
    , m_font(font)
    , m_color(color)
{ }

void MarkedLine::paint(TextRange range, const QColor &color)
{
    QTextCharFormat format;
    format.setForeground(color);
    add(range, format);
}

void MarkedLine::mark(const QList<TextRange> &ranges)
{
    QTextCharFormat format;
    format.setFontWeight(QFont::Bold);
    format.setFontUnderline(true);
    for (const TextRange &range : ranges)
        add(range, format);
}

int MarkedLine::draw(QPainter &painter, const QRect &box, Qt::TextElideMode mode)
{
    if (box.width() <= 0)
        return 0;
    elide(box.width(), mode);
    QTextLayout layout(m_text, m_font);
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    option.setTextDirection(Qt::LeftToRight);
    layout.setTextOption(option);
    layout.setFormats(m_formats);
    layout.beginLayout();
    const QTextLine line = layout.createLine();
    layout.endLayout();
    painter.setPen(m_color);
    layout.draw(&painter, QPointF(box.left(), box.top() + (box.height() - line.height()) / 2.0));
    return qCeil(line.naturalTextWidth());
}

void MarkedLine::add(TextRange range, const QTextCharFormat &format)
{
    if (!range.isEmpty())
        m_formats.append({static_cast<int>(range.start), static_cast<int>(range.size), format});
}

void MarkedLine::elide(int width, Qt::TextElideMode mode)
{
    QFont widest = m_font;
    if (!m_formats.isEmpty())
        widest.setBold(true);
    const QString cut = QFontMetrics(widest).elidedText(m_text, mode, width);
    if (cut == m_text)
        return;
    const auto [ours, theirs] =
        std::mismatch(cut.cbegin(), cut.cend(), m_text.cbegin(), m_text.cend());
    const auto head = static_cast<int>(std::distance(cut.cbegin(), ours));
    const auto tail = static_cast<int>(cut.size()) - head - 1;
    const auto gone = static_cast<int>(m_text.size() - cut.size());
    const auto moved = [&](int position) {
        if (position <= head)
            return position;
        const auto behind = static_cast<int>(m_text.size()) - tail;
        return position >= behind ? position - gone : head + 1;
    };
    for (QTextLayout::FormatRange &range : m_formats) {
        const int end = moved(range.start + range.length);
        range.start = moved(range.start);
        range.length = end - range.start;
    }
    m_text = cut;
}

} // namespace moa
