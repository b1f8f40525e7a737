// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/ngrammatcher.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace moa {

namespace {

constexpr quint32 c_none = 0xFFFFFFFFu;

// A power of two that leaves an open-addressing table for that many entries at most half full.
constexpr size_t tableSize(size_t entries)
{
    return std::bit_ceil(std::max<size_t>(2 * entries, 16));
}

constexpr int tableShift(size_t size)
{
    return 64 - std::countr_zero(size);
}

bool sameCharacters(const Token &a, const Token &b)
{
    return a.size == b.size
        && std::memcmp(a.data, b.data, static_cast<size_t>(a.size) * sizeof(char16_t)) == 0;
}

} // namespace

BleuStatistics NgramMatcher::count(QStringView hypothesis, const QStringList &references,
                                   const BleuOptions &options)
{
    m_hypothesis.assign(hypothesis, options.tokenizer, options.lowercase);
    numberWords();

    m_referencePlaces.resize(static_cast<size_t>(references.size()));
    m_referenceLengths.clear();
    auto places = m_referencePlaces.begin();
    for (const QString &reference : references) {
        m_reference.assign(reference, options.tokenizer, options.lowercase);
        m_referenceLengths.push_back(static_cast<qint64>(m_reference.tokens().size()));
        places->clear();
        quint32 at = 0;
        for (const Token &token : m_reference.tokens()) {
            if (const quint32 word = findWord(token); word != c_none)
                places->push_back({at, word});
            ++at;
        }
        countReference(*places++);
    }

    BleuStatistics result;
    const qsizetype orders = std::max(1, options.maxOrder);
    result.counts.fill(0, orders);
    result.totals.fill(0, orders);
    result.sysLen = static_cast<qint64>(m_hypothesis.tokens().size());
    result.refLen = closestLength(result.sysLen);
    for (qsizetype order = 0; order < orders && order < result.sysLen; ++order)
        result.totals[order] = result.sysLen - order;

    result.counts[0] = matches();
    for (qsizetype order = 1; order < orders && extendHypothesis(); ++order) {
        for (Places &referencePlaces : m_referencePlaces) {
            extendReference(referencePlaces);
            countReference(referencePlaces);
        }
        result.counts[order] = matches();
    }
    return result;
}

NgramMatcher::WordSlot &NgramMatcher::wordSlot(const Token &token)
{
    const size_t mask = m_wordSlots.size() - 1;
    size_t index = token.hash >> m_wordShift;
    const auto tag = static_cast<quint32>(token.hash);
    while (m_wordSlots[index].gramPlusOne != 0) {
        const WordSlot &slot = m_wordSlots[index];
        if (slot.tag == tag && sameCharacters(*m_words[slot.gramPlusOne - 1], token))
            break;
        index = (index + 1) & mask;
    }
    return m_wordSlots[index];
}

void NgramMatcher::numberWords()
{
    const std::vector<Token> &tokens = m_hypothesis.tokens();
    m_wordSlots.assign(tableSize(tokens.size()), WordSlot{});
    m_wordShift = tableShift(m_wordSlots.size());
    m_words.clear();
    m_grams.clear();
    m_places.clear();
    m_places.reserve(tokens.size());
    quint32 at = 0;
    for (const Token &token : tokens) {
        WordSlot &slot = wordSlot(token);
        if (slot.gramPlusOne == 0) {
            m_words.push_back(&token);
            m_grams.push_back({});
            slot = {static_cast<quint32>(token.hash), static_cast<quint32>(m_words.size())};
        }
        const quint32 word = slot.gramPlusOne - 1;
        ++m_grams[word].inHypothesis;
        m_places.push_back({at++, word});
    }
}

quint32 NgramMatcher::findWord(const Token &token)
{
    return wordSlot(token).gramPlusOne - 1; // of a free slot: c_none
}

qint64 NgramMatcher::closestLength(qint64 length) const
{
    const auto isCloser = [length](qint64 a, qint64 b) {
        const qint64 distanceOfA = std::abs(a - length);
        const qint64 distanceOfB = std::abs(b - length);
        return distanceOfA < distanceOfB || (distanceOfA == distanceOfB && a < b);
    };
    const auto closest =
        std::min_element(m_referenceLengths.begin(), m_referenceLengths.end(), isCloser);
    return closest == m_referenceLengths.end() ? 0 : *closest;
}

NgramMatcher::PairSlot &NgramMatcher::pairSlot(quint64 pair)
{
    const size_t mask = m_pairSlots.size() - 1;
    size_t index = (pair * 0x9E3779B97F4A7C15u) >> m_pairShift;
    while (m_pairSlots[index].gramPlusOne != 0 && m_pairSlots[index].pair != pair)
        index = (index + 1) & mask;
    return m_pairSlots[index];
}

bool NgramMatcher::isShared(quint32 gram) const
{
    return m_shorterGrams[gram].inBestReference != 0;
}

// Makes the hypothesis' places those of the n-grams one longer; false if none can match.
bool NgramMatcher::extendHypothesis()
{
    m_shorterGrams.swap(m_grams);
    m_grams.clear();
    const auto notShared = [this](const Place &place) { return !isShared(place.gram); };
    m_places.erase(std::remove_if(m_places.begin(), m_places.end(), notShared), m_places.end());
    m_pairSlots.assign(tableSize(m_places.size()), PairSlot{});
    m_pairShift = tableShift(m_pairSlots.size());

    auto out = m_places.begin();
    for (auto place = m_places.begin(); place != m_places.end(); ++place) {
        const auto next = place + 1;
        if (next == m_places.end() || next->at != place->at + 1)
            continue;
        const quint64 pair = quint64{place->gram} << 32 | next->gram;
        PairSlot &slot = pairSlot(pair);
        if (slot.gramPlusOne == 0) {
            m_grams.push_back({});
            slot = {pair, static_cast<quint32>(m_grams.size())};
        }
        const quint32 gram = slot.gramPlusOne - 1;
        ++m_grams[gram].inHypothesis;
        *out++ = {place->at, gram};
    }
    m_places.erase(out, m_places.end());
    return !m_places.empty();
}

void NgramMatcher::extendReference(Places &places)
{
    auto out = places.begin();
    for (auto place = places.begin(); place != places.end(); ++place) {
        const auto next = place + 1;
        if (next == places.end() || next->at != place->at + 1)
            continue;
        const PairSlot &slot = pairSlot(quint64{place->gram} << 32 | next->gram);
        if (slot.gramPlusOne != 0)
            *out++ = {place->at, slot.gramPlusOne - 1};
    }
    places.erase(out, places.end());
}

void NgramMatcher::countReference(const Places &places)
{
    for (const Place &place : places)
        ++m_grams[place.gram].inReference;
    for (const Place &place : places) {
        Gram &gram = m_grams[place.gram];
        gram.inBestReference = std::max(gram.inBestReference, gram.inReference);
        gram.inReference = 0;
    }
}

qint64 NgramMatcher::matches() const
{
    qint64 result = 0;
    for (const Gram &gram : m_grams)
        result += std::min(gram.inHypothesis, gram.inBestReference);
    return result;
}

} // namespace moa
