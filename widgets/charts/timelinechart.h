// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/chartsource.h"

namespace moa {

/** When each response waited and was written, and which of them made the run take its time. */
class TimelineChart : public ChartSource
{
public:
    [[nodiscard]] bool followsClock() const override { return true; }
    [[nodiscard]] BarChart chart(const ResponsesModel &model, int variant,
                                 qint64 nowMs) const override;
};

} // namespace moa
