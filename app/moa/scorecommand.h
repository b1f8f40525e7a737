// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace moa {

/**
 * `moa score [--metric bleu] [FILE]`: JSON lines in, JSON lines out. Takes the arguments after the
 * word "score" and returns the exit code: 0 done, 2 wrong usage, unreadable input or nobody who
 * takes the output. Every line is answered before the next one is waited for. Ignores SIGPIPE from
 * then on. Needs a QCoreApplication.
 */
[[nodiscard]] int scoreCommand(const QStringList &arguments);

} // namespace moa
