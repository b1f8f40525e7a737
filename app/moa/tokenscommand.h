// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"

#include <QByteArray>
#include <QStringList>

namespace moa {

class BytePairEncoding;
enum class ExitCode;

/// What one line of `moa tokens` gets: a JSON object with "tokens", and "ids" if they are wanted.
/// The failure names the field. Any thread may call it.
[[nodiscard]] Result<QByteArray> countedLine(QByteArrayView line, const BytePairEncoding &encoding,
                                             bool wantsIds);

/**
 * `moa tokens --encoding o200k_base|cl100k_base [--ids] [FILE]`: JSON lines in, JSON lines out, see
 * answerLines(). Takes the arguments after the word "tokens".
 */
[[nodiscard]] ExitCode tokensCommand(const QStringList &arguments);

} // namespace moa
