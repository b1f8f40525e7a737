// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/textfeed.h"

#include <algorithm>
#include <QTextBlockFormat>

namespace moa {

namespace {

constexpr qsizetype sliceLength = 2048;

} // namespace

void TextFeed::restart(QTextDocument *document, const QTextBlockFormat &format)
{
    m_writer.restart(document, format);
    m_taken = 0;
}

bool TextFeed::catchUp(const QString &text, qsizetype limit, const QDeadlineTimer &deadline)
{
    const qsizetype end = std::min(text.size(), limit);
    while (m_taken < end) {
        qsizetype size = std::min(sliceLength, end - m_taken);
        const QChar last = text.at(m_taken + size - 1);
        // A pair that belongs together (surrogates, a line end of two characters) stays together.
        if (size > 1 && (last.isHighSurrogate() || last == u'\r'))
            --size;
        m_writer.append(text, {m_taken, size});
        m_taken += size;
        if (deadline.hasExpired())
            break;
    }
    return m_taken >= end;
}

} // namespace moa
