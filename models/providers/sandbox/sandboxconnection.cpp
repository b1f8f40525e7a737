// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/sandbox/sandboxconnection.h"

#include "providers/sandbox/sandboxserver.h"

#include <algorithm>
#include <QCryptographicHash>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

namespace moa {

namespace {

constexpr qint64 readBufferBytes = 1024 * 1024;
constexpr int tickMs = 20; ///< tokens leave this far apart or together

QByteArray reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 400:
        return "Bad Request";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 411:
        return "Length Required";
    case 413:
        return "Content Too Large";
    case 431:
        return "Request Header Fields Too Large";
    case 503:
        return "Service Unavailable";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return "Error";
    }
}

/// A page in a browser can be made to ask this machine under a name of its maker's: such requests
/// carry that name.
bool isLoopback(const QByteArray &host)
{
    QByteArray name = host.toLower();
    const qsizetype bracket = name.indexOf(']');
    const qsizetype colon = name.indexOf(':', std::max<qsizetype>(bracket, 0));
    if (colon >= 0) {
        const QByteArray port = name.mid(colon + 1);
        if (!std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; }))
            return false;
        name.truncate(colon);
    }
    return name == "127.0.0.1" || name == "localhost" || name == "[::1]";
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

SandboxConnection::SandboxConnection(QTcpSocket *socket, SandboxServer *server)
    : QObject(server)
    , m_server(server)
    , m_socket(socket)
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(readBufferBytes);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &SandboxConnection::writeDueTokens);
    connect(m_socket, &QTcpSocket::readyRead, this, &SandboxConnection::read);
    connect(m_socket, &QTcpSocket::disconnected, this, [this] {
        endAnswer();
        deleteLater();
    });
    if (m_socket->state() == QAbstractSocket::ConnectedState)
        read();
    else
        deleteLater();
}

SandboxConnection::~SandboxConnection() = default;

void SandboxConnection::drop()
{
    m_socket->abort();
}

void SandboxConnection::read()
{
    // While an answer is written the next request waits in the socket, whose buffer is limited.
    while (!m_answering && m_socket->state() == QAbstractSocket::ConnectedState) {
        m_reader.feed(m_socket->readAll());
        if (const std::optional<HttpRequest> request = m_reader.next()) {
            m_keepAlive = request->keepAlive();
            answer(*request);
            continue;
        }
        if (const auto &error = m_reader.error()) {
            m_keepAlive = false;
            refuse({error->status, QString::fromLatin1(error->message), {}, {}});
        }
        return;
    }
}

void SandboxConnection::answer(const HttpRequest &request)
{
    const QByteArray path = request.path();
    const bool get = request.method == "GET";
    const QByteArray modelPrefix = "/v1/models/";
    if (!isLoopback(request.header("host"))) {
        m_keepAlive = false;
        refuse({403, QStringLiteral("The sandbox answers requests to 127.0.0.1 only."), {}, {}});
    } else if (path == "/v1/chat/completions") {
        if (request.method == "POST")
            answerChat(request);
        else
            refuse({405, QStringLiteral("Chat completions are asked for with POST."), {}, {}},
                   "Allow: POST\r\n");
    } else if (path == "/v1/models" && get) {
        sendJson(200, compact(sandboxModelList()));
    } else if (path.startsWith(modelPrefix) && get) {
        const QString id = QString::fromUtf8(path.mid(modelPrefix.size()));
        if (const SandboxModel *model = sandboxModel(id))
            sendJson(200, compact(sandboxModelEntry(*model)));
        else
            refuse({404, QStringLiteral("The sandbox has no model '%1'.").arg(id),
                    QStringLiteral("model"), QStringLiteral("model_not_found")});
    } else if (path == "/v1/models") {
        refuse({405, QStringLiteral("Models are asked for with GET."), {}, {}}, "Allow: GET\r\n");
    } else {
        refuse({404,
                QStringLiteral("There is nothing at this path. The sandbox knows "
                               "/v1/chat/completions and /v1/models."),
                {},
                {}});
    }
}

void SandboxConnection::answerChat(const HttpRequest &request)
{
    auto chat = readSandboxChat(request.body);
    if (!chat) {
        refuse(chat.error());
        return;
    }
    if (chat->model->trouble == SandboxTrouble::FailsFirst && m_server->refuseOnce(request.body)) {
        refuse({503,
                QStringLiteral("This sandbox model is always overloaded at the first attempt. Try "
                               "again."),
                {},
                QStringLiteral("server_is_overloaded")},
               "Retry-After: 1\r\n");
        return;
    }
    m_chat = std::move(*chat);
    m_completion = completeSandboxChat(m_chat);
    const QByteArray hash = QCryptographicHash::hash(request.body, QCryptographicHash::Sha256);
    m_id = QStringLiteral("chatcmpl-sandbox-") + QString::fromLatin1(hash.toHex().left(16));
    m_created = QDateTime::currentSecsSinceEpoch();
    m_sent = 0;
    m_answering = true;
    m_sinceFirst.invalidate();
    ++m_server->m_activeAnswers;
    m_timer.start(paced(m_chat.model->firstByteMs));
}

