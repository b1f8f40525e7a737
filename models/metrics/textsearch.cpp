// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/textsearch.h"

#include <algorithm>
#include <QStringMatcher>
#include <QTextBoundaryFinder>

namespace moa {

namespace {

/// Characters before and after a place that decide whether a cluster ends there. Longer clusters
/// are no writing but an attack, and are only judged by that much.
constexpr qsizetype surroundings = 64;

bool isAscii(QChar character)
{
    return character.unicode() < 0x80;
}

bool isBetweenClusters(QStringView text, qsizetype position)
{
    if (position <= 0 || position >= text.size())
        return true;
    const QChar before = text.at(position - 1);
    const QChar after = text.at(position);
    if (isAscii(before) && isAscii(after))
        return before != u'\r' || after != u'\n';
    qsizetype begin = std::max<qsizetype>(0, position - surroundings);
    if (begin > 0 && text.at(begin).isLowSurrogate())
        --begin;
    const QStringView part = text.mid(begin, position - begin + surroundings);
    QTextBoundaryFinder clusters(QTextBoundaryFinder::Grapheme, part.data(), part.size());
    clusters.setPosition(position - begin);
    return clusters.isAtBoundary();
}

} // namespace

std::vector<TextRange> findAll(QStringView text, const TextSearch &search, qsizetype limit,
                               const std::atomic_bool *cancelled)
{
    std::vector<TextRange> places;
    if (search.words.isEmpty())
        return places;
    const QStringMatcher matcher(search.words,
                                 search.matchCase ? Qt::CaseSensitive : Qt::CaseInsensitive);
    const qsizetype size = search.words.size();
    for (qsizetype at = matcher.indexIn(text, 0);
         at >= 0 && static_cast<qsizetype>(places.size()) < limit;) {
        if (cancelled && cancelled->load(std::memory_order_relaxed))
            break;
        const bool whole = isBetweenClusters(text, at) && isBetweenClusters(text, at + size);
        if (whole)
            places.push_back({at, size});
        at = matcher.indexIn(text, at + (whole ? size : 1));
    }
    return places;
}

} // namespace moa
