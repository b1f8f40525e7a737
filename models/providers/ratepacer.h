// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/ratelimits.h"

namespace moa {

/** A moment or a span on the clock of whoever asks; ms. */
using RateTime = std::chrono::milliseconds;

/** What one request is expected to use of the limits. */
struct RateDemand
{
    qint64 inputTokens = 0;
    qint64 outputTokens = 0;

    [[nodiscard]] double of(RateKind kind) const;

    RateDemand &operator+=(const RateDemand &other)
    {
        inputTokens += other.inputTokens;
        outputTokens += other.outputTokens;
        return *this;
    }
    friend bool operator==(const RateDemand &, const RateDemand &) = default;
};

/** Where a request stands in the order of those sent; its reply is read against this. */
struct RateTicket
{
    std::array<double, rateKinds.size()> sent{}; ///< of each kind up to and with this request
    qint64 number = 0; ///< of the request, from 1
    RateTime at{};
};

/**
 * One limit as a bucket that refills all the time, which is how OpenAI, Groq and Anthropic keep
 * theirs: full it holds the limit, and it fills within the window. A server whose resets show that
 * it fills at once at a fixed moment is followed in that too.
 *
 * The server's own figures win over what is counted here. Between them the count is kept on the
 * safe side: what was sent after the request that a reply answers is taken as not yet counted by
 * the server, and nothing as refilled on the way.
 */
class RateBucket
{
public:
    [[nodiscard]] bool isKnown() const { return m_limit > 0.0; }
    [[nodiscard]] std::optional<double> limit() const
    {
        return isKnown() ? std::optional(m_limit) : std::nullopt;
    }
    /// A reply has told what is left of it.
    [[nodiscard]] bool isTold() const { return m_last.number > 0; }
    /// What is sent of it so far, known or not.
    [[nodiscard]] double sent() const { return m_sent; }

    /// Says what the limit is, without a reply. A bucket that becomes known so is full.
    void setLimit(double limit, RateTime window, RateTime now);
    void forget() { m_limit = 0.0; }

    /// How long until @p amount may be sent. More than the bucket ever holds may go when it is
    /// full.
    [[nodiscard]] RateTime wait(double amount, RateTime now) const;
    /// The same for the sum of several requests, which may be more than the limit.
    [[nodiscard]] RateTime forecast(double amount, RateTime now) const;
    void take(double amount, RateTime now);
    /// A request that was taken has used @p more than expected (or less: below 0).
    void correct(double more, RateTime now);
    /// Reads a reply to the request of @p ticket, of which @p sent is this bucket's part.
    void observe(const RateAllowance &allowance, double sent, const RateTicket &ticket,
                 RateTime now);

private:
    [[nodiscard]] double level(RateTime now) const;
    [[nodiscard]] double perMs() const { return m_limit / m_window; }
    [[nodiscard]] RateTime waitFor(double needed, RateTime now) const;
    void learnWindow(double remaining, RateTime reset);
    void learnWeight(double remaining, double sent, const RateTicket &ticket);

    double m_limit = 0.0; ///< 0: nothing is known
    double m_window = 60'000.0; ///< ms in which an empty bucket becomes full
    double m_level = 0.0; ///< at m_at
    RateTime m_at{};
    double m_sent = 0.0;
    /// What the server counts for each token that was expected: one that reserves the most tokens
    /// that an answer may have counts more than the answer will be.
    double m_weight = 1.0;

    /** The newest reply, by the order of sending. */
    struct Snapshot
    {
        qint64 number = 0;
        double remaining = 0.0;
        double sent = 0.0;
        RateTime at{};
    };
    Snapshot m_last;
    RateTime m_toldAt{}; ///< when the last reply came
    // Ratios of sums, so that replies count by how much they tell.
    double m_resets = 0.0;
    double m_used = 0.0;
    double m_counted = 0.0;
    double m_expected = 0.0;
    // Of a bucket that refills all the time every reply gives the same window.
    double m_shortestWindow = 0.0;
    double m_longestWindow = 0.0;
    RateTime m_resetAt{};
    bool m_fillsAtOnce = false;
};

/**
 * Decides when the next request may go to a server, from what it said of its limits and from what
 * was sent. Before anything is known everything may go at once. A value; the time is passed in and
 * never runs backwards.
 */
class RatePacer
{
public:
    /// Nothing is known, so nothing waits.
    [[nodiscard]] bool isIdle(RateTime now) const;
    [[nodiscard]] std::optional<double> limit(RateKind kind) const { return bucket(kind).limit(); }

    /// A limit for a minute that is known without a reply; absent: no longer known.
    void setPerMinute(RateKind kind, std::optional<int> limit, RateTime now);

    /// How long the next request has to wait; 0: it may go.
    [[nodiscard]] RateTime wait(const RateDemand &demand, RateTime now) const;
    /// How long the last of @p requests has to wait that together are of this @p demand.
    [[nodiscard]] RateTime forecast(const RateDemand &demand, int requests, RateTime now) const;
    /// A request goes.
    RateTicket send(const RateDemand &demand, RateTime now);
    /// The head of its reply has come.
    void observe(const RateTicket &ticket, const RateLimits &limits, RateTime now);
    /// It has used something else than expected.
    void correct(const RateDemand &expected, const RateDemand &used, RateTime now);
    /// Nothing goes before @p until.
    void freeze(RateTime until) { m_frozenUntil = std::max(m_frozenUntil, until); }

private:
    [[nodiscard]] const RateBucket &bucket(RateKind kind) const
    {
        return m_buckets[static_cast<size_t>(kind)];
    }
    [[nodiscard]] RateBucket &bucket(RateKind kind) { return m_buckets[static_cast<size_t>(kind)]; }

    std::array<RateBucket, rateKinds.size()> m_buckets;
    qint64 m_number = 0;
    RateTime m_frozenUntil{};
};

} // namespace moa
