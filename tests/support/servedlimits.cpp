// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/servedlimits.h"

#include <algorithm>
#include <cmath>

namespace moa {

namespace {

/// As Go writes durations: "120ms", "7.66s", "6m0s".
QByteArray duration(double ms)
{
    const auto whole = static_cast<qint64>(std::ceil(ms));
    if (whole < 1000)
        return QByteArray::number(whole) + "ms";
    QByteArray text;
    if (whole >= 60'000)
        text = QByteArray::number(whole / 60'000) + 'm';
    return text + QByteArray::number(static_cast<double>(whole % 60'000) / 1000.0) + 's';
}

} // namespace

ServedLimits::ServedLimits(const ServedRules &rules)
    : m_rules(rules)
    , m_requests(rules.requests)
    , m_tokens(rules.tokens)
{ }

void ServedLimits::refill(double now)
{
    if (m_first < 0) {
        m_first = now;
        m_at = now;
    }
    if (m_rules.fillsAtOnce) {
        if (now - m_at < m_rules.windowMs)
            return;
        m_requests = m_rules.requests;
        m_tokens = m_rules.tokens;
        m_at += std::floor((now - m_at) / m_rules.windowMs) * m_rules.windowMs;
        return;
    }
    const double part = (now - m_at) / m_rules.windowMs;
    m_requests = std::min(m_rules.requests, m_requests + part * m_rules.requests);
    m_tokens = std::min(m_rules.tokens, m_tokens + part * m_rules.tokens);
    m_at = now;
}

bool ServedLimits::admit(double tokens, int inFlight, double now)
{
    refill(now);
    if (m_requests < 1.0 || m_tokens < tokens || inFlight > m_rules.concurrent) {
        ++m_refused;
        const double missing = std::max(
            {(1.0 - m_requests) / m_rules.requests, (tokens - m_tokens) / m_rules.tokens, 0.0});
        m_missingMs =
            m_rules.fillsAtOnce ? m_rules.windowMs - (now - m_at) : missing * m_rules.windowMs;
        return false;
    }
    m_requests -= 1.0;
    m_tokens -= tokens;
    m_tokensUsed += tokens;
    m_last = now;
    ++m_admitted;
    return true;
}

void ServedLimits::charge(double tokens, double now)
{
    refill(now);
    m_tokens -= tokens;
    m_tokensUsed += tokens;
}

ScriptedReply::Headers ServedLimits::headers(bool refused, double now)
{
    if (!m_rules.sendsHeaders)
        return {};
    refill(now);
    const auto reset = [&](double left, double limit) {
        return duration(m_rules.fillsAtOnce ? m_rules.windowMs - (now - m_at)
                                            : (limit - left) / limit * m_rules.windowMs);
    };
    const auto number = [](double value) {
        return QByteArray::number(static_cast<qint64>(std::floor(value)));
    };
    ScriptedReply::Headers headers{
        {"x-ratelimit-limit-requests", number(m_rules.requests)},
        {"x-ratelimit-limit-tokens", number(m_rules.tokens)},
        {"x-ratelimit-remaining-requests", number(m_requests)},
        {"x-ratelimit-remaining-tokens", number(m_tokens)},
        {"x-ratelimit-reset-requests", reset(m_requests, m_rules.requests)},
        {"x-ratelimit-reset-tokens", reset(m_tokens, m_rules.tokens)}};
    if (refused) {
        headers.append({"retry-after-ms", number(std::ceil(m_missingMs) + 1)});
        headers.append({"retry-after", number(std::ceil(m_missingMs / 1000.0) + 1)});
    }
    return headers;
}

double ServedLimits::share() const
{
    const double windows = 1.0 + spanMs() / m_rules.windowMs;
    return std::max(m_admitted / (m_rules.requests * windows),
                    m_tokensUsed / (m_rules.tokens * windows));
}

} // namespace moa
