// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"

namespace moa {

/** The tables of the history, and how those of former versions become those of this one. */
namespace historyschema {

/// What the file has; 0: it is empty.
[[nodiscard]] Result<int> versionOf(const Database &database);

/// Makes or brings up to date the tables of a file that can be written, as a whole or not at all.
/// A file of a later version is refused with a sentence.
[[nodiscard]] Result<void> migrate(const Database &database);

/// Whether the tables can be read as those of this version, which a later version may have kept
/// as they are; if not, a sentence.
[[nodiscard]] Result<void> checkReadable(const Database &database);

} // namespace historyschema

} // namespace moa
