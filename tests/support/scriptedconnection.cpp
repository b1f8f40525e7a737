// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scriptedconnection.h"

#include "support/gzipstream.h"

#include <sys/socket.h>

namespace moa {

namespace {

constexpr qint64 highWaterBytes = 256 * 1024; ///< written and not yet taken by the kernel
constexpr qsizetype fillerBlockBytes = 64 * 1024;

QByteArray reasonPhrase(int status)
{
    return status < 400 ? "OK" : "Refused";
}

} // namespace

ScriptedConnection::ScriptedConnection(ScriptedServer &server, QTcpSocket *socket, int number)
    : QObject(&server)
    , m_server(server)
    , m_socket(socket)
    , m_number(number)
{
    m_socket->setParent(this);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &ScriptedConnection::step);
    connect(m_socket, &QTcpSocket::readyRead, this, &ScriptedConnection::read);
    connect(m_socket, &QTcpSocket::bytesWritten, this, [this] {
        if (m_blocked && m_socket->bytesToWrite() <= highWaterBytes / 2) {
            m_blocked = false;
            m_timer.start(0);
        }
    });
    connect(m_socket, &QTcpSocket::disconnected, this, &ScriptedConnection::socketClosed);
    if (m_socket->state() == QAbstractSocket::ConnectedState)
        read();
    else
        socketClosed();
}

ScriptedConnection::~ScriptedConnection() = default;

