// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/exchange.h"

#include <array>
#include <chrono>
#include <optional>
#include <QDateTime>

namespace moa {

/** What providers limit. Tokens are input and output together. */
enum class RateKind { Requests, Tokens, InputTokens, OutputTokens };

inline constexpr std::array rateKinds{RateKind::Requests, RateKind::Tokens, RateKind::InputTokens,
                                      RateKind::OutputTokens};

/** What one reply says of one limit. Absent: not said, or nonsense. */
struct RateAllowance
{
    std::optional<qint64> limit; ///< the most that can be left, at least 1
    std::optional<qint64> remaining; ///< at least 0, at most the limit
    std::optional<std::chrono::milliseconds> reset; ///< until all of it is there again, at least 0

    friend bool operator==(const RateAllowance &, const RateAllowance &) = default;
};

/** What the head of one reply says of its server's limits. */
struct RateLimits
{
    std::array<RateAllowance, rateKinds.size()> allowances; ///< by RateKind
    std::optional<std::chrono::milliseconds> retryAfter; ///< more than 0

    [[nodiscard]] const RateAllowance &of(RateKind kind) const
    {
        return allowances[static_cast<size_t>(kind)];
    }
    /// None of the limits is known of.
    [[nodiscard]] bool isEmpty() const;

    friend bool operator==(const RateLimits &, const RateLimits &) = default;
};

/**
 * Reads `x-ratelimit-{limit,remaining,reset}-{requests,tokens}`,
 * `anthropic-ratelimit-{requests,tokens,input-tokens,output-tokens}-{limit,remaining,reset}`,
 * `retry-after-ms` and `retry-after`. What makes no sense counts as not said.
 */
[[nodiscard]] RateLimits readRateLimits(const HttpHeaders &headers, const QDateTime &now);

/**
 * The time from @p now until the moment that a reset header names: a duration ("1s", "6m0s",
 * "120ms", "2m59.56s"), a plain number of seconds (above a thousand million: since 1970; above
 * a million million: in ms) or an RFC 3339 time. 0 for the past; nothing if it is none of these, or
 * longer than two weeks.
 */
[[nodiscard]] std::optional<std::chrono::milliseconds> parseReset(QByteArrayView text,
                                                                  const QDateTime &now);

} // namespace moa
