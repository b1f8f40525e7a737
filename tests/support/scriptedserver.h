// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"
#include "support/scriptedreply.h"

#include <functional>
#include <memory>
#include <QHash>
#include <QJsonObject>
#include <QMutex>
#include <QObject>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QUrl>

namespace moa {

/** One delivered request as the journal keeps it. Times are monotonic, in ns, of one clock. */
struct ScriptedRequest
{
    int number = 0; ///< order of delivery, from 0
    int connection = 0; ///< order of the connection it came on, from 0
    int attempt = 0; ///< earlier requests with the same model
    QByteArray method;
    QByteArray path; ///< with the query
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    QString model; ///< of the JSON body; empty if it names none
    qint64 arrivedNs = 0;
    /// The client went away before the reply was complete. A cut by the server is none of its.
    std::optional<qint64> clientLeftNs;
    std::optional<qint64> finishedNs; ///< the reply's last byte was written, or its cut made

    /// Case does not matter; null if there is none.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
    /// The body, or an empty object.
    [[nodiscard]] QJsonObject json() const;
};

struct ScriptedCounters
{
    int connectionsOpened = 0;
    int connectionsOpen = 0;
    int peakConnections = 0;
    int requests = 0; ///< delivered
    int inFlight = 0; ///< delivered and not answered to the end
    int peakInFlight = 0;
    int clientsLeft = 0; ///< replies that lost their client
};

using ScriptedHandler = std::function<ScriptedReply(const ScriptedRequest &)>;

/**
 * An HTTP/1.1 server on 127.0.0.1 that answers as tests tell it to, and keeps a journal.
 *
 * The reply to a request is the next one in the script of its model, else what the handler
 * returns, else 404. Every function but listen() and close() may be called from any thread; the
 * handler runs in the server's.
 *
 * In the test's own thread the server moves on while the test runs an event loop: wait with
 * QSignalSpy::wait(). QTRY_ macros sleep 10 ms in each turn, so they pass 100 pieces a second.
 */
class ScriptedServer : public QObject
{
    Q_OBJECT

public:
    explicit ScriptedServer(QObject *parent = nullptr);
    ~ScriptedServer() override;

    /// @p port 0 takes any free one. Returns the port.
    [[nodiscard]] Result<quint16> listen(quint16 port = 0);
    /// The same as https://localhost:PORT/v1, with the certificate and key of @p tls.
    [[nodiscard]] Result<quint16> listenTls(const QSslConfiguration &tls);
    /// Refuses new connections and drops the open ones.
    void close();
    [[nodiscard]] quint16 port() const;
    /// http://127.0.0.1:PORT/v1, unless it is TLS
    [[nodiscard]] QUrl baseUrl() const;

    void setHandler(ScriptedHandler handler);
    /// The replies to the next requests that name @p model; the last one is repeated.
    /// An empty list ends the script.
    void script(const QString &model, const QList<ScriptedReply> &replies);

    /// Requests so far, in order of delivery.
    [[nodiscard]] QList<ScriptedRequest> requests() const;
    /// The same for one model.
    [[nodiscard]] QList<ScriptedRequest> requests(const QString &model) const;
    [[nodiscard]] ScriptedCounters counters() const;
    /// The journal as JSON for scripts: {"counters": {...}, "requests": [{...}]}. Bodies that are
    /// JSON objects are nested as such; header names are in lower case.
    [[nodiscard]] QJsonObject journal() const;
    void clearJournal();
    /// Now, on the clock of the journal.
    [[nodiscard]] static qint64 nowNs();

Q_SIGNALS:
    void requestArrived(int number);
    void requestFinished(int number);
    void clientLeft(int number);

private:
    friend class ScriptedConnection;

    void acceptConnections();
    void connectionClosed();
    [[nodiscard]] ScriptedReply deliver(ScriptedRequest &request);
    void replyEnded(int number, bool lostClient);

    std::unique_ptr<QTcpServer> m_server = std::make_unique<QTcpServer>();
    bool m_isTls = false; ///< set before it listens
    mutable QMutex m_mutex; ///< guards all below
    quint16 m_port = 0;
    ScriptedHandler m_handler;
    QHash<QString, QList<ScriptedReply>> m_scripts;
    QHash<QString, int> m_attempts;
    QList<ScriptedRequest> m_requests;
    int m_firstNumber = 0; ///< of m_requests: clearing does not count from 0 again
    ScriptedCounters m_counters;
};

/** A ScriptedServer that runs in a thread of its own. Listens once constructed. */
class ThreadedScriptedServer
{
public:
    ThreadedScriptedServer();
    ~ThreadedScriptedServer();
    ThreadedScriptedServer(const ThreadedScriptedServer &) = delete;
    ThreadedScriptedServer &operator=(const ThreadedScriptedServer &) = delete;

    /// Lives in the other thread; see there for what may be called.
    [[nodiscard]] ScriptedServer &server();
    ScriptedServer *operator->() { return &server(); }

private:
    class Thread;
    std::unique_ptr<Thread> m_thread;
};

} // namespace moa
