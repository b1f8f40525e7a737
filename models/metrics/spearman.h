// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <QList>

namespace moa {

/**
 * Spearman's rank correlation, -1 to 1: Pearson's of the ranks, equal values sharing the mean of
 * theirs. Nothing where it is not defined: fewer than two pairs, all values of a list equal, lists
 * of different length, or a value that is not a number. Show a dash then, and skip it in means.
 */
[[nodiscard]] std::optional<double> spearmanRho(const QList<double> &x, const QList<double> &y);

} // namespace moa
