// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"
#include "providers/modelcatalogue.h"
#include "providers/providersfile.h"

namespace moa {

/** The name under which both programs keep their files, the version they report, their language. */
void setUpApplication();

/** Where the user's own providers stand. */
[[nodiscard]] QString providersFilePath();

/** Where windows keep what would be lost with the program. */
[[nodiscard]] QString draftsFolder();

/**
 * The built-in providers, overridden and joined by those of @p file; empty: the user's own file, if
 * there is one.
 */
[[nodiscard]] Result<QList<Provider>> loadProviders(const QString &file = {});

/** The same with the network settings and all else that stands in that file. */
[[nodiscard]] Result<ProvidersFile> loadProviderSettings(const QString &file = {});

/** The content of an environment variable; empty: it is not set. */
[[nodiscard]] QByteArray environmentValue(const QString &variable);

/** The models and prices that ship with the program. */
[[nodiscard]] ModelCatalogue bundledCatalogue();

/** The Sandbox as a provider at @p baseUrl. */
[[nodiscard]] Provider sandboxProvider(const QUrl &baseUrl);

/** The id of the Sandbox in presets. */
[[nodiscard]] ProviderId sandboxProviderId();

} // namespace moa
