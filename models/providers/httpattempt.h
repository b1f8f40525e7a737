// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/outcome.h"

#include <chrono>
#include <memory>
#include <QIODevice>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslError>
#include <QTimer>

class QNetworkAccessManager;

namespace moa {

/** Time limits of one attempt, from its dispatch. */
struct HttpTimeouts
{
    std::chrono::milliseconds firstByte{120'000}; ///< until the first byte of the body
    std::chrono::milliseconds idle{60'000}; ///< between two reads of the body
    std::chrono::milliseconds total{1'800'000};
};

/// A reply's body may hold this much, decompressed; a hostile server can't eat the memory.
inline constexpr qint64 largestBody = 32LL * 1024 * 1024;

/**
 * One POST, delivered at most once: Qt's own re-sending is made impossible by an upload that can't
 * be rewound, redirects are not followed, and time limits are kept here. A certificate that is not
 * trusted ends it before anything is sent. Ends in exactly one finished(); nothing is emitted after
 * it. Safe to destroy at any time, which closes the socket.
 */
class HttpAttempt : public QObject
{
    Q_OBJECT

public:
    HttpAttempt(QNetworkAccessManager *manager, const QNetworkRequest &request,
                const QByteArray &body, const HttpTimeouts &timeouts, QObject *parent = nullptr);
    ~HttpAttempt() override;

    /// The head of the reply, from headReceived() on.
    [[nodiscard]] int status() const { return m_status; }
    [[nodiscard]] QByteArray header(const char *name) const { return m_reply->rawHeader(name); }
    [[nodiscard]] const QList<QNetworkReply::RawHeaderPair> &headers() const
    {
        return m_reply->rawHeaderPairs();
    }

    /// Ends the attempt with @p outcome, emitted from here, and closes the socket.
    void abort(const Outcome &outcome);

    /// All that matters has been read: the server gets a moment to end the exchange, which keeps
    /// the connection reusable; then it counts as finished.
    void expectEnd();

Q_SIGNALS:
    /// Status and headers are there; the body may take its time. At most once.
    void headReceived();
    void bodyReceived(const QByteArray &bytes);
    /// Kind Finished says only that the exchange is complete: its status may be any.
    void finished(const moa::Outcome &outcome);

private:
    void readHead();
    void readBody();
    void replyFinished();
    [[nodiscard]] Outcome failed() const;
    void end(const Outcome &outcome);

    std::unique_ptr<QIODevice> m_upload;
    std::unique_ptr<QNetworkReply> m_reply;
    HttpTimeouts m_timeouts;
    QTimer m_silence; ///< first byte, then idle
    QTimer m_total;
    QList<QSslError> m_objections; ///< to the server's certificate
    qint64 m_received = 0;
    int m_status = 0;
    bool m_headTold = false;
    bool m_expectsEnd = false;
    bool m_ended = false;
};

} // namespace moa
