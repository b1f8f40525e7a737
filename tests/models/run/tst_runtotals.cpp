// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/runtotals.h"

#include <QTest>

using namespace moa;

class TestRunTotals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePathGoesThroughTheSlowestReferences();
    void thePathEndsAtTheAskedResponse();
    void withoutAnEndItIsTheLongestThereIs();
    void responsesThatTookNoTimeAreNotOnThePath();
    void nothingHasNoPath();
    void speedCountsFromTheFirstToken();
    void speedIsUnknownWithoutItsFigures();
};

namespace {

ResponseId id(const char *agent)
{
    return {AgentId(QLatin1String(agent)), 1};
}

Response response(const char *agent, qint64 started, qint64 finished,
                  const QList<const char *> &references = {})
{
    Response made;
    made.id = id(agent);
    made.timing.started = started;
    made.timing.finished = finished;
    for (const char *reference : references)
        made.references.append(id(reference));
    return made;
}

/// "slow" ends last in layer 1, but nobody but "b" waits for it.
QList<Response> responses()
{
    return {response("quick", 0, 100), response("slow", 0, 900), response("a", 100, 700, {"quick"}),
            response("b", 900, 1000, {"quick", "slow"}), response("final", 1000, 1200, {"a", "b"})};
}

} // namespace

void TestRunTotals::thePathGoesThroughTheSlowestReferences()
{
    QCOMPARE(criticalPath(responses(), id("final")), QList({id("slow"), id("b"), id("final")}));
    QCOMPARE(criticalPathOf(responses(), id("final")), 1200);
}

void TestRunTotals::thePathEndsAtTheAskedResponse()
{
    QCOMPARE(criticalPath(responses(), id("a")), QList({id("quick"), id("a")}));
    QCOMPARE(criticalPathOf(responses(), id("a")), 700);
    QCOMPARE(criticalPath(responses(), id("nobody")), QList<ResponseId>());
}

void TestRunTotals::withoutAnEndItIsTheLongestThereIs()
{
    QList<Response> unfinished = responses();
    unfinished.last().timing.finished.reset();
    QCOMPARE(criticalPath(unfinished, {}), QList({id("slow"), id("b")}));
    QCOMPARE(criticalPathOf(unfinished, {}), 1000);
}

void TestRunTotals::responsesThatTookNoTimeAreNotOnThePath()
{
    QList<Response> pinned = responses();
    pinned[3].timing = {};
    QCOMPARE(criticalPath(pinned, id("final")), QList({id("slow"), id("final")}));
}

void TestRunTotals::nothingHasNoPath()
{
    QCOMPARE(criticalPath({}, {}), QList<ResponseId>());
    QCOMPARE(criticalPathOf({}, {}), 0);
}

void TestRunTotals::speedCountsFromTheFirstToken()
{
    Response answered = response("a", 0, 2500);
    answered.timing.firstToken = 500;
    answered.usage = Usage{10, 100, 20, 0, Usage::Source::Reported};
    QCOMPARE(tokensPerSecond(answered), std::optional(50.0));
}

void TestRunTotals::speedIsUnknownWithoutItsFigures()
{
    Response answered = response("a", 0, 500);
    QCOMPARE(tokensPerSecond(answered), std::nullopt);
    answered.usage = Usage{10, 100, 20, 0, Usage::Source::Reported};
    QCOMPARE(tokensPerSecond(answered), std::nullopt);
    answered.timing.firstToken = 500;
    QCOMPARE(tokensPerSecond(answered), std::nullopt);
}

QTEST_GUILESS_MAIN(TestRunTotals)
#include "tst_runtotals.moc"
