// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/readingplace.h"

#include <algorithm>

namespace moa {

namespace {

constexpr qsizetype wordsWithin = 160; ///< characters after the position that are looked at
constexpr qsizetype enoughWords = 40;
constexpr qsizetype fewestWords = 6;

/// Whether Markdown may swallow or change this character when it is rendered.
bool isMarkup(QChar character)
{
    return QStringView(u"*_#>|[]()!~`\\<&-+=:\n\u2029").contains(character);
}

} // namespace

ReadingPlace readingPlace(const QString &text, qsizetype position)
{
    ReadingPlace place;
    if (text.isEmpty())
        return place;
    position = std::clamp<qsizetype>(position, 0, text.size());
    place.fraction = static_cast<double>(position) / static_cast<double>(text.size());

    const QStringView after = QStringView(text).mid(position, wordsWithin);
    QStringView longest;
    for (qsizetype begin = 0; begin < after.size();) {
        if (isMarkup(after.at(begin)) || after.at(begin).isSpace()) {
            ++begin;
            continue;
        }
        qsizetype end = begin;
        while (end < after.size() && !isMarkup(after.at(end)) && end - begin < enoughWords)
            ++end;
        const QStringView run = after.mid(begin, end - begin).trimmed();
        if (run.size() > longest.size())
            longest = run;
        if (longest.size() >= enoughWords / 2)
            break;
        begin = end;
    }
    if (longest.size() >= fewestWords)
        place.words = longest.toString();
    return place;
}

qsizetype findPlace(const ReadingPlace &place, const QString &text)
{
    const auto expected = static_cast<qsizetype>(place.fraction * static_cast<double>(text.size()));
    if (place.words.isEmpty())
        return expected;
    const qsizetype after = text.indexOf(place.words, expected);
    const qsizetype before = text.lastIndexOf(place.words, expected);
    if (after < 0 && before < 0)
        return expected;
    if (after < 0 || before < 0)
        return std::max(after, before);
    return after - expected < expected - before ? after : before;
}

} // namespace moa
