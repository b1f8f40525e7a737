// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/chartsource.h"

namespace moa {

/** What each agent cost, or each layer. What has no price is said to be unpriced. */
class CostChart : public ChartSource
{
public:
    [[nodiscard]] QStringList variants() const override;
    [[nodiscard]] BarChart chart(const ResponsesModel &model, int variant,
                                 qint64 nowMs) const override;
};

} // namespace moa
