// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/textwriter.h"

#include "columns/controlmark.h"
#include "columns/invisibles.h"

#include <QTextDocument>

namespace moa {

namespace {

/// Where a line is broken at the next space, and where even without one.
constexpr qsizetype longLine = 4000;
constexpr qsizetype longestLine = 4200;
/// Marks take longer to lay out than characters, and are wider.
constexpr qsizetype markLength = 10;
/// A grapheme cluster longer than this may be cut: nothing else would end a line of nothing but
/// combining marks.
constexpr qsizetype longestCluster = 64;

bool isLineEnd(QChar character)
{
    return character == u'\n' || character == u'\r' || character == QChar::ParagraphSeparator;
}

/// Whether a grapheme cluster may go on with @p character.
bool continuesCluster(QChar character)
{
    return character.isLowSurrogate() || character.isMark() || character.unicode() == 0x200D
        || character.unicode() == 0x200C;
}

/// What is shown for a space where spaces are what matters.
QString markedSpace(QChar character, TextWriter::Spaces spaces)
{
    if (isLineEnd(character)) {
        return spaces == TextWriter::Spaces::MarkedUnbroken ? QStringLiteral("¶")
                                                            : QStringLiteral("¶\n");
    }
    if (character == u'\t')
        return QStringLiteral("→");
    return QStringLiteral("·");
}

} // namespace

void TextWriter::restart(QTextDocument *document, const QTextBlockFormat &format)
{
    document->clear();
    ControlMark::installOn(document);
    m_end = QTextCursor(document);
    m_end.setBlockFormat(format);
    m_buffer.clear();
    m_map.clear();
    m_lineLength = 0;
}

void TextWriter::append(QStringView text, TextRange range, const QTextCharFormat &format,
                        Spaces spaces, int number)
{
    m_end.movePosition(QTextCursor::End);
    m_end.beginEditBlock();
    const QStringView part = text.first(range.end());
    for (qsizetype at = range.start; at < range.end();) {
        const Invisible next = findInvisible(part, at);
        appendVisible(text, {at, next.start - at}, spaces, number);
        flush(format);
        at = next.start + next.size;
        if (next.size > 0) {
            if (m_lineLength >= longLine) {
                put(u"\n", {next.start, 0}, number);
                m_lineLength = 0;
            }
            put(u"\uFFFC", {next.start, next.size}, number);
            flush(ControlMark::formatFor(next.code, format));
            m_lineLength += markLength;
        }
    }
    m_end.endEditBlock();
}

void TextWriter::appendVisible(QStringView text, TextRange range, Spaces spaces, int number)
{
    const bool marksSpaces = spaces == Spaces::Marked || spaces == Spaces::MarkedUnbroken;
    qsizetype plain = range.start; // what is shown as it is and not in the buffer yet
    const auto putPlain = [&](qsizetype end) {
        put(text.mid(plain, end - plain), {plain, end - plain}, number);
    };
    for (qsizetype i = range.start; i < range.end(); ++i) {
        const QChar character = text.at(i);
        if (isLineEnd(character)) {
            const bool two = character == u'\r' && i + 1 < range.end() && text.at(i + 1) == u'\n';
            putPlain(i);
            put(spaces == Spaces::Plain ? QStringView(u"\n") : markedSpace(character, spaces),
                {i, two ? 2 : 1}, number);
            i += two ? 1 : 0;
            plain = i + 1;
            m_lineLength = 0;
        } else if (marksSpaces && character.isSpace()) {
            putPlain(i);
            put(markedSpace(character, spaces), {i, 1}, number);
            plain = i + 1;
            ++m_lineLength;
        } else {
            if (m_lineLength >= longLine && mustBreakBefore(text, i)) {
                putPlain(i);
                put(u"\n", {i, 0}, number);
                plain = i;
                m_lineLength = 0;
            }
            ++m_lineLength;
        }
    }
    putPlain(range.end());
}

void TextWriter::put(QStringView shown, TextRange range, int number)
{
    if (shown.isEmpty() && range.isEmpty())
        return;
    m_buffer += shown;
    m_map.append(shown.size(), range, number);
}

void TextWriter::flush(const QTextCharFormat &format)
{
    if (m_buffer.isEmpty())
        return;
    m_end.insertText(m_buffer, format);
    m_buffer.clear();
}

bool TextWriter::mustBreakBefore(QStringView text, qsizetype position) const
{
    const QChar character = text.at(position);
    if (character.isSpace())
        return true;
    if (m_lineLength < longestLine)
        return false;
    const bool inCluster =
        continuesCluster(character) || (position > 0 && text.at(position - 1).unicode() == 0x200D);
    return !inCluster
        || (m_lineLength >= longestLine + longestCluster && !character.isLowSurrogate());
}

} // namespace moa
