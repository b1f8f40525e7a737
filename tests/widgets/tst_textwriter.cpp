// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/invisibles.h"
#include "columns/passageview.h"
#include "columns/textfeed.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTest>
#include <QTextBlock>

using namespace moa;

namespace {

QString hostileText()
{
    return u"a\u202Eb\u0000c\u001B[31m\u2066d\u00AD\u200Be\uFFFCf\uFDD0g\uFEFF"_qs + QChar(0xD800)
        + u"h\U000E0041i\r\nj\rk\u2029l\n"_qs;
}

} // namespace

class TestTextWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void invisibleCharactersAreFound_data();
    void invisibleCharactersAreFound();
    void noInvisibleCharacterReachesTheDocument();
    void whatIsCopiedIsWhatWasReceived();
    void aBrokenLineIsCopiedWhole();
    void aBreakSplitsNoCluster();
    void spacesCanBeMarked();
    void positionsAreFoundBothWays();
};

void TestTextWriter::invisibleCharactersAreFound_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("start");
    QTest::addColumn<QString>("name");
    QTest::newRow("none") << u"plain\ttext\r\n"_qs << -1 << QString();
    QTest::newRow("override") << u"ab\u202Ec"_qs << 2 << u"RLO"_qs;
    QTest::newRow("isolate") << u"\u2067"_qs << 0 << u"RLI"_qs;
    QTest::newRow("escape") << u"x\u001B[0m"_qs << 1 << u"ESC"_qs;
    QTest::newRow("nul") << QString(QChar(0)) << 0 << u"NUL"_qs;
    QTest::newRow("zero-width space") << u"a\u200Bb"_qs << 1 << u"ZWSP"_qs;
    QTest::newRow("invisible times") << u"a\u2062b"_qs << 1 << u"U+2062"_qs;
    QTest::newRow("hidden tag") << u"ab\U000E0041"_qs << 2 << u"U+E0041"_qs;
    QTest::newRow("tags of a flag")
        << u"\U0001F3F4\U000E0067\U000E0062\U000E007F"_qs << -1 << QString();
    QTest::newRow("half a pair") << QString(u"a"_qs + QChar(0xDC00)) << 1 << u"U+DC00"_qs;
    QTest::newRow("joined emoji") << u"👩‍👩‍👧"_qs << -1 << QString();
    QTest::newRow("persian non-joiner") << u"می‌خواهم"_qs << -1 << QString();
}

void TestTextWriter::invisibleCharactersAreFound()
{
    QFETCH(QString, text);
    QFETCH(int, start);
    QFETCH(QString, name);
    const Invisible found = findInvisible(text, 0);
    QCOMPARE(found.size > 0 ? int(found.start) : -1, start);
    if (start >= 0)
        QCOMPARE(invisibleName(found.code), name);
}

void TestTextWriter::noInvisibleCharacterReachesTheDocument()
{
    PlainView view;
    TextFeed feed;
    feed.restart(view.document(), {});
    QVERIFY(feed.catchUp(hostileText(), 1000, QDeadlineTimer(QDeadlineTimer::Forever)));
    QString shown;
    for (QTextBlock block = view.document()->begin(); block.isValid(); block = block.next())
        shown += block.text() + u'\n';
    shown.remove(QChar::ObjectReplacementCharacter);
    QCOMPARE(findInvisible(shown, 0).size, 0);
    QVERIFY(shown.startsWith(u"abc[31md"));
}

void TestTextWriter::whatIsCopiedIsWhatWasReceived()
{
    const QString text = hostileText();
    PlainView view;
    TextFeed feed;
    feed.restart(view.document(), {});
    QVERIFY(feed.catchUp(text, 1000, QDeadlineTimer(QDeadlineTimer::Forever)));
    view.setOriginal(
        [&](qsizetype from, qsizetype to) { return feed.map().original({text}, from, to); });
    view.selectAll();
    view.copy();
    QCOMPARE(QGuiApplication::clipboard()->text(), text);
    // A part of it too.
    QTextCursor cursor(view.document());
    cursor.setPosition(1);
    cursor.setPosition(3, QTextCursor::KeepAnchor);
    view.setTextCursor(cursor);
    view.copy();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"\u202Eb"_qs);
}

void TestTextWriter::aBrokenLineIsCopiedWhole()
{
    const QString text = u"word "_qs.repeated(5000) + QString(10'000, u'x');
    PlainView view;
    TextFeed feed;
    feed.restart(view.document(), {});
    while (!feed.catchUp(text, text.size(), QDeadlineTimer(QDeadlineTimer::Forever))) { }
    QVERIFY(view.document()->blockCount() > 5);
    QCOMPARE(feed.map().original({text}, 0, view.document()->characterCount()), text);
}

void TestTextWriter::aBreakSplitsNoCluster()
{
    const QString cluster = u"e\u0301"_qs;
    const QString text = cluster.repeated(20'000);
    PlainView view;
    TextFeed feed;
    feed.restart(view.document(), {});
    QVERIFY(feed.catchUp(text, text.size(), QDeadlineTimer(QDeadlineTimer::Forever)));
    QVERIFY(view.document()->blockCount() > 5);
    for (QTextBlock block = view.document()->begin(); block.isValid(); block = block.next())
        QVERIFY(!block.text().startsWith(cluster.back()));
}

void TestTextWriter::spacesCanBeMarked()
{
    const QString text = u"a b\tc\r\nd"_qs;
    PlainView view;
    TextWriter writer;
    writer.restart(view.document(), {});
    writer.append(text, {0, text.size()}, {}, TextWriter::Spaces::Marked);
    QCOMPARE(view.toPlainText(), u"a·b→c¶\nd"_qs);
    QCOMPARE(writer.map().original({text}, 0, 100), text);
    writer.restart(view.document(), {});
    writer.append(text, {0, text.size()}, {}, TextWriter::Spaces::MarkedUnbroken);
    QCOMPARE(view.toPlainText(), u"a·b→c¶d"_qs);
}

void TestTextWriter::positionsAreFoundBothWays()
{
    const QString text = u"ab\r\ncd\U000E0041e"_qs;
    PlainView view;
    TextWriter writer;
    writer.restart(view.document(), {});
    writer.append(text, {0, text.size()});
    const TextMap &map = writer.map();
    for (const qsizetype position : {0, 1, 4, 5, 8}) {
        const qsizetype shown = map.toShown(position);
        QCOMPARE(view.document()->characterAt(int(shown)), text.at(position));
        QCOMPARE(map.toText(shown), position);
    }
    QCOMPARE(map.toShown(text.size()), map.shownSize());
}

QTEST_MAIN(TestTextWriter)

#include "tst_textwriter.moc"
