// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/networksettings.h"
#include "providers/provider.h"

namespace moa {

/** The content of a `providers.json`. */
struct ProvidersFile
{
    QList<Provider> providers;
    JsonFields unknown{}; ///< fields of a later version of the format, written back
    NetworkSettings network{};

    friend bool operator==(const ProvidersFile &, const ProvidersFile &) = default;
};

/**
 * Reads a `providers.json`. Refuses with a sentence that names path and line: what is not such a
 * file, an address that checkBaseUrl() refuses, an id that stands twice, and headers that can't
 * be sent or that carry a key, which does not belong in a file.
 */
[[nodiscard]] Result<ProvidersFile> readProviders(const QByteArray &text);

/// The file's text, UTF-8: fixed order of keys, nothing that has its default.
[[nodiscard]] QByteArray writeProviders(const ProvidersFile &file);

/// The providers in the file at @p path. The sentence of a failure does not name the path.
[[nodiscard]] Result<QList<Provider>> loadProvidersFile(const QString &path);

/// Replaces the file at @p path as a whole, or leaves it as it was.
[[nodiscard]] Result<void> saveProvidersFile(const ProvidersFile &file, const QString &path);

/** The providers that the program knows by itself. */
[[nodiscard]] const QList<Provider> &builtInProviders();

/**
 * @p builtIn with those of @p own: one of a known id takes the other's place as a whole, the rest
 * follow in their order.
 */
[[nodiscard]] QList<Provider> mergedProviders(const QList<Provider> &builtIn,
                                              const QList<Provider> &own);

/**
 * Why a header can't stand in a file of providers, as part of a sentence; empty if it can: not a
 * header name, line breaks, or a name or value by which keys are sent.
 */
[[nodiscard]] QString headerObjection(const QString &name, const QString &value);

} // namespace moa
