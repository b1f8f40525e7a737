// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/judgement.h"

namespace moa {

/** How alike two texts are, in the ways that are held against a person's preference. */
enum class PreferenceMeasure { Bleu3, Bleu4, Bleu5, Chrf, TfIdf, Levenshtein };

/// All of them, in the order in which they are shown.
[[nodiscard]] QList<PreferenceMeasure> preferenceMeasures();
/** "BLEU, up to 3-grams": for people, translated. */
[[nodiscard]] QString measureName(PreferenceMeasure measure);

/** How like the final answer each of some responses is, by every measure. */
struct FinalSimilarities
{
    QList<ResponseId> responses;
    /// By measure as preferenceMeasures() has them, each with one value per response: BLEU from 0
    /// to 100, the others from 0 to 1. Not a number where the texts are too long for the measure.
    QList<QList<double>> values;

    friend bool operator==(const FinalSimilarities &, const FinalSimilarities &) = default;
};

/**
 * Compares the responses @p ids of @p record with its final answer. Those that have not answered
 * are left out, and so is the final answer's own. TF-IDF takes its word frequencies from these
 * responses and the final answer. Without a final answer there is nothing.
 *
 * A pure function for any thread; its time grows with the square of the texts' lengths
 * (Levenshtein), so keep it off the window's.
 */
[[nodiscard]] FinalSimilarities similaritiesToFinal(const RunRecord &record,
                                                    const QList<ResponseId> &ids);

/** Whether the person preferred what is more like the final answer. */
struct PreferenceCorrelation
{
    PreferenceMeasure measure = PreferenceMeasure::Bleu3;
    /// Spearman's rho, -1 to 1. Nothing if it is undefined: fewer than two rated responses, all
    /// rated the same or all equally similar, or a text too long for the measure.
    std::optional<double> rho;
    int count = 0; ///< rated responses that it comes from

    friend bool operator==(const PreferenceCorrelation &, const PreferenceCorrelation &) = default;
};

/**
 * Correlates the number of stars with each similarity, over the rated ones of the responses. More
 * stars count as more preferred, so a positive rho says: the more like the final answer, the
 * better liked. (Of the places, of which 1 is the best, it would be the negative.)
 */
[[nodiscard]] QList<PreferenceCorrelation> correlate(const FinalSimilarities &similarities,
                                                     const Judgement &judgement);

} // namespace moa
