// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace moa {

enum class ExitCode;

/** `moa history list|show|export|delete ...`: @p arguments are those after the word. */
[[nodiscard]] ExitCode historyCommand(const QStringList &arguments);

} // namespace moa
