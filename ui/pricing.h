// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/modelcatalogue.h"
#include "providers/provider.h"

#include <functional>

namespace moa {

/**
 * For ValidationContext::hasPrice: whether what a model costs at one of @p providers is known. On
 * this machine it costs nothing, and of a provider that is not known there is nothing to say. Asks
 * @p models once for each model; not for two threads at the same time.
 */
[[nodiscard]] std::function<bool(const ProviderId &provider, const QString &model)>
pricesKnown(const QList<Provider> &providers, const ModelCatalogue &models);

} // namespace moa
