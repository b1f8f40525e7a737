// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/retrypolicy.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <QLocale>
#include <QRandomGenerator>
#include <QTimeZone>

namespace moa {

using std::chrono::milliseconds;

namespace {

bool isExhausted(const QString &code)
{
    constexpr std::array codes{u"insufficient_quota", u"credit_balance_exhausted",
                               u"billing_hard_limit_reached", u"billing_error",
                               u"insufficient_balance"};
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

/// Of a failure that is told inside a reply, where the status says nothing.
bool isPassing(const QString &code)
{
    constexpr std::array codes{u"overloaded_error",
                               u"server_is_overloaded",
                               u"api_error",
                               u"timeout_error",
                               u"rate_limit_error",
                               u"slow_down",
                               u"rate_limit_exceeded",
                               u"UNAVAILABLE",
                               u"RESOURCE_EXHAUSTED",
                               u"429",
                               u"500",
                               u"502",
                               u"503",
                               u"504",
                               u"529"};
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

bool isRetryable(const Outcome &outcome)
{
    switch (outcome.kind) {
    case Outcome::Kind::Finished:
    case Outcome::Kind::Cancelled:
        return false;
    case Outcome::Kind::Protocol:
        return isPassing(outcome.code);
    case Outcome::Kind::TimedOut:
    case Outcome::Kind::Network:
    case Outcome::Kind::Truncated:
        return true;
    case Outcome::Kind::Http:
        if (isExhausted(outcome.code))
            return false;
        if (outcome.shouldRetry)
            return *outcome.shouldRetry;
        if (outcome.exhausted)
            return false;
        return outcome.status == 408 || outcome.status == 409 || outcome.status == 429
            || outcome.status == 498 || outcome.status >= 500;
    }
    Q_UNREACHABLE();
}

std::optional<milliseconds> positive(double ms)
{
    // Beyond a day the exact figure does not matter; the bound keeps the conversion defined.
    constexpr double day = 86'400'000.0;
    if (!std::isfinite(ms) || ms <= 0.0)
        return std::nullopt;
    return milliseconds(static_cast<qint64>(std::ceil(std::min(ms, day))));
}

/// IMF-fixdate, the one form that servers may send (RFC 9110): "Sun, 06 Nov 1994 08:49:37 GMT".
QDateTime parseHttpDate(QByteArrayView text)
{
    const QLocale c = QLocale::c();
    QDateTime date = c.toDateTime(QString::fromLatin1(text.trimmed()),
                                  QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    date.setTimeSpec(Qt::UTC);
    return date;
}

} // namespace

std::optional<milliseconds> retryDelay(const Outcome &outcome, const RetryContext &context,
                                       QRandomGenerator &random)
{
    if (context.textShown || context.attemptsMade >= context.maxAttempts || !isRetryable(outcome))
        return std::nullopt;
    if (outcome.retryAfter) {
        if (*outcome.retryAfter > longestServerWait)
            return std::nullopt;
        return outcome.retryAfter;
    }
    constexpr double first = 500.0;
    constexpr double cap = 30'000.0;
    const double ceiling = std::min(cap, std::ldexp(first, std::min(context.attemptsMade - 1, 16)));
    return milliseconds(static_cast<qint64>(random.generateDouble() * ceiling));
}

std::optional<milliseconds> parseRetryAfter(QByteArrayView retryAfterMs, QByteArrayView retryAfter,
                                            const QDateTime &now)
{
    bool isNumber = false;
    if (const double ms = retryAfterMs.toByteArray().toDouble(&isNumber); isNumber) {
        if (const auto wait = positive(ms))
            return wait;
    }
    if (const double seconds = retryAfter.toByteArray().toDouble(&isNumber); isNumber)
        return positive(seconds * 1000.0);
    const QDateTime date = parseHttpDate(retryAfter);
    if (!date.isValid())
        return std::nullopt;
    return positive(static_cast<double>(now.msecsTo(date)));
}

} // namespace moa
