// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/retrypolicy.h"
#include "wirecase.h"

#include <QRandomGenerator>
#include <QSignalSpy>

using namespace moa;

namespace {

void framing()
{
    helloRow("1.1 line feeds", events({hello, stop}) + done);
    helloRow("1.1 carriage returns and line feeds", crlfEvents({hello, stop}));
    helloRow("1.1 carriage returns", events({hello, stop}).replace('\n', '\r'));
    helloRow("1.1 comments",
             ": OPENROUTER PROCESSING\n\n: keep-alive\n\n:\n\n" + events({hello, stop}) + done);
    helloRow("1.1 no blank after the colon", "data:" + hello + "\n\ndata:" + stop + "\n\n");
    helloRow("1.1 several data lines",
             "data: {\"choices\":\ndata: [{\"delta\":{\"content\":"
             "\"Hello\"},\"finish_reason\":\"stop\"}]}\n\n");
    helloRow("1.1 unknown fields", "id: 7\nretry: 10\nmood: calm\n" + events({hello, stop}));
    helloRow("1.1 byte order mark", "\xEF\xBB\xBF" + events({hello, stop}) + done);
    helloRow("1.1 no empty line at the end", "data: " + hello + "\n\ndata: " + stop);
    helloRow("1.1 no end marker but a finish reason", events({hello, stop}));
    helloRow("1.1 bytes after the end marker",
             events({hello, stop}) + done + "data: {oops\n\n" + events({hello}));
    helloRow("1.1 lines of JSON with blank ones",
             "\n" + ollamaLine(R"("content":"Hello")") + "\n\r\n" + ollamaEnd(), ollama, lines);
    helloRow("1.1 blank lines before a whole body",
             "\n\n"
             R"({"choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}]})",
             openAi, json);
    helloRow("1.1 a whole body though a stream was asked for",
             R"({"type":"message","content":[{"type":"text","text":"Hello"}],)"
             R"("stop_reason":"end_turn"})",
             anthropic, "application/json; charset=utf-8");
    helloRow("1.1 one object though a stream was asked for",
             R"({"message":{"content":"Hello"},"done":true,"done_reason":"stop"})", ollama, json);
    errorRow("1.1 an error as a web page", 502, "<html><body>Bad gateway</body></html>",
             u"answered 502 (gateway error)."_s, {}, true, {}, openAi, {}, "text/html");
    errorRow("1.1 an error as plain text", 503, "upstream connect error\n",
             u"upstream connect error."_s, {}, true, {}, openAi, {}, "text/plain");
    errorRow("1.1 an empty error", 500, "", u"answered 500 (server error)."_s, {}, true);
}

void contents()
{
    row("1.2 half surrogates",
        {.body = events({delta(R"("content":"\ud83d")"), delta(R"("content":"\ude80")"), stop}),
         .text = u"🚀"_s});
    row("1.2 empty, null and absent content",
        {.body = events({delta(R"("content":"")"), delta(R"("content":null)"), delta(""), chunk(""),
                         "{}", hello, stop}),
         .text = u"Hello"_s});
    row("1.2 odd characters",
        {.body = events({delta(R"("content":"a\u0000b\u2028c\rd")"), stop}),
         .text = u"a\0b\u2028c\rd"_s});
    helloRow("1.2 unknown members",
             events({R"({"x":{"y":[1]},"choices":[{"z":1,"delta":{"content":"Hello","w":null}}]})",
                     stop}));
    row("1.2 counts as floats",
        {.body = events({R"({"choices":[],"usage":{"prompt_tokens":11.0,)"
                         R"("completion_tokens":7.0}})",
                         hello, stop}),
         .text = u"Hello"_s,
         .usage = Usage{11, 7, 0, 0, Usage::Source::Reported}});
    row("1.2 the price as text",
        {.body = events({hello, stop,
                         R"({"usage":{"prompt_tokens":1,"completion_tokens":1,)"
                         R"("cost":"0.00014"}})"}),
         .text = u"Hello"_s,
         .cost = u"0.00014"_s});
    row("1.2 another model than asked for",
        {.body = events(
             {R"({"model":"m-2026-10-01","choices":[{"delta":{"content":"Hello"}}]})", stop}),
         .text = u"Hello"_s,
         .model = u"m-2026-10-01"_s});
}

} // namespace

