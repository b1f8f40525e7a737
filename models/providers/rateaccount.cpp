// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/rateaccount.h"

#include <algorithm>
#include <cmath>

namespace moa {

void RateAccount::setOwnLimits(std::optional<int> requestsPerMinute,
                               std::optional<int> tokensPerMinute, RateTime now)
{
    if (requestsPerMinute != m_requestsPerMinute)
        m_own.setPerMinute(RateKind::Requests, requestsPerMinute, now);
    if (tokensPerMinute != m_tokensPerMinute)
        m_own.setPerMinute(RateKind::Tokens, tokensPerMinute, now);
    m_requestsPerMinute = requestsPerMinute;
    m_tokensPerMinute = tokensPerMinute;
}

bool RateAccount::isIdle(RateTime now) const
{
    return m_own.isIdle(now) && m_shared.isIdle(now)
        && std::all_of(m_parted.begin(), m_parted.end(),
                       [now](const RatePacer &pacer) { return pacer.isIdle(now); });
}

RateTime RateAccount::wait(const QString &model, const RateDemand &demand, RateTime now) const
{
    return std::max(m_own.wait(demand, now), pacer(model).wait(demand, now));
}

RateTime RateAccount::forecast(const QString &model, const RateDemand &demand, int requests,
                               RateTime now) const
{
    return std::max(m_own.forecast(demand, requests, now),
                    pacer(model).forecast(demand, requests, now));
}

bool RateAccount::share(const QString &one, const QString &other) const
{
    return &pacer(one) == &pacer(other);
}

RateAccount::Ticket RateAccount::send(const QString &model, const RateDemand &demand, RateTime now)
{
    Ticket ticket;
    ticket.model = model;
    ticket.demand = demand;
    ticket.rate = pacer(model).send(demand, now);
    ticket.ofModel = ++m_traces[model].sent;
    (void)m_own.send(demand, now);
    return ticket;
}

void RateAccount::observe(const Ticket &ticket, const RateLimits &limits, RateTime now)
{
    if (limits.isEmpty())
        return;
    if (!m_parted.contains(ticket.model)) {
        const bool alone = shrinksAlone(ticket, limits.of(RateKind::Requests));
        // A copy: what is on its way was counted there.
        if (differs(ticket.model, limits) || alone)
            m_parted.insert(ticket.model, m_shared);
        else
            m_limitsOf = ticket.model;
    }
    pacer(ticket.model).observe(ticket.rate, limits, now);
}

bool RateAccount::differs(const QString &model, const RateLimits &limits) const
{
    if (m_limitsOf.isEmpty() || m_limitsOf == model)
        return false;
    return std::any_of(rateKinds.begin(), rateKinds.end(), [&](RateKind kind) {
        const std::optional<double> known = m_shared.limit(kind);
        const std::optional<qint64> told = limits.of(kind).limit;
        return known && told && *known != static_cast<double>(*told);
    });
}

bool RateAccount::shrinksAlone(const Ticket &ticket, const RateAllowance &requests)
{
    constexpr double telling = 6.0; // requests for other models
    if (!requests.limit || !requests.remaining)
        return false;
    Trace &trace = m_traces[ticket.model];
    const auto remaining = static_cast<double>(*requests.remaining);
    const double ofAll = ticket.rate.sent[static_cast<size_t>(RateKind::Requests)];
    const auto keep = [&] {
        trace.remaining = remaining;
        trace.ofModel = ticket.ofModel;
        trace.ofAll = ofAll;
        trace.at = ticket.rate.at;
    };
    if (trace.remaining < 0.0) {
        keep();
        return false;
    }
    const auto own = static_cast<double>(ticket.ofModel - trace.ofModel);
    const double all = ofAll - trace.ofAll;
    if (own <= 0.0 || all - own < telling)
        return false;
    const auto limit = static_cast<double>(*requests.limit);
    // What came back meanwhile; a bucket that is nearly full may have run over, which hides it.
    const double used = limit - remaining;
    const double perMs = requests.reset && used > 0.0 && requests.reset->count() > 0
        ? used / static_cast<double>(requests.reset->count())
        : limit / 60'000.0;
    const double refilled = static_cast<double>((ticket.rate.at - trace.at).count()) * perMs;
    const double shrunk = trace.remaining + refilled - remaining;
    const bool isTelling = trace.remaining + refilled < limit;
    keep();
    return isTelling && std::abs(shrunk - own) < std::abs(shrunk - all);
}

void RateAccount::correct(const Ticket &ticket, const RateDemand &used, RateTime now)
{
    m_own.correct(ticket.demand, used, now);
    pacer(ticket.model).correct(ticket.demand, used, now);
}

void RateAccount::freeze(const QString &model, RateTime until, WaitReason reason)
{
    pacer(model).freeze(until);
    if (reason == WaitReason::ModelLoading)
        m_loadingUntil = std::max(m_loadingUntil, until);
}

RatePacer &RateAccount::pacer(const QString &model)
{
    const auto parted = m_parted.find(model);
    return parted == m_parted.end() ? m_shared : *parted;
}

const RatePacer &RateAccount::pacer(const QString &model) const
{
    const auto parted = m_parted.constFind(model);
    return parted == m_parted.cend() ? m_shared : *parted;
}

} // namespace moa
