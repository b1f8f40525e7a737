// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/textalignment.h"

#include <QTest>

using namespace moa;

namespace {

/// @p count words that stand in no other such text.
QString words(const QString &stem, int count)
{
    QStringList list;
    for (int i = 0; i < count; ++i)
        list.append(stem + QString::number(i));
    return list.join(u' ');
}

TextAlignment align(const QString &first, const QString &second)
{
    return {AlignableText(first), AlignableText(second)};
}

QStringList quoted(const TextAlignment &alignment, const QString &first)
{
    QStringList passages;
    for (const TextAnchor &anchor : alignment.anchors())
        passages.append(first.mid(anchor.first.start, anchor.first.size));
    return passages;
}

} // namespace

class TestTextAlignment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sharedRunsOfWordsAreAnchors();
    void punctuationBetweenSharedWordsDoesNotMatter();
    void whatStandsSeveralTimesIsNoAnchor();
    void passagesInAnotherOrderKeepTheLargerPart();
    void scriptsWithoutSpacesAreAligned();
    void anchorsNeverOverlap();
    void spansAreInOrderAndCoverTheText();
    void textsWithNothingInCommonAreUnrelated_data();
    void textsWithNothingInCommonAreUnrelated();
    void longTextsAreAligned();
};

void TestTextAlignment::sharedRunsOfWordsAreAnchors()
{
    const QString shared = u"the quick brown fox jumps over the lazy dog"_qs;
    const QString first = words(u"a"_qs, 20) + u' ' + shared + u' ' + words(u"b"_qs, 20);
    const QString second = words(u"c"_qs, 90) + u' ' + shared + u' ' + words(u"d"_qs, 3);
    const TextAlignment alignment = align(first, second);
    QVERIFY(alignment.isRelated());
    QCOMPARE(quoted(alignment, first), QStringList{shared});
    const TextAnchor anchor = alignment.anchors().constFirst();
    QCOMPARE(second.mid(anchor.second.start, anchor.second.size), shared);
    const TextAlignment::Span span = alignment.around(first.indexOf(u"brown"_qs));
    QCOMPARE(span.first, anchor.first);
    QCOMPARE(span.second, anchor.second);
}

void TestTextAlignment::punctuationBetweenSharedWordsDoesNotMatter()
{
    const TextAlignment alignment =
        align(u"So **the quick brown** fox jumps."_qs, u"the quick, brown fox — jumps"_qs);
    QCOMPARE(alignment.anchors().size(), 1);
    QCOMPARE(alignment.anchors().constFirst().second, (TextRange{0, 28}));
}

void TestTextAlignment::whatStandsSeveralTimesIsNoAnchor()
{
    const QString often = u"as an aside for you all"_qs;
    const QString first = often + u' ' + words(u"a"_qs, 9) + u' ' + often;
    QVERIFY(align(first, often).anchors().isEmpty());
}

void TestTextAlignment::passagesInAnotherOrderKeepTheLargerPart()
{
    const QString large = words(u"large"_qs, 30);
    const QString little = words(u"little"_qs, 8);
    const TextAlignment alignment = align(little + u' ' + large, large + u' ' + little);
    QCOMPARE(quoted(alignment, little + u' ' + large), QStringList{large});
}

void TestTextAlignment::scriptsWithoutSpacesAreAligned()
{
    const QString shared = u"多层代理混合可以提高回答质量"_qs;
    const QString first = u"首先，"_qs + shared + u"。谢谢"_qs;
    const TextAlignment alignment = align(first, u"我们知道"_qs + shared + u"！"_qs);
    QCOMPARE(quoted(alignment, first), QStringList{shared});
}

void TestTextAlignment::anchorsNeverOverlap()
{
    // The same words end one passage and begin the next one, in the second text only once.
    const QString first = u"one two three four five six seven eight nine ten"_qs;
    const QString second =
        u"one two three four five six seven x four five six seven eight nine ten"_qs;
    const TextAlignment alignment = align(first, second);
    QVERIFY(!alignment.anchors().isEmpty());
    qsizetype firstEnd = 0;
    qsizetype secondEnd = 0;
    for (const TextAnchor &anchor : alignment.anchors()) {
        QVERIFY(anchor.first.start >= firstEnd && !anchor.first.isEmpty());
        QVERIFY(anchor.second.start >= secondEnd && !anchor.second.isEmpty());
        firstEnd = anchor.first.end();
        secondEnd = anchor.second.end();
    }
}

void TestTextAlignment::spansAreInOrderAndCoverTheText()
{
    const QString one = words(u"one"_qs, 12);
    const QString two = words(u"two"_qs, 12);
    const QString first = u"Begin. "_qs + one + u" middle "_qs + two + u" end."_qs;
    const QString second = one + u". "_qs + words(u"more"_qs, 40) + u' ' + two;
    const TextAlignment alignment = align(first, second);
    qsizetype position = 0;
    qsizetype level = 0;
    int spans = 0;
    while (position < first.size()) {
        const TextAlignment::Span span = alignment.around(position);
        QCOMPARE(span.first.start, position);
        QCOMPARE(span.second.start, level);
        QVERIFY(span.first.size > 0 && span.second.size >= 0);
        position = span.first.end();
        level = span.second.end();
        ++spans;
    }
    QCOMPARE(spans, 5);
    QCOMPARE(level, second.size());
}

void TestTextAlignment::textsWithNothingInCommonAreUnrelated_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    const QString some = words(u"a"_qs, 400);
    const QString phrase = u" it is important to note that "_qs;
    QTest::newRow("other words") << some << words(u"b"_qs, 400);
    QTest::newRow("nothing") << QString() << some;
    QTest::newRow("too few words") << u"one two three"_qs << u"one two three"_qs;
    QTest::newRow("one set phrase")
        << QString(some + phrase) << QString(phrase + words(u"b"_qs, 400));
}

void TestTextAlignment::textsWithNothingInCommonAreUnrelated()
{
    QFETCH(QString, first);
    QFETCH(QString, second);
    const TextAlignment alignment = align(first, second);
    QVERIFY(!alignment.isRelated());
    QVERIFY(!TextAlignment().isRelated());
}

void TestTextAlignment::longTextsAreAligned()
{
    const QString text = words(u"w"_qs, 100'000);
    const TextAlignment alignment = align(u"x y z "_qs + text, text);
    QCOMPARE(alignment.anchors().size(), 1);
    QCOMPARE(alignment.around(50'006).second.start, 0);
    QCOMPARE(alignment.anchors().constFirst().second.size, text.size());
}

QTEST_APPLESS_MAIN(TestTextAlignment)

#include "tst_textalignment.moc"
