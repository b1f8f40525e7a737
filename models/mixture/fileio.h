// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"

#include <QByteArray>

class QIODevice;
class QSaveFile;

namespace moa {

/**
 * The whole content of the file at @p path. A file above @p mostBytes is refused before it is in
 * memory. The sentence of a failure does not name the path: who asks knows it.
 */
[[nodiscard]] Result<QByteArray> readFile(const QString &path, qsizetype mostBytes);

/// The same from an open device, such as standard input: up to its end, however it comes in.
[[nodiscard]] Result<QByteArray> readDevice(QIODevice &device, qsizetype mostBytes);

/**
 * Writes all of @p content to the open @p file and makes it take the place of what was there. Where
 * that fails, as on a full disk, the sentence says why and what was there is unchanged.
 */
[[nodiscard]] Result<void> writeAndCommit(QSaveFile &file, const QByteArray &content);

/** Replaces the file at @p path as a whole, or leaves it as it was. */
[[nodiscard]] Result<void> replaceFile(const QString &path, const QByteArray &content);

} // namespace moa
