// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/validation.h"
#include "run/runplan.h"

#include <optional>
#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

namespace moa {

/**
 * What is wrong with the next run, whatever its prompt: follows every change of what would be run.
 * It is looked for off the GUI thread, once for a burst of changes.
 */
class LiveCheck : public QObject
{
    Q_OBJECT

public:
    struct Findings
    {
        QList<Problem> problems; ///< of the mixture
        QString obstacle; ///< why it can't be run, as a sentence; empty: it can
        std::optional<ProviderId> providerToMend; ///< in whose settings the obstacle lies
    };

    explicit LiveCheck(QObject *parent = nullptr);
    ~LiveCheck() override;

    /// What would be run now; its conversation does not matter. Cheap: values are shared.
    void setPlan(const RunPlan &plan);
    /// See ValidationContext::contextNeed; may be called in any thread.
    void setContextNeeds(std::function<std::optional<ContextNeed>(const AgentId &)> needs);
    [[nodiscard]] const Findings &findings() const { return m_findings; }

Q_SIGNALS:
    void changed();

private:
    void restart();
    void begin();
    void take();

    RunPlan m_plan;
    std::function<std::optional<ContextNeed>(const AgentId &)> m_contextNeeds;
    bool m_stale = false; ///< the plan is another than the one that is being checked
    Findings m_findings;
    QTimer m_begin;
    QFutureWatcher<Findings> m_watcher;
};

} // namespace moa
