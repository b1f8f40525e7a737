// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/fuzzymatch.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace moa {

namespace {

constexpr char16_t fullWidthFirst = 0xFF01;
constexpr char16_t fullWidthLast = 0xFF5E;
constexpr char16_t fullWidthOffset = 0xFEE0;

/// "É" is "e", "Ａ" is "a"; a Korean syllable stays whole.
QChar foldedUnit(QChar unit)
{
    if (unit.unicode() >= fullWidthFirst && unit.unicode() <= fullWidthLast)
        unit = QChar(static_cast<char16_t>(unit.unicode() - fullWidthOffset));
    for (QString parts = unit.decomposition(); parts.size() > 1 && parts.at(1).isMark();
         parts = unit.decomposition())
        unit = parts.at(0);
    return unit.toCaseFolded();
}

bool hasNoSpaces(QChar unit)
{
    switch (unit.script()) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Hangul:
        return true;
    default:
        return false;
    }
}

bool startsWordAt(const QString &text, qsizetype position)
{
    const QChar unit = text.at(position);
    if (!unit.isLetterOrNumber())
        return unit.isHighSurrogate();
    if (position == 0)
        return true;
    const QChar before = text.at(position - 1);
    if (!before.isLetterOrNumber())
        return true;
    return (unit.isUpper() && !before.isUpper()) || unit.isDigit() != before.isDigit()
        || (unit.unicode() > 0x7F && hasNoSpaces(unit));
}

quint64 letterBit(QChar unit)
{
    constexpr int letters = 26;
    constexpr int digits = 10;
    constexpr int others = 64 - letters - digits;
    const char16_t code = unit.unicode();
    if (code >= u'a' && code <= u'z')
        return quint64{1} << (code - u'a');
    if (code >= u'0' && code <= u'9')
        return quint64{1} << (letters + code - u'0');
    return quint64{1} << (letters + digits + code % others);
}

} // namespace

FoldedText::FoldedText(const QString &text)
    : m_text(text.normalized(QString::NormalizationForm_C))
    , m_folded(m_text)
    , m_starts(m_text.size())
{
    for (qsizetype position = 0; position < m_text.size(); ++position) {
        const QChar unit = m_text.at(position);
        const QChar folded = unit.unicode() < 0x80 ? unit.toLower() : foldedUnit(unit);
        m_folded[position] = folded;
        m_letters |= letterBit(folded);
        if (startsWordAt(m_text, position))
            m_starts.setBit(position);
    }
}

namespace fuzzy {

namespace {

// In one piece: what the place of it adds.
constexpr int wholeName = 1000;
constexpr int nameStart = 700;
constexpr int textStart = 600;
constexpr int wordStart = 400;
constexpr int wordEnd = 60;

// Letter by letter: what a letter adds, of which the share of the best possible is taken.
constexpr int onWordStart = 14;
constexpr int onNext = 12;
constexpr int within = 4;
constexpr int leastScattered = 100;
constexpr int mostScattered = 900;
constexpr qsizetype longestScattered = 32;

constexpr int none = std::numeric_limits<int>::min() / 2;

bool endsWord(const FoldedText &text, qsizetype end)
{
    return end == text.size() || text.startsWord(end) || !text.folded().at(end).isLetterOrNumber();
}

std::optional<int> inOnePiece(const FoldedText &word, const FoldedText &text, TextRange name,
                              QList<TextRange> *matched)
{
    std::optional<int> best;
    for (qsizetype at = text.folded().indexOf(word.folded()); at >= 0;
         at = text.folded().indexOf(word.folded(), at + 1)) {
        const TextRange found{at, word.size()};
        int value = piece;
        if (found == name || found == TextRange{0, text.size()})
            value += wholeName;
        else if (at == name.start)
            value += nameStart;
        else if (at == 0)
            value += textStart;
        else if (text.startsWord(at))
            value += wordStart;
        if (value < perfect && endsWord(text, found.end()))
            value += wordEnd;
        if (!best || value > *best) {
            best = value;
            if (matched)
                *matched = {found};
        }
    }
    return best;
}

/** The best way to find a word's letters one after another, letter by letter of the word. */
class Scattered
{
public:
    Scattered(const FoldedText &word, const FoldedText &text, bool keepWays)
        : m_word(word)
        , m_text(text)
        , m_row(static_cast<size_t>(text.size()), none)
        , m_next(m_row)
    {
        if (keepWays)
            m_ways.resize(static_cast<size_t>(word.size() * text.size()));
        for (qsizetype letter = 0; letter < word.size(); ++letter)
            place(letter);
    }

