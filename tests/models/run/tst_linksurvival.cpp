// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/linksurvival.h"

#include "run/runprovenance.h"

#include <QTest>

using namespace moa;

namespace {

ResponseId idOf(const QString &agent, int sample = 1)
{
    return {AgentId(agent), sample};
}

Response answer(const ResponseId &id, int layer, const QString &text,
                const QList<ResponseId> &references = {})
{
    Response response;
    response.id = id;
    response.layer = layer;
    response.text = text;
    response.state = ResponseState::Done;
    response.references = references;
    return response;
}

QHash<Link, double> survival(const QList<Response> &responses)
{
    return linkSurvival(RunProvenance(responses), responses);
}

} // namespace

class TestLinkSurvival : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyLinkHasTheShareOfItsSource();
    void ofSamplesItIsTheMean();
    void theRankersPickSurvivesWhole();
    void nothingIsHandedToAPinnedAnswer();
    void aPinnedAnswerIsHandedOn();
    void whatFailedIsNoSource();
};

void TestLinkSurvival::everyLinkHasTheShareOfItsSource()
{
    const QList<Response> run{
        answer(idOf(u"a"_qs), 0, u"one two three four"_qs),
        answer(idOf(u"b"_qs), 0, u"five six seven eight"_qs),
        answer(idOf(u"c"_qs), 1, u"so one two three it is"_qs, {idOf(u"a"_qs), idOf(u"b"_qs)}),
        answer(idOf(u"f"_qs), 2, u"five six seven eight"_qs, {idOf(u"c"_qs), idOf(u"b"_qs)})};
    const auto shares = survival(run);
    QCOMPARE(shares.size(), 4);
    QCOMPARE(shares.value({AgentId(u"a"_qs), AgentId(u"c"_qs)}), 0.75);
    QCOMPARE(shares.value({AgentId(u"b"_qs), AgentId(u"c"_qs)}, -1.0), 0.0);
    QCOMPARE(shares.value({AgentId(u"c"_qs), AgentId(u"f"_qs)}, -1.0), 0.0);
    QCOMPARE(shares.value({AgentId(u"b"_qs), AgentId(u"f"_qs)}), 1.0);
}

void TestLinkSurvival::ofSamplesItIsTheMean()
{
    const QList<ResponseId> both{idOf(u"a"_qs, 1), idOf(u"a"_qs, 2)};
    const QList<Response> run{answer(both.at(0), 0, u"one two three four"_qs),
                              answer(both.at(1), 0, u"five six seven eight"_qs),
                              answer(idOf(u"f"_qs, 1), 1, u"one two three four"_qs, both),
                              answer(idOf(u"f"_qs, 2), 1, u"nothing of it"_qs, both)};
    QCOMPARE(survival(run).value({AgentId(u"a"_qs), AgentId(u"f"_qs)}), 0.25);
}

void TestLinkSurvival::theRankersPickSurvivesWhole()
{
    QList<Response> run{
        answer(idOf(u"a"_qs), 0, u"one two three four"_qs),
        answer(idOf(u"b"_qs), 0, u"one two three four"_qs),
        answer(idOf(u"r"_qs), 1, u"one two three four"_qs, {idOf(u"a"_qs), idOf(u"b"_qs)})};
    run[2].picked = idOf(u"b"_qs);
    const auto shares = survival(run);
    QCOMPARE(shares.value({AgentId(u"a"_qs), AgentId(u"r"_qs)}, -1.0), 0.0);
    QCOMPARE(shares.value({AgentId(u"b"_qs), AgentId(u"r"_qs)}), 1.0);
}

void TestLinkSurvival::nothingIsHandedToAPinnedAnswer()
{
    QList<Response> run{answer(idOf(u"a"_qs), 0, u"one two three four"_qs),
                        answer(idOf(u"f"_qs), 1, u"one two three four"_qs)};
    run[1].state = ResponseState::Pinned;
    QVERIFY(survival(run).isEmpty());
}

void TestLinkSurvival::aPinnedAnswerIsHandedOn()
{
    QList<Response> run{answer(idOf(u"a"_qs), 0, u"one two three four"_qs),
                        answer(idOf(u"f"_qs), 1, u"one two three four"_qs, {idOf(u"a"_qs)})};
    run[0].state = ResponseState::Pinned;
    QCOMPARE(survival(run).value({AgentId(u"a"_qs), AgentId(u"f"_qs)}), 1.0);
}

void TestLinkSurvival::whatFailedIsNoSource()
{
    QList<Response> run{answer(idOf(u"a"_qs), 0, u"one two three four"_qs),
                        answer(idOf(u"f"_qs), 1, u"one two three four"_qs, {idOf(u"a"_qs)})};
    run[0].state = ResponseState::Failed;
    QVERIFY(survival(run).isEmpty());
}

QTEST_GUILESS_MAIN(TestLinkSurvival)
#include "tst_linksurvival.moc"
