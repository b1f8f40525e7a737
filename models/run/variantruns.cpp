// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/variantruns.h"

#include <QtConcurrent>
#include <utility>

namespace moa {

VariantRuns::VariantRuns(Engine engine, QObject *parent)
    : QObject(parent)
    , m_engine(std::move(engine))
{ }

VariantRuns::~VariantRuns() = default;

void VariantRuns::begin(const RunPlan &context, std::shared_ptr<const RunRecord> original,
                        const QList<Variant> &variants)
{
    m_context = context;
    m_original = std::move(original);
    m_variants.clear();
    m_outcomes.clear();
    ++m_generation;
    append(variants);
}

void VariantRuns::append(const QList<Variant> &variants)
{
    m_variants += variants;
    m_outcomes.resize(m_variants.size());
    Q_EMIT variantsChanged();
    if (!isRunning())
        next();
}

void VariantRuns::stop()
{
    if (!isRunning())
        return;
    for (qsizetype index = 0; index < m_outcomes.size(); ++index) {
        if (m_outcomes.at(index).state == VariantOutcome::State::Waiting)
            setState(index, VariantOutcome::State::Stopped);
    }
    m_engine.stop();
}

void VariantRuns::take(const RunRecord &run)
{
    if (m_current < 0)
        return;
    const qsizetype index = std::exchange(m_current, -1);
    m_outcomes[index].run = std::make_shared<const RunRecord>(run);
    m_context.spentToday += run.totals.cost;
    if (run.final)
        compare(index);
    if (run.state == RunState::Cancelled)
        setState(index, VariantOutcome::State::Stopped);
    else
        setState(index, run.final ? VariantOutcome::State::Done : VariantOutcome::State::Failed);
    next();
}

void VariantRuns::next()
{
    for (qsizetype index = 0; index < m_outcomes.size(); ++index) {
        if (m_outcomes.at(index).state != VariantOutcome::State::Waiting)
            continue;
        m_current = index;
        setState(index, VariantOutcome::State::Running);
        if (!std::exchange(m_running, true))
            Q_EMIT runningChanged(true);
        RunPlan plan = m_context;
        plan.mixture = m_variants.at(index).mixture;
        plan.pinned = m_variants.at(index).partial.kept;
        plan.conversation = m_original->conversation;
        m_engine.start(plan);
        return;
    }
    if (std::exchange(m_running, false))
        Q_EMIT runningChanged(false);
}

void VariantRuns::setState(qsizetype index, VariantOutcome::State state)
{
    m_outcomes[index].state = state;
    Q_EMIT outcomeChanged(index);
}

void VariantRuns::compare(qsizetype index)
{
    auto *watcher = new QFutureWatcher<AnswerChange>(this);
    connect(watcher, &QFutureWatcherBase::finished, this,
            [this, watcher, index, generation = m_generation] {
                watcher->deleteLater();
                if (generation != m_generation)
                    return;
                m_outcomes[index].change = watcher->result();
                Q_EMIT outcomeChanged(index);
            });
    watcher->setFuture(QtConcurrent::run(
        [original = m_original->finalText, other = m_outcomes.at(index).run->finalText] {
            return answerChange(original, other);
        }));
}

} // namespace moa
