// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"
#include "mixture/mixture.h"

namespace moa {

/// "MoA w-GPT-4o.moa.json": @p name as a file in @p folder, with a number if one is there.
[[nodiscard]] QString freePresetPath(const QString &folder, const QString &name);

/**
 * Writes @p mixture as a file of its own into @p folder, which is made if it is not there. Returns
 * the file's path.
 */
[[nodiscard]] Result<QString> addPreset(const Mixture &mixture, const QString &folder);

/// A copy of the preset, named as such, in @p folder. Returns the file's path.
[[nodiscard]] Result<QString> duplicatePreset(const QString &path, const QString &folder);

/**
 * Gives the file another name in its folder; what the mixture is called stays. @p name may leave
 * out `.moa.json`. Refuses a name that is taken, or leads to another folder. Returns the new path.
 */
[[nodiscard]] Result<QString> renamePreset(const QString &path, const QString &name);

/** A preset in the system's trash. */
struct TrashedPreset
{
    QString path; ///< where it was
    QString inTrash; ///< where it is; empty if the system does not tell

    friend bool operator==(const TrashedPreset &, const TrashedPreset &) = default;
};

[[nodiscard]] Result<TrashedPreset> trashPreset(const QString &path);
/// Puts it back where it was, unless something else is there by now.
[[nodiscard]] Result<void> restorePreset(const TrashedPreset &preset);

} // namespace moa
