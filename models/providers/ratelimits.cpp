// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/ratelimits.h"

#include "providers/retrypolicy.h"

#include <algorithm>
#include <cmath>

namespace moa {

using std::chrono::milliseconds;

namespace {

constexpr double longestReset = 14.0 * 24 * 3600 * 1000; // ms
constexpr qint64 mostOfAnything = 1'000'000'000'000;

std::optional<milliseconds> fromMs(double ms)
{
    if (!std::isfinite(ms) || ms > longestReset)
        return std::nullopt;
    return milliseconds(static_cast<qint64>(std::ceil(std::max(0.0, ms))));
}

/// Milliseconds in the unit at the front of @p text, which it is cut off from; 0: there is none.
double takeUnit(QByteArrayView &text)
{
    struct Unit
    {
        QByteArrayView name;
        double ms;
    };
    // The longer names first: "ms" is no "m".
    static constexpr std::array units{Unit{"ms", 1.0},         Unit{"us", 1e-3},
                                      Unit{"\xC2\xB5s", 1e-3}, Unit{"ns", 1e-6},
                                      Unit{"d", 86'400'000.0}, Unit{"h", 3'600'000.0},
                                      Unit{"m", 60'000.0},     Unit{"s", 1000.0}};
    for (const Unit &unit : units) {
        if (text.startsWith(unit.name)) {
            text = text.sliced(unit.name.size());
            return unit.ms;
        }
    }
    return 0.0;
}

/// The digits and the point at the front of @p text, which they are cut off from.
std::optional<double> takeNumber(QByteArrayView &text)
{
    const auto *end = std::find_if_not(text.begin(), text.end(),
                                       [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
    const QByteArray digits(text.data(), end - text.begin());
    text = text.sliced(digits.size());
    bool isNumber = false;
    const double number = digits.toDouble(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

/// "2m59.56s" in ms.
std::optional<double> parseDuration(QByteArrayView text)
{
    double sum = 0.0;
    while (!text.isEmpty()) {
        const std::optional<double> number = takeNumber(text);
        const double unit = takeUnit(text);
        if (!number || unit <= 0.0)
            return std::nullopt;
        sum += *number * unit;
    }
    return sum;
}

std::optional<qint64> parseCount(const QByteArray &text)
{
    bool isNumber = false;
    const double number = text.trimmed().toDouble(&isNumber);
    if (!isNumber || !std::isfinite(number))
        return std::nullopt;
    constexpr auto most = static_cast<double>(mostOfAnything);
    return static_cast<qint64>(std::clamp(number, -most, most));
}

RateAllowance allowance(const QByteArray &limit, const QByteArray &remaining,
                        const QByteArray &reset, const QDateTime &now)
{
    RateAllowance result;
    result.limit = parseCount(limit);
    // 0, -1 and astronomic figures are ways to say that there is no limit.
    if (result.limit && (*result.limit <= 0 || *result.limit >= mostOfAnything))
        return {};
    result.remaining = parseCount(remaining);
    if (result.remaining) {
        // Overdrawn is possible, more than all is not.
        result.remaining =
            std::clamp<qint64>(*result.remaining, 0, result.limit.value_or(mostOfAnything));
    }
    if (result.limit || result.remaining)
        result.reset = parseReset(reset, now);
    return result;
}

} // namespace

bool RateLimits::isEmpty() const
{
    return std::all_of(allowances.begin(), allowances.end(),
                       [](const RateAllowance &each) { return !each.limit && !each.remaining; });
}

std::optional<milliseconds> parseReset(QByteArrayView text, const QDateTime &now)
{
    text = text.trimmed();
    if (text.isEmpty())
        return std::nullopt;
    bool isNumber = false;
    if (const double number = text.toByteArray().toDouble(&isNumber); isNumber) {
        if (!(number >= 0.0))
            return std::nullopt;
        const auto epoch = static_cast<double>(now.toMSecsSinceEpoch());
        if (number > 1e12)
            return fromMs(number - epoch);
        return fromMs(number > 1e9 ? number * 1000.0 - epoch : number * 1000.0);
    }
    if (const std::optional<double> ms = parseDuration(text))
        return fromMs(*ms);
    const QDateTime moment = QDateTime::fromString(
        QString::fromLatin1(text.first(std::min<qsizetype>(text.size(), 40))), Qt::ISODateWithMs);
    return moment.isValid() ? fromMs(static_cast<double>(now.msecsTo(moment))) : std::nullopt;
}

RateLimits readRateLimits(const HttpHeaders &headers, const QDateTime &now)
{
    RateLimits limits;
    const auto isOfLimits = [](const auto &header) {
        const QByteArray name = header.first.toLower();
        return name.contains("ratelimit") || name.startsWith("retry-after");
    };
    if (std::none_of(headers.begin(), headers.end(), isOfLimits))
        return limits;
    struct Name
    {
        RateKind kind;
        QByteArray name;
    };
    static const std::array names{
        Name{RateKind::Requests, "requests"}, Name{RateKind::Tokens, "tokens"},
        Name{RateKind::InputTokens, "input-tokens"}, Name{RateKind::OutputTokens, "output-tokens"}};
    for (const auto &[kind, name] : names) {
        RateAllowance &result = limits.allowances[static_cast<size_t>(kind)];
        const QByteArray anthropic = "anthropic-ratelimit-" + name;
        result = allowance(headerValue(headers, anthropic + "-limit"),
                           headerValue(headers, anthropic + "-remaining"),
                           headerValue(headers, anthropic + "-reset"), now);
        if (result == RateAllowance()) {
            result = allowance(headerValue(headers, "x-ratelimit-limit-" + name),
                               headerValue(headers, "x-ratelimit-remaining-" + name),
                               headerValue(headers, "x-ratelimit-reset-" + name), now);
        }
    }
    limits.retryAfter = parseRetryAfter(headerValue(headers, "retry-after-ms"),
                                        headerValue(headers, "retry-after"), now);
    return limits;
}

} // namespace moa
