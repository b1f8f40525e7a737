// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace moa {

/** A character that shows nothing, or that would reorder or command what is about it. */
struct Invisible
{
    qsizetype start = 0;
    qsizetype size = 0; ///< UTF-16 units; 0: there is none
    char32_t code = 0;
};

/**
 * The first of those characters in @p text at or after @p from: control characters except tab and
 * line ends, bidirectional controls, zero-width spaces, the tags that can hide a text within a
 * text, halves of surrogate pairs. Joiners and variation selectors are no such characters, since
 * emoji and many scripts are written with them; nor are the tags of a flag.
 */
[[nodiscard]] Invisible findInvisible(QStringView text, qsizetype from);

/// Short enough to stand in the text instead: "ESC", "RLO", "U+2062".
[[nodiscard]] QString invisibleName(char32_t code);

} // namespace moa
