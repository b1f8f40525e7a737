// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/tokenizer.h"

#include <optional>
#include <QList>
#include <QStringList>

namespace moa {

/// The sacreBLEU whose scores BLEU and chrF give.
inline constexpr QLatin1String sacreBleuVersion("2.6.0");

/** What stands in for the precision of an order that has no match at all. */
enum class BleuSmoothing {
    None, ///< nothing: the score is 0
    Floor, ///< the value instead of the number of matches
    AddK, ///< the value on top of matches and totals, from the second order on
    Exp ///< half of a match, a quarter for the next such order, and so on
};

/// sacreBLEU's name: "none", "floor", "add-k", "exp".
[[nodiscard]] QString smoothingName(BleuSmoothing smoothing);
/// The smoothing of that name; nothing if there is none.
[[nodiscard]] std::optional<BleuSmoothing> smoothingFromName(QStringView name);

/** How BLEU is computed; the defaults are sacreBLEU's for a corpus. */
struct BleuOptions
{
    Tokenizer tokenizer = Tokenizer::V13a;
    BleuSmoothing smoothing = BleuSmoothing::Exp;
    std::optional<double> smoothValue; ///< from 0; absent: 0.1 for Floor, 1 for AddK
    bool effectiveOrder = false; ///< leave out the orders for which the text is too short
    bool lowercase = false;
    int maxOrder = 4; ///< longest n-gram in tokens, from 1

    /// The application's overlap number: how sacreBLEU scores one sentence by default. The paper
    /// about mixtures of agents also looks at n-grams up to three and up to five tokens.
    [[nodiscard]] static BleuOptions overlap(int maxOrder = 4);

    friend bool operator==(const BleuOptions &, const BleuOptions &) = default;
};

/** What BLEU counts; a corpus is the sum of its segments. One entry per order, from 1-grams. */
struct BleuStatistics
{
    QList<qint64> counts; ///< n-grams of the hypothesis that a reference has, too
    QList<qint64> totals; ///< n-grams of the hypothesis
    qint64 sysLen = 0; ///< tokens of the hypothesis
    qint64 refLen = 0; ///< tokens of the reference closest in length, the shorter of two

    /// Both have the same orders, or this one is still empty.
    BleuStatistics &operator+=(const BleuStatistics &other);
    friend bool operator==(const BleuStatistics &, const BleuStatistics &) = default;
};

struct BleuScore
{
    double score = 0; ///< 0 to 100
    QList<double> precisions; ///< 0 to 100, one per order
    QList<double> counts; ///< as in the statistics; AddK adds its value
    QList<double> totals; ///< as in the statistics; AddK adds its value
    double bp = 0; ///< brevity penalty, 0 to 1
    qint64 sysLen = 0;
    qint64 refLen = 0;

    /// Hypothesis length by reference length; 0 if there is no reference text.
    [[nodiscard]] double ratio() const;

    friend bool operator==(const BleuScore &, const BleuScore &) = default;
};

/** One text of a corpus and what it is compared with. */
struct BleuSegment
{
    QString hypothesis;
    QStringList references;

    friend bool operator==(const BleuSegment &, const BleuSegment &) = default;
};

/**
 * BLEU as sacreBLEU 2.6.0 computes it, digit for digit. All of these are pure functions that may
 * be called from any thread. Without any reference nothing matches, and the score is 0.
 */
[[nodiscard]] BleuStatistics bleuStatistics(QStringView hypothesis, const QStringList &references,
                                            const BleuOptions &options);
[[nodiscard]] BleuScore bleuScore(const BleuStatistics &statistics, const BleuOptions &options);
[[nodiscard]] BleuScore sentenceBleu(QStringView hypothesis, const QStringList &references,
                                     const BleuOptions &options);
/// From the summed statistics, which is not the mean of the sentence scores.
[[nodiscard]] BleuScore corpusBleu(const QList<BleuSegment> &segments, const BleuOptions &options);

enum class SignatureStyle { Long, Short };

/**
 * The line that makes a score comparable: "nrefs:1|case:mixed|eff:yes|tok:13a|smooth:exp|
 * version:2.6.0". The version is that of the sacreBLEU whose scores these are. No reference count
 * means that it differs between the segments.
 */
[[nodiscard]] QString bleuSignature(const BleuOptions &options, std::optional<int> referenceCount,
                                    SignatureStyle style = SignatureStyle::Long);
/// "BLEU = 29.06 83.3/40.0/25.0/16.7 (BP = 0.846 ratio = 0.857 hyp_len = 6 ref_len = 7)", in
/// sacreBLEU's notation whatever the locale.
[[nodiscard]] QString bleuDisplay(const BleuScore &score);

} // namespace moa
