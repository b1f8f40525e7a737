// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/chartsource.h"

namespace moa {

/** How many tokens a second each response was written with. */
class SpeedChart : public ChartSource
{
public:
    [[nodiscard]] BarChart chart(const ResponsesModel &model, int variant,
                                 qint64 nowMs) const override;
};

} // namespace moa
