// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/estimatefigures.h"
#include "run/estimatewords.h"

#include <QLocale>
#include <QTest>

using namespace moa;

namespace {

const QLocale english(QLocale::English, QLocale::UnitedStates);
const QLocale german(QLocale::German);

RunEstimate example()
{
    RunEstimate estimate;
    estimate.calls = 7;
    estimate.input = {10'000, 11'000, 12'000};
    estimate.output = {2900, 3200, 3800};
    estimate.total = {12'914, 14'231, 15'777};
    estimate.cost = {Usd::fromPico(9'200'000'000), Usd::fromPico(12'000'000'000),
                     Usd::fromPico(15'000'000'000)};
    estimate.ms = MsRange{9'100, 11'000, 14'200};
    estimate.basis = LengthForecast::Basis::Model;
    return estimate;
}

} // namespace

class TestEstimateFigures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tokensAreRoundedForAToolbar_data();
    void tokensAreRoundedForAToolbar();
    void theToolbarHasTheFiguresAlone();
    void aLineHasTheRanges();
    void secondsAreARange_data();
    void secondsAreARange();
    void whatHasNoPriceIsSaid();
    void theTooltipTellsWhereItComesFrom();
    void aNodeHasItsOwn();
    void nothingToAskIsSaid();
};

void TestEstimateFigures::tokensAreRoundedForAToolbar_data()
{
    QTest::addColumn<qint64>("tokens");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << qint64(0) << u"0"_qs;
    QTest::newRow("hundreds") << qint64(840) << u"840"_qs;
    QTest::newRow("a thousand") << qint64(1000) << u"1.0 k"_qs;
    QTest::newRow("thousands") << qint64(14'231) << u"14.2 k"_qs;
    QTest::newRow("just under a hundred thousand") << qint64(99'960) << u"100 k"_qs;
    QTest::newRow("hundreds of thousands") << qint64(999'400) << u"999 k"_qs;
    QTest::newRow("nearly a million") << qint64(999'600) << u"1.0 M"_qs;
    QTest::newRow("millions") << qint64(1'310'000) << u"1.3 M"_qs;
}

void TestEstimateFigures::tokensAreRoundedForAToolbar()
{
    QFETCH(const qint64, tokens);
    QTEST(figures::roundTokens(tokens, english), "text");
}

void TestEstimateFigures::theToolbarHasTheFiguresAlone()
{
    QCOMPARE(figures::estimateShort(example(), english),
             u"about 14.2 k tokens, $0.012, 7 calls"_qs);
    QVERIFY(figures::estimateShort(example(), german).startsWith(u"about 14,2 k tokens"_qs));
    RunEstimate one = example();
    one.calls = 1;
    QVERIFY(figures::estimateShort(one, english).endsWith(u", 1 call"_qs));
}

void TestEstimateFigures::aLineHasTheRanges()
{
    RunEstimate estimate = example();
    QCOMPARE(estimate::line(estimate, english),
             u"about 14,200 tokens (12,900 to 15,800), $0.012, 7 calls, 9 to 14 s"_qs);
    estimate.ms.reset();
    estimate.total = {800, 800, 800};
    QCOMPARE(estimate::line(estimate, english), u"about 800 tokens, $0.012, 7 calls"_qs);
}

void TestEstimateFigures::secondsAreARange_data()
{
    QTest::addColumn<qint64>("low");
    QTest::addColumn<qint64>("high");
    QTest::addColumn<QString>("text");
    QTest::newRow("under ten") << qint64(412) << qint64(1230) << u"0.4 to 1.2 s"_qs;
    QTest::newRow("the same") << qint64(1210) << qint64(1230) << u"1.2 s"_qs;
    QTest::newRow("over ten") << qint64(9100) << qint64(14'200) << u"9 to 14 s"_qs;
    QTest::newRow("minutes") << qint64(100'000) << qint64(190'400)
                             << u"1 min 40 s to 3 min 10 s"_qs;
}

void TestEstimateFigures::secondsAreARange()
{
    QFETCH(const qint64, low);
    QFETCH(const qint64, high);
    QTEST(estimate::time({low, (low + high) / 2, high}, english), "text");
}

void TestEstimateFigures::whatHasNoPriceIsSaid()
{
    RunEstimate estimate = example();
    estimate.unpricedCalls = 2;
    QCOMPARE(figures::estimateShort(estimate, english),
             u"about 14.2 k tokens, $0.012 and 2 calls unpriced, 7 calls"_qs);
    QVERIFY(figures::estimateDetails(estimate, english)
                .contains(u"No price is known for 2 of 7 calls."_qs));
    estimate.unpricedCalls = 7;
    QCOMPARE(figures::estimateShort(estimate, english),
             u"about 14.2 k tokens, unpriced, 7 calls"_qs);
    QVERIFY(!figures::estimateDetails(estimate, english).contains(u'$'));
}

void TestEstimateFigures::theTooltipTellsWhereItComesFrom()
{
    RunEstimate estimate = example();
    const QString details = figures::estimateDetails(estimate, english);
    for (const QString &part :
         {u"Tokens: about 14,200 (12,900 to 15,800)"_qs, u"In: about 11,000 (10,000 to 12,000)"_qs,
          u"Cost: about $0.012 ($0.0092 to $0.015)"_qs, u"Time: 9 to 14 s"_qs,
          u"Nine runs of ten"_qs})
        QVERIFY2(details.contains(part), qPrintable(details));
    QSet<QString> sources;
    for (const auto basis : {LengthForecast::Basis::Prior, LengthForecast::Basis::Model,
                             LengthForecast::Basis::Prompt}) {
        estimate.basis = basis;
        QVERIFY(figures::estimateDetails(estimate, english).contains(estimate::source(basis)));
        sources.insert(estimate::source(basis));
    }
    QCOMPARE(sources.size(), 3);
    estimate.exact = true;
    estimate.ms.reset();
    const QString exact = figures::estimateDetails(estimate, english);
    QVERIFY(exact.contains(u"own vocabulary"_qs));
    QVERIFY(exact.contains(u"Time: not known"_qs));
}

void TestEstimateFigures::aNodeHasItsOwn()
{
    AgentEstimate agent;
    agent.calls = 2;
    agent.input = {2000, 2100, 2300};
    agent.output = {350, 400, 480};
    QCOMPARE(figures::estimateShort(agent, english), u"about 2.1 k in, 400 out, unpriced"_qs);
    agent.cost = CostRange{Usd::fromPico(1'000'000'000), Usd::fromPico(1'200'000'000),
                           Usd::fromPico(1'300'000'000)};
    agent.contextWindow = 8192;
    agent.needed = 9234;
    QCOMPARE(figures::estimateShort(agent, english), u"about 2.1 k in, 400 out, $0.0012"_qs);
    const QString details = figures::estimateDetails(agent, english);
    QVERIFY(details.contains(u"2 calls"_qs));
    QVERIFY(details.contains(u"Needs about 9,230 of the 8,192 tokens that its model takes."_qs));
    agent.calls = 0;
    QVERIFY(figures::estimateShort(agent, english).isEmpty());
    QVERIFY(figures::estimateDetails(agent, english).isEmpty());
}

void TestEstimateFigures::nothingToAskIsSaid()
{
    QCOMPARE(figures::estimateShort(RunEstimate(), english), u"nothing to ask"_qs);
    QVERIFY(estimate::line({}, english).startsWith(u"nothing to ask"_qs));
    QVERIFY(!figures::estimateDetails(RunEstimate(), english).isEmpty());
}

QTEST_GUILESS_MAIN(TestEstimateFigures)
#include "tst_estimatefigures.moc"
