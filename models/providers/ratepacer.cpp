// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/ratepacer.h"

#include <algorithm>
#include <cmath>

namespace moa {

namespace {

constexpr double shortestWindow = 100.0; // ms
constexpr double longestWindow = 8.0 * 24 * 3600 * 1000;
/// What is left in the bucket for clocks and figures that are a little off.
constexpr double reserve = 0.02;
/// How much of a ratio's older evidence is kept with each reply.
constexpr double memory = 0.8;
constexpr double mostWeight = 16.0;
/// Rounding of the arithmetic here.
constexpr double tolerance = 1e-6;

double asMs(RateTime time)
{
    return static_cast<double>(time.count());
}

RateTime roundedUp(double ms)
{
    return RateTime(static_cast<qint64>(std::ceil(std::clamp(ms - tolerance, 0.0, longestWindow))));
}

} // namespace

double RateDemand::of(RateKind kind) const
{
    switch (kind) {
    case RateKind::Requests:
        return 1.0;
    case RateKind::Tokens:
        return static_cast<double>(inputTokens + outputTokens);
    case RateKind::InputTokens:
        return static_cast<double>(inputTokens);
    case RateKind::OutputTokens:
        return static_cast<double>(outputTokens);
    }
    Q_UNREACHABLE();
}

void RateBucket::setLimit(double limit, RateTime window, RateTime now)
{
    const double used = isKnown() ? m_limit - level(now) : 0.0;
    m_limit = limit;
    m_window = asMs(window);
    m_level = limit - used;
    m_at = now;
}

double RateBucket::level(RateTime now) const
{
    if (m_fillsAtOnce)
        return now >= m_resetAt && m_at < m_resetAt ? m_limit : m_level;
    return std::min(m_limit, m_level + asMs(now - m_at) * perMs());
}

RateTime RateBucket::waitFor(double needed, RateTime now) const
{
    const double missing = needed - level(now);
    if (!isKnown() || missing <= tolerance)
        return RateTime(0);
    if (m_fillsAtOnce)
        return std::max(RateTime(1), m_resetAt - now);
    return std::max(RateTime(1), roundedUp(missing / perMs()));
}

RateTime RateBucket::wait(double amount, RateTime now) const
{
    return waitFor(std::min(amount * m_weight + reserve * m_limit, m_limit), now);
}

RateTime RateBucket::forecast(double amount, RateTime now) const
{
    return waitFor(amount * m_weight + reserve * m_limit, now);
}

void RateBucket::take(double amount, RateTime now)
{
    m_sent += amount;
    correct(amount, now);
}

void RateBucket::correct(double more, RateTime now)
{
    if (!isKnown())
        return;
    m_level = std::min(m_limit, level(now) - more * m_weight);
    m_at = now;
}

void RateBucket::observe(const RateAllowance &allowance, double sent, const RateTicket &ticket,
                         RateTime now)
{
    if (!allowance.limit && !allowance.remaining)
        return;
    const bool isFirst = !isKnown();
    const double remaining = static_cast<double>(allowance.remaining.value_or(0));
    const double limit = allowance.limit ? static_cast<double>(*allowance.limit)
                                         : std::max({m_limit, remaining, 1.0});
    if (limit != m_limit) {
        m_resets = 0.0;
        m_used = 0.0;
        m_shortestWindow = 0.0;
        m_longestWindow = 0.0;
    }
    m_limit = limit;
    if (!allowance.remaining) {
        if (isFirst) {
            m_level = limit - (m_sent - sent);
            m_at = now;
        }
        return;
    }
    if (allowance.reset) {
        m_resetAt = now + *allowance.reset;
        learnWindow(remaining, *allowance.reset);
    }
    // Requests that are under way together come to the server in any order: only a reply to one
    // that was sent after the last reply had come is newer for sure, and may tell of more.
    const bool isNext = ticket.number > m_last.number;
    const bool isNewer = isFirst || !isTold() || (isNext && ticket.at >= m_toldAt);
    const double counted = level(now);
    double told = remaining;
    if (isNext) {
        learnWeight(remaining, sent, ticket);
        m_last = {ticket.number, remaining, sent, ticket.at};
        told -= (m_sent - sent) * m_weight;
    }
    m_level = isNewer ? told : std::min(counted, told);
    m_at = now;
    m_toldAt = now;
}

void RateBucket::learnWindow(double remaining, RateTime reset)
{
    const double used = m_limit - remaining;
    if (used <= 0.0)
        return;
    m_resets = m_resets * memory + asMs(reset);
    m_used = m_used * memory + used;
    if (m_resets > 0.0)
        m_window = std::clamp(m_limit * m_resets / m_used, shortestWindow, longestWindow);

    // Too short or too small a figure says nothing, since servers round.
    constexpr RateTime tellingReset{5000};
    constexpr double tellingUse = 0.05;
    if (reset < tellingReset || used < tellingUse * m_limit)
        return;
    const double window = m_limit * asMs(reset) / used;
    m_shortestWindow = m_shortestWindow > 0.0 ? std::min(m_shortestWindow, window) : window;
    m_longestWindow = std::max(m_longestWindow, window);
    m_fillsAtOnce = m_longestWindow > 2.0 * m_shortestWindow;
}

void RateBucket::learnWeight(double remaining, double sent, const RateTicket &ticket)
{
    const double expected = sent - m_last.sent;
    const double refilled = m_last.remaining + asMs(ticket.at - m_last.at) * perMs();
    // Once the bucket has run over, or ran dry, the difference says nothing.
    if (m_last.number == 0 || m_fillsAtOnce || expected <= 0.0 || refilled >= m_limit
        || remaining <= 0.0)
        return;
    if (m_expected <= 0.0) {
        // One reply alone is not believed.
        m_expected = expected;
        m_counted = expected * m_weight;
    }
    m_expected = m_expected * memory + expected;
    m_counted = m_counted * memory + std::max(0.0, refilled - remaining);
    m_weight = std::clamp(m_counted / m_expected, 1.0, mostWeight);
}

bool RatePacer::isIdle(RateTime now) const
{
    return now >= m_frozenUntil
        && std::none_of(m_buckets.begin(), m_buckets.end(),
                        [](const RateBucket &bucket) { return bucket.isKnown(); });
}

void RatePacer::setPerMinute(RateKind kind, std::optional<int> limit, RateTime now)
{
    if (limit)
        bucket(kind).setLimit(*limit, std::chrono::minutes(1), now);
    else
        bucket(kind).forget();
}

RateTime RatePacer::wait(const RateDemand &demand, RateTime now) const
{
    RateTime longest = std::max(RateTime(0), m_frozenUntil - now);
    for (const RateKind kind : rateKinds)
        longest = std::max(longest, bucket(kind).wait(demand.of(kind), now));
    return longest;
}

RateTime RatePacer::forecast(const RateDemand &demand, int requests, RateTime now) const
{
    RateTime longest = std::max(RateTime(0), m_frozenUntil - now);
    for (const RateKind kind : rateKinds) {
        const double amount = kind == RateKind::Requests ? requests : demand.of(kind);
        longest = std::max(longest, bucket(kind).forecast(amount, now));
    }
    return longest;
}

RateTicket RatePacer::send(const RateDemand &demand, RateTime now)
{
    RateTicket ticket;
    ticket.number = ++m_number;
    ticket.at = now;
    for (const RateKind kind : rateKinds) {
        bucket(kind).take(demand.of(kind), now);
        ticket.sent[static_cast<size_t>(kind)] = bucket(kind).sent();
    }
    return ticket;
}

void RatePacer::observe(const RateTicket &ticket, const RateLimits &limits, RateTime now)
{
    for (const RateKind kind : rateKinds)
        bucket(kind).observe(limits.of(kind), ticket.sent[static_cast<size_t>(kind)], ticket, now);
}

void RatePacer::correct(const RateDemand &expected, const RateDemand &used, RateTime now)
{
    for (const RateKind kind : rateKinds) {
        const double more = used.of(kind) - expected.of(kind);
        // A server that tells what is left may have reserved what was not used, and keep it.
        if (more > 0.0 || !bucket(kind).isTold())
            bucket(kind).correct(more, now);
    }
}

} // namespace moa
