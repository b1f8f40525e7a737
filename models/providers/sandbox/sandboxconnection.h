// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/sandbox/httprequestreader.h"
#include "providers/sandbox/sandboxrequest.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTcpSocket>
#include <QTimer>

namespace moa {

class SandboxServer;

/** One client of the sandbox: answers its requests one after the other, at a model's pace. */
class SandboxConnection : public QObject
{
    Q_OBJECT

public:
    /// Takes over @p socket; ends itself when that has disconnected.
    SandboxConnection(QTcpSocket *socket, SandboxServer *server);
    ~SandboxConnection() override;

    /// Ends the connection at once, whatever it is doing.
    void drop();

private:
    void read();
    void answer(const HttpRequest &request);
    void answerChat(const HttpRequest &request);
    void sendJson(int status, const QByteArray &json, const QByteArray &headers = {});
    void refuse(const SandboxRefusal &refusal, const QByteArray &headers = {});
    void finishRequest();

    void beginAnswer();
    void writeDueTokens();
    void sendEvent(const QJsonObject &event);
    void sendChunk(const QByteArray &bytes);
    void sendDelta(const QJsonObject &delta, const QString &finishReason = {});
    void finishStream();
    void sendWhole();
    void breakOff();
    void endAnswer();
    [[nodiscard]] QJsonObject envelope(const QString &object) const;
    [[nodiscard]] int paced(qint64 ms) const;

    SandboxServer *m_server;
    QTcpSocket *m_socket;
    HttpRequestReader m_reader;
    bool m_keepAlive = true;

    bool m_answering = false;
    SandboxChat m_chat;
    SandboxCompletion m_completion;
    QString m_id;
    qint64 m_created = 0; ///< s since 1970
    qsizetype m_sent = 0; ///< tokens
    QTimer m_timer;
    QElapsedTimer m_sinceFirst; ///< since the first byte was due
};

} // namespace moa
