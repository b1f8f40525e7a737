// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/bleu.h"

namespace moa {

/** How chrF is computed; the defaults are sacreBLEU's. A word order of 2 makes it chrF++. */
struct ChrfOptions
{
    int charOrder = 6; ///< longest n-gram of characters, from 1
    int wordOrder = 0; ///< longest n-gram of words, 0 for none
    int beta = 2; ///< how much more recall counts than precision, from 0
    bool lowercase = false;
    bool whitespace = false; ///< count whitespace among the characters

    friend bool operator==(const ChrfOptions &, const ChrfOptions &) = default;
};

/** What chrF counts. One entry per order: those of characters, then those of words. */
struct ChrfStatistics
{
    /// N-grams of the hypothesis; 0 where the reference is too short to have any.
    QList<qint64> hypothesis;
    QList<qint64> reference;
    QList<qint64> matches;

    /// Both have the same orders, or this one is still empty.
    ChrfStatistics &operator+=(const ChrfStatistics &other);
    friend bool operator==(const ChrfStatistics &, const ChrfStatistics &) = default;
};

/**
 * chrF as sacreBLEU 2.6.0 computes it, digit for digit, with its effective order: orders for which
 * one of the texts is too short are left out. Of several references the one counts that gives the
 * best score. All of these are pure functions that may be called from any thread. Without any
 * reference nothing matches, and the score is 0.
 */
[[nodiscard]] ChrfStatistics chrfStatistics(QStringView hypothesis, const QStringList &references,
                                            const ChrfOptions &options);
/// 0 to 100.
[[nodiscard]] double chrfScore(const ChrfStatistics &statistics, const ChrfOptions &options);
[[nodiscard]] double sentenceChrf(QStringView hypothesis, const QStringList &references,
                                  const ChrfOptions &options);
/// From the summed statistics, which is not the mean of the sentence scores.
[[nodiscard]] double corpusChrf(const QList<BleuSegment> &segments, const ChrfOptions &options);

/// "chrF2", or "chrF2++" with words up to pairs: beta, and a plus for each order of words.
[[nodiscard]] QString chrfName(const ChrfOptions &options);
/// "nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:2.6.0"; see bleuSignature().
[[nodiscard]] QString chrfSignature(const ChrfOptions &options, std::optional<int> referenceCount,
                                    SignatureStyle style = SignatureStyle::Long);

} // namespace moa
