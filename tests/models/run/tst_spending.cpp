// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/spending.h"
#include "run/spendingcap.h"

#include <QTest>

using namespace moa;

namespace {

const QDate today(2026, 11, 22);

Usd usd(QStringView digits)
{
    return Usd::fromString(digits).value();
}

QString errorOf(const QByteArray &json)
{
    const Result<Spending> read = Spending::read(json);
    return read ? QStringLiteral("read without an error") : read.error().message;
}

} // namespace

class TestSpending : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void amountsOfADayAddUp()
    {
        Spending spending;
        QCOMPARE(spending.on(today), Usd());
        spending.add(today, usd(u"0.000001"));
        spending.add(today, usd(u"1.2"));
        spending.add(today.addDays(-1), usd(u"7"));
        QCOMPARE(spending.on(today).toString(), QStringLiteral("1.200001"));
        QCOMPARE(spending.on(today.addDays(-1)).toString(), QStringLiteral("7"));
    }

    void aMonthIsKept()
    {
        Spending spending;
        for (int day = 0; day < 40; ++day)
            spending.add(today.addDays(day), usd(u"1"));
        QCOMPARE(spending.on(today.addDays(8)), Usd());
        QCOMPARE(spending.on(today.addDays(9)), usd(u"1"));
    }

    void theFileSurvivesTheRoundTrip()
    {
        Spending spending;
        spending.add(today, usd(u"0.000000000001"));
        spending.add(today.addDays(-3), usd(u"12.5"));
        QCOMPARE(Spending::read(spending.write()).value(), spending);
        QCOMPARE(Spending::read(Spending().write()).value(), Spending());
    }

    void aDamagedFileIsRefused_data()
    {
        QTest::addColumn<QByteArray>("day");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("date") << QByteArray(R"({"date": "yesterday", "usd": "1"})")
                              << QStringLiteral("days[0].date: “yesterday” is not a date (line 1)");
        QTest::newRow("amount") << QByteArray(R"({"date": "2026-11-22", "usd": "-1"})")
                                << QStringLiteral(
                                       "days[0].usd: “-1” is not an amount of dollars (line 1)");
        QTest::newRow("nothing")
            << QByteArray("{}")
            << QStringLiteral(
                   "days[0].date: expected a string that is not empty, found nothing (line 1)");
    }

    void aDamagedFileIsRefused()
    {
        QFETCH(const QByteArray, day);
        QTEST(errorOf("{\"format\": \"moa-studio/spending\", \"version\": 1, \"days\": [" + day
                      + "]}"),
              "sentence");
    }

    void theBoundIsTheMostThatACallMayCost()
    {
        ChatRequest request;
        request.expectedTokens = 1100;
        request.expectedOutput = 100;
        QVERIFY(!costBound(request));
        request.facts.price = Price();
        request.facts.price->rates = {usd(u"0.000001"), {}, {}, usd(u"0.00001")};
        QCOMPARE(costBound(request)->toString(), QStringLiteral("0.04196")); // 4096 of output
        request.facts.maxOutput = 1000;
        QCOMPARE(costBound(request)->toString(), QStringLiteral("0.011"));
        request.settings.maxTokens = 300;
        QCOMPARE(costBound(request)->toString(), QStringLiteral("0.004"));
        request.facts.price->rates.output = usd(u"9000000");
        QVERIFY(*costBound(request) > usd(u"100000")); // beyond what can be told, not 0
    }

    void capsHoldExactly_data()
    {
        QTest::addColumn<QString>("cap");
        QTest::addColumn<QString>("capToday");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("no cap") << QString() << QString() << QString();
        QTest::newRow("exactly") << QStringLiteral("0.6") << QStringLiteral("5.6") << QString();
        QTest::newRow("the run's")
            << QStringLiteral("0.599999999999") << QString()
            << QStringLiteral("The run was stopped before “Ann” was asked: $0.10 spent, up to "
                              "$0.20 for calls under way and up to $0.30 for this call could come "
                              "to more than the run's spending limit of $0.60. Raise it, or lower "
                              "the agent's max tokens.");
        QTest::newRow("today's")
            << QStringLiteral("1") << QStringLiteral("5.5")
            << QStringLiteral("The run was stopped before “Ann” was asked: $5.10 spent, up to "
                              "$0.20 for calls under way and up to $0.30 for this call could come "
                              "to more than today's spending limit of $5.50. Raise it, or lower "
                              "the agent's max tokens.");
    }

    void capsHoldExactly()
    {
        QFETCH(const QString, cap);
        QFETCH(const QString, capToday);
        QLocale::setDefault(QLocale::c());
        RunPlan plan;
        plan.maxCost = Usd::fromString(cap);
        plan.maxCostToday = Usd::fromString(capToday);
        plan.spentToday = usd(u"5");
        QTEST(capObjection(plan, QStringLiteral("Ann"), {usd(u"0.1"), usd(u"0.2"), usd(u"0.3")}),
              "sentence");
    }

    void whatWasChargedBeyondTheBoundIsSeen()
    {
        RunPlan plan;
        plan.maxCost = usd(u"1");
        plan.maxCostToday = usd(u"3");
        plan.spentToday = usd(u"2.5");
        QVERIFY(overspending(plan, usd(u"0.5")).isEmpty());
        QVERIFY(overspending(plan, usd(u"0.6")).contains(QStringLiteral("today")));
        QVERIFY(overspending(plan, usd(u"1.1")).contains(QStringLiteral("its limit")));
    }
};

QTEST_GUILESS_MAIN(TestSpending)
#include "tst_spending.moc"
