// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/textwords.h"

#include <QString>
#include <vector>

namespace moa {

/** Consecutive words of a text by number: the first, and the one after the last. */
struct WordSpan
{
    qsizetype first = 0;
    qsizetype end = 0;

    [[nodiscard]] constexpr qsizetype size() const { return end - first; }
    [[nodiscard]] constexpr bool isEmpty() const { return end <= first; }

    friend bool operator==(const WordSpan &, const WordSpan &) = default;
};

/// What two spans have in common; an empty span if nothing.
[[nodiscard]] constexpr WordSpan intersected(const WordSpan &a, const WordSpan &b)
{
    const qsizetype first = a.first > b.first ? a.first : b.first;
    const qsizetype end = a.end < b.end ? a.end : b.end;
    return {first, first < end ? end : first};
}

/**
 * A text as its words and marks in order, numbered from 0: whatever whitespace stands between them
 * makes no difference. Keeps the text.
 */
class WordSequence
{
public:
    /// Fewer words than that say nothing about where they come from.
    static constexpr qsizetype shortestRun = 3;

    WordSequence() = default;
    explicit WordSequence(const QString &text);

    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] qsizetype size() const { return static_cast<qsizetype>(m_words.size()); }
    [[nodiscard]] const TextWord &at(qsizetype word) const
    {
        return m_words[static_cast<size_t>(word)];
    }

    /// Whether the span is long enough to be a quotation: at least three words or marks, and not
    /// marks alone.
    [[nodiscard]] bool isRun(const WordSpan &span) const;
    /// From the start of the span's first word to the end of its last. Not for an empty span.
    [[nodiscard]] TextRange range(const WordSpan &span) const;
    /// The words that lie wholly in the range.
    [[nodiscard]] WordSpan span(const TextRange &range) const;

private:
    QString m_text;
    std::vector<TextWord> m_words;
    std::vector<quint32> m_marksUpTo; ///< for each word: marks in a row that end with it
};

} // namespace moa
