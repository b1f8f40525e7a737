// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

namespace moa {

/**
 * How alike texts are in the words they use, from 0 to 1: the cosine of their TF-IDF vectors, as
 * scikit-learn makes them by default. Words are runs of two or more letters, digits and
 * underscores, lower-cased; a word that stands in fewer of the texts at hand counts for more. A
 * text without words has 0 with every other, and with itself.
 *
 * Pure functions that may be called from any thread.
 */

/// Of one text with each of the others. The corpus is that text and the others.
[[nodiscard]] QList<double> tfIdfCosines(QStringView text, const QStringList &others);
/// Of each text with each, row by row. The corpus is the texts.
[[nodiscard]] QList<double> tfIdfMatrix(const QStringList &texts);

} // namespace moa
