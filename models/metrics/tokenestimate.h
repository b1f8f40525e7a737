// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace moa {

/**
 * Roughly how many tokens a language model makes of a text, for when its provider does not say
 * and its vocabulary is not at hand. Show it as an estimate.
 *
 * A sum over the code points, rounded up, so that more text never counts for less: 0.22 for Latin
 * letters and whitespace, 0.45 for digits and for the marks of ASCII and Latin-1 (with them,
 * prose comes to about four characters a token), 0.9 for Chinese, Japanese and Korean, 0.5 for
 * letters, marks and numbers of other scripts, 1 for the rest, such as emoji.
 *
 * Against o200k_base over 36 answers of language models (English) the sum is 3.5 % too high, a
 * single answer 25 % too low to 25 % too high. Against 230 made-up texts of many scripts, code and
 * odd punctuation it is 15 % too low (29 % for cl100k_base), and texts of 20 tokens and more come
 * out at 0.4 to 1.45 times the truth.
 */
[[nodiscard]] qint64 estimateTokens(QStringView text);

} // namespace moa
