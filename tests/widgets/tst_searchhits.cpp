// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/searchhits.h"

#include "theme/theme.h"

#include <QTest>

using namespace moa;

class TestSearchHits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void marksBecomeRanges_data();
    void marksBecomeRanges();
    void whatFitsIsLeftAsItIs();
    void theFirstHitIsSeenHoweverFarItIs();
    void hitsBeyondTheEndAreGone();
};

void TestSearchHits::marksBecomeRanges_data()
{
    QTest::addColumn<QString>("snippet");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("hits");
    QTest::newRow("none") << u"no hit"_qs << u"no hit"_qs << QStringList();
    QTest::newRow("two") << u"the \x02sky\x03 is \x02"
                            u"blue\x03"_qs
                         << u"the sky is blue"_qs << QStringList({u"sky"_qs, u"blue"_qs});
    QTest::newRow("line breaks") << u"a\n\x02"
                                    u"b\x03"_qs
                                 << u"a b"_qs << QStringList({u"b"_qs});
    QTest::newRow("never closed") << u"a \x02"
                                     u"b"_qs
                                  << u"a b"_qs << QStringList();
    QTest::newRow("never opened") << u"a\x03 b"_qs << u"a b"_qs << QStringList();
    QTest::newRow("empty") << QString() << QString() << QStringList();
}

void TestSearchHits::marksBecomeRanges()
{
    QFETCH(QString, snippet);
    QFETCH(QString, text);
    QFETCH(QStringList, hits);
    const MarkedLine line = markedLine(snippet);
    QCOMPARE(line.text, text);
    QStringList found;
    for (const TextRange &hit : line.hits)
        found.append(line.text.mid(hit.start, hit.size));
    QCOMPARE(found, hits);
}

void TestSearchHits::whatFitsIsLeftAsItIs()
{
    const MarkedLine line{u"the sky"_qs, {{4, 3}}};
    QCOMPARE(elided(line, QFontMetrics(type::base()), 1'000), line);
}

void TestSearchHits::theFirstHitIsSeenHoweverFarItIs()
{
    const QString before = u"many words before it "_qs.repeated(20);
    const MarkedLine line{before + u"needle and more"_qs, {{before.size(), 6}}};
    const QFontMetrics metrics(type::base());
    constexpr int width = 300;
    const MarkedLine shown = elided(line, metrics, width);
    QVERIFY(metrics.horizontalAdvance(shown.text) <= width);
    QVERIFY(shown.text.startsWith(QChar(0x2026)));
    QCOMPARE(shown.hits.size(), 1);
    const TextRange &hit = shown.hits.constFirst();
    QCOMPARE(shown.text.mid(hit.start, hit.size), u"needle"_qs);
    // With some of what stands before it.
    QVERIFY(shown.text.left(hit.start).contains(u"before it"));
}

void TestSearchHits::hitsBeyondTheEndAreGone()
{
    const QString filler = u"filler "_qs.repeated(100);
    const MarkedLine line{u"first "_qs + filler + u"second"_qs, {{0, 5}, {6 + filler.size(), 6}}};
    const MarkedLine shown = elided(line, QFontMetrics(type::base()), 200);
    QCOMPARE(shown.hits, QList<TextRange>({{0, 5}}));
}

QTEST_MAIN(TestSearchHits)

#include "tst_searchhits.moc"
