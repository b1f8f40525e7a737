// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

namespace moa {

/**
 * The figures of every response of a run as CSV (RFC 4180: CRLF, quotes where needed), a header
 * and then one row each, in the run's order; the part is "final", "alternate" or none. Column names
 * and words are stable, numbers have a point; what is not known is an empty cell. Text that a
 * spreadsheet would take for a formula (it begins with = + - @, a tab or a line break) gets an
 * apostrophe before it.
 */
[[nodiscard]] QString runAsCsv(const RunRecord &record);

/// Any text as a cell of such a table.
[[nodiscard]] QString csvCell(QString text);

} // namespace moa
