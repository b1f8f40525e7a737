// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/cassette.h"

#include <QHash>
#include <QTcpServer>
#include <QUrl>

namespace moa {

/**
 * Plays a cassette: answers on 127.0.0.1 as the providers did, at their pace. To be asked with
 * NetworkSettings::replay, so that requests are as they were when it was recorded.
 *
 * The same request made again gets what came the next time, in the end the last of it again. What
 * was never asked gets 404 with a sentence. Lives in any thread with an event loop.
 */
class CassetteServer : public QObject
{
    Q_OBJECT

public:
    explicit CassetteServer(Cassette cassette, QObject *parent = nullptr);
    ~CassetteServer() override;

    /// Begins to answer; returns the address for NetworkSettings::replay.
    [[nodiscard]] Result<QUrl> listen();
    /// 1: the recorded pace; 0: no waiting.
    void setPace(double factor) { m_pace = factor; }

private:
    class Connection;

    void acceptConnections();
    /// The answer to the request, or null. Valid as long as the server.
    [[nodiscard]] const CassetteEntry *take(const QByteArray &method, const QByteArray &url,
                                            const QByteArray &body);
    [[nodiscard]] static QByteArray keyOf(const QByteArray &method, const QByteArray &url,
                                          const QByteArray &body);

    struct Track
    {
        QList<qsizetype> entries; ///< in order
        qsizetype next = 0;
    };

    Cassette m_cassette;
    QHash<QByteArray, Track> m_tracks;
    QTcpServer m_server;
    double m_pace = 1;
};

/// The header by which a request to a CassetteServer says where it would have gone.
inline constexpr auto replayedUrlHeader = "X-MoA-Replayed-Url";

} // namespace moa
