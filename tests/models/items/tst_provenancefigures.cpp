// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/provenancefigures.h"

#include <QLocale>
#include <QTest>

using namespace moa;

class TestProvenanceFigures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void percentageNeverRoundsAwayToNothing_data();
    void percentageNeverRoundsAwayToNothing();
    void sentenceNamesTheLargestSources_data();
    void sentenceNamesTheLargestSources();
    void numbersFollowTheLocale();
};

void TestProvenanceFigures::percentageNeverRoundsAwayToNothing_data()
{
    QTest::addColumn<double>("share");
    QTest::addColumn<int>("whole");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing") << 0.0 << 0 << u"0 %"_qs;
    QTest::newRow("hardly anything") << 0.001 << 0 << u"under 1 %"_qs;
    QTest::newRow("some") << 0.34 << 34 << u"34 %"_qs;
    QTest::newRow("nearly everything") << 0.999 << 100 << u"over 99 %"_qs;
    QTest::newRow("everything") << 1.0 << 100 << u"100 %"_qs;
}

void TestProvenanceFigures::percentageNeverRoundsAwayToNothing()
{
    QFETCH(double, share);
    QFETCH(int, whole);
    QFETCH(QString, expected);
    QCOMPARE(figures::percentage({share, whole}, QLocale(QLocale::English)), expected);
}

void TestProvenanceFigures::sentenceNamesTheLargestSources_data()
{
    QTest::addColumn<double>("fresh");
    QTest::addColumn<double>("shared");
    QTest::addColumn<QList<double>>("own");
    QTest::addColumn<QString>("expected");

    QTest::newRow("as a whole")
        << 0.39 << 0.06 << QList<double>{0.21, 0.0, 0.34}
        << u"61 % of the final answer stands in some proposal; C 34 %, A 21 %, shared 6 %; 39 % is "
           u"new."_qs;
    QTest::newRow("nothing shared")
        << 0.5 << 0.0 << QList<double>{0.5}
        << u"50 % of the final answer stands in some proposal; A 50 %; 50 % is new."_qs;
    QTest::newRow("all shared")
        << 0.5 << 0.5 << QList<double>{0.0, 0.0}
        << u"50 % of the final answer stands in some proposal; shared 50 %; 50 % is new."_qs;
    QTest::newRow("four by name")
        << 0.1 << 0.1 << QList<double>{0.05, 0.3, 0.2, 0.15, 0.08, 0.02}
        << u"90 % of the final answer stands in some proposal; B 30 %, C 20 %, D 15 %, E 8 %, "
           u"others 7 %, shared 10 %; 10 % is new."_qs;
    QTest::newRow("thirds make a hundred")
        << 1.0 / 3 << 0.0 << QList<double>{1.0 / 3, 1.0 / 3}
        << u"67 % of the final answer stands in some proposal; A 34 %, B 33 %; 33 % is new."_qs;
    QTest::newRow("hardly anything is new")
        << 0.001 << 0.0 << QList<double>{0.999}
        << u"over 99 % of the final answer stands in some proposal; A over 99 %; under 1 % is "
           u"new."_qs;
    QTest::newRow("nothing is new")
        << 0.0 << 0.0 << QList<double>{0.75, 0.25}
        << u"All of the final answer stands in some proposal; A 75 %, B 25 %; nothing is new."_qs;
    QTest::newRow("all is new")
        << 1.0 << 0.0 << QList<double>{0.0}
        << u"All of the final answer is new: nothing of it stands in a proposal word for word."_qs;
    QTest::newRow("no words") << 0.0 << 0.0 << QList<double>{0.0}
                              << u"The final answer has no words."_qs;
}

void TestProvenanceFigures::sentenceNamesTheLargestSources()
{
    QFETCH(double, fresh);
    QFETCH(double, shared);
    QFETCH(QList<double>, own);
    QFETCH(QString, expected);
    Provenance provenance;
    provenance.fresh = fresh;
    provenance.shared = shared;
    provenance.own = own;
    const QStringList names{u"A"_qs, u"B"_qs, u"C"_qs, u"D"_qs, u"E"_qs, u"F"_qs};
    QCOMPARE(figures::provenanceSentence(provenance, names, QLocale(QLocale::English)), expected);
}

void TestProvenanceFigures::numbersFollowTheLocale()
{
    Provenance provenance;
    provenance.fresh = 0.5;
    provenance.own = {0.5};
    const QLocale arabic(QLocale::Arabic, QLocale::Egypt);
    const QString sentence = figures::provenanceSentence(provenance, {u"100%2 off"_qs}, arabic);
    QVERIFY2(sentence.contains(u"100%2 off "_qs + arabic.toString(50)), qPrintable(sentence));
}

QTEST_APPLESS_MAIN(TestProvenanceFigures)
#include "tst_provenancefigures.moc"