    /// Where the last letter ends best; -1 if the word isn't there.
    [[nodiscard]] qsizetype end() const
    {
        const auto best = std::max_element(m_row.cbegin(), m_row.cend());
        return best == m_row.cend() || *best <= none / 2 ? -1 : std::distance(m_row.cbegin(), best);
    }
    [[nodiscard]] int value(qsizetype end) const { return m_row[static_cast<size_t>(end)]; }

    [[nodiscard]] QList<TextRange> way(qsizetype end) const
    {
        QList<TextRange> letters;
        for (qsizetype letter = m_word.size() - 1; letter >= 0; --letter) {
            letters.append({end, 1});
            end = m_ways[wayIndex(letter, end)];
        }
        return joined(letters);
    }

private:
    /// The best place of the letter before: what it is worth, every letter between costs one.
    struct Before
    {
        int value = none;
        qsizetype place = -1;

        void offer(int row, qsizetype at)
        {
            const int worth = row + static_cast<int>(at);
            if (row > none / 2 && worth > value)
                *this = {worth, at};
        }
    };

    [[nodiscard]] size_t wayIndex(qsizetype letter, qsizetype at) const
    {
        return static_cast<size_t>(letter * m_text.size() + at);
    }

    void place(qsizetype letter)
    {
        const QChar wanted = m_word.folded().at(letter);
        Before anywhere;
        Before inThisWord;
        for (qsizetype at = 0; at < m_text.size(); ++at) {
            const bool starts = m_text.startsWord(at);
            const int last = letter > 0 && at > 0 ? m_row[static_cast<size_t>(at - 1)] : none;
            if (at > 0) {
                anywhere.offer(last, at - 1);
                inThisWord.offer(last, at - 1);
            }
            if (starts)
                inThisWord = {};
            int value = none;
            qsizetype from = -1;
            if (m_text.folded().at(at) != wanted) {
                value = none;
            } else if (letter == 0) {
                value = starts ? onWordStart : none;
            } else {
                const Before &before = starts ? anywhere : inThisWord;
                if (before.place >= 0) {
                    value =
                        before.value - static_cast<int>(at) + 1 + (starts ? onWordStart : within);
                    from = before.place;
                }
                if (last > none / 2 && last + onNext > value) {
                    value = last + onNext;
                    from = at - 1;
                }
            }
            m_next[static_cast<size_t>(at)] = value;
            if (!m_ways.empty())
                m_ways[wayIndex(letter, at)] = from;
        }
        m_row.swap(m_next);
    }

    const FoldedText &m_word;
    const FoldedText &m_text;
    std::vector<int> m_row; ///< for each place, the best value with the last letter there
    std::vector<int> m_next;
    std::vector<qsizetype> m_ways; ///< for each letter and place, where the letter before stands
};

std::optional<int> letterByLetter(const FoldedText &word, const FoldedText &text,
                                  QList<TextRange> *matched)
{
    if (word.size() > std::min(text.size(), longestScattered))
        return std::nullopt;
    const Scattered scattered(word, text, matched != nullptr);
    const qsizetype end = scattered.end();
    if (end < 0)
        return std::nullopt;
    if (matched)
        *matched = scattered.way(end);
    const auto best = static_cast<int>(word.size()) * onWordStart;
    const int value = std::clamp(scattered.value(end), 0, best);
    return leastScattered + (mostScattered - leastScattered) * value / best;
}

} // namespace

std::optional<int> score(const FoldedText &word, const FoldedText &text, TextRange name,
                         QList<TextRange> *matched)
{
    if (word.size() == 0 || !text.mayHold(word))
        return std::nullopt;
    const std::optional<int> whole = inOnePiece(word, text, name, matched);
    return whole ? whole : letterByLetter(word, text, matched);
}

QList<FoldedText> words(const QString &search)
{
    QList<FoldedText> result;
    for (const QString &word : search.simplified().split(u' ', Qt::SkipEmptyParts))
        result.append(FoldedText(word));
    return result;
}

QList<TextRange> joined(QList<TextRange> ranges)
{
    std::sort(ranges.begin(), ranges.end(), [](const TextRange &a, const TextRange &b) {
        return a.start != b.start ? a.start < b.start : a.size < b.size;
    });
    QList<TextRange> result;
    for (const TextRange &range : std::as_const(ranges)) {
        if (!result.isEmpty() && range.start <= result.constLast().end())
            result.last().size =
                std::max(result.constLast().end(), range.end()) - result.constLast().start;
        else
            result.append(range);
    }
    return result;
}

} // namespace fuzzy

} // namespace moa
