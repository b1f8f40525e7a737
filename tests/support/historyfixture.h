// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/history.h"
#include "support/finishedruns.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace moa::test {

/// The answer of a history, once it is there.
template <typename T>
T answerOf(QFuture<T> future)
{
    future.waitForFinished();
    return future.result();
}

/// A run of a proposer and a final agent that is done. The higher @p number, the newer it is.
inline RunRecord finishedRun(int number, const QString &prompt, const QString &answer)
{
    RunRecord run;
    run.id = QStringLiteral("run-%1").arg(number, 6, 10, QLatin1Char('0'));
    run.startedAt = QDateTime(QDate(2026, 3, 1), QTime(8, 0), Qt::UTC).addSecs(60 * number);
    run.mixture.name = QStringLiteral("MoA-Lite");
    run.conversation = {{Message::Author::User, prompt}};
    const auto add = [&run](const char *id, Role role, int layer, const QString &text) {
        Agent agent;
        agent.id = AgentId(QLatin1String(id));
        agent.name = QString::fromLatin1(id).toUpper();
        agent.role = role;
        agent.model = QStringLiteral("lab/") + QLatin1String(id);
        Response &response = addAnswer(run, layer, agent, text);
        response.usage = Usage{.input = 812, .output = 344, .source = Usage::Source::Reported};
        response.cost = Usd::fromString(u"0.0012");
        response.timing = {.queued = 0, .started = 0, .firstToken = 400, .finished = 2'600};
    };
    add("wizard", Role::Proposer, 0, QStringLiteral("A proposal: ") + answer);
    add("final", Role::Aggregator, 1, answer);
    endWith(run);
    run.totals = {.input = 1'624,
                  .output = 688,
                  .cost = Usd::fromPico(2'400'000'000),
                  .unpriced = 0,
                  .estimated = false,
                  .wallMs = 5'200,
                  .criticalPathMs = 5'200};
    return run;
}

/** A history in a folder of its own. */
class HistoryFixture
{
public:
    HistoryFixture()
        : m_history(std::make_unique<History>(path()))
    { }

    [[nodiscard]] QString path() const
    {
        return m_folder.filePath(QStringLiteral("history.sqlite"));
    }
    [[nodiscard]] History *history() const { return m_history.get(); }

    void add(const RunRecord &run) const
    {
        const auto added = answerOf(m_history->importRun(run));
        if (!added)
            qFatal("%s", qPrintable(added.error().message));
    }
    /// Runs 1 to @p count, "Question 1?" the oldest.
    void addRuns(int count) const
    {
        QFuture<Result<RunSummary>> last;
        for (int number = 1; number <= count; ++number) {
            last =
                m_history->importRun(finishedRun(number, QStringLiteral("Question %1?").arg(number),
                                                 QStringLiteral("Answer %1.").arg(number)));
        }
        if (count > 0 && !answerOf(last))
            qFatal("%s", qPrintable(last.result().error().message));
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<History> m_history;
};

} // namespace moa::test
