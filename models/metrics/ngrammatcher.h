// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/bleu.h"
#include "metrics/tokenizedtext.h"

#include <vector>

namespace moa {

/**
 * Counts the n-grams that a hypothesis shares with its references.
 *
 * N-grams are numbered order by order: one of n tokens is named by the pair of its two
 * (n-1)-grams, and only where both of them occur in some reference, since no other can match. So
 * no n-gram is ever copied or compared as a whole, and texts that share little cost little.
 * Reuse one object for many segments.
 */
class NgramMatcher
{
public:
    NgramMatcher() = default;
    Q_DISABLE_COPY_MOVE(NgramMatcher)

    [[nodiscard]] BleuStatistics count(QStringView hypothesis, const QStringList &references,
                                       const BleuOptions &options);

private:
    /// An n-gram where it stands in a text.
    struct Place
    {
        quint32 at; ///< index of its first token
        quint32 gram; ///< number among the hypothesis' n-grams of this order
    };
    struct WordSlot
    {
        quint32 tag;
        quint32 gramPlusOne; ///< 0: free
    };
    struct PairSlot
    {
        quint64 pair;
        quint32 gramPlusOne; ///< 0: free
    };
    struct Gram
    {
        quint32 inHypothesis;
        quint32 inReference; ///< of the reference that is being read
        quint32 inBestReference;
    };
    using Places = std::vector<Place>;

    [[nodiscard]] quint32 findWord(const Token &token);
    [[nodiscard]] WordSlot &wordSlot(const Token &token);
    void numberWords();
    [[nodiscard]] qint64 closestLength(qint64 length) const;

    [[nodiscard]] bool extendHypothesis();
    void extendReference(Places &places);
    [[nodiscard]] PairSlot &pairSlot(quint64 pair);
    [[nodiscard]] bool isShared(quint32 gram) const;

    void countReference(const Places &places);
    [[nodiscard]] qint64 matches() const;

    TokenizedText m_hypothesis;
    TokenizedText m_reference;
    std::vector<const Token *> m_words; ///< distinct tokens of the hypothesis by their number
    std::vector<WordSlot> m_wordSlots;
    std::vector<PairSlot> m_pairSlots;
    int m_wordShift = 0;
    int m_pairShift = 0;
    Places m_places; ///< of the hypothesis
    std::vector<Places> m_referencePlaces;
    std::vector<qint64> m_referenceLengths;
    std::vector<Gram> m_grams; ///< of the current order
    std::vector<Gram> m_shorterGrams; ///< of the order before
};

} // namespace moa
