// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QStringList>

namespace moa {

/** A word of a text as searching knows it. */
struct SearchWord
{
    QString folded; ///< without case, accents and widths
    qsizetype begin = 0; ///< in the text
    qsizetype end = 0;
};

/**
 * Cuts a text into the words that can be searched for. In scripts that put no spaces between words
 * (Chinese, Japanese, Thai), and in Korean, whose words grow at their ends, every character is a
 * word of its own: so that one or two of them are found wherever they stand.
 */
class SearchWords
{
public:
    /// @p text is to be in normal form C and must outlive the object.
    explicit SearchWords(const QString &text)
        : m_text(text)
    { }

    /// False after the last word.
    [[nodiscard]] bool next(SearchWord &word);

private:
    [[nodiscard]] char32_t codePointAt(qsizetype place, qsizetype &length) const;
    [[nodiscard]] const QString &folded(char32_t character);

    const QString &m_text;
    qsizetype m_place = 0;
    QHash<char32_t, QString> m_folded; ///< of those met so far beyond ASCII
};

/** What a person searches for: words and phrases, all of which must be there. */
class SearchTerms
{
public:
    /// Takes anything that a person may type, an open quotation mark included. What is longer than
    /// anybody types is cut.
    explicit SearchTerms(const QString &typed);

    [[nodiscard]] bool isEmpty() const { return m_terms.isEmpty(); }
    /// The query for the index made of indexText(): never one that it refuses.
    [[nodiscard]] QString matchExpression() const;
    /// One line around the first hit in @p text, hits marked; empty if there is none.
    [[nodiscard]] QString snippet(const QString &text) const;

private:
    struct Term
    {
        QStringList words; ///< that follow one another
        bool isBeginning = false; ///< of two letters and more: the last of them may go on
    };

    void add(const QString &typed, bool isBeginning);
    /// Words of @p window from @p first on that are a hit; 0: none.
    [[nodiscard]] qsizetype hitAt(const QList<SearchWord> &window, qsizetype first) const;

    QList<Term> m_terms;
    qsizetype m_longest = 0; ///< words of a term
};

/// The words of @p text, folded and apart: what goes into the index.
[[nodiscard]] QString indexText(const QString &text);

} // namespace moa
