// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/searchtext.h"

#include "store/runsummary.h"

#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

class TestSearchText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textIsCutIntoFoldedWords_data();
    void textIsCutIntoFoldedWords();
    void typedTextBecomesTerms_data();
    void typedTextBecomesTerms();
    void snippetMarksTheHits_data();
    void snippetMarksTheHits();
    void snippetIsOneShortLine();
};

void TestSearchText::textIsCutIntoFoldedWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    QTest::newRow("case and punctuation") << u"Hello, World! (don't)"_s << u"hello world don t"_s;
    QTest::newRow("accents") << u"Éclair naïve Ångström"_s << u"eclair naive angstrom"_s;
    QTest::newRow("accent apart") << u"e\u0301clair"_s << u"eclair"_s;
    QTest::newRow("full width") << u"ＡＢ１"_s << u"ab1"_s;
    QTest::newRow("sharp s") << u"Straße"_s << u"strasse"_s;
    QTest::newRow("Chinese") << u"混合模型GPT回答。"_s << u"混 合 模 型 gpt 回 答"_s;
    QTest::newRow("Japanese") << u"コンピュータが"_s << u"コ ン ピ ュ ー タ が"_s;
    QTest::newRow("Korean") << u"모델의 답변"_s << u"모 델 의 답 변"_s;
    QTest::newRow("beyond the first plane") << u"a𠀋b"_s << u"a 𠀋 b"_s;
    QTest::newRow("Russian") << u"Привет, Мир"_s << u"привет мир"_s;
    QTest::newRow("Greek, final sigma") << u"ΛΌΓΟΣ λόγος"_s << u"λογοσ λογοσ"_s;
    QTest::newRow("code") << u"m_items->value(2.5);"_s << u"m items value 2 5"_s;
    QTest::newRow("nothing") << u"  —!? 🚀"_s << QString();
    QTest::newRow("half a pair") << (u"a"_s + QChar(0xD800) + u"b"_s) << u"a b"_s;
}

void TestSearchText::textIsCutIntoFoldedWords()
{
    QFETCH(const QString, text);
    QFETCH(const QString, words);
    QCOMPARE(indexText(text), words);
}

void TestSearchText::typedTextBecomesTerms_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("expression");
    QTest::newRow("words") << u"Red apple"_s << u"\"red\" AND \"apple\"*"_s;
    QTest::newRow("phrase") << u"\"red apple\" tree"_s << u"\"red apple\" AND \"tree\"*"_s;
    QTest::newRow("closed phrase") << u"\"apple\""_s << u"\"apple\""_s;
    QTest::newRow("open phrase") << u"\"red app"_s << u"\"red app\"*"_s;
    QTest::newRow("typographic") << u"“red apple”"_s << u"\"red apple\""_s;
    QTest::newRow("operators are words")
        << u"NOT a OR NEAR(b*) ^c"_s << u"\"not\" AND \"a\" AND \"or\" AND \"near b\" AND \"c\""_s;
    QTest::newRow("columns and braces") << u"answers:{x} - +y:"_s << u"\"answers x\" AND \"y\""_s;
    QTest::newRow("Chinese") << u"模型"_s << u"\"模 型\""_s;
    QTest::newRow("one character") << u"模"_s << u"\"模\""_s;
    QTest::newRow("quotes only") << u"\"\"\""_s << QString();
    QTest::newRow("nothing") << u" ' ; -- "_s << QString();
    QTest::newRow("one letter") << u"a"_s << u"\"a\""_s;
}

void TestSearchText::typedTextBecomesTerms()
{
    QFETCH(const QString, typed);
    QFETCH(const QString, expression);
    QCOMPARE(SearchTerms(typed).matchExpression(), expression);
    QCOMPARE(SearchTerms(typed).isEmpty(), expression.isEmpty());
}

void TestSearchText::snippetMarksTheHits_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("snippet"); // with [ and ] for the marks
    QTest::newRow("accents") << u"Un café noir."_s << u"CAFE"_s << u"Un [café] noir."_s;
    QTest::newRow("beginning") << u"Two\nproposers propose"_s << u"prop"_s
                               << u"Two [proposers] [propose]"_s;
    QTest::newRow("phrase") << u"red, red apple, apple"_s << u"\"red apple\""_s
                            << u"red, [red apple], apple"_s;
    QTest::newRow("two words") << u"The sea is blue"_s << u"blue sea"_s << u"The [sea] is [blue]"_s;
    QTest::newRow("Chinese") << u"我们的模型很好"_s << u"模型"_s << u"我们的[模型]很好"_s;
    QTest::newRow("not there") << u"我们的模型很好"_s << u"型模"_s << QString();
    QTest::newRow("marks in the text")
        << (u"a "_s + searchHitBegin + u"word"_s) << u"word"_s << u"a [word]"_s;
}

void TestSearchText::snippetMarksTheHits()
{
    QFETCH(const QString, text);
    QFETCH(const QString, typed);
    QFETCH(const QString, snippet);
    QString found = SearchTerms(typed).snippet(text);
    QCOMPARE(found.replace(searchHitBegin, u'[').replace(searchHitEnd, u']'), snippet);
}

void TestSearchText::snippetIsOneShortLine()
{
    const QString text = u"before the place "_s.repeated(500) + u"\n\nneedle\tand\nthread "_s
        + u"🚀 after it "_s.repeated(500);
    const QString snippet = SearchTerms(u"needle"_s).snippet(text);
    QVERIFY(snippet.startsWith(u'…'));
    QVERIFY(snippet.endsWith(u'…'));
    QVERIFY(snippet.contains(searchHitBegin + u"needle"_s + searchHitEnd + u" and thread"_s));
    QVERIFY2(snippet.size() < 200, qPrintable(snippet));
    QVERIFY(!snippet.contains(u'\n'));
    QVERIFY(snippet.isValidUtf16());
}

QTEST_GUILESS_MAIN(TestSearchText)
#include "tst_searchtext.moc"
