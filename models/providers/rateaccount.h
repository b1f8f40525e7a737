// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/ratepacer.h"

#include <QHash>
#include <QString>

namespace moa {

/** Why a request has to wait. */
enum class WaitReason {
    RateLimit, ///< the server's limits, or those set for the provider
    ModelLoading ///< the server is loading the model
};

/**
 * The pace of all requests that go to one server with one key.
 *
 * Some servers limit each model by itself, some all models together. They are taken to share their
 * limits until replies show otherwise: a model with other limits than the rest, or one whose
 * remaining requests do not shrink with what was sent for other models, is paced by itself from
 * then on. A value; see RatePacer for the time.
 */
class RateAccount
{
public:
    /** A request's place in the counts of its pacer, and of the account. */
    struct Ticket
    {
        QString model;
        RateDemand demand;
        RateTicket rate;
        qint64 ofModel = 0; ///< requests of the model up to and with this one
    };

    /// The limits that the person has set, for all models together.
    void setOwnLimits(std::optional<int> requestsPerMinute, std::optional<int> tokensPerMinute,
                      RateTime now);

    /// Nothing is known, so nothing waits.
    [[nodiscard]] bool isIdle(RateTime now) const;
    [[nodiscard]] RateTime wait(const QString &model, const RateDemand &demand, RateTime now) const;
    /// See RatePacer; the requests are taken to be all of @p model.
    [[nodiscard]] RateTime forecast(const QString &model, const RateDemand &demand, int requests,
                                    RateTime now) const;
    /// Whether two models are paced together.
    [[nodiscard]] bool share(const QString &one, const QString &other) const;
    [[nodiscard]] WaitReason reason(RateTime now) const
    {
        return now < m_loadingUntil ? WaitReason::ModelLoading : WaitReason::RateLimit;
    }

    [[nodiscard]] Ticket send(const QString &model, const RateDemand &demand, RateTime now);
    void observe(const Ticket &ticket, const RateLimits &limits, RateTime now);
    /// What the request has really used.
    void correct(const Ticket &ticket, const RateDemand &used, RateTime now);
    /// Whoever shares limits with @p model waits until then.
    void freeze(const QString &model, RateTime until, WaitReason reason);

private:
    /** A reply about the requests that are left, and how much had been sent when it was asked. */
    struct Trace
    {
        double remaining = -1.0; ///< below 0: there was none yet
        qint64 ofModel = 0;
        double ofAll = 0.0;
        RateTime at{};
        qint64 sent = 0; ///< requests of the model so far
    };

    [[nodiscard]] RatePacer &pacer(const QString &model);
    [[nodiscard]] const RatePacer &pacer(const QString &model) const;
    [[nodiscard]] bool differs(const QString &model, const RateLimits &limits) const;
    [[nodiscard]] bool shrinksAlone(const Ticket &ticket, const RateAllowance &requests);

    RatePacer m_own;
    RatePacer m_shared;
    QString m_limitsOf; ///< the model whose reply last told the shared limits
    QHash<QString, RatePacer> m_parted;
    QHash<QString, Trace> m_traces;
    std::optional<int> m_requestsPerMinute;
    std::optional<int> m_tokensPerMinute;
    RateTime m_loadingUntil{};
};

} // namespace moa
