// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace moa {

enum class ExitCode;

/**
 * `moa export PRESET --as python|mermaid [--out F] [--providers F] [--keep-keys] [--quiet]`: the
 * mixture as something that other programs take. Asks no provider. What would hold something that
 * looks like a key is written with --keep-keys only. @p arguments are those after the word.
 */
[[nodiscard]] ExitCode exportCommand(const QStringList &arguments);

} // namespace moa
