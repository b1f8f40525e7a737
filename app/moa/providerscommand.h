// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace moa {

enum class ExitCode;

/**
 * `moa providers [ID...] [--test] [--providers FILE] [--format text|json]`: what is configured,
 * where each key comes from, and what answers. Without --test nothing but this machine is asked;
 * with it each provider is tried in four steps (see ProviderProbe). @p arguments are those after
 * the word "providers".
 *
 * ExitCode::Done; with --test Degraded if some of the providers failed and NoFinalAnswer if all
 * did. BadInput on wrong usage or unreadable providers, Interrupted.
 */
[[nodiscard]] ExitCode providersCommand(const QStringList &arguments);

} // namespace moa
