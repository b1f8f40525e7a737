// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/barchart.h"

class QLocale;

namespace moa {

/** The axis of a bar chart from 0: round steps, as many as there is room for. */
struct ChartAxis
{
    double step = 1.0;
    int steps = 1;

    [[nodiscard]] double end() const { return step * steps; }

    /// Reaches @p longest, with steps of 1, 2 or 5 times a power of ten, about @p wanted of them
    /// and at least one. What is counted has no fractions.
    [[nodiscard]] static ChartAxis reaching(double longest, int wanted, ChartUnit unit);
};

/** "0.5 s", "1,000", "$0.002": what stands at @p value of an axis with steps of @p step. */
[[nodiscard]] QString axisLabel(double value, double step, ChartUnit unit, const QLocale &locale);

} // namespace moa
