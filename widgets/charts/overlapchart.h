// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/chartsource.h"

namespace moa {

/** How close each proposal is to the final answer: BLEU. */
class OverlapChart : public ChartSource
{
public:
    [[nodiscard]] BarChart chart(const ResponsesModel &model, int variant,
                                 qint64 nowMs) const override;
};

} // namespace moa
