// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/usd.h"

#include <optional>

/** Amounts and numbers as people type them: with the point of their language or of a file. */
namespace moa::amounts {

/// "0.25" or "0,25", with or without "$"; nothing if it is not an amount.
[[nodiscard]] std::optional<Usd> parse(const QString &text);
/// Exact, with the language's decimal point, to be edited.
[[nodiscard]] QString text(Usd amount);

/// US dollars per million tokens, which are what price lists have, as dollars per token; nothing
/// if it is not an amount or has more than six decimals.
[[nodiscard]] std::optional<Usd> parsePerMillion(const QString &text);
[[nodiscard]] QString perMillionText(Usd perToken);

/// A whole number from 1, with or without separators; nothing if it is not one.
[[nodiscard]] std::optional<qint64> parseCount(const QString &text);

} // namespace moa::amounts
