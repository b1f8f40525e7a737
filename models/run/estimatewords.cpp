// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/estimatewords.h"

#include <QCoreApplication>
#include <QLocale>

namespace moa::estimate {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(moa::estimate)
};

constexpr qint64 c_thousand = 1000;
constexpr qint64 c_minute = 60'000;

QString withEnds(const QString &likely, const QString &low, const QString &high)
{
    return low == high ? likely : Words::tr("%1 (%2 to %3)").arg(likely, low, high);
}

QString minutes(qint64 ms, const QLocale &locale)
{
    const qint64 seconds = (ms + c_thousand / 2) / c_thousand;
    return Words::tr("%1 min %2 s")
        .arg(locale.toString(seconds / 60), locale.toString(seconds % 60));
}

} // namespace

QString line(const RunEstimate &estimate, const QLocale &locale)
{
    if (estimate.calls == 0)
        return Words::tr("nothing to ask: every agent is muted, or there is none");
    const QString likely = tokens(estimate.total.likely, locale);
    const QString low = tokens(estimate.total.low, locale);
    const QString high = tokens(estimate.total.high, locale);
    QStringList parts{withEnds(Words::tr("about %1 tokens").arg(likely), low, high),
                      cost(estimate, locale), calls(estimate.calls, locale)};
    if (estimate.ms)
        parts.append(time(*estimate.ms, locale));
    return parts.join(Words::tr(", "));
}

QString tokens(qint64 tokens, const QLocale &locale)
{
    qint64 unit = 1;
    while (tokens / unit >= c_thousand)
        unit *= 10;
    return locale.toString((tokens + unit / 2) / unit * unit);
}

QString tokens(const TokenRange &range, const QLocale &locale)
{
    return withEnds(tokens(range.likely, locale), tokens(range.low, locale),
                    tokens(range.high, locale));
}

QString cost(const CostRange &range, const QLocale &locale)
{
    return withEnds(range.likely.display(locale), range.low.display(locale),
                    range.high.display(locale));
}

QString cost(const RunEstimate &estimate, const QLocale &locale)
{
    if (estimate.unpricedCalls == 0)
        return estimate.cost.likely.display(locale);
    if (estimate.unpricedCalls == estimate.calls)
        return Words::tr("unpriced");
    return Words::tr("%1 and %2 unpriced")
        .arg(estimate.cost.likely.display(locale), calls(estimate.unpricedCalls, locale));
}

QString need(const RunEstimate &estimate, const QLocale &locale)
{
    const QString price = cost(estimate, locale);
    return estimate.unpricedCalls == estimate.calls
        ? Words::tr("%1, %2").arg(calls(estimate.calls, locale), price)
        : Words::tr("%1, about %2").arg(calls(estimate.calls, locale), price);
}

QString calls(int count, const QLocale &locale)
{
    return count == 1 ? Words::tr("1 call") : Words::tr("%1 calls").arg(locale.toString(count));
}

QString time(const MsRange &range, const QLocale &locale)
{
    if (range.high >= 2 * c_minute) {
        return Words::tr("%1 to %2").arg(minutes(range.low, locale), minutes(range.high, locale));
    }
    const int decimals = range.high < 10 * c_thousand ? 1 : 0;
    const auto seconds = [&locale, decimals](qint64 ms) {
        return locale.toString(static_cast<double>(ms) / c_thousand, 'f', decimals);
    };
    const QString low = seconds(range.low);
    const QString high = seconds(range.high);
    return low == high ? Words::tr("%1 s").arg(high) : Words::tr("%1 to %2 s").arg(low, high);
}

QString source(LengthForecast::Basis basis)
{
    switch (basis) {
    case LengthForecast::Basis::Prior:
        return Words::tr("Some of these models were never run here: the length of their answers is "
                         "taken from published answers of others.");
    case LengthForecast::Basis::Model:
        return Words::tr("The length of the answers is taken from what these models answered here "
                         "to other prompts.");
    case LengthForecast::Basis::Prompt:
        return Words::tr("The length of the answers is taken from what was answered here to this "
                         "very prompt.");
    }
    Q_UNREACHABLE();
}

} // namespace moa::estimate
