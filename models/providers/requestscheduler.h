// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/networksettings.h"
#include "providers/rateaccount.h"

#include <deque>
#include <memory>
#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QTimer>
#include <vector>

class QNetworkAccessManager;

namespace moa {

class RequestScheduler;

/** Who stands in line, and for what. */
struct SlotRequest
{
    QString origin{}; ///< of the line
    int limit = 1; ///< requests at once to the origin, at least 1; the newest counts for all
    QString account{}; ///< whose limits it is under: those of one origin with one key
    QString model{};
    RateDemand demand{}; ///< what it is expected to use
    std::optional<int> requestsPerMinute{}; ///< of the account, known without asking
    std::optional<int> tokensPerMinute{};
    /// Changing the model costs the server time: requests for the one that it has loaded may pass
    /// a few others.
    bool groupsByModel = false;
};

/** How a request ended, as far as it matters to those in line. */
struct SlotEnd
{
    enum class Kind {
        Answered, ///< with a whole reply
        Refused, ///< status 429, to be tried again
        Loading, ///< the server is loading the model
        Other
    };

    Kind kind = Kind::Other;
    std::optional<RateTime> pause{}; ///< the server asks for it, or it takes that to load
    std::optional<RateDemand> used{}; ///< the tokens that it really took, if the reply told
};

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

    /// To be told when the head of the reply has come: what it says of the server's limits.
    void takeLimits(const RateLimits &limits);
    /// To be told once, at the end of the request.
    void takeEnd(const SlotEnd &end);

Q_SIGNALS:
    void granted();
    /// It will have to wait for about @p expected from now, for another reason than that all
    /// places are taken. Emitted again only when that turns out to be wrong.
    void waiting(moa::WaitReason reason, std::chrono::milliseconds expected);

private:
    friend class RequestScheduler;
    RequestSlot(RequestScheduler *scheduler, SlotRequest request);

    RequestScheduler *m_scheduler; ///< null once the scheduler is gone
    SlotRequest m_request;
    QNetworkAccessManager *m_manager = nullptr;
    RateAccount::Ticket m_ticket; ///< once granted
    RateLimits m_limits; ///< of its reply
    qint64 m_number = 0; ///< of the line's grants, from 1
    int m_passed = 0; ///< times that a later one was served first
    std::optional<RateTime> m_toldUntil;
};

/**
 * Lines of requests, one for each origin, each with its own limit of requests at once.
 *
 * First come first served, and never faster than the server allows, as far as that is known:
 * its rate limits are learnt from every reply (RateAccount), and while requests of one account have
 * to wait those of others go on. A server that refuses for a reason that it does not tell gets
 * half as many requests at once after a pause, and again more while it answers.
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

    /// Stands in line; granted() follows from the event loop.
    [[nodiscard]] std::unique_ptr<RequestSlot> enqueue(const SlotRequest &request);

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
        QHash<QString, RateAccount> accounts;
        QTimer timer; ///< to serve again when somebody may go
        QString model; ///< of the last grant
        qint64 grants = 0;
        /// Requests at once that the server seems to bear; absent: it never refused.
        std::optional<double> window;
        RateTime pause{1000}; ///< after the next refusal
        qint64 grantsAtRefusal = 0; ///< what was sent before tells nothing new when it is refused
    };

    void serveLater(const QString &origin);
    void serve(const QString &origin);
    void leave(RequestSlot *slot);
    Shard &freeShard(Line &line);
    void dropRetired(Line &line);
    [[nodiscard]] static int allowed(const Line &line);
    /// The first that may go now, or the end; @p soonest becomes the least wait of the others.
    [[nodiscard]] std::deque<RequestSlot *>::iterator next(Line &line, RateTime &soonest) const;
    void tellWaits(Line &line);
    void takeEnd(const RequestSlot &slot, const SlotEnd &end);
    void refuse(Line &line, const RequestSlot &slot, std::optional<RateTime> pause);
    [[nodiscard]] RateTime now() const { return RateTime(m_clock.elapsed()); }

    NetworkSettings m_network;
    QHash<QString, std::shared_ptr<Line>> m_lines;
    std::vector<RequestSlot *> m_slots;
    QElapsedTimer m_clock;
};

} // namespace moa
