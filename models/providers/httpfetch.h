// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/keyring.h"

#include <chrono>
#include <memory>
#include <QElapsedTimer>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>

class QNetworkAccessManager;

namespace moa {

/** What came of a short request. */
struct FetchResult
{
    int status = 0; ///< 0: no answer
    QString failure; ///< why there is none, or only a part, as part of a sentence; empty: whole
    QByteArray body; ///< as far as it was wanted
    QUrl redirect; ///< where a status 3xx points
    qint64 ms = 0; ///< from the request until its end
};

/** How much of a reply is waited for. */
struct FetchLimits
{
    std::chrono::milliseconds time{20'000}; ///< for all of it
    qint64 bytes = 32LL * 1024 * 1024;
    bool headOnly = false; ///< of a 200 reply nothing but that it came is wanted
};

/**
 * One request other than for a response of a model: for a list, a version. Redirects are not
 * followed. Ends in exactly one finished(), from the event loop; destroying it, but not from there,
 * closes the socket.
 */
class HttpFetch : public QObject
{
    Q_OBJECT

public:
    /// Sends now: a GET, or a POST if there is a @p body. @p manager outlives the fetch.
    HttpFetch(QNetworkAccessManager *manager, const QNetworkRequest &request,
              const QByteArray &body, const FetchLimits &limits, QObject *parent = nullptr);
    ~HttpFetch() override;

Q_SIGNALS:
    void finished(const moa::FetchResult &result);

private:
    void read();
    void end(const QString &failure);

    FetchLimits m_limits;
    FetchResult m_result;
    std::unique_ptr<QNetworkReply> m_reply;
    QTimer m_timer;
    QElapsedTimer m_clock;
    QStringList m_certificateErrors;
    bool m_ended = false;
};

/// A request to @p url as @p provider wants them: its headers, and @p key if it may go there.
[[nodiscard]] QNetworkRequest providerRequest(const Provider &provider, const QUrl &url,
                                              const ApiKey &key);

/**
 * Why @p result, which is no 200 reply, is none, and what to do: a sentence or two. Mask it before
 * it is shown: it may quote the server. @p hadKey tells whether a key was sent.
 */
[[nodiscard]] QString fetchSentence(const Provider &provider, const QUrl &url,
                                    const FetchResult &result, bool hadKey);

/// Whether the server turns the key down, or wants one.
[[nodiscard]] bool isKeyRefusal(const FetchResult &result);

} // namespace moa
