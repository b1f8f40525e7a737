// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/historystore.h"

namespace moa {

/// The user's history; null if nothing was kept yet and it is only to be read.
[[nodiscard]] Result<std::unique_ptr<HistoryStore>> openKeptRuns(HistoryStore::Access access);

/// The id of the run that a person names by its id, the beginning of it, or "last".
[[nodiscard]] Result<QString> keptRun(HistoryStore &store, const QString &name);

} // namespace moa
