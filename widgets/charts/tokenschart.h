// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/chartsource.h"

namespace moa {

/** Where the tokens of each response went; what came from a cache and what was reasoning apart. */
class TokensChart : public ChartSource
{
public:
    [[nodiscard]] BarChart chart(const ResponsesModel &model, int variant,
                                 qint64 nowMs) const override;
};

} // namespace moa
