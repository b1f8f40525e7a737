// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <QString>

namespace moa {

/** How one attempt at one request ended; exactly one for each. The retry policy reads it. */
struct Outcome
{
    enum class Kind {
        Finished, ///< a whole reply
        Cancelled, ///< by the person
        TimedOut, ///< no first byte, a stall, or over the total
        Http, ///< a status other than 200
        Network, ///< no connection, or one that was lost before there was a reply
        Truncated, ///< the body ended, or was cut off, before the dialect's end marker
        Protocol ///< an answer that is none: garbage, a failure told inside it, too large, a
                 ///< redirect
    };

    Kind kind = Kind::Finished;
    int status = 0; ///< HTTP status; 0: none came
    QString message{}; ///< a sentence; empty if finished
    QString code{}; ///< the server's code or type of the error, "insufficient_quota"
    QString param{}; ///< the request field that the server refuses, "temperature"
    std::optional<std::chrono::milliseconds> retryAfter{}; ///< as the server asks
    std::optional<bool> shouldRetry{}; ///< the server's own word (x-should-retry)
    bool exhausted = false; ///< a quota or a credit is used up: no wait helps

    friend bool operator==(const Outcome &, const Outcome &) = default;
};

} // namespace moa
