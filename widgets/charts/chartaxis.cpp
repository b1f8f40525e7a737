// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chartaxis.h"

#include <algorithm>
#include <cmath>
#include <QCoreApplication>
#include <QLocale>

namespace moa {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(moa::ChartAxis)
};
} // namespace

ChartAxis ChartAxis::reaching(double longest, int wanted, ChartUnit unit)
{
    if (!(longest > 0.0))
        return {};
    const double rough = longest / std::max(wanted, 1);
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    double step = 10.0 * power;
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= rough * (1.0 - 1e-9)) {
            step = factor * power;
            break;
        }
    }
    if (unit == ChartUnit::Tokens)
        step = std::max(step, 1.0);
    return {step, std::max(static_cast<int>(std::ceil(longest / step - 1e-9)), 1)};
}

QString axisLabel(double value, double step, ChartUnit unit, const QLocale &locale)
{
    if (unit == ChartUnit::Dollars)
        return Usd::fromPico(std::llround(value * 1e12)).display(locale);
    const int decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(step) - 1e-9)));
    const QString number = locale.toString(value, 'f', decimals);
    if (unit == ChartUnit::Seconds)
        return Words::tr("%1 s").arg(number);
    return unit == ChartUnit::TokensPerSecond ? Words::tr("%1/s").arg(number) : number;
}

} // namespace moa
