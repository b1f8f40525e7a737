// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/lengthmoments.h"

#include <algorithm>
#include <cmath>

namespace moa {

namespace {

/// Nine of ten values are nearer than that to their mean, in deviations that are known from about
/// ten values: Student's distribution. Of a normal one it would be 1.645.
constexpr double c_nineOfTen = 1.81;

double normalUpTo(double value)
{
    return 0.5 * std::erfc(-value / std::sqrt(2.0));
}

/** Mean of min(X, limit)^power where ln X is normal. */
double limitedPower(double power, double mean, double variance, double limit)
{
    const double deviation = std::sqrt(variance);
    const double logLimit = std::log(limit);
    return std::exp(power * mean + power * power * variance / 2.0)
        * normalUpTo((logLimit - mean - power * variance) / deviation)
        + std::pow(limit, power) * (1.0 - normalUpTo((logLimit - mean) / deviation));
}

double hypotenuse(double a, double b)
{
    return std::sqrt(a * a + b * b);
}

} // namespace

Moments &Moments::operator+=(const Moments &other)
{
    mean += other.mean;
    shared += other.shared;
    independent += other.independent;
    return *this;
}

AnswerLength::AnswerLength(const LengthForecast &forecast, double limit)
    : m_limit(limit)
{
    const double variance = forecast.shared + forecast.own + forecast.sample;
    m_mean = std::exp(forecast.mean + variance / 2.0);
    double kept = 1.0;
    if (std::isfinite(limit) && limit > 0.0) {
        if (variance > 0.0) {
            m_mean = limitedPower(1.0, forecast.mean, variance, limit);
            const double square = limitedPower(2.0, forecast.mean, variance, limit);
            kept = std::log(std::max(1.0, square / (m_mean * m_mean))) / variance;
        } else {
            m_mean = std::min(m_mean, limit);
        }
    }
    m_shared = std::expm1(forecast.shared * kept);
    m_own = std::expm1(forecast.own * kept);
    m_sample = std::expm1(forecast.sample * kept);
}

Moments AnswerLength::sum(int count, double weight) const
{
    const double each = weight * m_mean;
    const double all = count * each;
    Moments moments;
    moments.mean = all;
    moments.shared = all * std::sqrt(m_shared);
    moments.independent =
        (1.0 + m_shared) * (all * all * m_own + count * each * each * (1.0 + m_own) * m_sample);
    return moments;
}

Bounds boundsOf(double fixed, double fixedDeviation, const Moments &moments, double most)
{
    double low = 0.0;
    double likely = 0.0;
    double high = 0.0;
    if (moments.mean > 0.0) {
        const double logVariance = std::log1p(moments.variance() / (moments.mean * moments.mean));
        likely = moments.mean * std::exp(-logVariance / 2.0);
        const double factor = std::exp(c_nineOfTen * std::sqrt(logVariance));
        low = std::min(most, likely / factor);
        high = std::min(most, likely * factor);
        likely = std::min(most, likely);
    }
    const double around = c_nineOfTen * fixedDeviation;
    const double middle = fixed + likely;
    return {std::max(0.0, middle - hypotenuse(likely - low, around)), middle,
            middle + hypotenuse(high - likely, around)};
}

Bounds inSequence(const Bounds &from, const Bounds &more)
{
    const double likely = from.likely + more.likely;
    return {std::max(0.0, likely - hypotenuse(from.likely - from.low, more.likely - more.low)),
            likely, likely + hypotenuse(from.high - from.likely, more.high - more.likely)};
}

Bounds latest(const Bounds &a, const Bounds &b)
{
    return {std::max(a.low, b.low), std::max(a.likely, b.likely), std::max(a.high, b.high)};
}

} // namespace moa
