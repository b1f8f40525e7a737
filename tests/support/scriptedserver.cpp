// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scriptedserver.h"

#include "support/scriptedconnection.h"

#include <chrono>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSemaphore>
#include <QSslServer>
#include <QThread>

namespace moa {

namespace {
constexpr int listenBacklog = 512;
} // namespace

QByteArray ScriptedRequest::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QJsonObject ScriptedRequest::json() const
{
    return QJsonDocument::fromJson(body).object();
}

ScriptedServer::ScriptedServer(QObject *parent)
    : QObject(parent)
{ }

ScriptedServer::~ScriptedServer()
{
    close();
}

Result<quint16> ScriptedServer::listen(quint16 port)
{
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this,
            &ScriptedServer::acceptConnections, Qt::UniqueConnection);
    // A wide layer connects all at once; what the line has no room for waits a second.
    m_server->setListenBacklogSize(listenBacklog);
    if (!m_server->listen(QHostAddress::LocalHost, port))
        return failure(m_server->errorString());
    const QMutexLocker lock(&m_mutex);
    m_port = m_server->serverPort();
    return m_port;
}

Result<quint16> ScriptedServer::listenTls(const QSslConfiguration &tls)
{
    auto server = std::make_unique<QSslServer>();
    server->setSslConfiguration(tls);
    m_server = std::move(server);
    m_isTls = true;
    return listen();
}

void ScriptedServer::close()
{
    m_server->close();
    const auto connections =
        findChildren<ScriptedConnection *>(QString(), Qt::FindDirectChildrenOnly);
    for (ScriptedConnection *connection : connections) {
        if (auto *socket = connection->findChild<QTcpSocket *>())
            socket->abort();
    }
}

quint16 ScriptedServer::port() const
{
    const QMutexLocker lock(&m_mutex);
    return m_port;
}

QUrl ScriptedServer::baseUrl() const
{
    const QString address = m_isTls ? QStringLiteral("https://localhost:%1/v1")
                                    : QStringLiteral("http://127.0.0.1:%1/v1");
    return QUrl(address.arg(port()));
}

void ScriptedServer::setHandler(ScriptedHandler handler)
{
    const QMutexLocker lock(&m_mutex);
    m_handler = std::move(handler);
}

void ScriptedServer::script(const QString &model, const QList<ScriptedReply> &replies)
{
    const QMutexLocker lock(&m_mutex);
    if (replies.isEmpty())
        m_scripts.remove(model);
    else
        m_scripts.insert(model, replies);
}

QList<ScriptedRequest> ScriptedServer::requests() const
{
    const QMutexLocker lock(&m_mutex);
    return m_requests;
}

QList<ScriptedRequest> ScriptedServer::requests(const QString &model) const
{
    QList<ScriptedRequest> matching = requests();
    matching.removeIf([&model](const ScriptedRequest &r) { return r.model != model; });
    return matching;
}

ScriptedCounters ScriptedServer::counters() const
{
    const QMutexLocker lock(&m_mutex);
    return m_counters;
}

QJsonObject ScriptedServer::journal() const
{
    const ScriptedCounters count = counters();
    QJsonArray list;
    for (const ScriptedRequest &request : requests()) {
        QJsonObject headers;
        for (const auto &[name, value] : request.headers)
            headers.insert(QString::fromLatin1(name.toLower()), QString::fromLatin1(value));
        const QJsonDocument body = QJsonDocument::fromJson(request.body);
        QJsonObject entry{{QStringLiteral("number"), request.number},
                          {QStringLiteral("connection"), request.connection},
                          {QStringLiteral("attempt"), request.attempt},
                          {QStringLiteral("method"), QString::fromLatin1(request.method)},
                          {QStringLiteral("path"), QString::fromLatin1(request.path)},
                          {QStringLiteral("headers"), headers},
                          {QStringLiteral("model"), request.model},
                          {QStringLiteral("arrivedNs"), request.arrivedNs}};
        entry.insert(QStringLiteral("body"),
                     body.isObject() ? QJsonValue(body.object())
                                     : QJsonValue(QString::fromUtf8(request.body)));
        if (request.clientLeftNs)
            entry.insert(QStringLiteral("clientLeftNs"), *request.clientLeftNs);
        if (request.finishedNs)
            entry.insert(QStringLiteral("finishedNs"), *request.finishedNs);
        list.append(entry);
    }
    const QJsonObject counted{{QStringLiteral("connectionsOpened"), count.connectionsOpened},
                              {QStringLiteral("connectionsOpen"), count.connectionsOpen},
                              {QStringLiteral("peakConnections"), count.peakConnections},
                              {QStringLiteral("requests"), count.requests},
                              {QStringLiteral("inFlight"), count.inFlight},
                              {QStringLiteral("peakInFlight"), count.peakInFlight},
                              {QStringLiteral("clientsLeft"), count.clientsLeft}};
    return {{QStringLiteral("counters"), counted}, {QStringLiteral("requests"), list}};
}

