// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace moa {

/**
 * What a reader has at the top of the view, so that it can be found again in the same answer shown
 * another way (source, rendered): some words from there, and how far into the text they are.
 */
struct ReadingPlace
{
    QString words; ///< empty: none there that survive rendering
    double fraction = 0.0; ///< of the text before it, 0 to 1
};

[[nodiscard]] ReadingPlace readingPlace(const QString &text, qsizetype position);
/// The position in @p text that is nearest to @p place: its words, or else its fraction.
[[nodiscard]] qsizetype findPlace(const ReadingPlace &place, const QString &text);

} // namespace moa
