// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chartaxis.h"
#include "charts/costchart.h"
#include "charts/overlapchart.h"
#include "charts/speedchart.h"
#include "charts/timelinechart.h"
#include "charts/tokenschart.h"
#include "chartsfixture.h"
#include "items/responsesmodel.h"

#include <QLocale>
#include <QTest>

using namespace moa;
using namespace moa::test;

class TestChartSources : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void rowsStandUnderTheirLayers();
    void overlapLeavesTheFinalAnswerOut();
    void cachedAndReasoningArePartsOfTheWhole();
    void partsLargerThanTheWholeStayInIt();
    void unpricedIsNeverZero();
    void samplesOfAnAgentShareTheirCost();
    void costByLayerIsTheSum();
    void aLayerWithUnpricedSaysHowMany();
    void timelineHasTheThreePhases();
    void theTimelineOfARunningResponseReachesNow();
    void theCriticalPathIsMarked();
    void speedFollowsFromTheFirstToken();
    void whatDidNotAnswerSaysWhy_data();
    void whatDidNotAnswerSaysWhy();
    void axisStepsAreRound_data();
    void axisStepsAreRound();

private:
    [[nodiscard]] BarChart chart(const ChartSource &source, int variant = 0)
    {
        m_model.runStarted(m_run);
        return source.chart(m_model, variant, 9000);
    }
    [[nodiscard]] BarRow row(const ChartSource &source, const char *agent)
    {
        for (const BarRow &each : chart(source).rows) {
            if (each.agent == AgentId(QLatin1String(agent)))
                return each;
        }
        return {};
    }

    ResponsesModel m_model;
    RunRecord m_run;
};

void TestChartSources::init()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    m_run = finishedRun({{u"a"_qs, u"b"_qs}, {u"c"_qs}, {u"final"_qs}});
}

void TestChartSources::rowsStandUnderTheirLayers()
{
    QStringList names;
    for (const BarRow &each : chart(TokensChart()).rows)
        names.append(each.name);
    QCOMPARE(names,
             QStringList({u"Layer 1 · Proposers"_qs, u"A"_qs, u"B"_qs, u"Layer 2 · Proposers"_qs,
                          u"C"_qs, u"Layer 3 · Final answer"_qs, u"FINAL"_qs}));
}

void TestChartSources::overlapLeavesTheFinalAnswerOut()
{
    responseOf(m_run, responseId("b")).bleuToFinal = 23.44;
    QCOMPARE(row(OverlapChart(), "b").values, QList<double>({23.44}));
    QCOMPARE(row(OverlapChart(), "b").figure, u"23.4"_qs);
    QCOMPARE(row(OverlapChart(), "b").sentence,
             u"B (lab/b-model), layer 1: BLEU 23.4 of 100 against the final answer."_qs);
    QCOMPARE(row(OverlapChart(), "final"), BarRow());
}

void TestChartSources::cachedAndReasoningArePartsOfTheWhole()
{
    responseOf(m_run, responseId("a")).usage = Usage{1200, 344, 44, 200, Usage::Source::Estimated};
    const BarRow shown = row(TokensChart(), "a");
    QCOMPARE(shown.values, QList<double>({1000, 200, 44, 300}));
    QCOMPARE(shown.figure, u"~1,200 in, ~344 out"_qs);
    QVERIFY(shown.sentence.contains(u"1,200 tokens in, 200 of them from a cache"));
    QVERIFY(shown.sentence.contains(u"344 out, 44 of them reasoning"));
}

void TestChartSources::partsLargerThanTheWholeStayInIt()
{
    responseOf(m_run, responseId("a")).usage = Usage{100, 10, 44, 200, Usage::Source::Reported};
    QCOMPARE(row(TokensChart(), "a").values, QList<double>({0, 100, 10, 0}));
}

void TestChartSources::unpricedIsNeverZero()
{
    responseOf(m_run, responseId("a")).cost.reset();
    const BarRow shown = row(CostChart(), "a");
    QCOMPARE(shown.figure, u"unpriced"_qs);
    QVERIFY2(!shown.sentence.contains(u'$') && !shown.sentence.contains(u'0'),
             qPrintable(shown.sentence));
}

void TestChartSources::samplesOfAnAgentShareTheirCost()
{
    m_run.mixture.layers[0].agents[0].samples = 2;
    Response second = m_run.responses.first();
    second.id.sample = 2;
    m_run.responses.insert(1, second);
    responseOf(m_run, responseId("a", 1)).cost = Usd::fromString(u"0.1");
    responseOf(m_run, responseId("a", 2)).cost = Usd::fromString(u"0.25");
    const BarRow shown = row(CostChart(), "a");
    QCOMPARE(shown.name, u"A"_qs);
    QCOMPARE(shown.figure, u"$0.35"_qs);
    QVERIFY(!shown.sample);
    qsizetype rows = 0;
    for (const BarRow &each : chart(CostChart()).rows)
        rows += each.agent == AgentId(u"a"_qs) ? 1 : 0;
    QCOMPARE(rows, 1);
}

void TestChartSources::costByLayerIsTheSum()
{
    responseOf(m_run, responseId("a")).cost = Usd::fromString(u"0.1");
    responseOf(m_run, responseId("b")).cost = Usd::fromString(u"0.25");
    const BarChart layers = chart(CostChart(), 1);
    QCOMPARE(layers.rows.size(), 3);
    QCOMPARE(layers.rows.first().name, u"Layer 1 · Proposers"_qs);
    QCOMPARE(layers.rows.first().figure, u"$0.35"_qs);
    QCOMPARE(layers.rows.first().values, QList<double>({0.35}));
}

