// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace moa {

enum class ExitCode;

/** `moa sandbox [--port N]`: @p arguments are those after the word. */
[[nodiscard]] ExitCode sandboxCommand(const QStringList &arguments);

} // namespace moa
