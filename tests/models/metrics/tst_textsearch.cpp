// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/textsearch.h"

#include <QTest>

using namespace moa;

class TestTextSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void placesAreFound_data();
    void placesAreFound();
    void noMoreThanTheLimitIsFound();
    void aCancelledSearchEnds();
};

void TestTextSearch::placesAreFound_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("matchCase");
    QTest::addColumn<QList<qsizetype>>("starts");
    using Starts = QList<qsizetype>;
    QTest::newRow("nothing to look for") << u"abc"_qs << QString() << false << Starts{};
    QTest::newRow("any case") << u"Fox fOX box"_qs << u"fox"_qs << false << Starts{0, 4};
    QTest::newRow("the same case") << u"Fox fox box"_qs << u"fox"_qs << true << Starts{4};
    QTest::newRow("no overlaps") << u"aaaaa"_qs << u"aa"_qs << false << Starts{0, 2};
    QTest::newRow("Greek in any case") << u"ΣΟΦΙΑ σοφια"_qs << u"Σοφια"_qs << false << Starts{0, 6};
    QTest::newRow("Chinese") << u"混合代理混合"_qs << u"混合"_qs << false << Starts{0, 4};
    QTest::newRow("Arabic") << u"مرحبا بالعالم مرحبا"_qs << u"مرحبا"_qs << false << Starts{0, 14};
    QTest::newRow("not half an accented letter")
        << u"e e\u0301 e"_qs << u"e"_qs << false << Starts{0, 5};
    QTest::newRow("not an accent alone") << u"e\u0301"_qs << u"\u0301"_qs << false << Starts{};
    QTest::newRow("not one face of a family")
        << u"👩 👩\u200d👩\u200d👧"_qs << u"👩"_qs << false << Starts{0};
    QTest::newRow("not a hand without its colour")
        << u"👍🏽👍"_qs << u"👍"_qs << false << Starts{4};
    QTest::newRow("not half a pair") << u"😀"_qs << QString(QChar(0xd83d)) << true << Starts{};
    QTest::newRow("not half a Hangul syllable")
        << u"\u1112\u1161\u11ab"_qs << u"\u1112\u1161"_qs << false << Starts{};
}

void TestTextSearch::placesAreFound()
{
    QFETCH(QString, text);
    QFETCH(QString, words);
    QFETCH(bool, matchCase);
    QList<qsizetype> starts;
    for (const TextRange &place : findAll(text, {words, matchCase}, 100)) {
        QCOMPARE(place.size, words.size());
        starts.append(place.start);
    }
    QTEST(starts, "starts");
}

void TestTextSearch::noMoreThanTheLimitIsFound()
{
    const QString text(1000, u'x');
    QCOMPARE(findAll(text, {u"x"_qs, false}, 10).size(), size_t(10));
}

void TestTextSearch::aCancelledSearchEnds()
{
    const std::atomic_bool cancelled(true);
    QVERIFY(findAll(u"xxx", {u"x"_qs, false}, 10, &cancelled).empty());
}

QTEST_APPLESS_MAIN(TestTextSearch)

#include "tst_textsearch.moc"
