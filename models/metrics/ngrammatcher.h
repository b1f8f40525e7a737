// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/bleu.h"
#include "metrics/gramtables.h"
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
    struct Gram
    {
        quint32 inHypothesis;
        quint32 inReference; ///< of the reference that is being read
        quint32 inBestReference;
    };
    /// A reference: what of it is in the hypothesis, too.
    struct Reference
    {
        std::vector<Place> places;
        qint64 length; ///< tokens
    };
    /// Of the n-grams of one order.
    struct Matches
    {
        qint64 clipped = 0; ///< what BLEU counts
        size_t places = 0; ///< in the hypothesis, of n-grams that are in a reference
    };

    void readHypothesis();
    void readReference(Reference &reference);
    void extendHypothesis(size_t sharedPlaces);
    void extendReference(Reference &reference);
    void countReferences();
    [[nodiscard]] Matches matches() const;
    [[nodiscard]] qint64 closestLength(qint64 length) const;

    TokenizedText m_hypothesis;
    TokenizedText m_reference;
    WordTable m_words;
    PairTable m_pairs;
    std::vector<Place> m_places; ///< of the hypothesis
    std::vector<Reference> m_references;
    std::vector<Gram> m_grams; ///< of the current order
    std::vector<Gram> m_shorterGrams; ///< of the order before
};

} // namespace moa
