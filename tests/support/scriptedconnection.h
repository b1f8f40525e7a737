// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/sandbox/httprequestreader.h"
#include "support/scriptedserver.h"

#include <QDeadlineTimer>
#include <QTcpSocket>
#include <QTimer>

namespace moa {

class GzipStream;

/** One client of a ScriptedServer: reads its requests and plays the replies, one at a time. */
class ScriptedConnection : public QObject
{
    Q_OBJECT

public:
    /// Takes over @p socket and deletes itself when that has disconnected.
    ScriptedConnection(ScriptedServer &server, QTcpSocket *socket, int number);
    ~ScriptedConnection() override;

private:
    void read();
    void start(HttpRequest request);
    void step();
    void scheduleStep();
    [[nodiscard]] bool cutNow();
    void writeHeaders();
    void writeBody(const QByteArray &bytes);
    void writePiece();
    void writeFiller();
    void finishBody();
    void endReply(bool lostClient = false);
    void closeSocket();
    void resetSocket();
    void socketClosed();

    ScriptedServer &m_server;
    QTcpSocket *m_socket;
    const int m_number;
    HttpRequestReader m_reader;
    QTimer m_timer;
    QDeadlineTimer m_due; ///< when the next step should be
    bool m_active = false; ///< a reply is being played
    bool m_blocked = false; ///< waits until the client has read
    bool m_stalled = false;
    bool m_keepAlive = true;
    int m_request = -1;
    ScriptedReply m_reply;
    int m_next = -1; ///< piece to write next; -1: the headers
    qint64 m_fillerLeft = 0;
    std::unique_ptr<GzipStream> m_gzip;
};

} // namespace moa
