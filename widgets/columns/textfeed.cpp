// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/textfeed.h"

#include <algorithm>
#include <QTextBlockFormat>
#include <QTextDocument>

namespace moa {

namespace {

constexpr qsizetype sliceLength = 2048;
/// Where a line is broken at the next space, and where even without one.
constexpr qsizetype longLine = 4000;
constexpr qsizetype longestLine = 4200;

} // namespace

void TextFeed::restart(QTextDocument *document, const QTextBlockFormat &format)
{
    document->clear();
    m_end = QTextCursor(document);
    m_end.setBlockFormat(format);
    m_taken = 0;
    m_lineLength = 0;
}

bool TextFeed::catchUp(const QString &text, qsizetype limit, const QDeadlineTimer &deadline)
{
    const qsizetype end = std::min(text.size(), limit);
    while (m_taken < end) {
        QStringView slice = QStringView(text).mid(m_taken, std::min(sliceLength, end - m_taken));
        // A pair that belongs together (surrogates, a line end of two characters) stays together.
        if (slice.size() > 1 && (slice.back().isHighSurrogate() || slice.back() == u'\r'))
            slice.chop(1);
        m_end.movePosition(QTextCursor::End);
        m_end.insertText(broken(slice));
        m_taken += slice.size();
        if (deadline.hasExpired())
            break;
    }
    return m_taken >= end;
}

QString TextFeed::broken(QStringView slice)
{
    QString result;
    result.reserve(slice.size() + 1);
    for (const QChar character : slice) {
        const bool tooLong = (m_lineLength >= longLine && character.isSpace())
            || (m_lineLength >= longestLine && !character.isLowSurrogate());
        if (character == u'\n') {
            m_lineLength = 0;
        } else if (tooLong) {
            result += u'\n';
            m_lineLength = 0;
        } else {
            ++m_lineLength;
        }
        result += character;
    }
    return result;
}

} // namespace moa
