// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/tokenencoding.h"

namespace moa {

/**
 * The vocabulary that a model's ordinary text is counted in, by its id at any provider: "gpt-4o",
 * "openai/gpt-4o-mini", "ft:gpt-4o:somebody". Nothing for models whose vocabulary is not at hand.
 */
[[nodiscard]] std::optional<TokenEncoding> encodingOf(QStringView modelId);

} // namespace moa
