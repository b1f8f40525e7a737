// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/cassetteserver.h"
#include "providers/chatcall.h"
#include "support/scriptedserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;
using Cut = ScriptedReply::Cut;

namespace {

/// What one call came to.
struct Ending
{
    Outcome outcome;
    ChatReply reply;
    int attempts = 0;
    QList<Exchange> exchanges;
};

ChatRequest requestTo(const QUrl &url, const QString &model)
{
    ChatRequest request;
    request.provider.id = ProviderId(u"scripted"_s);
    request.provider.baseUrl = url;
    request.provider.maxAttempts = 2;
    request.model = model;
    request.messages = {{Message::Author::User, u"Hello “you”\n🌊"_s}};
    return request;
}

Ending ask(const ChatRequest &request, const NetworkSettings &network = {}, const ApiKey &key = {})
{
    RequestScheduler scheduler;
    scheduler.setNetwork(network);
    ChatCall call(&scheduler, request, key);
    QSignalSpy ended(&call, &ChatCall::finished);
    call.start();
    if (!ended.wait(30'000))
        return {};
    return {ended.constFirst().constFirst().value<Outcome>(), call.reply(), call.attempts(),
            call.exchanges()};
}

Cassette recorded(const QList<Exchange> &exchanges)
{
    Cassette cassette;
    for (const Exchange &exchange : exchanges)
        cassette.add(exchange);
    return cassette;
}

} // namespace

class TestCassette : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void playsWhatWasRecorded_data();
    void playsWhatWasRecorded();
    void survivesAFile();
    void theSameRequestGetsTheNextAnswer();
    void whatWasNeverAskedIsNotAnswered();
    void holdsNoKey();
    void badFilesGetASentence_data();
    void badFilesGetASentence();
};

void TestCassette::playsWhatWasRecorded_data()
{
    QTest::addColumn<QList<ScriptedReply>>("replies");

    const ScriptedReply answer = ScriptedReply::openAiStream(u"Grüße, 세계 🌊 and more"_s);
    QTest::newRow("stream") << QList{answer};
    QTest::newRow("halved characters")
        << QList{ScriptedReply::openAiStream(u"a 🌊 b"_s, ChunkPolicy::oddBytes(3, 5))};
    QTest::newRow("whole") << QList{ScriptedReply::openAiJson(u"At once."_s)};
    QTest::newRow("refused") << QList{ScriptedReply::openAiError(400, u"no"_s, u"bad"_s)};
    QTest::newRow("busy, then an answer") << QList{
        ScriptedReply::openAiError(429, u"slow down"_s).withHeader("retry-after-ms", "5"), answer};
    QTest::newRow("breaks off") << QList{answer.cutShort(Cut::Kind::Close, 3)};
    QTest::newRow("garbage") << QList{ScriptedReply::body("\xff\xfe<x>", "application/json")};
}

void TestCassette::playsWhatWasRecorded()
{
    QFETCH(const QList<ScriptedReply>, replies);
    ThreadedScriptedServer server;
    server->script(u"m"_s, replies);
    const ChatRequest request = requestTo(server->baseUrl(), u"m"_s);
    const Ending first = ask(request);
    const Result<Cassette> kept = readCassette(writeCassette(recorded(first.exchanges)));
    QVERIFY2(kept, qPrintable(kept ? QString() : kept.error().message));
    const auto asked = server->requests().size();

    CassetteServer player(*kept);
    player.setPace(0);
    const Result<QUrl> address = player.listen();
    QVERIFY(address);
    NetworkSettings network;
    network.replay = *address;
    const Ending again = ask(request, network);
    QCOMPARE(again.outcome.kind, first.outcome.kind);
    QCOMPARE(again.outcome.status, first.outcome.status);
    QCOMPARE(again.outcome.message, first.outcome.message);
    QCOMPARE(again.reply.text, first.reply.text);
    QCOMPARE(again.reply.usage, first.reply.usage);
    QCOMPARE(again.attempts, first.attempts);
    QCOMPARE(server->requests().size(), asked);
}

void TestCassette::survivesAFile()
{
    ThreadedScriptedServer server;
    server->script(u"m"_s, {ScriptedReply::openAiStream(u"one two three"_s)});
    Cassette cassette = recorded(ask(requestTo(server->baseUrl(), u"m"_s)).exchanges);
    cassette.recordedAt = QDateTime(QDate(2026, 11, 22), QTime(12, 30), Qt::UTC);
    QCOMPARE(cassette.entries.size(), 1);
    QByteArray body;
    for (const CassettePiece &piece : cassette.entries.constFirst().pieces)
        body += piece.bytes;
    QVERIFY(body.contains("three"));
    QVERIFY(body.endsWith("data: [DONE]\n\n"));
    const Result<Cassette> read = readCassette(writeCassette(cassette));
    QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
    QCOMPARE(*read, cassette);
}

void TestCassette::theSameRequestGetsTheNextAnswer()
{
    ThreadedScriptedServer server;
    server->script(
        u"m"_s,
        {ScriptedReply::openAiStream(u"first"_s), ScriptedReply::openAiStream(u"second"_s)});
    const ChatRequest request = requestTo(server->baseUrl(), u"m"_s);
    QList<Exchange> exchanges = ask(request).exchanges;
    exchanges += ask(request).exchanges;
    CassetteServer player(recorded(exchanges));
    player.setPace(0);
    NetworkSettings network;
    network.replay = *player.listen();
    for (const QString &text : {u"first"_s, u"second"_s, u"second"_s})
        QCOMPARE(ask(request, network).reply.text, text);
}

void TestCassette::whatWasNeverAskedIsNotAnswered()
{
    ThreadedScriptedServer server;
    server->script(u"m"_s, {ScriptedReply::openAiStream(u"first"_s)});
    const ChatRequest request = requestTo(server->baseUrl(), u"m"_s);
    CassetteServer player(recorded(ask(request).exchanges));
    NetworkSettings network;
    network.replay = *player.listen();
    const Ending ending = ask(requestTo(server->baseUrl(), u"another"_s), network);
    QCOMPARE(ending.outcome.status, 404);
    QVERIFY2(ending.outcome.message.contains(u"recorded with another prompt"),
             qPrintable(ending.outcome.message));
    // It is not asked for either.
    QCOMPARE(server->requests().size(), 1);
}

void TestCassette::holdsNoKey()
{
    const QByteArray secret = "sk-planted-0123456789";
    ThreadedScriptedServer server;
    server->script(u"m"_s,
                   {ScriptedReply::openAiStream(u"your key is sk-planted-0123456789"_s)
                        .withHeader("x-ratelimit-key", secret)});
    ChatRequest request = requestTo(server->baseUrl(), u"m"_s);
    request.provider.keyVariables = {u"SCRIPTED_KEY"_s};
    const Ending ending = ask(request, {}, ApiKey(secret, originOf(server->baseUrl())));
    const QByteArray file = writeCassette(recorded(ending.exchanges));
    QVERIFY(file.contains("$SCRIPTED_KEY"));
    QVERIFY(!file.contains("planted"));
}

void TestCassette::badFilesGetASentence_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("not JSON") << QByteArray("x") << u"line 1"_s;
    QTest::newRow("another file") << QByteArray(R"({"format": "moa-studio/mixture", "version": 1})")
                                  << u"format"_s;
    QTest::newRow("wrong type") << QByteArray(
        R"({"format": "moa-studio/cassette", "version": 1, "entries": [
{"method": "POST", "url": 3}]})")
                                << u"entries[0].url: expected a string, found 3 (line 2)"_s;
}

void TestCassette::badFilesGetASentence()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, sentence);
    const Result<Cassette> read = readCassette(text);
    QVERIFY(!read);
    QVERIFY2(read.error().message.contains(sentence), qPrintable(read.error().message));
}

QTEST_GUILESS_MAIN(TestCassette)
#include "tst_cassette.moc"
