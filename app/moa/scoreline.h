// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/similarity.h"
#include "mixture/error.h"

#include <QByteArray>

namespace moa {

/**
 * One line of `moa score`: takes a JSON object with "hypothesis" and "references" (and how to
 * compute, see `moa score --help`), and gives the same object with the score added, without a
 * newline. The failure names the field. May be called from any thread.
 */
[[nodiscard]] Result<QByteArray> scoredLine(QByteArrayView line,
                                            SimilarityMetric metric = SimilarityMetric::Bleu);

} // namespace moa
