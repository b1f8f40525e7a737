// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"

#include <QObject>
#include <QSet>
#include <QTcpServer>
#include <QUrl>

namespace moa {

/**
 * The sandbox provider: an HTTP server in this process that speaks the OpenAI Chat Completions
 * dialect, so that mixtures can be tried without a key or a network. See sandboxModels().
 *
 * It listens on 127.0.0.1 only, answers nobody who names another host (a web page can't reach it
 * through a name of its own), and stops writing as soon as the client is gone. It lives in any
 * thread with an event loop; all calls are for that thread.
 */
class SandboxServer : public QObject
{
    Q_OBJECT

public:
    explicit SandboxServer(QObject *parent = nullptr);
    ~SandboxServer() override;

    /// Begins to answer; @p port 0 takes any free one. Returns the port.
    [[nodiscard]] Result<quint16> listen(quint16 port = 0);
    /// Ends all answers and frees the port.
    void close();

    /// 0: not listening.
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    /// http://127.0.0.1:PORT/v1
    [[nodiscard]] QUrl baseUrl() const;

    /// Every delay is multiplied by @p factor. 1: the pace of a real model; 0: no delays.
    void setPace(double factor) { m_pace = factor; }
    [[nodiscard]] double pace() const { return m_pace; }

    /// Answers that are being written.
    [[nodiscard]] int activeAnswers() const { return m_activeAnswers; }

private:
    friend class SandboxConnection;

    void acceptConnections();
    /// Whether no request with this body was refused before; remembers it.
    [[nodiscard]] bool refuseOnce(const QByteArray &body);

    QTcpServer m_server;
    double m_pace = 1;
    int m_activeAnswers = 0;
    QSet<QByteArray> m_refused; ///< hashes of bodies
};

} // namespace moa
