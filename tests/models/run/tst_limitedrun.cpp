// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/runengine.h"
#include "support/limitedlayer.h"

#include <QSignalSpy>
#include <QTest>

using namespace moa;

/** Whole runs against a server that enforces its limits. */
class TestLimitedRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWideLayerUsesWhatIsAllowedAndNoMore_data();
    void aWideLayerUsesWhatIsAllowedAndNoMore();
    void noStormWithoutHeaders();
    void theWaitIsTold();

private:
    /// Runs the plan to its end; m_sentences are what those in line were told meanwhile.
    RunRecord run(const RunPlan &plan);

    QStringList m_sentences;
};

RunRecord TestLimitedRun::run(const RunPlan &plan)
{
    RunEngine engine;
    m_sentences.clear();
    connect(&engine, &RunEngine::responseChanged, this, [this](const Response &response) {
        if (response.state == ResponseState::Queued && !response.error.isEmpty())
            m_sentences.append(response.error);
    });
    QSignalSpy finished(&engine, &RunEngine::finished);
    engine.start(plan);
    while (finished.isEmpty()) {
        if (!finished.wait(60'000))
            return {};
    }
    return finished.constFirst().constFirst().value<RunRecord>();
}

void TestLimitedRun::aWideLayerUsesWhatIsAllowedAndNoMore_data()
{
    QTest::addColumn<bool>("manyModels");
    QTest::newRow("64 samples of one agent") << false;
    QTest::newRow("64 agents of as many models") << true;
}

void TestLimitedRun::aWideLayerUsesWhatIsAllowedAndNoMore()
{
    QFETCH(const bool, manyModels);
    // A minute's limits in three seconds. Real time passes at the server: on a machine that is
    // busy with other things the run may have to show more than once what it can do.
    double best = 0;
    for (int attempt = 0; attempt < 3 && best < 0.85; ++attempt) {
        LimitedLayer layer({.windowMs = 3000}, {});
        const RunRecord record = run(layer.plan(manyModels));
        const ServedLimits limits = layer.limits();
        qInfo("%d refused, %.1f %% of the allowed throughput in %.2f s", limits.refused(),
              100 * limits.share(), limits.spanMs() / 1000);
        QCOMPARE(record.state, RunState::Done);
        QCOMPARE(limits.admitted(), manyModels ? 65 : 64);
        QVERIFY(limits.refused() <= 3);
        best = std::max(best, limits.share());
    }
    QVERIFY(best >= 0.85);
}

void TestLimitedRun::noStormWithoutHeaders()
{
    LimitedLayer layer({.windowMs = 3000, .sendsHeaders = false}, {});
    const RunRecord record = run(layer.plan(false));
    const ServedLimits limits = layer.limits();
    qInfo("%d refused, %.1f %% of the allowed throughput in %.2f s", limits.refused(),
          100 * limits.share(), limits.spanMs() / 1000);
    QCOMPARE(record.state, RunState::Done);
    // At most the eight that are under way at the first, then fewer each time.
    QVERIFY(limits.refused() <= 16);
}

void TestLimitedRun::theWaitIsTold()
{
    LimitedLayer layer({.requests = 10, .windowMs = 6000}, {});
    RunPlan plan = layer.plan(false);
    plan.mixture.layers[0].agents[0].samples = 14;
    const RunRecord record = run(plan);
    QCOMPARE(record.state, RunState::Done);
    QVERIFY(!m_sentences.isEmpty());
    QVERIFY2(
        m_sentences.constFirst().startsWith(QStringLiteral("Waiting for Limited's rate limit: ")),
        qPrintable(m_sentences.constFirst()));
    // Few words: each is told once, or again when it turned out otherwise.
    QVERIFY(m_sentences.size() < 30);
    for (const Response &response : record.responses) {
        QVERIFY(response.error.isEmpty());
        QVERIFY(response.timing.started >= response.timing.queued);
    }
    const auto longest = std::max_element(
        record.responses.begin(), record.responses.end(), [](const Response &a, const Response &b) {
            return *a.timing.started - *a.timing.queued < *b.timing.started - *b.timing.queued;
        });
    QVERIFY(*longest->timing.started - *longest->timing.queued > 1000);
}

QTEST_GUILESS_MAIN(TestLimitedRun)
#include "tst_limitedrun.moc"
