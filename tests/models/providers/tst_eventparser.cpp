// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/eventparser.h"

#include <QTest>

using namespace moa;

namespace {

QList<ServerSentEvent> parse(const QByteArray &bytes, qsizetype pieceSize)
{
    EventParser parser;
    QList<ServerSentEvent> events;
    for (qsizetype at = 0; at < bytes.size(); at += pieceSize)
        events += parser.feed(
            QByteArrayView(bytes).sliced(at).first(std::min(pieceSize, bytes.size() - at)));
    return events + parser.finish();
}

ServerSentEvent sent(const QByteArray &data, const QByteArray &type = {})
{
    return {type, data, {}};
}

} // namespace

class TestEventParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheSameHoweverTheBytesAreCut_data();
    void readsTheSameHoweverTheBytesAreCut();
    void anEventIsThereAsSoonAsItsEmptyLineIs();
    void aCarriageReturnAtTheEndOfAReadIsNotTwoLineEnds();
};

void TestEventParser::readsTheSameHoweverTheBytesAreCut_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QList<ServerSentEvent>>("expected");

    using Events = QList<ServerSentEvent>;
    QTest::newRow("line feeds") << QByteArray("data: a\n\ndata: b\n\n")
                                << Events{sent("a"), sent("b")};
    QTest::newRow("carriage returns and line feeds")
        << QByteArray("data: a\r\n\r\ndata: b\r\n\r\n") << Events{sent("a"), sent("b")};
    QTest::newRow("carriage returns")
        << QByteArray("data: a\r\rdata: b\r\r") << Events{sent("a"), sent("b")};
    QTest::newRow("mixed line ends")
        << QByteArray("data: a\r\n\ndata: b\n\r\n") << Events{sent("a"), sent("b")};
    QTest::newRow("no blank after the colon") << QByteArray("data:{}\n\n") << Events{sent("{}")};
    QTest::newRow("only one blank is dropped") << QByteArray("data:  a\n\n") << Events{sent(" a")};
    QTest::newRow("several data lines")
        << QByteArray("data: a\ndata: b\n\n") << Events{sent("a\nb")};
    QTest::newRow("an empty data line counts")
        << QByteArray("data:\ndata: b\n\n") << Events{sent("\nb")};
    QTest::newRow("comments") << QByteArray(": keep-alive\n\n:\n\ndata: a\n\n")
                              << Events{sent("a")};
    QTest::newRow("type") << QByteArray("event: ping\ndata: {}\n\n") << Events{sent("{}", "ping")};
    QTest::newRow("type does not last")
        << QByteArray("event: x\ndata: a\n\ndata: b\n\n") << Events{sent("a", "x"), sent("b")};
    QTest::newRow("unknown fields")
        << QByteArray("id: 7\nretry: 10\nwhatever\ndata: a\n\n") << Events{sent("a")};
    QTest::newRow("event without data")
        << QByteArray("event: x\n\ndata: a\n\n") << Events{sent("a")};
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                   "data: a\n\n")
                                     << Events{sent("a")};
    QTest::newRow("byte order mark later is text") << QByteArray("data: \xEF\xBB\xBF"
                                                                 "a\n\n")
                                                   << Events{sent("\xEF\xBB\xBF"
                                                                  "a")};
    QTest::newRow("no final empty line") << QByteArray("data: a\n") << Events{sent("a")};
    QTest::newRow("no final line end") << QByteArray("data: a") << Events{sent("a")};
    QTest::newRow("utf-8") << QByteArray("data: \xF0\x9F\x9A\x80\xED\x95\x9C\n\n")
                           << Events{sent("\xF0\x9F\x9A\x80\xED\x95\x9C")};
    QTest::newRow("error field") << QByteArray("error: {\"code\":400}\n\ndata: [DONE]\n\n")
                                 << Events{ServerSentEvent{{}, {}, "{\"code\":400}"},
                                           sent("[DONE]")};
    QTest::newRow("field names are case-sensitive") << QByteArray("Data: a\n\n") << Events{};
    QTest::newRow("nothing") << QByteArray() << Events{};
}

void TestEventParser::readsTheSameHoweverTheBytesAreCut()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QList<ServerSentEvent>, expected);
    for (qsizetype size = 1; size <= std::max<qsizetype>(1, bytes.size()); ++size)
        QCOMPARE(parse(bytes, size), expected);
}

void TestEventParser::anEventIsThereAsSoonAsItsEmptyLineIs()
{
    EventParser parser;
    QVERIFY(parser.feed("data: a\n").isEmpty());
    QCOMPARE(parser.feed("\n").size(), 1);
    QVERIFY(parser.feed("data: b\r").isEmpty());
    QCOMPARE(parser.feed("\r").size(), 1);
}

void TestEventParser::aCarriageReturnAtTheEndOfAReadIsNotTwoLineEnds()
{
    EventParser parser;
    QVERIFY(parser.feed("data: a\r").isEmpty());
    QVERIFY(parser.feed("\ndata: b\r").isEmpty());
    const QList<ServerSentEvent> events = parser.feed("\n\r\n");
    QCOMPARE(events, QList<ServerSentEvent>{sent("a\nb")});
}

QTEST_GUILESS_MAIN(TestEventParser)
#include "tst_eventparser.moc"
