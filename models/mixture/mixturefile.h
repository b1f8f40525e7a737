// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"
#include "mixture/mixture.h"

namespace moa {

/// What a preset says of itself in its member `format`.
inline constexpr QLatin1StringView mixtureFormatName("moa-studio/mixture");

/**
 * Reads a preset (`NAME.moa.json`). Refuses with a sentence that names path and line what it
 * can't read; what is wrong with the mixture itself (a reference to nowhere, an empty layer) is
 * left to validate(). Fields that it does not know stay in the mixture.
 */
[[nodiscard]] Result<Mixture> readMixture(const QByteArray &text);

/**
 * The preset's text, UTF-8: fixed order of keys, nothing that has its default, then the unknown
 * fields in the order in which they were read. What this wrote reads and writes back byte for byte.
 */
[[nodiscard]] QByteArray writeMixture(const Mixture &mixture);

/// As readMixture(). The sentence does not name @p path: who asks knows it.
[[nodiscard]] Result<Mixture> loadMixture(const QString &path);

/// Replaces the file at @p path as a whole, or leaves it as it was.
[[nodiscard]] Result<void> saveMixture(const Mixture &mixture, const QString &path);

} // namespace moa
