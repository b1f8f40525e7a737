// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace moa {

/** So many neighbours of one sequence, from `before` on, that stand in another from `after` on. */
struct CommonRun
{
    int before = 0;
    int after = 0;
    int size = 0;

    [[nodiscard]] constexpr int beforeEnd() const { return before + size; }
    [[nodiscard]] constexpr int afterEnd() const { return after + size; }

    friend bool operator==(const CommonRun &, const CommonRun &) = default;
};

/// Appends a run, or lengthens the last one where that goes on.
void appendRun(std::vector<CommonRun> &runs, const CommonRun &run);

/**
 * A long common subsequence of two sequences of numbers from 0 to symbolCount - 1, as runs in
 * order. It is a longest one where what is left of the sequences without their common ends, and
 * without what the other one lacks, has up to 4,096 elements each. Longer ones are first cut at
 * groups of up to four neighbours that stand just once in each (as in a patience diff), and where
 * there are none, a window of 2,048 elements is moved along both.
 *
 * Complexity: for N elements, whatever they are, at most O(N * 2,048 / 64) steps: under three
 * seconds for five million elements of two different symbols. Typically O(N log N) with a small
 * factor. Memory: O(N) and at most some MB.
 */
[[nodiscard]] std::vector<CommonRun> commonSequence(const std::vector<int> &before,
                                                    const std::vector<int> &after, int symbolCount);

} // namespace moa
