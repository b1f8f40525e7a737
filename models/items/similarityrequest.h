// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/similarity.h"
#include "run/response.h"

namespace moa {

/** A matrix that the panel needs: of the texts of these responses, in this order. */
struct SimilarityRequest
{
    QString run; ///< RunRecord::id
    int layer = 0; ///< from 0; all the responses stand in it
    SimilarityMetric metric = SimilarityMetric::Bleu;
    QList<ResponseId> responses; ///< those that have answered, at least two

    friend bool operator==(const SimilarityRequest &, const SimilarityRequest &) = default;
};

} // namespace moa
