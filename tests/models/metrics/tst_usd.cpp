// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/usd.h"

#include <limits>
#include <QLocale>
#include <QTest>

using namespace Qt::StringLiterals;
using moa::Usd;

class TestUsd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsExactDecimals_data();
    void readsExactDecimals();
    void refusesWhatIsNoAmount_data();
    void refusesWhatIsNoAmount();
    void writesWithoutTrailingZeros_data();
    void writesWithoutTrailingZeros();
    void writtenTextReadsBackAsTheSameAmount();
    void showsWhatAPersonNeeds_data();
    void showsWhatAPersonNeeds();
    void followsTheLocale();
    void pricesPerMillionTokensAreExactPerToken();
    void whatIsTooMuchStaysAtTheMost();
};

void TestUsd::readsExactDecimals_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("pico");
    QTest::newRow("zero") << u"0"_qs << qint64{0};
    QTest::newRow("whole") << u"12"_qs << qint64{12'000'000'000'000};
    QTest::newRow("fraction") << u"0.00031"_qs << qint64{310'000'000};
    QTest::newRow("trailing zeros") << u"0.900000000000"_qs << qint64{900'000'000'000};
    QTest::newRow("smallest") << u"0.000000000001"_qs << qint64{1};
    QTest::newRow("leading zeros") << u"007.5"_qs << qint64{7'500'000'000'000};
    QTest::newRow("largest") << u"9223372.036854775807"_qs << std::numeric_limits<qint64>::max();
}

void TestUsd::readsExactDecimals()
{
    QFETCH(QString, text);
    QFETCH(qint64, pico);
    const std::optional<Usd> amount = Usd::fromString(text);
    QVERIFY(amount);
    QCOMPARE(amount->pico(), pico);
}

void TestUsd::refusesWhatIsNoAmount_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("word") << u"free"_qs;
    QTest::newRow("negative") << u"-1"_qs;
    QTest::newRow("plus sign") << u"+1"_qs;
    QTest::newRow("exponent") << u"1e-6"_qs;
    QTest::newRow("comma") << u"0,5"_qs;
    QTest::newRow("two points") << u"1.2.3"_qs;
    QTest::newRow("nothing before the point") << u".5"_qs;
    QTest::newRow("nothing after the point") << u"5."_qs;
    QTest::newRow("space") << u" 5"_qs;
    QTest::newRow("dollar sign") << u"$5"_qs;
    QTest::newRow("thirteen decimals") << u"0.0000000000010"_qs;
    QTest::newRow("digits of another script") << u"\u0661"_qs;
    QTest::newRow("just too large") << u"9223372.036854775808"_qs;
    QTest::newRow("far too large") << u"99999999999999999999999"_qs;
}

void TestUsd::refusesWhatIsNoAmount()
{
    QFETCH(QString, text);
    QVERIFY(!Usd::fromString(text));
}

void TestUsd::writesWithoutTrailingZeros_data()
{
    QTest::addColumn<qint64>("pico");
    QTest::addColumn<QString>("text");
    QTest::newRow("zero") << qint64{0} << u"0"_qs;
    QTest::newRow("whole") << qint64{20'000'000'000'000} << u"20"_qs;
    QTest::newRow("fraction") << qint64{310'000'000} << u"0.00031"_qs;
    QTest::newRow("smallest") << qint64{1} << u"0.000000000001"_qs;
    QTest::newRow("difference below zero") << qint64{-1'500'000'000'000} << u"-1.5"_qs;
    QTest::newRow("lowest") << std::numeric_limits<qint64>::min() << u"-9223372.036854775808"_qs;
}

void TestUsd::writesWithoutTrailingZeros()
{
    QFETCH(qint64, pico);
    QFETCH(QString, text);
    QCOMPARE(Usd::fromPico(pico).toString(), text);
}

void TestUsd::whatIsTooMuchStaysAtTheMost()
{
    const Usd most = Usd::fromPico(std::numeric_limits<qint64>::max());
    QCOMPARE(most + Usd::fromPico(1), most);
    QCOMPARE(Usd::fromPico(1'000'000) * 1'000'000'000'000'000, most);
    QVERIFY(!most.toString().startsWith(u'-'));
}

void TestUsd::writtenTextReadsBackAsTheSameAmount()
{
    for (qint64 pico = 1; pico > 0 && pico < std::numeric_limits<qint64>::max() / 7; pico *= 7) {
        const Usd amount = Usd::fromPico(pico);
        QCOMPARE(Usd::fromString(amount.toString()), std::optional(amount));
    }
}

void TestUsd::showsWhatAPersonNeeds_data()
{
    QTest::addColumn<qint64>("pico");
    QTest::addColumn<QString>("text");
    QTest::newRow("exactly zero") << qint64{0} << u"$0"_qs;
    QTest::newRow("smallest is not nothing") << qint64{1} << u"$0.000000000001"_qs;
    QTest::newRow("two figures exist") << qint64{31} << u"$0.000000000031"_qs;
    QTest::newRow("third figure rounds") << qint64{314} << u"$0.00000000031"_qs;
    QTest::newRow("two figures") << qint64{3'149'000'000} << u"$0.0031"_qs;
    QTest::newRow("half rounds up") << qint64{3'150'000'000} << u"$0.0032"_qs;
    QTest::newRow("both figures are shown") << qint64{3'000'000'000} << u"$0.0030"_qs;
    QTest::newRow("rounds into the next decade") << qint64{99'600'000'000} << u"$0.10"_qs;
    QTest::newRow("cents") << qint64{250'000'000'000} << u"$0.25"_qs;
    QTest::newRow("just under a dollar") << qint64{994'999'999'999} << u"$0.99"_qs;
    QTest::newRow("rounds to a dollar") << qint64{996'000'000'000} << u"$1.00"_qs;
    QTest::newRow("a dollar") << qint64{1'000'000'000'000} << u"$1.00"_qs;
    QTest::newRow("above a dollar") << qint64{12'345'678'000'000} << u"$12.35"_qs;
    QTest::newRow("thousands") << qint64{1'234'567'890'000'000} << u"$1,234.57"_qs;
    QTest::newRow("largest") << std::numeric_limits<qint64>::max() << u"$9,223,372.04"_qs;
    QTest::newRow("below zero") << qint64{-3'149'000'000} << u"($0.0031)"_qs;
}

void TestUsd::showsWhatAPersonNeeds()
{
    QFETCH(qint64, pico);
    QFETCH(QString, text);
    const QLocale locale(QLocale::English, QLocale::UnitedStates);
    QCOMPARE(Usd::fromPico(pico).display(locale), text);
}

void TestUsd::followsTheLocale()
{
    const QLocale german(QLocale::German, QLocale::Germany);
    QCOMPARE(Usd::fromPico(3'100'000'000).display(german), u"0,0031\u00a0$"_qs);
    QCOMPARE(Usd::fromPico(0).display(german), u"0\u00a0$"_qs);
    QCOMPARE(Usd::fromPico(3'100'000'000).display(QLocale::c()), u"$0.0031"_qs);
}

void TestUsd::pricesPerMillionTokensAreExactPerToken()
{
    const Usd perToken = Usd::fromPico(Usd::fromString(u"0.123457")->pico() / 1'000'000);
    QCOMPARE((perToken * 1'000'000).toString(), u"0.123457"_qs);
    QVERIFY(perToken + perToken == perToken * 2);
    QVERIFY(perToken < perToken * 2);
}

QTEST_GUILESS_MAIN(TestUsd)
#include "tst_usd.moc"