class TestWireCases : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isReadForWhatItIs_data();
    void isReadForWhatItIs();
    void isReadByteForByte_data();
    void isReadByteForByte();
    void theWaitThatTheBodyNamesIsKept();

private:
    void check(const WireCase &wire, const ScriptedReply &reply);
};

void TestWireCases::isReadForWhatItIs_data()
{
    QTest::addColumn<WireCase>("wire");
    framing();
    contents();
    addOpenAiCases();
    addOtherCases();
    addEndCases();
}

void TestWireCases::isReadForWhatItIs()
{
    QFETCH(WireCase, wire);
    check(wire, ScriptedReply::body(wire.body, wire.type, wire.status));
}

void TestWireCases::isReadByteForByte_data()
{
    isReadForWhatItIs_data();
}

void TestWireCases::isReadByteForByte()
{
    QFETCH(WireCase, wire);
    ScriptedReply reply;
    reply.status = wire.status;
    reply.contentType = wire.type;
    for (const char byte : wire.body)
        reply.pieces.append({QByteArray(1, byte), 0});
    check(wire, reply);
}

void TestWireCases::check(const WireCase &wire, const ScriptedReply &reply)
{
    ScriptedServer server;
    QVERIFY(server.listen());
    server.setHandler([&](const ScriptedRequest &) {
        ScriptedReply scripted = reply;
        scripted.headers += wire.headers;
        return scripted;
    });
    ChatRequest request;
    request.provider.name = u"Scripted"_s;
    request.provider.dialect = wire.dialect;
    request.provider.baseUrl = server.baseUrl();
    request.provider.maxAttempts = 1;
    if (wire.status == 503) // a model that loads is waited for as long as for a first byte
        request.provider.firstByteTimeout = std::chrono::milliseconds(900);
    request.model = u"m"_s;
    request.messages = {{Message::Author::User, u"Hi"_s}};
    RequestScheduler scheduler;
    ChatCall call(&scheduler, request, {});
    QSignalSpy finished(&call, &ChatCall::finished);
    call.start();
    QVERIFY(finished.size() == 1 || finished.wait(30'000));

    const auto outcome = finished.constFirst().constFirst().value<Outcome>();
    const ChatReply read = call.reply();
    QCOMPARE(outcome.kind, wire.kind);
    QCOMPARE(read.text, wire.text);
    QCOMPARE(read.reasoning, wire.reasoning);
    QCOMPARE(read.stopReason, wire.stop);
    QCOMPARE(read.refusal, wire.refusal);
    QCOMPARE(read.promptBlocked, wire.promptBlocked);
    if (!wire.stopName.isEmpty())
        QCOMPARE(read.stopName, wire.stopName);
    if (!wire.model.isEmpty())
        QCOMPARE(read.model, wire.model);
    if (wire.usage)
        QVERIFY(read.usage == wire.usage);
    QCOMPARE(read.cost ? read.cost->toString() : QString(), wire.cost);
    QVERIFY2(outcome.message.contains(wire.message), qPrintable(outcome.message));
    QCOMPARE(outcome.code, wire.code);
    QCOMPARE(outcome.param, wire.param);
    QRandomGenerator random(1);
    QCOMPARE(retryDelay(outcome, {}, random).has_value(), wire.retried);
}

void TestWireCases::theWaitThatTheBodyNamesIsKept()
{
    const ServerError error = readServerError(
        R"([{"error":{"code":429,"status":"RESOURCE_EXHAUSTED","details":[)"
        R"({"@type":"type.googleapis.com/google.rpc.QuotaFailure"},)"
        R"({"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.07s"}]}}])");
    QVERIFY(error.retryAfter && !error.exhausted);
    QCOMPARE(error.retryAfter->count(), 34'070);
}

QTEST_GUILESS_MAIN(TestWireCases)
#include "tst_wirecases.moc"
