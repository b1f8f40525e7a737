// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <QDeadlineTimer>
#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTest>
#include <QTestEventLoop>

namespace moa {

/** A socket for tests of servers: sees every byte, so that framing can be checked. */
class RawClient : public QTcpSocket
{
public:
    explicit RawClient(quint16 port)
    {
        connect(this, &QTcpSocket::readyRead, this, [this] {
            received += readAll();
            ++reads;
        });
        connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    }

    void post(const QJsonObject &body, const QByteArray &moreHeaders = {})
    {
        postBytes(QJsonDocument(body).toJson(QJsonDocument::Compact), moreHeaders);
    }

    void postBytes(const QByteArray &body, const QByteArray &moreHeaders = {})
    {
        write("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\n" + moreHeaders
              + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    }

    void get(const QByteArray &path)
    {
        write("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    }

    /// Waits for @p condition in a real event loop: QTRY_ and qWaitFor sleep 10 ms in each turn,
    /// which makes a server in the same thread crawl.
    [[nodiscard]] bool waitUntil(const std::function<bool()> &condition)
    {
        const QDeadlineTimer deadline(10000);
        while (!condition() && !deadline.hasExpired()) {
            QTestEventLoop loop;
            connect(this, &QTcpSocket::readyRead, &loop, &QTestEventLoop::exitLoop);
            connect(this, &QTcpSocket::stateChanged, &loop, &QTestEventLoop::exitLoop);
            loop.enterLoopMSecs(static_cast<int>(deadline.remainingTime()));
        }
        return condition();
    }

    [[nodiscard]] bool waitFor(const QByteArray &bytes)
    {
        return waitUntil([&] { return received.contains(bytes); });
    }

    [[nodiscard]] bool waitForEnd()
    {
        return waitUntil([&] { return state() == UnconnectedState; });
    }

    [[nodiscard]] int status() const
    {
        return received.startsWith("HTTP/1.1 ") ? received.mid(9, 3).toInt() : 0;
    }

    [[nodiscard]] QByteArray head() const { return received.left(received.indexOf("\r\n\r\n")); }
    [[nodiscard]] QByteArray rest() const
    {
        const qsizetype end = received.indexOf("\r\n\r\n");
        return end < 0 ? QByteArray() : received.mid(end + 4);
    }

    /// The chunks of a chunked body up to and without the last, empty one; null if malformed or
    /// not complete.
    [[nodiscard]] std::optional<QList<QByteArray>> chunks() const
    {
        QList<QByteArray> list;
        const QByteArray bytes = rest();
        for (qsizetype i = 0;;) {
            const qsizetype lineEnd = bytes.indexOf("\r\n", i);
            bool number = false;
            const qsizetype size = bytes.mid(i, lineEnd - i).toLongLong(&number, 16);
            if (lineEnd < 0 || !number)
                return std::nullopt;
            const qsizetype start = lineEnd + 2;
            if (bytes.mid(start + size, 2) != "\r\n")
                return std::nullopt;
            if (size == 0)
                return list;
            list.append(bytes.mid(start, size));
            i = start + size + 2;
        }
    }

    QByteArray received;
    int reads = 0;
};

} // namespace moa
