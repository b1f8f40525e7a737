// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/passageview.h"

#include "theme/theme.h"

#include <algorithm>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextLayout>

namespace moa {

PassageView::PassageView(QWidget *parent)
    : PlainView(parent)
{
    setFont(type::answer());
}

void PassageView::setOutlines(const QList<Outline> &outlines)
{
    m_outlines = outlines;
    viewport()->update();
}

void PassageView::setEmphasis(const std::optional<TextRange> &range)
{
    m_emphasis = range;
    viewport()->update();
}

void PassageView::reveal(qsizetype position)
{
    const auto place = static_cast<int>(position);
    QTextCursor cursor(document());
    cursor.setPosition(qBound(0, place, document()->characterCount() - 1));
    const QRect seen = viewport()->rect().adjusted(0, 0, 0, -viewport()->height() / 4);
    const bool inView = cursor.block().isVisible() && cursor.block().layout()->lineCount() > 0
        && cursor.block().blockNumber() >= firstVisibleBlock().blockNumber()
        && seen.contains(cursorRect(cursor));
    if (inView)
        return;
    scrollToTop(place);
    const int lines = viewport()->height() / qMax(1, fontMetrics().lineSpacing());
    verticalScrollBar()->setValue(verticalScrollBar()->value() - lines / 4);
}

QList<QRectF> PassageView::boxes(TextRange range) const
{
    QList<QRectF> result;
    QTextBlock block = firstVisibleBlock();
    const double bottom = viewport()->height();
    for (; block.isValid() && block.position() < range.end(); block = block.next()) {
        const QRectF place = blockBoundingGeometry(block).translated(contentOffset());
        if (place.top() > bottom)
            break;
        if (block.position() + block.length() <= range.start)
            continue;
        const auto first = static_cast<int>(std::max<qsizetype>(0, range.start - block.position()));
        const auto last = static_cast<int>(
            std::min<qsizetype>(block.length() - 1, range.end() - block.position()));
        for (int i = 0; i < block.layout()->lineCount(); ++i) {
            const QTextLine line = block.layout()->lineAt(i);
            const int from = std::max(first, line.textStart());
            const int to = std::min(last, line.textStart() + line.textLength());
            if (from >= to)
                continue;
            const double left = line.cursorToX(from);
            const double right = line.cursorToX(to, QTextLine::Leading);
            result.append(QRectF(place.left() + std::min(left, right), place.top() + line.y(),
                                 std::abs(right - left), line.height()));
        }
    }
    return result;
}

std::optional<qsizetype> PassageView::characterAt(QPoint point) const
{
    const QTextCursor near = cursorForPosition(point);
    const qsizetype position = near.position();
    // The cursor is nearest to the point: the character is the one before or after it.
    for (const qsizetype start : {position, position - 1}) {
        for (const QRectF &box : boxes({start, 1})) {
            if (box.contains(point))
                return start;
        }
    }
    return std::nullopt;
}

void PassageView::paintEvent(QPaintEvent *event)
{
    PlainView::paintEvent(event);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const auto frame = [&](TextRange range, const QColor &color, double width, Qt::PenStyle style) {
        painter.setPen(QPen(color, width, style));
        for (const QRectF &box : boxes(range))
            painter.drawRoundedRect(box.adjusted(-0.5, 0.5, 0.5, -0.5), space::hair, space::hair);
    };
    const qsizetype top = firstVisibleBlock().position();
    const qsizetype bottom = cursorForPosition(viewport()->rect().bottomRight()).position();
    auto outline =
        std::partition_point(m_outlines.cbegin(), m_outlines.cend(),
                             [top](const Outline &each) { return each.range.end() <= top; });
    for (; outline != m_outlines.cend() && outline->range.start <= bottom; ++outline)
        frame(outline->range, outline->color, column::hairline, outline->style);
    if (m_emphasis)
        frame(*m_emphasis, Theme::of(this).accent, column::focusRing, Qt::SolidLine);
}

void PassageView::resizeEvent(QResizeEvent *event)
{
    PlainView::resizeEvent(event);
    const int longestLine = fontMetrics().averageCharWidth() * type::answerLineLength
        + 2 * qRound(document()->documentMargin());
    const int full = viewport()->width() + viewportMargins().right();
    const int spare = std::max(0, full - longestLine);
    if (viewportMargins().right() != spare)
        setViewportMargins(0, 0, spare, 0);
}

} // namespace moa
