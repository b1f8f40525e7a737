// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace moa {

enum class ExitCode;

/**
 * `moa score [--metric bleu|chrf|tfidf|levenshtein] [FILE]`: JSON lines in, JSON lines out. Takes
 * the arguments after the word "score". ExitCode::BadInput is for wrong usage, unreadable input or
 * nobody who takes the output. Every line is answered before the next one is waited for. Needs
 * SIGPIPE to be ignored.
 */
[[nodiscard]] ExitCode scoreCommand(const QStringList &arguments);

} // namespace moa
