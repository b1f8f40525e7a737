// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/cassetteserver.h"

#include "mixture/jsonvalue.h"
#include "providers/provider.h"
#include "providers/sandbox/httprequestreader.h"

#include <QElapsedTimer>
#include <QTcpSocket>
#include <QTimer>

namespace moa {

namespace {
constexpr int listenBacklog = 512;
} // namespace

/** One client: its requests are answered one after the other. */
class CassetteServer::Connection : public QObject
{
public:
    Connection(QTcpSocket *socket, CassetteServer *server)
        : QObject(server)
        , m_server(server)
        , m_socket(socket)
    {
        m_socket->setParent(this);
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, this, &Connection::writeDue);
        connect(m_socket, &QIODevice::readyRead, this, &Connection::read);
        connect(m_socket, &QAbstractSocket::disconnected, this, &QObject::deleteLater);
        read();
    }

private:
    void read()
    {
        m_reader.feed(m_socket->readAll());
        if (m_entry)
            return;
        if (const auto request = m_reader.next())
            answer(*request);
        else if (m_reader.error())
            m_socket->disconnectFromHost();
    }

    void answer(const HttpRequest &request)
    {
        m_entry = m_server->take(request.method, request.header(replayedUrlHeader), request.body);
        if (!m_entry) {
            const QByteArray body = "{\"error\":{\"message\":\"The cassette has no answer to this "
                                    "request: it was recorded with another prompt, mixture or "
                                    "setting.\",\"code\":\"not_recorded\"}}";
            m_socket->write("HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\n"
                            "Content-Length: "
                            + QByteArray::number(body.size()) + "\r\n\r\n" + body);
            read();
            return;
        }
        m_next = 0;
        m_headSent = false;
        m_clock.start();
        writeDue();
    }

    void writeDue()
    {
        const auto due = [this](qint64 ms) {
            return static_cast<qint64>(static_cast<double>(ms) * m_server->m_pace)
                - m_clock.elapsed();
        };
        while (m_next < m_entry->pieces.size()) {
            const CassettePiece &piece = m_entry->pieces.at(m_next);
            if (const qint64 wait = due(piece.ms); wait > 0) {
                m_timer.start(static_cast<int>(wait));
                return;
            }
            writeHead();
            m_socket->write(QByteArray::number(piece.bytes.size(), 16) + "\r\n" + piece.bytes
                            + "\r\n");
            ++m_next;
        }
        finish();
    }

    void writeHead()
    {
        if (std::exchange(m_headSent, true))
            return;
        QByteArray head = "HTTP/1.1 " + QByteArray::number(m_entry->status) + " Recorded\r\n";
        for (const auto &[name, value] : m_entry->headers)
            head += name + ": " + value + "\r\n";
        m_socket->write(head + "Transfer-Encoding: chunked\r\n\r\n");
    }

    void finish()
    {
        const bool whole = m_entry->status != 0 && !m_entry->brokeOff;
        if (whole) {
            writeHead();
            m_socket->write("0\r\n\r\n");
        }
        m_entry = nullptr;
        if (whole)
            read();
        else
            m_socket->disconnectFromHost();
    }

    CassetteServer *m_server;
    QTcpSocket *m_socket;
    HttpRequestReader m_reader;
    const CassetteEntry *m_entry = nullptr; ///< that is being played
    qsizetype m_next = 0; ///< piece
    bool m_headSent = false;
    QElapsedTimer m_clock;
    QTimer m_timer;
};

CassetteServer::CassetteServer(Cassette cassette, QObject *parent)
    : QObject(parent)
    , m_cassette(std::move(cassette))
{
    m_server.setParent(this); // goes along to another thread
    m_server.setListenBacklogSize(listenBacklog);
    connect(&m_server, &QTcpServer::newConnection, this, &CassetteServer::acceptConnections);
    for (qsizetype index = 0; index < m_cassette.entries.size(); ++index) {
        const CassetteEntry &entry = m_cassette.entries.at(index);
        m_tracks[keyOf(entry.method, entry.url, entry.requestBody)].entries.append(index);
    }
}

CassetteServer::~CassetteServer() = default;

Result<QUrl> CassetteServer::listen()
{
    if (!m_server.listen(QHostAddress::LocalHost)) {
        return failure(tr("The cassette can't be played: no port could be opened on this machine "
                          "(%1).")
                           .arg(m_server.errorString()));
    }
    return QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(m_server.serverPort()));
}

void CassetteServer::acceptConnections()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection())
        new Connection(socket, this);
}

const CassetteEntry *CassetteServer::take(const QByteArray &method, const QByteArray &url,
                                          const QByteArray &body)
{
    const auto track = m_tracks.find(keyOf(method, url, body));
    if (track == m_tracks.end())
        return nullptr;
    const qsizetype index = track->entries.at(track->next);
    track->next = std::min(track->next + 1, track->entries.size() - 1);
    return &m_cassette.entries.at(index);
}

QByteArray CassetteServer::keyOf(const QByteArray &method, const QByteArray &url,
                                 const QByteArray &body)
{
    // Servers of this machine, such as the Sandbox, may have another port every time.
    QUrl address = QUrl::fromEncoded(url);
    if (isLoopback(address.host()))
        address.setPort(-1);
    // Independent of how the JSON was spaced when it was written to a file.
    const Result<JsonValue> json = parseJson(body);
    return method + ' ' + address.toEncoded() + '\n' + (json ? compactJson(*json) : body);
}

} // namespace moa
