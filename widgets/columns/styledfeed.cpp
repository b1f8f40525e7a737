// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/styledfeed.h"

#include <algorithm>
#include <QTextBlockFormat>

namespace moa {

namespace {

constexpr qsizetype sliceLength = 2048; ///< units in one edit of the document
constexpr int sliceRuns = 32;

} // namespace

void StyledFeed::restart(QTextDocument *document, const QStringList &texts,
                         const QList<StyledRun> &runs, const QList<QTextCharFormat> &styles)
{
    m_writer.restart(document, {});
    m_document = document;
    m_texts = texts;
    m_runs = runs;
    m_styles = styles;
    m_shown.clear();
    m_next = 0;
    m_taken = 0;
}

bool StyledFeed::catchUp(const QDeadlineTimer &deadline)
{
    while (!isDone()) {
        writeSlice();
        if (deadline.hasExpired())
            break;
    }
    return isDone();
}

QString StyledFeed::original(qsizetype from, qsizetype to) const
{
    return m_writer.map().original(m_texts, from, to);
}

void StyledFeed::writeSlice()
{
    QTextCursor edit(m_document);
    edit.beginEditBlock();
    qsizetype room = sliceLength;
    for (int runs = 0; runs < sliceRuns && room > 0 && !isDone(); ++runs) {
        const StyledRun &run = m_runs.at(m_next);
        const QString &text = m_texts.at(run.text);
        const qsizetype start = run.range.start + m_taken;
        qsizetype size = std::min(room, run.range.end() - start);
        // A pair that belongs together stays together.
        if (size > 1 && start + size < run.range.end()
            && (text.at(start + size - 1).isHighSurrogate() || text.at(start + size - 1) == u'\r'))
            --size;
        if (m_taken == 0)
            m_shown.append({m_writer.map().shownSize(), 0});
        m_writer.append(text, {start, size}, m_styles.at(run.style), run.spaces, run.text);
        m_shown.last().size = m_writer.map().shownSize() - m_shown.last().start;
        m_taken += size;
        room -= size;
        if (m_taken == run.range.size) {
            ++m_next;
            m_taken = 0;
        }
    }
    edit.endEditBlock();
}

} // namespace moa
