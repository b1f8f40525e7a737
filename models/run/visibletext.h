// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace moa {

/**
 * @p text with a visible symbol in place of each character that would act instead of being seen:
 * control characters but line break and tab (an escape, which terminals obey, becomes "␛"), and
 * U+FFFD for halves of surrogate pairs and what is no character. CR LF becomes LF. The result can
 * stand in XML.
 */
[[nodiscard]] QString withVisibleControls(const QString &text);

/**
 * @p text for one line among others' words, such as a name in a heading: as above, white space
 * simplified, and without characters that turn the direction of what follows.
 */
[[nodiscard]] QString asOneLine(const QString &text);

} // namespace moa
