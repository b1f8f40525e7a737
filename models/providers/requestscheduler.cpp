// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/requestscheduler.h"

#include "providers/networkmanager.h"
#include "providers/retrypolicy.h"

#include <algorithm>

namespace moa {

namespace {
constexpr int connectionsPerManager = 6; // fixed in Qt 6.4 for HTTP/1.1
constexpr int mostPassed = 8; ///< then it is served whatever model the server has loaded
constexpr RateTime shortestPause{500};
constexpr RateTime longestPause{30'000};
/// A wait below this is not worth a sentence, nor is an error of this size in one.
constexpr RateTime worthTelling{1000};

/// Whether what the reply says of the limits is the reason for its refusal.
bool explains(const RateLimits &limits, const RateDemand &demand)
{
    return std::any_of(rateKinds.begin(), rateKinds.end(), [&](RateKind kind) {
        const std::optional<qint64> remaining = limits.of(kind).remaining;
        return remaining && static_cast<double>(*remaining) < std::max(1.0, demand.of(kind));
    });
}

} // namespace

RequestSlot::RequestSlot(RequestScheduler *scheduler, SlotRequest request)
    : m_scheduler(scheduler)
    , m_request(std::move(request))
{ }

RequestSlot::~RequestSlot()
{
    if (m_scheduler)
        m_scheduler->leave(this);
}

void RequestSlot::takeLimits(const RateLimits &limits)
{
    m_limits = limits;
    if (!m_scheduler || !m_manager || limits.isEmpty())
        return;
    const auto line = m_scheduler->m_lines.value(m_request.origin);
    line->accounts[m_request.account].observe(m_ticket, limits, m_scheduler->now());
    if (!line->waiting.empty())
        m_scheduler->serveLater(m_request.origin);
}

void RequestSlot::takeEnd(const SlotEnd &end)
{
    if (m_scheduler && m_manager)
        m_scheduler->takeEnd(*this, end);
}

RequestScheduler::RequestScheduler(QObject *parent)
    : QObject(parent)
{
    m_clock.start();
}

RequestScheduler::~RequestScheduler()
{
    for (RequestSlot *slot : m_slots)
        slot->m_scheduler = nullptr;
}

void RequestScheduler::setNetwork(const NetworkSettings &settings)
{
    if (settings == m_network)
        return;
    m_network = settings;
    for (const std::shared_ptr<Line> &line : std::as_const(m_lines)) {
        for (Shard &shard : line->shards)
            shard.isRetired = true;
        dropRetired(*line);
    }
}

std::unique_ptr<RequestSlot> RequestScheduler::enqueue(const SlotRequest &request)
{
    std::shared_ptr<Line> &line = m_lines[request.origin];
    if (!line) {
        line = std::make_shared<Line>();
        line->timer.setSingleShot(true);
        line->timer.setTimerType(Qt::PreciseTimer);
        line->timer.callOnTimeout(this, [this, origin = request.origin] { serveLater(origin); });
    }
    line->limit = std::max(1, request.limit);
    line->accounts[request.account].setOwnLimits(request.requestsPerMinute, request.tokensPerMinute,
                                                 now());
    // The constructor is private to make this the only way to a slot.
    std::unique_ptr<RequestSlot> slot(new RequestSlot(this, request));
    m_slots.push_back(slot.get());
    line->waiting.push_back(slot.get());
    serveLater(request.origin);
    return slot;
}

void RequestScheduler::serveLater(const QString &origin)
{
    const std::shared_ptr<Line> line = m_lines.value(origin);
    if (line->serving)
        return;
    line->serving = true;
    QMetaObject::invokeMethod(
        this, [this, origin] { serve(origin); }, Qt::QueuedConnection);
}

void RequestScheduler::serve(const QString &origin)
{
    const std::shared_ptr<Line> line = m_lines.value(origin);
    line->serving = false;
    line->timer.stop();
    RateTime soonest = RateTime::max();
    // A receiver of granted() may enqueue or leave: the loop reads the line anew each time.
    while (line->inFlight < allowed(*line)) {
        const auto first = next(*line, soonest);
        if (first == line->waiting.end())
            break;
        RequestSlot *slot = *first;
        line->waiting.erase(first);
        Shard &shard = freeShard(*line);
        ++shard.inFlight;
        ++line->inFlight;
        slot->m_manager = shard.manager.get();
        slot->m_number = ++line->grants;
        line->model = slot->m_request.model;
        slot->m_ticket = line->accounts[slot->m_request.account].send(
            slot->m_request.model, slot->m_request.demand, now());
        Q_EMIT slot->granted();
    }
    if (line->waiting.empty())
        return;
    if (soonest != RateTime::max() && line->inFlight < allowed(*line))
        line->timer.start(soonest);
    tellWaits(*line);
}

int RequestScheduler::allowed(const Line &line)
{
    return line.window ? std::clamp(static_cast<int>(*line.window), 1, line.limit) : line.limit;
}

std::deque<RequestSlot *>::iterator RequestScheduler::next(Line &line, RateTime &soonest) const
{
    const RateTime moment = now();
    std::vector<const RequestSlot *> held; ///< one of each pace that does not allow another
    auto first = line.waiting.end();
    soonest = RateTime::max();
    for (auto each = line.waiting.begin(); each != line.waiting.end(); ++each) {
        const SlotRequest &request = (*each)->m_request;
        const RateAccount &account = *line.accounts.constFind(request.account);
        if (!account.isIdle(moment)) {
            // Nobody goes before an earlier one of the same pace, however little it needs.
            const bool isBehind =
                std::any_of(held.begin(), held.end(), [&](const RequestSlot *earlier) {
                    return earlier->m_request.account == request.account
                        && account.share(earlier->m_request.model, request.model);
                });
            if (isBehind)
                continue;
            const RateTime wait = account.wait(request.model, request.demand, moment);
            if (wait > RateTime(0)) {
                soonest = std::min(soonest, wait);
                held.push_back(*each);
                continue;
            }
        }
        if (first == line.waiting.end())
            first = each;
        RequestSlot &front = **first;
        if (!front.m_request.groupsByModel || front.m_request.model == line.model
            || front.m_passed >= mostPassed)
            return first;
        if (request.model == line.model) {
            ++front.m_passed;
            return each;
        }
    }
    return first;
}

void RequestScheduler::tellWaits(Line &line)
{
    struct Ahead
    {
        RateDemand demand;
        int requests = 0;
    };
    const RateTime moment = now();
    QHash<QString, Ahead> accounts;
    struct Told
    {
        RequestSlot *slot;
        WaitReason reason;
        RateTime expected;
    };
    std::vector<Told> told;
    for (RequestSlot *slot : line.waiting) {
        const SlotRequest &request = slot->m_request;
        const RateAccount &account = *line.accounts.constFind(request.account);
        if (account.isIdle(moment))
            continue;
        Ahead &ahead = accounts[request.account];
        ahead.demand += request.demand;
        ++ahead.requests;
        const RateTime expected =
            account.forecast(request.model, ahead.demand, ahead.requests, moment);
        if (expected < worthTelling)
            continue;
        const RateTime until = moment + expected;
        const RateTime error =
            slot->m_toldUntil ? std::chrono::abs(until - *slot->m_toldUntil) : RateTime::max();
        if (error <= std::max(worthTelling, expected / 4))
            continue;
        slot->m_toldUntil = until;
        told.push_back({slot, account.reason(moment), expected});
    }
    // A receiver may leave, and so end others.
    for (const Told &each : told) {
        if (std::find(line.waiting.begin(), line.waiting.end(), each.slot) != line.waiting.end())
            Q_EMIT each.slot->waiting(each.reason, each.expected);
    }
}

void RequestScheduler::takeEnd(const RequestSlot &slot, const SlotEnd &end)
{
    Line &line = *m_lines.value(slot.m_request.origin);
    RateAccount &account = line.accounts[slot.m_request.account];
    if (end.used)
        account.correct(slot.m_ticket, *end.used, now());
    switch (end.kind) {
    case SlotEnd::Kind::Answered:
        if (line.window && slot.m_number > line.grantsAtRefusal) {
            line.window = std::min<double>(line.limit, *line.window + 1.0 / *line.window);
            line.pause = std::max(shortestPause, line.pause * 4 / 5);
        }
        break;
    case SlotEnd::Kind::Refused:
        refuse(line, slot, end.pause);
        break;
    case SlotEnd::Kind::Loading:
        account.freeze(slot.m_request.model, now() + end.pause.value_or(shortestPause),
                       WaitReason::ModelLoading);
        break;
    case SlotEnd::Kind::Other:
        break;
    }
}

void RequestScheduler::refuse(Line &line, const RequestSlot &slot, std::optional<RateTime> pause)
{
    RateAccount &account = line.accounts[slot.m_request.account];
    // A server that asks for more is not waited for: then each in line hears so for itself.
    const bool isBearable = !pause || *pause <= longestServerWait;
    if (pause && isBearable)
        account.freeze(slot.m_request.model, now() + *pause, WaitReason::RateLimit);
    if (explains(slot.m_limits, slot.m_request.demand) || slot.m_number <= line.grantsAtRefusal)
        return;
    line.window =
        std::max(1.0, std::min<double>(line.window.value_or(line.limit), line.inFlight) / 2.0);
    line.grantsAtRefusal = line.grants;
    if (pause)
        return;
    account.freeze(slot.m_request.model, now() + line.pause, WaitReason::RateLimit);
    line.pause = std::min(longestPause, line.pause * 2);
}

void RequestScheduler::leave(RequestSlot *slot)
{
    std::erase(m_slots, slot);
    const std::shared_ptr<Line> line = m_lines.value(slot->m_request.origin);
    if (!slot->m_manager) {
        std::erase(line->waiting, slot);
        return;
    }
    const auto shard =
        std::find_if(line->shards.begin(), line->shards.end(), [slot](const Shard &candidate) {
            return candidate.manager.get() == slot->m_manager;
        });
    --shard->inFlight;
    --line->inFlight;
    if (shard->isRetired)
        dropRetired(*line);
    if (!line->waiting.empty())
        serveLater(slot->m_request.origin);
}

RequestScheduler::Shard &RequestScheduler::freeShard(Line &line)
{
    for (Shard &shard : line.shards) {
        if (!shard.isRetired && shard.inFlight < connectionsPerManager)
            return shard;
    }
    Shard shard;
    shard.manager = makeNetworkManager(m_network);
    line.shards.push_back(std::move(shard));
    return line.shards.back();
}

void RequestScheduler::dropRetired(Line &line)
{
    for (Shard &shard : line.shards) {
        if (!shard.isRetired || shard.inFlight > 0)
            continue;
        // Who gave a place back may have its reply deleted later: that comes first.
        shard.manager->setParent(this);
        shard.manager.release()->deleteLater();
    }
    std::erase_if(line.shards, [](const Shard &shard) { return !shard.manager; });
}

} // namespace moa
