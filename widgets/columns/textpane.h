// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/textrange.h"

#include <QAbstractScrollArea>
#include <QPointer>
#include <vector>

class QScrollBar;
class QTextDocument;

namespace moa {

/**
 * A shown text whose places can be found and scrolled to, of a QTextEdit or a QPlainTextEdit alike.
 * Positions are those of its document; heights are pixels. A handle: it owns nothing, and is empty
 * once its view is gone.
 */
class TextPane
{
public:
    TextPane() = default;
    /// @p view is a QTextEdit, a QPlainTextEdit or null.
    explicit TextPane(QAbstractScrollArea *view)
        : m_view(view)
    { }

    [[nodiscard]] bool isEmpty() const { return m_view.isNull(); }
    [[nodiscard]] QAbstractScrollArea *view() const { return m_view; }
    [[nodiscard]] QTextDocument *document() const;
    [[nodiscard]] QScrollBar *bar() const;

    /// How far the text is scrolled.
    [[nodiscard]] double offset() const;
    void setOffset(double offset);
    /// The place that is shown @p y below the top of the view.
    [[nodiscard]] int positionAt(int y) const;
    /// How far below the top of the text a place stands; 0 of its beginning, and of its end its
    /// height. Lays the text out as far as that.
    [[nodiscard]] double heightOf(qsizetype position) const;
    /// Scrolls so that a place can be seen, if it can't be already.
    void bringIntoView(qsizetype position);
    /// What can be seen of the text.
    [[nodiscard]] TextRange shown() const;

    /// Marks places in the text, in place of those that were marked before.
    void mark(const std::vector<TextRange> &places);
    /// Selects a place, as if the reader had.
    void select(const TextRange &place);

private:
    QPointer<QAbstractScrollArea> m_view;
};

} // namespace moa
