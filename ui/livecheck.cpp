// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/livecheck.h"

#include "ui/pricing.h"

#include <algorithm>
#include <QtConcurrent>

namespace moa {

namespace {

LiveCheck::Findings
findingsOf(RunPlan plan,
           const std::function<std::optional<ContextNeed>(const AgentId &)> &contextNeeds)
{
    ValidationContext context;
    context.providers.emplace();
    for (const Provider &provider : std::as_const(plan.providers))
        context.providers->insert(provider.id);
    context.hasPrice = pricesKnown(plan.providers, plan.models);
    context.contextNeed = contextNeeds;

    LiveCheck::Findings findings;
    findings.problems = validate(plan.mixture, context);
    const auto error = std::find_if(
        findings.problems.cbegin(), findings.problems.cend(),
        [](const Problem &problem) { return problem.severity == Problem::Severity::Error; });
    if (error != findings.problems.cend()) {
        // Without the place in the file that a plan's own sentence begins with.
        findings.obstacle = error->text;
        return findings;
    }
    plan.conversation = {{Message::Author::User, QStringLiteral("?")}};
    if (const Result<void> usable = checkPlan(plan); !usable)
        findings.obstacle = usable.error().message;
    findings.providerToMend = providerToMend(plan);
    return findings;
}

} // namespace

LiveCheck::LiveCheck(QObject *parent)
    : QObject(parent)
{
    m_begin.setSingleShot(true);
    m_begin.setInterval(0);
    connect(&m_begin, &QTimer::timeout, this, &LiveCheck::begin);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &LiveCheck::take);
}

LiveCheck::~LiveCheck() = default;

void LiveCheck::setPlan(const RunPlan &plan)
{
    m_plan = plan;
    restart();
}

void LiveCheck::setContextNeeds(std::function<std::optional<ContextNeed>(const AgentId &)> needs)
{
    m_contextNeeds = std::move(needs);
    restart();
}

void LiveCheck::restart()
{
    m_stale = true;
    if (!m_watcher.isRunning())
        m_begin.start();
}

void LiveCheck::begin()
{
    m_stale = false;
    m_watcher.setFuture(QtConcurrent::run(findingsOf, m_plan, m_contextNeeds));
}

void LiveCheck::take()
{
    m_findings = m_watcher.result();
    if (m_stale)
        m_begin.start();
    Q_EMIT changed();
}

} // namespace moa
