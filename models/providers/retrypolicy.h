// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/outcome.h"

#include <QByteArrayView>
#include <QDateTime>

class QRandomGenerator;

namespace moa {

/** The facts that decide about another attempt, besides the outcome of the last. */
struct RetryContext
{
    int attemptsMade = 1;
    int maxAttempts = 5;
    bool textShown = false; ///< then never: the person would see the answer begin again
};

/**
 * How long to wait before the next attempt, or nothing if there must be none.
 *
 * Retried: status 408, 409, 429, 498 and 5xx, connection failures, time-outs, replies that break
 * off or tell of an overload, all of them only before any text. What speaks of a quota or a credit
 * that is used up is not. The wait is what the server asks for, up to longestServerWait (beyond it
 * there is no retry); else exponential backoff with full jitter: uniform in [0, min(30 s, 0.5 s *
 * 2^(n-1))] after attempt n.
 */
[[nodiscard]] std::optional<std::chrono::milliseconds>
retryDelay(const Outcome &outcome, const RetryContext &context, QRandomGenerator &random);

/// A server that asks for more is not waited for.
inline constexpr std::chrono::milliseconds longestServerWait{120'000};

/**
 * Reads the wait out of `retry-after-ms` and `retry-after` (seconds, possibly fractional, or an
 * HTTP date against @p now). Nothing if both are absent, malformed or not positive.
 */
[[nodiscard]] std::optional<std::chrono::milliseconds>
parseRetryAfter(QByteArrayView retryAfterMs, QByteArrayView retryAfter, const QDateTime &now);

} // namespace moa