void ScriptedConnection::read()
{
    m_reader.feed(m_socket->readAll());
    if (m_active)
        return;
    if (std::optional<HttpRequest> request = m_reader.next()) {
        start(std::move(*request));
    } else if (const auto &error = m_reader.error()) {
        m_socket->write("HTTP/1.1 " + QByteArray::number(error->status)
                        + " Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        closeSocket();
    }
}

void ScriptedConnection::start(HttpRequest request)
{
    m_keepAlive = request.keepAlive();
    ScriptedRequest delivered;
    delivered.connection = m_number;
    delivered.method = std::move(request.method);
    delivered.path = std::move(request.target);
    delivered.headers = std::move(request.headers);
    delivered.body = std::move(request.body);
    m_active = true;
    m_stalled = false;
    m_reply = m_server.deliver(delivered);
    m_request = delivered.number;
    m_fillerLeft = m_reply.endlessBytes;
    m_next = -1;
    if (m_reply.gzip && m_reply.framing != ScriptedReply::Framing::Raw)
        m_gzip = std::make_unique<GzipStream>();
    if (m_gzip && m_reply.framing == ScriptedReply::Framing::ContentLength)
        m_reply.framing = ScriptedReply::Framing::Chunked;
    m_due.setRemainingTime(m_reply.firstByteDelayMs, Qt::PreciseTimer);
    m_timer.start(m_reply.firstByteDelayMs);
}

void ScriptedConnection::scheduleStep()
{
    int delayMs = 0;
    if (m_next >= 0 && m_next < m_reply.pieces.size())
        delayMs = m_reply.pieces.at(m_next).delayMs;
    // From when the piece before was due, not from when it was written: lateness must not add up.
    m_due += delayMs;
    m_timer.start(delayMs == 0 ? 0 : static_cast<int>(std::max<qint64>(0, m_due.remainingTime())));
}

void ScriptedConnection::step()
{
    do {
        if (!m_active || m_stalled || m_socket->state() != QAbstractSocket::ConnectedState)
            return;
        const bool resetComes = m_reply.cut && m_reply.cut->afterPieces == m_next
            && m_reply.cut->kind == ScriptedReply::Cut::Kind::Reset;
        if (m_socket->bytesToWrite() > (resetComes ? 0 : highWaterBytes)) {
            m_blocked = true;
            return;
        }
        if (cutNow())
            return;
        if (m_next < 0) {
            writeHeaders();
        } else if (m_next < m_reply.pieces.size()) {
            writePiece();
        } else if (m_fillerLeft > 0) {
            writeFiller();
        } else {
            finishBody();
            return;
        }
    } while (m_reply.coalesce && m_next < m_reply.pieces.size()
             && m_reply.pieces.at(std::max(m_next, 0)).delayMs == 0);
    m_socket->flush();
    scheduleStep();
}

bool ScriptedConnection::cutNow()
{
    if (!m_reply.cut || m_reply.cut->afterPieces != m_next)
        return false;
    switch (m_reply.cut->kind) {
    case ScriptedReply::Cut::Kind::Stall:
        m_stalled = true;
        break;
    case ScriptedReply::Cut::Kind::Close:
        endReply();
        closeSocket();
        break;
    case ScriptedReply::Cut::Kind::Reset:
        endReply();
        resetSocket();
        break;
    }
    return true;
}

void ScriptedConnection::writeHeaders()
{
    m_next = 0;
    if (m_reply.framing == ScriptedReply::Framing::Raw)
        return;
    QByteArray head = "HTTP/1.1 " + QByteArray::number(m_reply.status) + ' '
        + reasonPhrase(m_reply.status) + "\r\n";
    if (!m_reply.contentType.isEmpty())
        head += "Content-Type: " + m_reply.contentType + "\r\n";
    for (const auto &[name, value] : std::as_const(m_reply.headers))
        head += name + ": " + value + "\r\n";
    if (m_gzip)
        head += "Content-Encoding: gzip\r\n";
    if (m_reply.framing == ScriptedReply::Framing::Chunked) {
        head += "Transfer-Encoding: chunked\r\n";
    } else if (m_reply.framing == ScriptedReply::Framing::ContentLength) {
        qint64 length = m_reply.endlessBytes;
        for (const ScriptedPiece &piece : std::as_const(m_reply.pieces))
            length += piece.bytes.size();
        head += "Content-Length: " + QByteArray::number(length) + "\r\n";
    } else {
        m_keepAlive = false;
    }
    if (!m_keepAlive)
        head += "Connection: close\r\n";
    m_socket->write(head + "\r\n");
}

void ScriptedConnection::writeBody(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return;
    if (m_reply.framing == ScriptedReply::Framing::Chunked)
        m_socket->write(QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n");
    else
        m_socket->write(bytes);
}

void ScriptedConnection::writePiece()
{
    const QByteArray bytes = m_reply.pieces.at(m_next++).bytes;
    writeBody(m_gzip ? m_gzip->compress(bytes) : bytes);
}

void ScriptedConnection::writeFiller()
{
    if (m_reply.filler.isEmpty()) {
        m_fillerLeft = 0;
        return;
    }
    const qsizetype copies = std::max<qsizetype>(fillerBlockBytes / m_reply.filler.size(), 1);
    QByteArray block = m_reply.filler.repeated(copies);
    block.truncate(static_cast<qsizetype>(std::min<qint64>(block.size(), m_fillerLeft)));
    m_fillerLeft -= block.size();
    writeBody(m_gzip ? m_gzip->compress(block) : block);
}

void ScriptedConnection::finishBody()
{
    if (m_gzip)
        writeBody(m_gzip->finish());
    const bool framed = m_reply.framing == ScriptedReply::Framing::Chunked
        || m_reply.framing == ScriptedReply::Framing::ContentLength;
    if (m_reply.framing == ScriptedReply::Framing::Chunked)
        m_socket->write("0\r\n\r\n");
    endReply();
    if (framed && m_keepAlive)
        read();
    else
        closeSocket();
}

void ScriptedConnection::endReply(bool lostClient)
{
    m_active = false;
    m_blocked = false;
    m_timer.stop();
    m_gzip.reset();
    m_server.replyEnded(m_request, lostClient);
}

void ScriptedConnection::closeSocket()
{
    m_socket->disconnectFromHost();
}

void ScriptedConnection::resetSocket()
{
    const linger atOnce{1, 0};
    setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce,
               sizeof atOnce);
    m_socket->abort();
}

void ScriptedConnection::socketClosed()
{
    if (m_active)
        endReply(true);
    m_server.connectionClosed();
    deleteLater();
}

} // namespace moa
