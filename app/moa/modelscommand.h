// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace moa {

enum class ExitCode;

/**
 * `moa models PROVIDER [--search WORD] [--providers FILE] [--format text|json]`: the models that
 * a provider lists, with context and prices. What its list leaves out is added from the
 * catalogue. @p arguments are those after the word "models".
 *
 * ExitCode::Done; NoFinalAnswer if the provider gave no list, which a sentence explains; BadInput
 * on wrong usage or unreadable providers, Interrupted.
 */
[[nodiscard]] ExitCode modelsCommand(const QStringList &arguments);

} // namespace moa
