// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/barchart.h"

#include <QStringList>

namespace moa {

class ResponsesModel;

/** What makes one of the bar charts from a run. Knows nothing of how it is drawn. */
class ChartSource
{
public:
    ChartSource() = default;
    virtual ~ChartSource() = default;
    Q_DISABLE_COPY_MOVE(ChartSource)

    /// Ways to show it, for a switch; empty: there is one way only.
    [[nodiscard]] virtual QStringList variants() const { return {}; }
    /// Whether the chart changes as time passes while a run is under way.
    [[nodiscard]] virtual bool followsClock() const { return false; }
    /// The chart of what @p model has published, at @p nowMs from the run's start.
    [[nodiscard]] virtual BarChart chart(const ResponsesModel &model, int variant,
                                         qint64 nowMs) const = 0;
};

} // namespace moa
