// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/networksettings.h"

#include <deque>
#include <memory>
#include <QHash>
#include <QObject>
#include <vector>

class QNetworkAccessManager;

namespace moa {

class RequestScheduler;

/**
 * A place in the line of one origin, and, once granted, the right to one request at a time on
 * manager(). Destroying it leaves the line or gives the place back.
 */
class RequestSlot : public QObject
{
    Q_OBJECT

public:
    ~RequestSlot() override;

    /// Null until granted.
    [[nodiscard]] QNetworkAccessManager *manager() const { return m_manager; }

Q_SIGNALS:
    void granted();

private:
    friend class RequestScheduler;
    RequestSlot(RequestScheduler *scheduler, QString origin);

    RequestScheduler *m_scheduler; ///< null once the scheduler is gone
    QString m_origin;
    QNetworkAccessManager *m_manager = nullptr;
};

/**
 * Lines of requests, one for each origin, each with its own limit of requests at once.
 *
 * A QNetworkAccessManager of Qt 6.4 opens at most six connections to a host and lets further
 * requests wait unseen; so requests are spread over as many managers as their number needs, six to
 * each. Managers are kept, since their connections stay warm. Lives in one thread with the slots it
 * hands out and outlives none of its managers' replies: destroy the slots' users first.
 */
class RequestScheduler : public QObject
{
    Q_OBJECT

public:
    explicit RequestScheduler(QObject *parent = nullptr);
    ~RequestScheduler() override;

    /// How requests are sent from now on; those under way end as they began.
    void setNetwork(const NetworkSettings &settings);

    /// Stands in line for @p origin; granted() follows from the event loop, first come first
    /// served. @p limit (at least 1) is the origin's from now on.
    [[nodiscard]] std::unique_ptr<RequestSlot> enqueue(const QString &origin, int limit);

private:
    friend class RequestSlot;
    struct Shard
    {
        std::unique_ptr<QNetworkAccessManager> manager;
        int inFlight = 0;
        bool isRetired = false; ///< made for earlier settings: goes with its last request
    };
    struct Line
    {
        int limit = 1;
        int inFlight = 0;
        std::deque<RequestSlot *> waiting;
        std::vector<Shard> shards;
        bool serving = false; ///< serve() is posted
    };

    void serveLater(const QString &origin);
    void serve(const QString &origin);
    void leave(RequestSlot *slot);
    Shard &freeShard(Line &line);
    void dropRetired(Line &line);

    NetworkSettings m_network;

    QHash<QString, std::shared_ptr<Line>> m_lines;
    std::vector<RequestSlot *> m_slots;
};

} // namespace moa