void SandboxConnection::sendJson(int status, const QByteArray &json, const QByteArray &headers)
{
    m_socket->write("HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonPhrase(status)
                    + "\r\nContent-Type: application/json\r\nContent-Length: "
                    + QByteArray::number(json.size()) + "\r\n" + headers
                    + (m_keepAlive ? "" : "Connection: close\r\n") + "\r\n" + json);
    finishRequest();
}

void SandboxConnection::refuse(const SandboxRefusal &refusal, const QByteArray &headers)
{
    sendJson(refusal.status, refusal.toJson(), headers);
}

void SandboxConnection::finishRequest()
{
    if (!m_keepAlive)
        m_socket->disconnectFromHost();
}

int SandboxConnection::paced(qint64 ms) const
{
    return static_cast<int>(static_cast<double>(ms) * m_server->pace());
}

void SandboxConnection::beginAnswer()
{
    m_sinceFirst.start();
    if (!m_chat.stream)
        return;
    m_socket->write(QByteArray("HTTP/1.1 200 OK\r\n"
                               "Content-Type: text/event-stream; charset=utf-8\r\n"
                               "Cache-Control: no-store\r\n"
                               "Transfer-Encoding: chunked\r\n")
                    + (m_keepAlive ? "" : "Connection: close\r\n") + "\r\n");
    sendDelta({{QStringLiteral("role"), QStringLiteral("assistant")},
               {QStringLiteral("content"), QString()}});
}

/** Called again and again until the answer is out: at its first byte and at every tick. */
void SandboxConnection::writeDueTokens()
{
    if (!m_sinceFirst.isValid())
        beginAnswer();
    const qsizetype total = m_completion.tokens.size();
    const double tokenMs = 1000.0 * m_server->pace() / m_chat.model->tokensPerSecond;
    const auto due = static_cast<double>(m_sinceFirst.elapsed()) / std::max(tokenMs, 1e-9) + 1;
    qsizetype goal = static_cast<qsizetype>(std::min(due, static_cast<double>(total)));
    const bool breaks = m_chat.model->trouble == SandboxTrouble::BreaksOff;
    const qsizetype end = breaks ? std::min(total, total * 2 / 5 + 1) : total;
    goal = std::min(tokenMs > 0 ? goal : total, end);
    for (; m_sent < goal; ++m_sent) {
        if (m_chat.stream)
            sendDelta({{QStringLiteral("content"), m_completion.tokens.at(m_sent)}});
    }
    if (m_sent < end)
        m_timer.start(std::max(tickMs, static_cast<int>(tokenMs)));
    else if (breaks)
        breakOff();
    else if (m_chat.stream)
        finishStream();
    else
        sendWhole();
}

QJsonObject SandboxConnection::envelope(const QString &object) const
{
    return {{QStringLiteral("id"), m_id},
            {QStringLiteral("object"), object},
            {QStringLiteral("created"), m_created},
            {QStringLiteral("model"), m_chat.prompt.model}};
}

void SandboxConnection::sendDelta(const QJsonObject &delta, const QString &finishReason)
{
    const QJsonObject choice{{QStringLiteral("index"), 0},
                             {QStringLiteral("delta"), delta},
                             {QStringLiteral("finish_reason"),
                              finishReason.isEmpty() ? QJsonValue() : QJsonValue(finishReason)}};
    QJsonObject event = envelope(QStringLiteral("chat.completion.chunk"));
    event.insert(QStringLiteral("choices"), QJsonArray{choice});
    if (m_chat.includeUsage)
        event.insert(QStringLiteral("usage"), QJsonValue());
    sendEvent(event);
}

void SandboxConnection::sendEvent(const QJsonObject &event)
{
    sendChunk("data: " + compact(event) + "\n\n");
}

void SandboxConnection::sendChunk(const QByteArray &bytes)
{
    m_socket->write(QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n");
}

void SandboxConnection::finishStream()
{
    sendDelta({}, m_completion.finishReason);
    if (m_chat.includeUsage) {
        QJsonObject last = envelope(QStringLiteral("chat.completion.chunk"));
        last.insert(QStringLiteral("choices"), QJsonArray());
        last.insert(QStringLiteral("usage"), m_completion.usage());
        sendEvent(last);
    }
    sendChunk("data: [DONE]\n\n");
    m_socket->write("0\r\n\r\n");
    endAnswer();
    finishRequest();
    read();
}

void SandboxConnection::sendWhole()
{
    const QJsonObject message{{QStringLiteral("role"), QStringLiteral("assistant")},
                              {QStringLiteral("content"), m_completion.tokens.join(QString())}};
    const QJsonObject choice{{QStringLiteral("index"), 0},
                             {QStringLiteral("message"), message},
                             {QStringLiteral("finish_reason"), m_completion.finishReason}};
    QJsonObject answer = envelope(QStringLiteral("chat.completion"));
    answer.insert(QStringLiteral("choices"), QJsonArray{choice});
    answer.insert(QStringLiteral("usage"), m_completion.usage());
    endAnswer();
    sendJson(200, compact(answer));
    read();
}

void SandboxConnection::breakOff()
{
    if (!m_chat.stream) {
        // Promises more than it sends.
        m_socket->write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                        "Content-Length: 4096\r\n\r\n{\"id\":");
    }
    endAnswer();
    m_socket->disconnectFromHost();
}

void SandboxConnection::endAnswer()
{
    m_timer.stop();
    if (std::exchange(m_answering, false))
        --m_server->m_activeAnswers;
}

} // namespace moa
