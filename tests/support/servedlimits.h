// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/scriptedreply.h"

namespace moa {

/** What a server allows. */
struct ServedRules
{
    double requests = 60;
    double tokens = 30'000;
    double windowMs = 60'000; ///< in which that many may come
    int concurrent = 8;
    bool sendsHeaders = true;
    bool fillsAtOnce = false; ///< at the end of each window, not all the time
};

/**
 * The server's side of rate limits, as OpenAI keeps them: a bucket of requests and one of tokens.
 * Times are in ms on the clock of whoever asks. A value.
 */
class ServedLimits
{
public:
    explicit ServedLimits(const ServedRules &rules);

    /// Takes a request with this many tokens, or refuses it. @p inFlight are those under way with
    /// this one.
    [[nodiscard]] bool admit(double tokens, int inFlight, double now);
    /// Tokens that are counted later than the request that they belong to.
    void charge(double tokens, double now);
    /// What a reply says now: x-ratelimit-*, and retry-after if it was @p refused.
    [[nodiscard]] ScriptedReply::Headers headers(bool refused, double now);

    [[nodiscard]] int admitted() const { return m_admitted; }
    [[nodiscard]] int refused() const { return m_refused; }
    /// Time from the first request to the last that was admitted.
    [[nodiscard]] double spanMs() const { return m_last - m_first; }
    /// The part of what was allowed in spanMs() that was used, of the scarcer limit: 0 to 1.
    [[nodiscard]] double share() const;

private:
    void refill(double now);

    ServedRules m_rules;
    double m_requests;
    double m_tokens;
    double m_at = 0;
    double m_first = -1;
    double m_last = 0;
    double m_tokensUsed = 0;
    double m_missingMs = 0; ///< until the request last refused would have been admitted
    int m_admitted = 0;
    int m_refused = 0;
};

} // namespace moa
