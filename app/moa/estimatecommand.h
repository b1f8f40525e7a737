// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace moa {

enum class ExitCode;

/** `moa estimate PRESET ...`: @p arguments are those after the word. */
[[nodiscard]] ExitCode estimateCommand(const QStringList &arguments);

} // namespace moa
