// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/jsoncursor.h"
#include "providers/provider.h"

#include <nlohmann/json.hpp>

namespace moa {

/**
 * What a person says of a provider's models: the member `models` of a provider in a
 * `providers.json`. Prices are USD per million tokens as decimal strings. A model that stands
 * twice is rejected, as are prices of which input or output is missing.
 */
[[nodiscard]] QList<ModelOverride> readModelOverrides(JsonCursor &provider);

/// The list that readModelOverrides() reads, nothing in it that has its default.
[[nodiscard]] nlohmann::ordered_json modelOverridesJson(const QList<ModelOverride> &models);

} // namespace moa
