// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"
#include "mixture/jsonfields.h"

namespace moa {

/** The members of a JSON object as a text to edit: one a line, in braces; empty if there are none.
 */
[[nodiscard]] QString extraText(const JsonFields &fields);

/** Reads such a text in whatever layout; blank is no field. The sentence says what is wrong. */
[[nodiscard]] Result<JsonFields> parseExtra(const QString &text);

} // namespace moa
