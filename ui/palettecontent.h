// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/modelpalettemodel.h"
#include "providers/modelcatalogue.h"
#include "providers/provider.h"

namespace moa {

/**
 * The models that the palette offers: the Sandbox's, those of the bundled presets, and behind them
 * what else @p models knows at each of @p providers.
 */
[[nodiscard]] QList<PaletteEntry> paletteEntries(const QList<Provider> &providers,
                                                 const ModelCatalogue &models);

} // namespace moa
