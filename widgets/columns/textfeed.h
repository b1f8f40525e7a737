// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDeadlineTimer>
#include <QString>
#include <QTextCursor>

class QTextDocument;

namespace moa {

/**
 * Brings a document up to a text that grows at its end, by plain insertion and a slice at a time,
 * so that no answer, however long or fast, holds the window up.
 *
 * A line of thousands of characters is shown as several: laying one out costs time that grows with
 * the square of its length. So the document is for reading; the text itself stays with its owner.
 */
class TextFeed
{
public:
    /// Empties @p document, which must outlive the feed's use of it, and starts from nothing.
    void restart(QTextDocument *document, const QTextBlockFormat &format);

    /// Goes on with another text, behind whatever the document ends with by now.
    void startNext()
    {
        m_taken = 0;
        m_lineLength = 0;
    }

    /// Characters of the text that are in the document.
    [[nodiscard]] qsizetype taken() const { return m_taken; }
    /**
     * Appends what of the first @p limit characters of @p text is not there yet, until @p deadline;
     * at least one slice. Returns whether all of it is there.
     */
    bool catchUp(const QString &text, qsizetype limit, const QDeadlineTimer &deadline);

private:
    [[nodiscard]] QString broken(QStringView slice);

    QTextCursor m_end;
    qsizetype m_taken = 0;
    qsizetype m_lineLength = 0;
};

} // namespace moa