void TestChartSources::aLayerWithUnpricedSaysHowMany()
{
    responseOf(m_run, responseId("a")).cost.reset();
    responseOf(m_run, responseId("b")).cost = Usd::fromString(u"0.25");
    QCOMPARE(chart(CostChart(), 1).rows.first().figure, u"$0.25, 1 unpriced"_qs);
}

void TestChartSources::timelineHasTheThreePhases()
{
    responseOf(m_run, responseId("a")).timing = {100, 600, 1600, 4600};
    const BarRow shown = row(TimelineChart(), "a");
    QCOMPARE(shown.values, QList<double>({0.1, 0.5, 1.0, 3.0}));
    QCOMPARE(shown.figure, u"4.5 s"_qs);
    QVERIFY2(shown.sentence.contains(u"0.50 s in the queue, 1.0 s until its first token, 3.0 s "
                                     "writing"_qs),
             qPrintable(shown.sentence));
}

void TestChartSources::theTimelineOfARunningResponseReachesNow()
{
    m_run.state = RunState::Running;
    Response &response = responseOf(m_run, responseId("c"));
    response.state = ResponseState::Started;
    response.timing = {4000, 5000, {}, {}};
    QCOMPARE(row(TimelineChart(), "c").values, QList<double>({4.0, 1.0, 4.0, 0.0}));
}

void TestChartSources::theCriticalPathIsMarked()
{
    responseOf(m_run, responseId("b")).timing.finished = 3900;
    QVERIFY(!row(TimelineChart(), "a").onPath);
    for (const char *agent : {"b", "c", "final"}) {
        QVERIFY(row(TimelineChart(), agent).onPath);
        QVERIFY(row(TimelineChart(), agent).sentence.contains(u"critical path"));
    }
}

void TestChartSources::speedFollowsFromTheFirstToken()
{
    Response &response = responseOf(m_run, responseId("a"));
    response.timing = {0, 100, 500, 2500};
    response.usage = Usage{10, 100, 0, 0, Usage::Source::Reported};
    QCOMPARE(row(SpeedChart(), "a").values, QList<double>({50.0}));
    QCOMPARE(row(SpeedChart(), "a").figure, u"50/s"_qs);
    response.timing.firstToken = response.timing.finished;
    QCOMPARE(row(SpeedChart(), "a").figure, u"not measured"_qs);
}

void TestChartSources::whatDidNotAnswerSaysWhy_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<QString>("word");
    QTest::newRow("failed") << static_cast<int>(ResponseState::Failed) << u"Failed"_qs;
    QTest::newRow("muted") << static_cast<int>(ResponseState::Muted) << u"Muted"_qs;
    QTest::newRow("stopped") << static_cast<int>(ResponseState::Cancelled) << u"Stopped"_qs;
    QTest::newRow("waiting") << static_cast<int>(ResponseState::Waiting) << u"Waiting"_qs;
}

void TestChartSources::whatDidNotAnswerSaysWhy()
{
    QFETCH(int, state);
    QFETCH(QString, word);
    Response &response = responseOf(m_run, responseId("a"));
    response.state = static_cast<ResponseState>(state);
    response.usage.reset();
    response.cost.reset();
    response.bleuToFinal.reset();
    response.timing = {};
    QCOMPARE(row(OverlapChart(), "a").figure, word);
    QCOMPARE(row(TokensChart(), "a").figure, word);
    QCOMPARE(row(CostChart(), "a").figure, word);
    QCOMPARE(row(TimelineChart(), "a").figure, word);
    QCOMPARE(row(SpeedChart(), "a").figure, word);
}

void TestChartSources::axisStepsAreRound_data()
{
    QTest::addColumn<double>("longest");
    QTest::addColumn<int>("wanted");
    QTest::addColumn<int>("unit");
    QTest::addColumn<QStringList>("labels");
    const auto unit = [](ChartUnit each) { return static_cast<int>(each); };
    QTest::newRow("score") << 47.0 << 5 << unit(ChartUnit::Score)
                           << QStringList(
                                  {u"0"_qs, u"10"_qs, u"20"_qs, u"30"_qs, u"40"_qs, u"50"_qs});
    QTest::newRow("tokens") << 2100.0 << 3 << unit(ChartUnit::Tokens)
                            << QStringList({u"0"_qs, u"1,000"_qs, u"2,000"_qs, u"3,000"_qs});
    QTest::newRow("few tokens") << 2.0 << 6 << unit(ChartUnit::Tokens)
                                << QStringList({u"0"_qs, u"1"_qs, u"2"_qs});
    QTest::newRow("seconds") << 1.1 << 3 << unit(ChartUnit::Seconds)
                             << QStringList({u"0.0 s"_qs, u"0.5 s"_qs, u"1.0 s"_qs, u"1.5 s"_qs});
    QTest::newRow("money") << 0.0031 << 2 << unit(ChartUnit::Dollars)
                           << QStringList({u"$0"_qs, u"$0.0020"_qs, u"$0.0040"_qs});
    QTest::newRow("nothing") << 0.0 << 4 << unit(ChartUnit::Score)
                             << QStringList({u"0"_qs, u"1"_qs});
}

void TestChartSources::axisStepsAreRound()
{
    QFETCH(double, longest);
    QFETCH(int, wanted);
    QFETCH(int, unit);
    const ChartAxis axis = ChartAxis::reaching(longest, wanted, static_cast<ChartUnit>(unit));
    QStringList labels;
    for (int step = 0; step <= axis.steps; ++step)
        labels.append(
            axisLabel(axis.step * step, axis.step, static_cast<ChartUnit>(unit), QLocale()));
    QTEST(labels, "labels");
}

QTEST_GUILESS_MAIN(TestChartSources)
#include "tst_chartsources.moc"
