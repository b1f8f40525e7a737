// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/liveestimate.h"

#include <QtConcurrent>

namespace moa {

LiveEstimate::LiveEstimate(QObject *parent)
    : QObject(parent)
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(delay);
    connect(&m_delay, &QTimer::timeout, this, &LiveEstimate::begin);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &LiveEstimate::take);
}

LiveEstimate::~LiveEstimate() = default;

void LiveEstimate::setPlan(const RunPlan &plan)
{
    m_plan = plan;
    m_stale = true;
    // Not restarted: an estimate has to come while somebody goes on typing, too.
    if (!m_watcher.isRunning() && !m_delay.isActive())
        m_delay.start();
}

void LiveEstimate::begin()
{
    m_stale = false;
    m_watcher.setFuture(QtConcurrent::run([plan = m_plan] {
        return estimateRun(plan.mixture, plan.conversation, plan.providers, plan.models,
                           plan.history, plan.pinned);
    }));
}

void LiveEstimate::take()
{
    m_estimate = m_watcher.result();
    if (m_stale)
        m_delay.start();
    Q_EMIT changed();
}

} // namespace moa
