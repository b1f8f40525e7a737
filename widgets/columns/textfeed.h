// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columns/textwriter.h"

#include <QDeadlineTimer>
#include <QString>

namespace moa {

/**
 * Brings a document up to a text that grows at its end, by plain insertion and a slice at a time,
 * so that no answer, however long or fast, holds the window up.
 *
 * The document is for reading, as TextWriter writes it; the text itself stays with its owner.
 */
class TextFeed
{
public:
    /// Empties @p document, which must outlive the feed's use of it, and starts from nothing.
    void restart(QTextDocument *document, const QTextBlockFormat &format);

    /// Goes on with another text, behind whatever the document ends with by now; map() tells
    /// nothing from then on.
    void startNext()
    {
        m_taken = 0;
        m_writer.startLine();
    }

    /// Characters of the text that are in the document.
    [[nodiscard]] qsizetype taken() const { return m_taken; }
    /**
     * Appends what of the first @p limit characters of @p text is not there yet, until @p deadline;
     * at least one slice. Returns whether all of it is there.
     */
    bool catchUp(const QString &text, qsizetype limit, const QDeadlineTimer &deadline);

    /// Where what is taken stands in the document.
    [[nodiscard]] const TextMap &map() const { return m_writer.map(); }

private:
    TextWriter m_writer;
    qsizetype m_taken = 0;
};

} // namespace moa
