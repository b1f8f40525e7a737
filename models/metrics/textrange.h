// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace moa {

/** A stretch of a text, in UTF-16 units. It starts and ends between grapheme clusters. */
struct TextRange
{
    qsizetype start = 0;
    qsizetype size = 0;

    [[nodiscard]] constexpr qsizetype end() const { return start + size; }
    [[nodiscard]] constexpr bool isEmpty() const { return size == 0; }
    /// Whether the unit at that position lies in the range: its end does not.
    [[nodiscard]] constexpr bool contains(qsizetype position) const
    {
        return position >= start && position < end();
    }

    friend bool operator==(const TextRange &, const TextRange &) = default;
};

} // namespace moa
