// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/thinksplitter.h"

#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

class TestThinkSplitter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void splitsHoweverItIsCut_data();
    void splitsHoweverItIsCut();
    void whatIsNoTagIsGivenOutAtOnce();
    void aLoneClosingTagMovesWhatWasGivenOut();
    void reasoningThatCameApartLeavesTheTextAlone();
};

void TestThinkSplitter::splitsHoweverItIsCut_data()
{
    QTest::addColumn<QString>("whole");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reasoning");
    const auto row = [](const char *name, const QString &whole, const QString &text,
                        const QString &reasoning) {
        QTest::newRow(name) << whole << text << reasoning;
    };
    row("think", u"<think>\nhm\n</think>\n\nHello"_s, u"Hello"_s, u"hm\n"_s);
    row("thinking", u"<thinking>hm</thinking>Hello"_s, u"Hello"_s, u"hm"_s);
    row("reasoning", u"<reasoning>hm</reasoning> Hello"_s, u"Hello"_s, u"hm"_s);
    row("after blanks", u" \n<think>hm</think>Hello"_s, u"Hello"_s, u"hm"_s);
    row("nothing thought", u"<think>\n\n</think>\n\nHello"_s, u"Hello"_s, u""_s);
    row("never closed", u"<think>hm and hm</thi"_s, u""_s, u"hm and hm</thi"_s);
    row("only the beginning of a tag", u"<thi"_s, u"<thi"_s, u""_s);
    row("another tag", u"<thought>hm</thought>Hello"_s, u"<thought>hm</thought>Hello"_s, u""_s);
    row("another closing tag within", u"<think>a</thinking>b</think>Hello"_s, u"Hello"_s,
        u"a</thinking>b"_s);
    row("not at the start", u"See <think>hm</think> here"_s, u"See <think>hm</think> here"_s,
        u""_s);
    row("again in the answer", u"<think>hm</think>a <think>b</think>"_s, u"a <think>b</think>"_s,
        u"hm"_s);
    row("no opening tag", u"hm\nand hm\n</think>\n\nHello"_s, u"Hello"_s, u"hm\nand hm\n"_s);
    row("no opening tag and no answer", u"hm\n</think>"_s, u""_s, u"hm\n"_s);
    row("closed at once", u"</think>\nHello"_s, u"Hello"_s, u""_s);
    row("a closing tag in a sentence", u"The tag </think> ends it.\n</p>\n"_s,
        u"The tag </think> ends it.\n</p>\n"_s, u""_s);
    row("a closing tag with its opening one", u"Write\n<think>\nx\n</think>\nso."_s,
        u"Write\n<think>\nx\n</think>\nso."_s, u""_s);
    row("blanks only", u" \n "_s, u" \n "_s, u""_s);
    row("no tags", u"a < b, <b>bold</b>\n"_s, u"a < b, <b>bold</b>\n"_s, u""_s);
}

void TestThinkSplitter::splitsHoweverItIsCut()
{
    QFETCH(QString, whole);
    QFETCH(QString, text);
    QFETCH(QString, reasoning);
    for (qsizetype size = 1; size <= whole.size(); ++size) {
        ThinkSplitter splitter;
        QString readText;
        QString readReasoning;
        for (qsizetype at = 0; at < whole.size(); at += size)
            splitter.feed(QStringView(whole).mid(at, size), readText, readReasoning);
        splitter.finish(readText, readReasoning);
        QCOMPARE(readText, text);
        QCOMPARE(readReasoning, reasoning);
    }
}

void TestThinkSplitter::whatIsNoTagIsGivenOutAtOnce()
{
    ThinkSplitter splitter;
    QString text;
    QString reasoning;
    splitter.feed(u"H", text, reasoning);
    QCOMPARE(text, u"H"_s);
    splitter.feed(u"i <", text, reasoning);
    QCOMPARE(text, u"Hi <"_s);
}

void TestThinkSplitter::aLoneClosingTagMovesWhatWasGivenOut()
{
    ThinkSplitter splitter;
    QString text;
    QString reasoning;
    splitter.feed(u"hm\n", text, reasoning);
    QCOMPARE(text, u"hm\n"_s);
    splitter.feed(u"</think>\n\nThe answer", text, reasoning);
    QCOMPARE(text, u"The answer"_s);
    QCOMPARE(reasoning, u"hm\n"_s);
}

void TestThinkSplitter::reasoningThatCameApartLeavesTheTextAlone()
{
    ThinkSplitter splitter;
    QString text;
    QString reasoning = u"hm"_s;
    splitter.feed(u"a\n</think>\nb", text, reasoning);
    splitter.finish(text, reasoning);
    QCOMPARE(text, u"a\n</think>\nb"_s);
    QCOMPARE(reasoning, u"hm"_s);
}

QTEST_GUILESS_MAIN(TestThinkSplitter)
#include "tst_thinksplitter.moc"
