// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columns/textmap.h"

#include <QTextCharFormat>
#include <QTextCursor>

class QTextDocument;

namespace moa {

/**
 * Writes texts of unknown origin to the end of a document so that all of it can be seen and none
 * of it does anything: invisible characters are marked (ControlMark), and a line of thousands of
 * characters is written as several, since laying one out costs time that grows with the square of
 * its length. The map tells what stands where.
 */
class TextWriter
{
public:
    /// Whether line ends, or tabs and spaces too, are marked, for where they matter. Marked spaces
    /// give a line no place to wrap.
    enum class Spaces { Plain, LineEndsMarked, Marked, MarkedUnbroken };

    /// Empties @p document, which must outlive the writer's use of it.
    void restart(QTextDocument *document, const QTextBlockFormat &format);
    /// The document was written to otherwise: what is appended next begins a line.
    void startLine() { m_lineLength = 0; }
    /**
     * Appends @p range of @p text, which is number @p number in the map. A line end of two
     * characters must not be cut by the range.
     */
    void append(QStringView text, TextRange range, const QTextCharFormat &format = {},
                Spaces spaces = Spaces::Plain, int number = 0);

    [[nodiscard]] const TextMap &map() const { return m_map; }

private:
    void appendVisible(QStringView text, TextRange range, Spaces spaces, int number);
    /// Shows @p shown for @p range; what is not shown unit for unit is one piece of the map.
    void put(QStringView shown, TextRange range, int number);
    void flush(const QTextCharFormat &format);
    [[nodiscard]] bool mustBreakBefore(QStringView text, qsizetype position) const;

    QTextCursor m_end;
    QString m_buffer;
    TextMap m_map;
    qsizetype m_lineLength = 0;
};

} // namespace moa
