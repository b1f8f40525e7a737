// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/jsoncursor.h"
#include "mixture/mixture.h"

#include <nlohmann/json.hpp>

/**
 * Mixtures, their layers and agents as JSON, in the one form they have in presets, in run records
 * and on the clipboard. What can't be read is kept in the cursor's failure.
 */
namespace moa {

[[nodiscard]] Agent readAgent(JsonCursor cursor);
[[nodiscard]] Layer readLayer(JsonCursor cursor);
[[nodiscard]] Mixture mixtureFrom(JsonCursor cursor);

[[nodiscard]] nlohmann::ordered_json layerJson(const Layer &layer);

} // namespace moa
