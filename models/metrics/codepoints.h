// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <vector>

namespace moa {

enum class Whitespace { Keep, Drop };

/**
 * The characters of a text as Python counts them: code points, a surrogate without its other half
 * being one of its own. What counts as whitespace is Python's matter, too.
 */
[[nodiscard]] std::vector<quint32> codePoints(QStringView text, Whitespace whitespace);

/// Lower case of all of Unicode as Python's str.lower() makes it, the final sigma included.
[[nodiscard]] QString lowered(QStringView text);

} // namespace moa
