// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"
#include "run/modelhistory.h"

namespace moa {

struct RunRecord;

/** Where this user keeps what was seen of the models. */
[[nodiscard]] QString modelHistoryPath();

/** What was read, and what is to be said about it. */
struct LoadedHistory
{
    ModelHistory history;
    QString notice; ///< a sentence; empty unless the file was damaged
};

/**
 * The history in the file at @p path, empty if there is none. A damaged file is put aside under
 * another name, so that the next run can begin a new one.
 */
[[nodiscard]] LoadedHistory loadModelHistory(const QString &path = modelHistoryPath());

/**
 * Adds @p run to the file at @p path: reads it anew under a lock, so that two programs don't
 * overwrite each other's. Returns what is in the file now.
 */
[[nodiscard]] Result<LoadedHistory> recordRun(const RunRecord &run,
                                              const QString &path = modelHistoryPath());

} // namespace moa
