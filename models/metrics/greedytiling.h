// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/wordsequence.h"

namespace moa {

/**
 * Covers a text with its longest known runs: the longest one first, the first of equally long ones,
 * then the longest one in what is left, until no run (WordSequence::isRun) is left. In the order of
 * the text.
 *
 * @p longestEnding says for each word how many words up to and including it are known in a row;
 * every part of a known run is known, too. O(n log n).
 */
[[nodiscard]] std::vector<WordSpan> tileGreedily(const WordSequence &text,
                                                 const std::vector<quint32> &longestEnding);

} // namespace moa
