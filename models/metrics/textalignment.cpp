// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/textalignment.h"

#include "metrics/textwords.h"

#include <algorithm>
#include <unordered_map>

namespace moa {

namespace {

constexpr size_t wordsPerShingle = 5;
/// Of the shorter text's words, so that a set phrase does not make two texts relatives.
constexpr double leastShare = 0.02;
constexpr quint64 hashFactor = 0x9E3779B97F4A7C15;
constexpr qint64 severalTimes = -1;

std::vector<quint64> shinglesOf(const std::vector<AlignableText::Word> &words)
{
    std::vector<quint64> shingles;
    if (words.size() < wordsPerShingle)
        return shingles;
    shingles.reserve(words.size() - wordsPerShingle + 1);
    for (size_t begin = 0; begin + wordsPerShingle <= words.size(); ++begin) {
        quint64 hash = 0;
        for (size_t i = begin; i < begin + wordsPerShingle; ++i) {
            hash = (hash ^ words[i].hash) * hashFactor;
            hash ^= hash >> 32;
        }
        shingles.push_back(hash);
    }
    return shingles;
}

/// Where the shingles that occur once begin.
std::unordered_map<quint64, qint64> uniquePlaces(const std::vector<quint64> &shingles)
{
    std::unordered_map<quint64, qint64> places;
    places.reserve(shingles.size());
    for (size_t at = 0; at < shingles.size(); ++at) {
        const auto [place, isNew] = places.try_emplace(shingles[at], static_cast<qint64>(at));
        if (!isNew)
            place->second = severalTimes;
    }
    return places;
}

/// The same words in two texts, by their index.
struct Match
{
    size_t first;
    size_t second;
};

std::vector<Match> uniqueMatches(const AlignableText &first, const AlignableText &second)
{
    const std::vector<quint64> firstShingles = shinglesOf(first.words());
    const auto inFirst = uniquePlaces(firstShingles);
    const auto inSecond = uniquePlaces(shinglesOf(second.words()));
    std::vector<Match> matches;
    for (size_t at = 0; at < firstShingles.size(); ++at) {
        if (inFirst.at(firstShingles[at]) == severalTimes)
            continue;
        const auto found = inSecond.find(firstShingles[at]);
        if (found != inSecond.cend() && found->second != severalTimes)
            matches.push_back({at, static_cast<size_t>(found->second)});
    }
    return matches;
}

/// The longest subsequence of @p matches, which are in the first text's order, that is in the
/// second one's as well.
std::vector<Match> longestInOrder(const std::vector<Match> &matches)
{
    constexpr size_t none = SIZE_MAX;
    std::vector<size_t> tails; // by length: the match that ends the chain soonest
    std::vector<size_t> before(matches.size(), none);
    for (size_t i = 0; i < matches.size(); ++i) {
        const auto place =
            std::lower_bound(tails.begin(), tails.end(), i, [&matches](size_t tail, size_t match) {
                return matches[tail].second < matches[match].second;
            });
        if (place != tails.begin())
            before[i] = *(place - 1);
        if (place == tails.end())
            tails.push_back(i);
        else
            *place = i;
    }
    std::vector<Match> chain;
    for (size_t i = tails.empty() ? none : tails.back(); i != none; i = before[i])
        chain.push_back(matches[i]);
    std::reverse(chain.begin(), chain.end());
    return chain;
}

TextRange rangeOf(const AlignableText &text, size_t firstWord, size_t lastWord)
{
    const qsizetype start = text.words()[firstWord].range.start;
    return {start, text.words()[lastWord].range.end() - start};
}

} // namespace

AlignableText::AlignableText(QStringView text)
    : m_size(text.size())
{
    for (const TextWord &word : splitWords(text)) {
        if (word.kind == WordKind::Word)
            m_words.push_back({word.range, word.hash});
    }
}

TextAlignment::TextAlignment(const AlignableText &first, const AlignableText &second)
    : m_firstSize(first.size())
    , m_secondSize(second.size())
{
    size_t shared = 0;
    size_t firstEnd = 0; // of what the anchors cover so far
    size_t secondEnd = 0;
    const std::vector<Match> chain = longestInOrder(uniqueMatches(first, second));
    for (size_t i = 0; i < chain.size();) {
        // Shingles that follow each other in both texts are one passage.
        size_t last = i;
        while (last + 1 < chain.size() && chain[last + 1].first == chain[last].first + 1
               && chain[last + 1].second == chain[last].second + 1)
            ++last;
        // Its first words may be the last ones of the passage before in one of the texts.
        const size_t overlap =
            std::max(firstEnd > chain[i].first ? firstEnd - chain[i].first : 0,
                     secondEnd > chain[i].second ? secondEnd - chain[i].second : 0);
        const size_t words = last - i + wordsPerShingle;
        if (overlap < words) {
            const size_t firstBegin = chain[i].first + overlap;
            const size_t secondBegin = chain[i].second + overlap;
            firstEnd = chain[i].first + words;
            secondEnd = chain[i].second + words;
            m_anchors.append({rangeOf(first, firstBegin, firstEnd - 1),
                              rangeOf(second, secondBegin, secondEnd - 1)});
            shared += words - overlap;
        }
        i = last + 1;
    }
    const size_t shorter = std::min(first.words().size(), second.words().size());
    m_related =
        shared > 0 && static_cast<double>(shared) >= leastShare * static_cast<double>(shorter);
}

TextAlignment::Span TextAlignment::around(qsizetype position) const
{
    const auto next = std::upper_bound(
        m_anchors.cbegin(), m_anchors.cend(), position,
        [](qsizetype place, const TextAnchor &anchor) { return place < anchor.first.start; });
    TextRange first{0, m_firstSize};
    TextRange second{0, m_secondSize};
    if (next != m_anchors.cbegin()) {
        const TextAnchor &before = *(next - 1);
        if (position < before.first.end())
            return {before.first, before.second};
        first.start = before.first.end();
        second.start = before.second.end();
    }
    const bool toTheEnd = next == m_anchors.cend();
    first.size = (toTheEnd ? m_firstSize : next->first.start) - first.start;
    second.size = (toTheEnd ? m_secondSize : next->second.start) - second.start;
    return {first, second};
}

} // namespace moa
