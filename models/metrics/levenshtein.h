// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <QStringView>

namespace moa {

/**
 * The most comparisons of one character with another that these functions stand in for: a product
 * of two lengths, each without what the texts have in common at both ends. Two texts of 300,000
 * characters stay below it and take a second or a few. Beyond it there is no result.
 */
inline constexpr qint64 mostLevenshteinCells = 100'000'000'000;

/** How many characters have to be inserted, deleted or replaced to make one text the other. */
struct LevenshteinDistance
{
    qint64 edits = 0;
    double normalized = 1; ///< 1 - edits / longer length: 1 for equal texts, down to 0

    friend bool operator==(const LevenshteinDistance &, const LevenshteinDistance &) = default;
};

/**
 * All of these count code points, are symmetric, pure, may be called from any thread, and need
 * memory for the characters of both texts only. Texts that differ too much for their length have
 * no result, see mostLevenshteinCells.
 */
[[nodiscard]] std::optional<LevenshteinDistance> levenshteinDistance(QStringView a, QStringView b);
/// Twice the longest common subsequence by the sum of both lengths, from 0 to 1: what
/// python-Levenshtein and RapidFuzz call ratio. 1 for two empty texts.
[[nodiscard]] std::optional<double> levenshteinRatio(QStringView a, QStringView b);

} // namespace moa
