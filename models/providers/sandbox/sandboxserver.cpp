// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/sandbox/sandboxserver.h"

#include "providers/sandbox/sandboxconnection.h"

#include <QCryptographicHash>

namespace moa {

namespace {
constexpr int listenBacklog = 512;
} // namespace

SandboxServer::SandboxServer(QObject *parent)
    : QObject(parent)
{
    m_server.setParent(this); // goes along to another thread
    connect(&m_server, &QTcpServer::newConnection, this, &SandboxServer::acceptConnections);
}

SandboxServer::~SandboxServer()
{
    close();
}

Result<quint16> SandboxServer::listen(quint16 port)
{
    // A wide layer connects all at once; what the line has no room for waits a second.
    m_server.setListenBacklogSize(listenBacklog);
    if (!m_server.listen(QHostAddress::LocalHost, port)) {
        return failure(tr("The sandbox could not open a port on this machine: %1. Choose another "
                          "port, or let it choose one.")
                           .arg(m_server.errorString()));
    }
    return m_server.serverPort();
}

void SandboxServer::close()
{
    m_server.close();
    const auto connections =
        findChildren<SandboxConnection *>(QString(), Qt::FindDirectChildrenOnly);
    for (SandboxConnection *connection : connections)
        connection->drop();
}

QUrl SandboxServer::baseUrl() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1/v1").arg(port()));
}

void SandboxServer::acceptConnections()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection())
        new SandboxConnection(socket, this);
}

bool SandboxServer::refuseOnce(const QByteArray &body)
{
    constexpr qsizetype mostRemembered = 4096;
    if (m_refused.size() >= mostRemembered)
        m_refused.clear();
    const QByteArray hash = QCryptographicHash::hash(body, QCryptographicHash::Sha256);
    if (m_refused.contains(hash))
        return false;
    m_refused.insert(hash);
    return true;
}

} // namespace moa
