// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/provider.h"

#include <optional>
#include <QByteArray>
#include <QList>
#include <QPair>
#include <QStringList>

namespace moa {

using HttpHeaders = QList<QPair<QByteArray, QByteArray>>;

/**
 * One attempt at one request as it went over the wire, but for what is secret: where a key stood
 * there is `$VARIABLE`, also where a server repeats it.
 *
 * Headers that the transport adds by itself (Connection, Accept-Encoding) are not part of it. The
 * reply is decompressed; what comes after the dialect's end marker is not read.
 */
struct Exchange
{
    int number = 1; ///< of the attempt, from 1
    Dialect dialect = Dialect::OpenAi;
    QByteArray method;
    QByteArray url; ///< encoded
    HttpHeaders requestHeaders;
    QByteArray requestBody; ///< shared by all attempts
    QStringList variables; ///< that may stand in the URL and the headers, without their `$`
    qint64 sent = 0; ///< ms; in a Response from the run's start
    std::optional<qint64> ended; ///< ms; absent: it goes on
    int status = 0; ///< of HTTP; 0: no reply came
    HttpHeaders replyHeaders; ///< the value of a Set-Cookie is not kept
    QByteArray reply; ///< the beginning of the body, up to a bound
    qint64 replySize = 0; ///< bytes of the whole body
    /// When the reply came: each with the ms since the request was sent and the bytes of `reply`
    /// that were there by then. Rising in both.
    QList<QPair<qint64, qsizetype>> arrivals;
    QString failure; ///< a sentence; empty: a whole reply came

    /// More of the reply came than is kept.
    [[nodiscard]] bool isCut() const { return replySize > reply.size(); }

    friend bool operator==(const Exchange &, const Exchange &) = default;
};

/// Of the replies to one call this much is kept in all ...
inline constexpr qsizetype mostReplyBytes = 2 * 1024 * 1024;
/// ... and of each attempt's at least this much, however large those before it were.
inline constexpr qsizetype leastReplyBytes = 64 * 1024;

/** The value of the header @p name, whose case does not matter; empty if there is none. */
[[nodiscard]] QByteArray headerValue(const HttpHeaders &headers, QByteArrayView name);

} // namespace moa
