// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/jsoncursor.h"
#include "providers/prices.h"

namespace moa {

/**
 * The price per token from the member @p name of an object, in USD per million tokens as a decimal
 * string ("2.50"), as every file of this program has it. Absent: nothing. What is not such an
 * amount is rejected.
 */
[[nodiscard]] std::optional<Usd> readPerMillion(JsonCursor &cursor, QLatin1StringView name);

/// As readPerMillion() for a member that has to be there; 0 if it was rejected.
[[nodiscard]] Usd readRequiredPerMillion(JsonCursor &cursor, QLatin1StringView name);

/// Members `input`, `cached_input`, `cache_write` and `output`; first and last have to be there.
[[nodiscard]] Rates readRates(JsonCursor &cursor);

/// What readPerMillion() reads as @p perToken: "2.5".
[[nodiscard]] QString perMillionText(Usd perToken);

} // namespace moa
