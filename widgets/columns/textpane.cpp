// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/textpane.h"

#include "theme/theme.h"

#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextEdit>

namespace moa {

namespace {

/// Tells our marks from those of others in the same view.
constexpr int markProperty = QTextFormat::UserProperty + 0x4d;
constexpr double groundOpacity = 0.22;

/// What a place that was scrolled to has above it: a third of the view is a reader's line.
constexpr double restingPlace = 1.0 / 3.0;

QTextCharFormat markFormat(const Theme &theme)
{
    QTextCharFormat format;
    format.setBackground(faded(theme.accent, groundOpacity));
    format.setUnderlineColor(theme.accent);
    format.setUnderlineStyle(QTextCharFormat::SingleUnderline);
    format.setProperty(markProperty, true);
    return format;
}

/// @p does with the view as what it is: both kinds have the same functions, but none in common.
template <typename Does>
auto withView(QAbstractScrollArea *view, Does does)
{
    if (auto *plain = qobject_cast<QPlainTextEdit *>(view))
        return does(plain);
    return does(static_cast<QTextEdit *>(view));
}

QTextCursor cursorAt(QTextDocument *document, qsizetype position)
{
    QTextCursor cursor(document);
    cursor.setPosition(
        qBound(0, static_cast<int>(position), qMax(0, document->characterCount() - 1)));
    return cursor;
}

QTextCursor cursorOver(QTextDocument *document, const TextRange &range)
{
    QTextCursor cursor = cursorAt(document, range.start);
    cursor.setPosition(cursorAt(document, range.end()).position(), QTextCursor::KeepAnchor);
    return cursor;
}

} // namespace

QTextDocument *TextPane::document() const
{
    return m_view ? withView(m_view, [](auto *view) { return view->document(); }) : nullptr;
}

QScrollBar *TextPane::bar() const
{
    return m_view ? m_view->verticalScrollBar() : nullptr;
}

double TextPane::offset() const
{
    // The bar of a QPlainTextEdit counts lines.
    const bool lines = qobject_cast<QPlainTextEdit *>(m_view);
    return bar()->value() * (lines ? m_view->fontMetrics().lineSpacing() : 1);
}

void TextPane::setOffset(double offset)
{
    const bool lines = qobject_cast<QPlainTextEdit *>(m_view);
    bar()->setValue(qRound(offset / (lines ? m_view->fontMetrics().lineSpacing() : 1)));
}

int TextPane::positionAt(int y) const
{
    return withView(m_view,
                    [y](auto *view) { return view->cursorForPosition(QPoint(0, y)).position(); });
}

double TextPane::heightOf(qsizetype position) const
{
    // The beginning is the top of what stands above the first line.
    if (position <= 0)
        return 0;
    const QTextCursor cursor = cursorAt(document(), position);
    const bool end = cursor.position() == document()->characterCount() - 1;
    if (const auto *rich = qobject_cast<QTextEdit *>(m_view)) {
        const int top = rich->cursorRect(cursor).top();
        // The end of the text is the foot of its last line, and of what stands below it.
        return end ? bar()->maximum() + m_view->viewport()->height() : bar()->value() + top;
    }
    if (end)
        return (bar()->maximum() + bar()->pageStep()) * m_view->fontMetrics().lineSpacing();
    const QTextBlock block = cursor.block();
    const QTextLine line = block.layout()->lineForTextPosition(cursor.positionInBlock());
    const int number = block.firstLineNumber() + (line.isValid() ? line.lineNumber() : 0);
    return number * m_view->fontMetrics().lineSpacing();
}

void TextPane::bringIntoView(qsizetype position)
{
    const double height = heightOf(position);
    const int room = m_view->viewport()->height();
    const int line = m_view->fontMetrics().lineSpacing();
    if (height < offset() + line || height > offset() + room - 2 * line)
        setOffset(height - room * restingPlace);
}

TextRange TextPane::shown() const
{
    const int begin = positionAt(0);
    const QPoint corner(m_view->viewport()->rect().bottomRight());
    const int end = withView(
        m_view, [corner](auto *view) { return view->cursorForPosition(corner).position(); });
    return {begin, qMax(0, end - begin)};
}

void TextPane::mark(const std::vector<TextRange> &places)
{
    withView(m_view, [&places](auto *view) {
        QList<QTextEdit::ExtraSelection> marks = view->extraSelections();
        const qsizetype before = marks.removeIf([](const QTextEdit::ExtraSelection &mark) {
            return mark.format.hasProperty(markProperty);
        });
        if (before == 0 && places.empty())
            return;
        const QTextCharFormat format = markFormat(Theme::of(view));
        for (const TextRange &place : places)
            marks.append({cursorOver(view->document(), place), format});
        view->setExtraSelections(marks);
    });
}

void TextPane::select(const TextRange &place)
{
    withView(m_view,
             [&place](auto *view) { view->setTextCursor(cursorOver(view->document(), place)); });
}

} // namespace moa
