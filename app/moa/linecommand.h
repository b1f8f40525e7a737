// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"

#include <functional>
#include <QByteArray>
#include <QStringList>

namespace moa {

enum class ExitCode;

/// Longest line that such a command reads, in bytes.
inline constexpr qsizetype longestInputLine = qsizetype{16} * 1024 * 1024;

/** Makes one line of output from one of input, both without a newline. Any thread may call it. */
using LineAnswer = std::function<Result<QByteArray>(QByteArrayView line)>;

/**
 * What a command does that answers lines: reads the one file that the arguments name, or standard
 * input without one or for "-", and writes the answers in the order of the lines, blank ones left
 * out. It uses all cores, and holds no more than some lines. Every line is answered before the next
 * one is waited for. The first line that has no answer ends it, with a message that names it; the
 * answers before it are written. Needs SIGPIPE to be ignored.
 */
[[nodiscard]] ExitCode answerLines(const QStringList &files, const LineAnswer &answer);

} // namespace moa
