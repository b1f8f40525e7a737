// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/textrange.h"

#include <optional>
#include <QBitArray>
#include <QList>
#include <QString>

namespace moa {

/**
 * A text made ready once to be searched in often: composed, and beside it the same without case,
 * accents and full-width forms, unit for unit.
 */
class FoldedText
{
public:
    FoldedText() = default;
    explicit FoldedText(const QString &text);

    /// As it is shown, in the composed form that the ranges of a match refer to.
    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] const QString &folded() const { return m_folded; }
    [[nodiscard]] qsizetype size() const { return m_folded.size(); }
    /// Whether a word starts there: at the beginning, behind a sign, at a capital, between letters
    /// and digits, and at every character of a script that has no spaces.
    [[nodiscard]] bool startsWord(qsizetype position) const { return m_starts.testBit(position); }
    /// False: @p word can't be in it in any way.
    [[nodiscard]] bool mayHold(const FoldedText &word) const
    {
        return (word.m_letters & ~m_letters) == 0;
    }

private:
    QString m_text;
    QString m_folded;
    QBitArray m_starts;
    quint64 m_letters = 0; ///< one bit for each letter that occurs
};

/**
 * How well a word of a search is found in a text; the more the better. Found in one piece always
 * counts for more than found letter by letter.
 */
namespace fuzzy {

inline constexpr int perfect = 2000; ///< no match scores more
inline constexpr int piece = 1000; ///< what a match in one piece scores at least

/**
 * The score of @p word in @p text; nothing if it isn't there. Letter by letter, the first letter
 * must start a word, and each further one follow within the same word or start another. A match at
 * the start of @p name, or all of it, counts more. @p matched, if given, gets what was matched.
 */
[[nodiscard]] std::optional<int> score(const FoldedText &word, const FoldedText &text,
                                       TextRange name, QList<TextRange> *matched = nullptr);

/// The words of a search.
[[nodiscard]] QList<FoldedText> words(const QString &search);

/// In order, those that touch or overlap as one.
[[nodiscard]] QList<TextRange> joined(QList<TextRange> ranges);

} // namespace fuzzy

} // namespace moa
