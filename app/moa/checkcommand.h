// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace moa {

enum class ExitCode;

/**
 * `moa check PRESET... [--format text|json] [--providers FILE]`: validates presets, given as
 * paths or as names of bundled ones. One line per problem on stdout
 * ("PRESET: layers[0].agents[1].model: error: sentence"), or one JSON document. @p arguments are
 * those after the word "check".
 *
 * ExitCode::Done if there is no error (warnings may be); ExitCode::BadInput if there is one, if a
 * preset or the providers can't be read, or on wrong usage.
 */
[[nodiscard]] ExitCode checkCommand(const QStringList &arguments);

} // namespace moa
