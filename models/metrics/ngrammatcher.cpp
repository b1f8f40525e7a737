// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/ngrammatcher.h"

#include <algorithm>
#include <cstdlib>

namespace moa {

BleuStatistics NgramMatcher::count(QStringView hypothesis, const QStringList &references,
                                   const BleuOptions &options)
{
    m_hypothesis.assign(hypothesis, options.tokenizer, options.lowercase);
    readHypothesis();
    m_references.resize(static_cast<size_t>(references.size()));
    auto reference = m_references.begin();
    for (const QString &text : references) {
        m_reference.assign(text, options.tokenizer, options.lowercase);
        readReference(*reference++);
    }

    const qsizetype orders = std::max(1, options.maxOrder);
    BleuStatistics result;
    result.counts.fill(0, orders);
    result.totals.fill(0, orders);
    result.sysLen = static_cast<qint64>(m_hypothesis.tokens().size());
    result.refLen = closestLength(result.sysLen);
    for (qsizetype order = 0; order < orders && order < result.sysLen; ++order)
        result.totals[order] = result.sysLen - order;

    countReferences();
    Matches found = matches();
    result.counts[0] = found.clipped;
    for (qsizetype order = 1; order < orders && found.places > 1; ++order) {
        extendHypothesis(found.places);
        for (Reference &extended : m_references)
            extendReference(extended);
        countReferences();
        found = matches();
        result.counts[order] = found.clipped;
    }
    return result;
}

void NgramMatcher::readHypothesis()
{
    const std::vector<Token> &tokens = m_hypothesis.tokens();
    m_words.reset(tokens.size());
    m_grams.assign(tokens.size(), Gram{});
    m_places.clear();
    m_places.reserve(tokens.size());
    quint32 at = 0;
    for (const Token &token : tokens) {
        const quint32 word = m_words.add(token);
        ++m_grams[word].inHypothesis;
        m_places.push_back({at++, word});
    }
    m_grams.resize(m_words.size());
}

void NgramMatcher::readReference(Reference &reference)
{
    reference.places.clear();
    reference.places.reserve(m_reference.tokens().size());
    quint32 at = 0;
    for (const Token &token : m_reference.tokens()) {
        if (const std::optional<quint32> word = m_words.number(token))
            reference.places.push_back({at, *word});
        ++at;
    }
    reference.length = at;
}

// Makes the hypothesis' places those of the n-grams that are one longer and can match.
void NgramMatcher::extendHypothesis(size_t sharedPlaces)
{
    m_shorterGrams.swap(m_grams);
    m_grams.assign(sharedPlaces, Gram{});
    m_pairs.reset(sharedPlaces);
    const auto isShared = [this](const Place &place) {
        return m_shorterGrams[place.gram].inBestReference != 0;
    };
    size_t kept = 0;
    for (size_t index = 0; index + 1 < m_places.size(); ++index) {
        const Place place = m_places[index];
        const Place next = m_places[index + 1];
        if (next.at != place.at + 1 || !isShared(place) || !isShared(next))
            continue;
        const quint32 gram = m_pairs.add(place.gram, next.gram);
        ++m_grams[gram].inHypothesis;
        m_places[kept++] = {place.at, gram};
    }
    m_places.resize(kept);
    m_grams.resize(m_pairs.size());
}

void NgramMatcher::extendReference(Reference &reference)
{
    std::vector<Place> &places = reference.places;
    size_t kept = 0;
    for (size_t index = 0; index + 1 < places.size(); ++index) {
        const Place place = places[index];
        const Place next = places[index + 1];
        if (next.at != place.at + 1)
            continue;
        if (const std::optional<quint32> gram = m_pairs.number(place.gram, next.gram))
            places[kept++] = {place.at, *gram};
    }
    places.resize(kept);
}

void NgramMatcher::countReferences()
{
    for (const Reference &reference : m_references) {
        for (const Place &place : reference.places) {
            Gram &gram = m_grams[place.gram];
            gram.inBestReference = std::max(gram.inBestReference, ++gram.inReference);
        }
        if (m_references.size() == 1)
            return;
        for (const Place &place : reference.places)
            m_grams[place.gram].inReference = 0;
    }
}

NgramMatcher::Matches NgramMatcher::matches() const
{
    Matches result;
    for (const Gram &gram : m_grams) {
        result.clipped += std::min(gram.inHypothesis, gram.inBestReference);
        if (gram.inBestReference != 0)
            result.places += gram.inHypothesis;
    }
    return result;
}

qint64 NgramMatcher::closestLength(qint64 length) const
{
    const auto isCloser = [length](const Reference &a, const Reference &b) {
        const qint64 distanceOfA = std::abs(a.length - length);
        const qint64 distanceOfB = std::abs(b.length - length);
        return distanceOfA < distanceOfB || (distanceOfA == distanceOfB && a.length < b.length);
    };
    const auto closest = std::min_element(m_references.begin(), m_references.end(), isCloser);
    return closest == m_references.end() ? 0 : closest->length;
}

} // namespace moa
