// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"
#include "providers/exchange.h"

#include <QDateTime>

namespace moa {

/** Bytes of a reply's body, and when they came. */
struct CassettePiece
{
    qint64 ms = 0; ///< since the request
    QByteArray bytes;

    friend bool operator==(const CassettePiece &, const CassettePiece &) = default;
};

/** One request and what was answered to it. */
struct CassetteEntry
{
    QByteArray method;
    QByteArray url; ///< encoded, as it was asked: with the provider's own address
    QByteArray requestBody; ///< JSON
    int status = 0; ///< of HTTP; 0: the connection ended without a reply
    HttpHeaders headers; ///< those of the reply that matter to who reads it
    QList<CassettePiece> pieces;
    bool brokeOff = false; ///< the connection ended within the body

    friend bool operator==(const CassetteEntry &, const CassetteEntry &) = default;
};

/**
 * A provider's traffic, recorded to be played again: for demonstrations, reports of faults and
 * tests. What is secret has been replaced before: it is made of exchanges.
 */
struct Cassette
{
    QDateTime recordedAt; ///< UTC
    QList<CassetteEntry> entries; ///< in the order of their requests

    /// Adds an attempt that has ended; one of which only the beginning was kept breaks off there.
    void add(const Exchange &exchange);

    friend bool operator==(const Cassette &, const Cassette &) = default;
};

/// Reads a `.cassette.json`. Refuses with a sentence that names path and line.
[[nodiscard]] Result<Cassette> readCassette(const QByteArray &text);

/// The file's text, UTF-8. Requests are nested as the JSON that they are.
[[nodiscard]] QByteArray writeCassette(const Cassette &cassette);

/// The cassette in the file at @p path. The sentence of a failure does not name the path.
[[nodiscard]] Result<Cassette> loadCassette(const QString &path);

} // namespace moa
