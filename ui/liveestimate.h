// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/runestimate.h"
#include "run/runplan.h"

#include <optional>
#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

namespace moa {

/**
 * The estimate of a run that follows every change of what would be run. It is computed off the GUI
 * thread, once for a burst of changes; what comes too late is dropped.
 */
class LiveEstimate : public QObject
{
    Q_OBJECT

public:
    /// How long a burst of changes is waited for, in ms.
    static constexpr int delay = 40;

    explicit LiveEstimate(QObject *parent = nullptr);
    ~LiveEstimate() override;

    /// What would be run now. Cheap: values are shared.
    void setPlan(const RunPlan &plan);
    /// The last one; empty before the first.
    [[nodiscard]] const std::optional<RunEstimate> &estimate() const { return m_estimate; }

Q_SIGNALS:
    void changed();

private:
    void begin();
    void take();

    RunPlan m_plan;
    bool m_stale = false; ///< the plan is another than the one that is being estimated
    std::optional<RunEstimate> m_estimate;
    QTimer m_delay;
    QFutureWatcher<RunEstimate> m_watcher;
};

} // namespace moa
