// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <QByteArray>
#include <QList>
#include <utility>

namespace moa {

/** One HTTP/1.x request as it came in. Nothing in it is to be trusted. */
struct HttpRequest
{
    QByteArray method;
    QByteArray target; ///< path and query, as sent
    int minorVersion = 1; ///< of HTTP/1.x
    QList<std::pair<QByteArray, QByteArray>> headers; ///< in order; values without outer blanks
    QByteArray body;

    /// The first header with this name (case does not matter); null if there is none.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
    /// The target without its query.
    [[nodiscard]] QByteArray path() const;
    /// Whether the client wants to use the connection again.
    [[nodiscard]] bool keepAlive() const;
};

/** Why a connection can't be read any further: the status to answer with before closing it. */
struct HttpRequestError
{
    int status = 400;
    QByteArray message; ///< an English sentence for the reply's body
};

/**
 * Reads requests out of a connection's bytes, however they are cut. Bytes after the end of a
 * request are kept: pipelined requests come out one after the other.
 *
 * Bodies need a Content-Length. After an error nothing more is read.
 */
class HttpRequestReader
{
public:
    static constexpr qsizetype maxHeadBytes = 64 * 1024; ///< request line and headers
    static constexpr qsizetype maxBodyBytes = 64 * 1024 * 1024;

    void feed(QByteArrayView bytes);
    /// The next complete request; nothing if more bytes are needed or an error() occurred.
    [[nodiscard]] std::optional<HttpRequest> next();
    [[nodiscard]] const std::optional<HttpRequestError> &error() const { return m_error; }
    /// Whether a request has begun and is not complete.
    [[nodiscard]] bool isInRequest() const { return m_inBody || !m_buffer.isEmpty(); }

private:
    enum class Line { Read, Missing, HeadEnd };

    [[nodiscard]] Line readLine();
    void readRequestLine(QByteArrayView line);
    void readHeader(QByteArrayView line);
    void finishHead();
    void checkFirstWord();
    void fail(int status, const QByteArray &message);

    QByteArray m_buffer;
    qsizetype m_searched = 0; ///< bytes of m_buffer known to hold no line end
    qsizetype m_headBytes = 0;
    qsizetype m_bodyBytes = 0;
    bool m_inBody = false;
    HttpRequest m_request;
    std::optional<HttpRequestError> m_error;
};

} // namespace moa
