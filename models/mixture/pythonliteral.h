// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>
#include <QString>

/** Values as Python source. Whatever a text holds, it can't end its literal or its comment. */
namespace moa::python {

/// "text" with escapes for all that is not printable.
[[nodiscard]] QString string(QStringView text);

/// A long text as the right side of an assignment: its lines as literals in parentheses.
[[nodiscard]] QString longString(const QString &text);

/// Lines that begin with "# ", one for each of @p text, wrapped; with a line break at the end.
[[nodiscard]] QString comment(const QString &text);

/// A name that stands for a value, for literal(): not looked at, so never words of others.
[[nodiscard]] nlohmann::ordered_json name(const QString &constant);

/// @p value as a literal, on several lines where it is long; its first line is put behind
/// @p column characters, the others @p depth levels deep.
[[nodiscard]] QString literal(const nlohmann::ordered_json &value, qsizetype column = 0,
                              qsizetype depth = 0);

} // namespace moa::python
