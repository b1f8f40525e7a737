// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columns/textwriter.h"

#include <QDeadlineTimer>

namespace moa {

/** A stretch of one of several texts, to be shown in one of several styles. */
struct StyledRun
{
    TextRange range;
    int text = 0; ///< its number
    int style = 0; ///< index of a character format
    TextWriter::Spaces spaces = TextWriter::Spaces::Plain;

    friend bool operator==(const StyledRun &, const StyledRun &) = default;
};

/** Brings runs of texts into a document a slice at a time, so that no length holds the window up.
 */
class StyledFeed
{
public:
    /// Empties @p document, which must outlive the feed's use of it.
    void restart(QTextDocument *document, const QStringList &texts, const QList<StyledRun> &runs,
                 const QList<QTextCharFormat> &styles);
    /// Works until @p deadline, at least one slice. Returns whether all of it is there.
    bool catchUp(const QDeadlineTimer &deadline);
    [[nodiscard]] bool isDone() const { return m_next == m_runs.size(); }

    /// How many runs are there as a whole.
    [[nodiscard]] qsizetype written() const { return m_next; }
    /// Where a run that is there stands in the document.
    [[nodiscard]] TextRange shown(qsizetype run) const { return m_shown.at(run); }
    [[nodiscard]] QString original(qsizetype from, qsizetype to) const;
    [[nodiscard]] const TextMap &map() const { return m_writer.map(); }
    [[nodiscard]] const QList<StyledRun> &runs() const { return m_runs; }

private:
    void writeSlice();

    TextWriter m_writer;
    QTextDocument *m_document = nullptr;
    QStringList m_texts;
    QList<StyledRun> m_runs;
    QList<QTextCharFormat> m_styles;
    QList<TextRange> m_shown; ///< of each run that has begun
    qsizetype m_next = 0; ///< the run that is to be written
    qsizetype m_taken = 0; ///< units of it that are there
};

} // namespace moa
