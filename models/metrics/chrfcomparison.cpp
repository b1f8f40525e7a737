// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/chrfcomparison.h"

#include "metrics/characterclasses.h"
#include "metrics/codepoints.h"

#include <QHash>

namespace moa {

namespace {

using Sequences = std::vector<GramOverlaps::Sequence>;

// ASCII only, as in the original.
bool isMark(QChar character)
{
    const char16_t unit = character.unicode();
    return (unit >= 0x21 && unit <= 0x2F) || (unit >= 0x3A && unit <= 0x40)
        || (unit >= 0x5B && unit <= 0x60) || (unit >= 0x7B && unit <= 0x7E);
}

// Numbers the words of texts, the same word always alike.
class WordNumbers
{
public:
    // The text has to outlive this object.
    [[nodiscard]] GramOverlaps::Sequence of(QStringView text)
    {
        m_sequence.clear();
        qsizetype start = 0;
        for (qsizetype at = 0; at < text.size(); ++at) {
            if (isPythonSpace(text[at].unicode())) {
                addSplit(text.sliced(start, at - start));
                start = at + 1;
            }
        }
        addSplit(text.sliced(start));
        return m_sequence;
    }

private:
    // One mark comes off a word, at the end or else at the start: "(hi)" is "(hi" and ")".
    void addSplit(QStringView word)
    {
        if (word.size() > 1 && isMark(word.back())) {
            add(word.chopped(1));
            add(word.last(1));
        } else if (word.size() > 1 && isMark(word.front())) {
            add(word.first(1));
            add(word.sliced(1));
        } else if (!word.isEmpty()) {
            add(word);
        }
    }

    void add(QStringView word)
    {
        const auto next = static_cast<quint32>(m_numbers.size());
        const auto found = m_numbers.constFind(word);
        m_sequence.push_back(found == m_numbers.cend() ? *m_numbers.insert(word, next) : *found);
    }

    QHash<QStringView, quint32> m_numbers;
    GramOverlaps::Sequence m_sequence;
};

Sequences characterSequences(const QList<QStringView> &texts, const ChrfOptions &options)
{
    const Whitespace whitespace = options.whitespace ? Whitespace::Keep : Whitespace::Drop;
    Sequences result;
    for (const QStringView text : texts) {
        result.push_back(options.lowercase ? codePoints(lowered(text), whitespace)
                                           : codePoints(text, whitespace));
    }
    return result;
}

Sequences wordSequences(const QList<QStringView> &texts, const ChrfOptions &options)
{
    Sequences result(static_cast<size_t>(texts.size()));
    if (options.wordOrder == 0)
        return result;
    QStringList lowercaseTexts;
    if (options.lowercase) {
        for (const QStringView text : texts)
            lowercaseTexts.append(lowered(text));
    }
    WordNumbers words;
    for (qsizetype index = 0; index < texts.size(); ++index) {
        result[static_cast<size_t>(index)] =
            words.of(options.lowercase ? QStringView(lowercaseTexts.at(index)) : texts.at(index));
    }
    return result;
}

} // namespace

ChrfComparison::ChrfComparison(const QList<QStringView> &texts, const ChrfOptions &options,
                               GramOverlaps::Pairs pairs)
    : m_options(options)
    , m_characters(characterSequences(texts, options), options.charOrder, pairs)
    , m_words(wordSequences(texts, options), options.wordOrder, pairs)
{ }

ChrfStatistics ChrfComparison::statistics(qsizetype hypothesis, qsizetype reference) const
{
    const auto row = static_cast<size_t>(hypothesis);
    const auto column = static_cast<size_t>(reference);
    ChrfStatistics result;
    const auto append = [&](const GramOverlaps &overlaps, int orders) {
        for (int order = 1; order <= orders; ++order) {
            const qint64 inReference = overlaps.total(order, column);
            result.hypothesis.append(inReference == 0 ? 0 : overlaps.total(order, row));
            result.reference.append(inReference);
            result.matches.append(overlaps.common(order, row, column));
        }
    };
    append(m_characters, m_options.charOrder);
    append(m_words, m_options.wordOrder);
    return result;
}

} // namespace moa
