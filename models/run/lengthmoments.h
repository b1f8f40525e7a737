// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/modelhistory.h"

#include <limits>

namespace moa {

/** Where a figure will be: nine runs of ten end between low and high. */
struct Bounds
{
    double low = 0.0;
    double likely = 0.0;
    double high = 0.0;

    friend bool operator==(const Bounds &, const Bounds &) = default;
};

/**
 * Mean and variance of a sum of lengths that are partly related: what they have in common (the
 * prompt asks for much) adds up as deviations, the rest as variances.
 */
struct Moments
{
    double mean = 0.0;
    double shared = 0.0; ///< standard deviation of the common part
    double independent = 0.0; ///< variance of the rest

    [[nodiscard]] double variance() const { return shared * shared + independent; }
    [[nodiscard]] Moments times(double factor) const
    {
        return {mean * factor, shared * factor, independent * factor * factor};
    }
    Moments &operator+=(const Moments &other);
};

/** One agent's answers: a lognormal length, cut off at a limit. */
class AnswerLength
{
public:
    AnswerLength() = default;
    /// @p limit: the most that an answer can be, in the unit of the forecast; infinite: none.
    AnswerLength(const LengthForecast &forecast, double limit);

    /// The sum over @p count samples, each times @p weight.
    [[nodiscard]] Moments sum(int count, double weight = 1.0) const;
    /// The most that one sample can be; may be infinite.
    [[nodiscard]] double limit() const { return m_limit; }

private:
    double m_limit = std::numeric_limits<double>::infinity();
    double m_mean = 0.0;
    // Factors of variance, as e^s - 1 of the logarithm's.
    double m_shared = 0.0;
    double m_own = 0.0;
    double m_sample = 0.0;
};

/**
 * @p fixed, of which the standard deviation is @p fixedDeviation, and a lognormal of @p moments
 * that is never more than @p most.
 */
[[nodiscard]] Bounds boundsOf(double fixed, double fixedDeviation, const Moments &moments,
                              double most = std::numeric_limits<double>::infinity());

/// @p from and @p more after it, independent of it.
[[nodiscard]] Bounds inSequence(const Bounds &from, const Bounds &more);

/// Whatever of the two is later.
[[nodiscard]] Bounds latest(const Bounds &a, const Bounds &b);

} // namespace moa
