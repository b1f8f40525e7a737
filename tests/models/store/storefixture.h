// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/runtotals.h"
#include "store/historystore.h"
#include "support/finishedruns.h"

#include <memory>
#include <QTemporaryDir>
#include <QTest>

namespace moa {

/// A run of two proposers and an aggregator that ended well.
[[nodiscard]] inline RunRecord runOf(const QString &id, const QString &prompt,
                                     const QString &answer, const QDateTime &startedAt)
{
    RunRecord run;
    run.id = id;
    run.startedAt = startedAt;
    run.mixture.name = QStringLiteral("MoA-Lite");
    run.conversation = {{Message::Author::User, prompt}};
    const QStringList agents{QStringLiteral("qwen"), QStringLiteral("wizard"),
                             QStringLiteral("final")};
    for (const QString &name : agents) {
        const bool isLast = name == agents.constLast();
        Agent agent;
        agent.id = AgentId(name);
        agent.model = QStringLiteral("model/") + name;
        agent.role = isLast ? Role::Aggregator : Role::Proposer;
        Response &response =
            test::addAnswer(run, isLast ? 1 : 0, agent,
                            isLast ? answer : name + QStringLiteral(" proposes: ") + answer);
        response.stopReason = StopReason::Complete;
        response.attempts = 1;
        response.usage = Usage{100, 20, 0, 0, Usage::Source::Reported};
        response.cost = Usd::fromPico(1'000'000);
        response.timing = {0, 1, 20, isLast ? 900 : 400};
        response.request = R"({"model":"m","messages":[]})";
        if (isLast)
            response.references = {run.responses.at(0).id, run.responses.at(1).id};
    }
    test::endWith(run);
    run.totals = totalsOf(run.responses);
    run.totals.wallMs = 900;
    return run;
}

/// The same as it was when it began.
[[nodiscard]] inline RunRecord begun(RunRecord run)
{
    run.state = RunState::Running;
    run.final.reset();
    run.finalText.clear();
    run.totals = {};
    for (Response &response : run.responses) {
        Response waiting;
        waiting.id = response.id;
        waiting.layer = response.layer;
        waiting.provider = response.provider;
        waiting.model = response.model;
        response = waiting;
    }
    return run;
}

[[nodiscard]] inline QDateTime moment(int minute)
{
    return QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC).addSecs(qint64{60} * minute);
}

[[nodiscard]] inline std::unique_ptr<HistoryStore>
openStore(const QString &path, HistoryStore::Access access = HistoryStore::Access::ReadWrite)
{
    Result<std::unique_ptr<HistoryStore>> store = HistoryStore::open(path, access);
    if (!store) {
        qWarning("%s", qUtf8Printable(store.error().message));
        return nullptr;
    }
    return std::move(*store);
}

template <typename T>
[[nodiscard]] QByteArray sentence(const Result<T> &result)
{
    return result ? QByteArray("it worked") : result.error().message.toUtf8();
}

[[nodiscard]] inline QStringList idsOf(const QList<RunSummary> &runs)
{
    QStringList ids;
    for (const RunSummary &run : runs)
        ids.append(run.id);
    return ids;
}

/** For tests of a history in a folder of its own. */
class HistoryPlace
{
protected:
    void begin()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("history.sqlite"));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

} // namespace moa

#define MOA_VERIFY(result)                                                                         \
    do {                                                                                           \
        const auto &checked = (result);                                                            \
        QVERIFY2(checked, moa::sentence(checked).constData());                                     \
    } while (false)