void ScriptedServer::clearJournal()
{
    const QMutexLocker lock(&m_mutex);
    m_firstNumber += static_cast<int>(m_requests.size());
    m_requests.clear();
}

qint64 ScriptedServer::nowNs()
{
    return std::chrono::steady_clock::now().time_since_epoch() / std::chrono::nanoseconds(1);
}

void ScriptedServer::acceptConnections()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        int number = 0;
        {
            const QMutexLocker lock(&m_mutex);
            number = m_counters.connectionsOpened++;
            ++m_counters.connectionsOpen;
            m_counters.peakConnections =
                std::max(m_counters.peakConnections, m_counters.connectionsOpen);
        }
        new ScriptedConnection(*this, socket, number); // its parent is this server
    }
}

void ScriptedServer::connectionClosed()
{
    const QMutexLocker lock(&m_mutex);
    --m_counters.connectionsOpen;
}

ScriptedReply ScriptedServer::deliver(ScriptedRequest &request)
{
    request.arrivedNs = nowNs();
    request.model = request.json().value(QLatin1String("model")).toString();
    std::optional<ScriptedReply> reply;
    ScriptedHandler handler;
    {
        const QMutexLocker lock(&m_mutex);
        request.number = m_counters.requests++;
        request.attempt = m_attempts[request.model]++;
        ++m_counters.inFlight;
        m_counters.peakInFlight = std::max(m_counters.peakInFlight, m_counters.inFlight);
        m_requests.append(request);
        const auto script = m_scripts.find(request.model);
        if (script != m_scripts.end())
            reply = script->size() > 1 ? script->takeFirst() : script->first();
        else
            handler = m_handler;
    }
    Q_EMIT requestArrived(request.number);
    if (!reply && handler)
        reply = handler(request);
    return reply.value_or(ScriptedReply::openAiError(
        404, QStringLiteral("Nothing is scripted for the model '%1'.").arg(request.model),
        QStringLiteral("model_not_found")));
}

void ScriptedServer::replyEnded(int number, bool lostClient)
{
    {
        const QMutexLocker lock(&m_mutex);
        --m_counters.inFlight;
        if (lostClient)
            ++m_counters.clientsLeft;
        const int index = number - m_firstNumber;
        if (index >= 0 && index < m_requests.size())
            (lostClient ? m_requests[index].clientLeftNs : m_requests[index].finishedNs) = nowNs();
    }
    if (lostClient)
        Q_EMIT clientLeft(number);
    else
        Q_EMIT requestFinished(number);
}

/** Owns the server on its own stack, so that it is made and ended in its own thread. */
class ThreadedScriptedServer::Thread : public QThread
{
public:
    Thread()
    {
        start();
        m_listening.acquire();
    }

    ~Thread() override
    {
        quit();
        wait();
    }

    [[nodiscard]] ScriptedServer &server() { return *m_server; }

private:
    void run() override
    {
        ScriptedServer server;
        const Result<quint16> port = server.listen();
        if (!port)
            qFatal("The scripted server can't listen: %ls", qUtf16Printable(port.error().message));
        m_server = &server;
        m_listening.release();
        exec();
    }

    QSemaphore m_listening;
    ScriptedServer *m_server = nullptr;
};

ThreadedScriptedServer::ThreadedScriptedServer()
    : m_thread(std::make_unique<Thread>())
{ }

ThreadedScriptedServer::~ThreadedScriptedServer() = default;

ScriptedServer &ThreadedScriptedServer::server()
{
    return m_thread->server();
}

} // namespace moa
