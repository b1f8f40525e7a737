// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/searchtext.h"

#include "store/runsummary.h"

#include <algorithm>
#include <array>
#include <QChar>

namespace moa {

namespace {

/// Words are cut here: what is longer is an image or a key in letters, and nobody types it.
constexpr qsizetype c_mostLetters = 64;
/// Of a search, and words of each of them.
constexpr qsizetype c_mostTerms = 64;

struct Range
{
    char32_t first;
    char32_t last;
};

/// Blocks whose letters are words of their own, in order.
constexpr std::array c_singles{
    Range{0x0E00, 0x0EFF}, // Thai, Lao
    Range{0x1000, 0x109F}, // Myanmar
    Range{0x1100, 0x11FF}, // Hangul letters
    Range{0x1780, 0x17FF}, // Khmer
    Range{0x2E80, 0x2FDF}, // radicals
    Range{0x3005, 0x3007}, // marks that repeat a character, zero
    Range{0x3021, 0x9FFF}, // kana, bopomofo, ideographs
    Range{0xA000, 0xA4CF}, // Yi
    Range{0xAC00, 0xD7FF}, // Hangul syllables
    Range{0xF900, 0xFAFF}, // compatible ideographs
    Range{0xFF66, 0xFFDC}, // half-width kana and Hangul
    Range{0x20000, 0x3FFFF}, // ideographs beyond the first plane
};

bool isSingle(char32_t character)
{
    if (character < c_singles.front().first)
        return false;
    return std::any_of(c_singles.begin(), c_singles.end(), [character](Range range) {
        return character >= range.first && character <= range.last;
    });
}

bool isWordCharacter(char32_t character)
{
    if (character < 0x80) {
        return (character >= U'0' && character <= U'9') || (character >= U'a' && character <= U'z')
            || (character >= U'A' && character <= U'Z');
    }
    return QChar::isLetterOrNumber(character);
}

QString foldedCharacter(char32_t character)
{
    const QString text = QString::fromUcs4(&character, 1);
    // Qt's case folding keeps the length, and people type either.
    if (character == U'ß' || character == U'ẞ')
        return QStringLiteral("ss");
    // Syllables and voiced kana would fall apart into letters and marks.
    if (isSingle(character))
        return text.normalized(QString::NormalizationForm_KC);
    QString folded;
    const QString decomposed = text.normalized(QString::NormalizationForm_KD).toCaseFolded();
    for (const char32_t part : decomposed.toUcs4()) {
        if (isWordCharacter(part))
            folded += QString::fromUcs4(&part, 1);
    }
    return folded;
}

/// For one line, in which only searchHitBegin and searchHitEnd are control characters.
QString withoutControls(QStringView text)
{
    QString result = text.toString();
    for (QChar &character : result) {
        if (character.category() == QChar::Other_Control)
            character = u' ';
    }
    return result;
}

} // namespace

char32_t SearchWords::codePointAt(qsizetype place, qsizetype &length) const
{
    const QChar first = m_text.at(place);
    length = 1;
    if (first.isHighSurrogate() && place + 1 < m_text.size()
        && m_text.at(place + 1).isLowSurrogate()) {
        length = 2;
        return QChar::surrogateToUcs4(first, m_text.at(place + 1));
    }
    return first.unicode();
}

const QString &SearchWords::folded(char32_t character)
{
    auto found = m_folded.find(character);
    if (found == m_folded.end())
        found = m_folded.insert(character, foldedCharacter(character));
    return *found;
}

bool SearchWords::next(SearchWord &word)
{
    qsizetype length = 1;
    char32_t character = 0;
    for (; m_place < m_text.size(); m_place += length) {
        character = codePointAt(m_place, length);
        if (isWordCharacter(character))
            break;
    }
    if (m_place >= m_text.size())
        return false;

    word.begin = m_place;
    word.folded.clear();
    if (isSingle(character)) {
        word.folded = folded(character);
        m_place += length;
        word.end = m_place;
        return true;
    }
    for (; m_place < m_text.size(); m_place += length) {
        character = codePointAt(m_place, length);
        if (character < 0x80) {
            if (!isWordCharacter(character))
                break;
            if (word.folded.size() < c_mostLetters)
                word.folded += QChar(character).toLower();
        } else if (QChar::isMark(character)) {
            continue; // an accent that has no letter with it
        } else {
            if (!isWordCharacter(character) || isSingle(character))
                break;
            if (word.folded.size() < c_mostLetters)
                word.folded += folded(character);
        }
    }
    word.end = m_place;
    return true;
}

SearchTerms::SearchTerms(const QString &typed)
{
    const QStringList parts = typed.normalized(QString::NormalizationForm_C)
                                  .replace(u'“', u'"')
                                  .replace(u'”', u'"')
                                  .split(u'"');
    for (qsizetype index = 0; index < parts.size(); ++index) {
        const bool isQuoted = index % 2 == 1;
        const bool isClosed = index + 1 < parts.size();
        if (isQuoted) {
            add(parts.at(index), !isClosed);
            continue;
        }
        // Of the unquoted ones only the very last may be the beginning of a word.
        const QStringList words = parts.at(index).simplified().split(u' ', Qt::SkipEmptyParts);
        for (qsizetype word = 0; word < words.size(); ++word)
            add(words.at(word), !isClosed && word + 1 == words.size());
    }
}

void SearchTerms::add(const QString &typed, bool isBeginning)
{
    Term term;
    SearchWords words(typed);
    for (SearchWord word; term.words.size() < c_mostTerms && words.next(word);) {
        if (!word.folded.isEmpty())
            term.words.append(word.folded);
    }
    if (term.words.isEmpty() || m_terms.size() == c_mostTerms)
        return;
    // One letter is the beginning of so much that only the word that it is by itself is meant; and
    // what stands for itself in the index has no beginning.
    const QString &last = term.words.constLast();
    term.isBeginning = isBeginning && last.size() > 1 && !last.at(0).isSurrogate();
    m_longest = std::max(m_longest, term.words.size());
    m_terms.append(term);
}

QString SearchTerms::matchExpression() const
{
    QStringList terms;
    for (const Term &term : m_terms) {
        // Words have letters and digits only: nothing in the quotation marks needs escaping.
        terms.append(u'"' + term.words.join(u' ') + u'"'
                     + (term.isBeginning ? QStringLiteral("*") : QString()));
    }
    return terms.join(QStringLiteral(" AND "));
}

qsizetype SearchTerms::hitAt(const QList<SearchWord> &window, qsizetype first) const
{
    for (const Term &term : m_terms) {
        const qsizetype count = term.words.size();
        if (first + count > window.size())
            continue;
        bool isHit = true;
        for (qsizetype index = 0; index < count && isHit; ++index) {
            const QString &word = window.at(first + index).folded;
            isHit = index + 1 == count && term.isBeginning ? word.startsWith(term.words.at(index))
                                                           : word == term.words.at(index);
        }
        if (isHit)
            return count;
    }
    return 0;
}

QString SearchTerms::snippet(const QString &text) const
{
    constexpr qsizetype before = 40; // characters of context
    constexpr qsizetype after = 120;
    const QString normal = text.normalized(QString::NormalizationForm_C);
    SearchWords words(normal);
    QList<SearchWord> window; // the last words that were read
    SearchWord word;
    bool hasMore = true;
    const auto fill = [&](qsizetype count) {
        while (hasMore && window.size() < count && (hasMore = words.next(word)))
            window.append(word);
    };
    fill(m_longest);
    while (!window.isEmpty() && hitAt(window, 0) == 0) {
        window.removeFirst();
        fill(m_longest);
    }
    if (window.isEmpty())
        return {};

    const qsizetype hit = window.constFirst().begin;
    const qsizetype limit = hit + after;
    while (hasMore && window.constLast().end < limit && (hasMore = words.next(word)))
        window.append(word);
    qsizetype begin = std::max<qsizetype>(0, hit - before);
    if (begin > 0) {
        const qsizetype space = normal.indexOf(u' ', begin);
        begin = space >= 0 && space < hit ? space + 1 : begin;
        if (normal.at(begin).isLowSurrogate())
            ++begin;
    }
    qsizetype end = std::min(normal.size(), std::max(limit, window.constFirst().end));
    if (end < normal.size() && normal.at(end).isLowSurrogate())
        --end;

    QString line = begin > 0 ? QStringLiteral("…") : QString();
    qsizetype place = begin;
    for (qsizetype index = 0; index < window.size();) {
        const qsizetype count = std::max<qsizetype>(1, hitAt(window, index));
        const SearchWord &last = window.at(index + count - 1);
        if (last.end > end)
            break;
        if (hitAt(window, index) > 0) {
            const qsizetype from = window.at(index).begin;
            line += withoutControls(QStringView(normal).sliced(place, from - place));
            line += searchHitBegin;
            line += withoutControls(QStringView(normal).sliced(from, last.end - from));
            line += searchHitEnd;
            place = last.end;
        }
        index += count;
    }
    line += withoutControls(QStringView(normal).sliced(place, end - place));
    if (end < normal.size())
        line += u'…';
    return line.simplified();
}

QString indexText(const QString &text)
{
    const QString normal = text.normalized(QString::NormalizationForm_C);
    QString result;
    result.reserve(normal.size() + normal.size() / 4);
    SearchWords words(normal);
    for (SearchWord word; words.next(word);) {
        if (word.folded.isEmpty())
            continue;
        if (!result.isEmpty())
            result += u' ';
        result += word.folded;
    }
    return result;
}

} // namespace moa
