// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/bleu.h"

#include <optional>
#include <QList>
#include <QStringList>

namespace moa {

/** By what it is measured how alike two texts are. */
enum class SimilarityMetric {
    Bleu, ///< n-grams of words; looks at the hypothesis
    Chrf, ///< n-grams of characters; looks more at the reference
    TfIdf, ///< words, whatever their order
    Levenshtein ///< the longest common subsequence of characters
};

/// The command line's name: "bleu", "chrf", "tfidf", "levenshtein".
[[nodiscard]] QString similarityMetricName(SimilarityMetric metric);
/// The metric of that name; nothing if there is none.
[[nodiscard]] std::optional<SimilarityMetric> similarityMetricFromName(QStringView name);

/** How alike several texts are, each with each. */
struct SimilarityMatrix
{
    qsizetype size = 0; ///< number of texts
    /// Row by row, 0 to 1; the row is the hypothesis, the column the reference. Not a number
    /// (std::isnan) where two texts are too long to be compared, see levenshtein.h.
    QList<double> values;

    [[nodiscard]] double at(qsizetype row, qsizetype column) const;
    /// Mean without the diagonal and what is not known; 0 if nothing is left.
    [[nodiscard]] double meanPairwise() const;
    /// How different the texts are: 1 - meanPairwise(); 0 if there are no two to compare.
    [[nodiscard]] double diversity() const;

    friend bool operator==(const SimilarityMatrix &, const SimilarityMatrix &) = default;
};

/**
 * Pure functions that may be called from any thread; with many long texts rather not from the one
 * that draws: Levenshtein takes some milliseconds for each pair of 2,000 words, shared among the
 * cores, all others less than a tenth of that. BLEU is the application's overlap number
 * (BleuOptions::overlap()) and chrF that of sacreBLEU's defaults, both by 100; TF-IDF takes the
 * texts for its corpus; Levenshtein is the ratio.
 */
[[nodiscard]] SimilarityMatrix similarityMatrix(const QStringList &texts, SimilarityMetric metric);
/// Sentence BLEU by 100 with other options than the overlap number's.
[[nodiscard]] SimilarityMatrix bleuMatrix(const QStringList &texts, const BleuOptions &options);

} // namespace moa
