// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/leaveoneout.h"
#include "run/runplan.h"

#include <functional>
#include <memory>
#include <QFutureWatcher>
#include <QObject>

namespace moa {

/** What has come of one variant. */
struct VariantOutcome
{
    enum class State {
        Waiting, ///< for those before it
        Running,
        Done, ///< there is a final answer
        Failed, ///< there is none; the run says why
        Stopped
    };

    State state = State::Waiting;
    std::shared_ptr<const RunRecord> run; ///< null until it has ended
    std::optional<AnswerChange> change; ///< a moment after the end
};

/**
 * Runs variants of a finished run one after the other, so that a provider's limits and the warm
 * connections of one engine serve them all, and compares their final answers with that run's.
 *
 * The engine may live in another thread: it is given by what starts and stops it, and take() is to
 * be called with every run that it ends.
 */
class VariantRuns : public QObject
{
    Q_OBJECT

public:
    struct Engine
    {
        std::function<void(const RunPlan &)> start;
        std::function<void()> stop;
    };

    explicit VariantRuns(Engine engine, QObject *parent = nullptr);
    ~VariantRuns() override;

    /// Runs @p variants of @p original with what @p context has of providers, keys and limits. A
    /// limit of a run holds for each of them, that of the day for all. Those before are forgotten;
    /// to be called while nothing runs.
    void begin(const RunPlan &context, std::shared_ptr<const RunRecord> original,
               const QList<Variant> &variants);
    /// More of the same, after those that are there.
    void append(const QList<Variant> &variants);
    /// Ends the run that goes on; those that wait are not begun.
    void stop();

    [[nodiscard]] bool isRunning() const { return m_running; }
    [[nodiscard]] const std::shared_ptr<const RunRecord> &original() const { return m_original; }
    [[nodiscard]] const QList<Variant> &variants() const { return m_variants; }
    [[nodiscard]] const QList<VariantOutcome> &outcomes() const { return m_outcomes; }
    /// The one that runs; -1: none does.
    [[nodiscard]] qsizetype current() const { return m_current; }

public Q_SLOTS:
    /// The engine has ended a run.
    void take(const moa::RunRecord &run);

Q_SIGNALS:
    /// Others than before, or more.
    void variantsChanged();
    void outcomeChanged(qsizetype index);
    void runningChanged(bool running);

private:
    void next();
    void setState(qsizetype index, VariantOutcome::State state);
    void compare(qsizetype index);

    Engine m_engine;
    RunPlan m_context;
    std::shared_ptr<const RunRecord> m_original;
    QList<Variant> m_variants;
    QList<VariantOutcome> m_outcomes;
    qsizetype m_current = -1;
    bool m_running = false;
    int m_generation = 0; ///< of begin(): what is compared for an earlier one is dropped
};

} // namespace moa
