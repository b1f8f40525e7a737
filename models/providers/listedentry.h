// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/jsonvalue.h"
#include "providers/listedmodel.h"

namespace moa {

/**
 * Reads one entry of a list of models, whatever service it comes from: each calls the same facts by
 * names of its own. Nothing if the entry names no model or one that only makes other things than
 * replies (Gemini).
 */
[[nodiscard]] std::optional<ListedModel> readListedModel(const JsonValue &entry);

/**
 * An amount of dollars for each of @p units, per one of them, from JSON's digits ("0.0000025",
 * "2.5e-06"); rounded half up to whole pico-dollars, but never to nothing. Not for what is no such
 * number, negative, or more than a dollar per unit, which no token costs.
 */
[[nodiscard]] std::optional<Usd> amountPer(QStringView digits, qint64 units);

/// A count that is above 0: a number, also one written with a fraction of 0, or digits as text.
[[nodiscard]] std::optional<qint64> positiveCount(const JsonValue *value);

/// Whether Ollama's list of capabilities tells that the model is for something else than text.
[[nodiscard]] bool lacksCompletion(const JsonValue &capabilities);
[[nodiscard]] bool hasWord(const JsonValue *list, QStringView word);

} // namespace moa
