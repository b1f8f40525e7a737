// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/chatcall.h"
#include "providers/exchangereading.h"
#include "run/runengine.h"
#include "run/runjson.h"
#include "run/runmarkdown.h"
#include "support/scriptedserver.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;
using Cut = ScriptedReply::Cut;

namespace {

const QByteArray key = "sk/planted-0123456789+x";

} // namespace

class TestExchanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void anAttemptIsKeptAsItWentOverTheWire();
    void everyAttemptIsKept();
    void theBodyIsSharedNotCopied();
    void aLargeReplyIsKeptUpToABound();
    void whatIsKeptOfAllAttemptsIsBounded();
    void aStoppedAttemptIsToldSo();
    void cookiesAreNotKept();
    void aRepeatedKeyIsReplaced_data();
    void aRepeatedKeyIsReplaced();
    void aKeyThatIsCutAnywhereIsReplaced();
    void aKeyThatIsSpreadOverTheTextIsReplacedInTheEnd();
    void secretsOfTheProvidersOwnHeadersAreReplaced();
    void aPlaceholderForAKeyMutilatesNothing();
    void timesCountFromTheRunsStart();
    void nothingOfARunHoldsTheKey();
    void bodiesAreRead();
    void bodiesOfTheOtherDialectsAreRead_data();
    void bodiesOfTheOtherDialectsAreRead();
    void jsonIsIndentedWithoutReadingIt_data();
    void jsonIsIndentedWithoutReadingIt();

private:
    /// The exchanges of one call, which the server answers with @p replies.
    QList<Exchange> call(const QList<ScriptedReply> &replies, bool stopAtFirstText = false);

    std::unique_ptr<ScriptedServer> m_server;
    ChatRequest m_request;
    ApiKey m_key;
    Outcome m_outcome;
    ChatReply m_reply;
    QByteArray m_body;
};

void TestExchanges::init()
{
    m_server = std::make_unique<ScriptedServer>();
    QVERIFY(m_server->listen());
    m_request = {};
    m_request.provider.id = ProviderId(u"lab.one"_s);
    m_request.provider.name = u"Lab"_s;
    m_request.provider.baseUrl = m_server->baseUrl();
    m_request.provider.keyVariables = {u"LAB_API_KEY"_s, u"OTHER_KEY"_s};
    m_request.provider.maxAttempts = 1;
    m_request.model = u"m"_s;
    m_request.messages = {{Message::Author::User, u"Hello"_s}};
    m_key = ApiKey(key, originOf(m_server->baseUrl()));
}

QList<Exchange> TestExchanges::call(const QList<ScriptedReply> &replies, bool stopAtFirstText)
{
    m_server->script(u"m"_s, replies);
    RequestScheduler scheduler;
    ChatCall call(&scheduler, m_request, m_key);
    QSignalSpy finished(&call, &ChatCall::finished);
    if (stopAtFirstText)
        connect(&call, &ChatCall::textAdded, &call, &ChatCall::cancel, Qt::QueuedConnection);
    call.start();
    while (finished.isEmpty()) {
        if (!finished.wait(20'000))
            return {};
    }
    m_outcome = finished.constFirst().constFirst().value<Outcome>();
    m_reply = call.reply();
    m_body = call.body();
    return call.exchanges();
}

void TestExchanges::anAttemptIsKeptAsItWentOverTheWire()
{
    m_request.provider.headers = {{u"X-Title"_s, u"MoA"_s}};
    const ScriptedReply reply =
        ScriptedReply::openAiStream(u"Grüße 🚀 to all"_s, ChunkPolicy::oddBytes(3))
            .withHeader("X-Request-Id", "r-17");
    const QList<Exchange> exchanges = call({reply});
    QCOMPARE(exchanges.size(), 1);
    const Exchange &exchange = exchanges.constFirst();
    QCOMPARE(exchange.number, 1);
    QCOMPARE(exchange.method, QByteArray("POST"));
    QCOMPARE(exchange.url, m_server->baseUrl().toEncoded() + "/chat/completions");
    QCOMPARE(exchange.status, 200);
    QCOMPARE(exchange.failure, QString());
    QVERIFY(exchange.ended && *exchange.ended >= exchange.sent);
    QCOMPARE(headerValue(exchange.replyHeaders, "x-request-id"), QByteArray("r-17"));
    QByteArray sent;
    for (const ScriptedPiece &piece : reply.pieces)
        sent += piece.bytes;
    QCOMPARE(exchange.reply, sent);
    QCOMPARE(exchange.replySize, sent.size());
    QVERIFY(!exchange.isCut());

    // What arrived, but for what the transport says for itself and the key.
    const ScriptedRequest arrived = m_server->requests().constFirst();
    QCOMPARE(exchange.requestBody, arrived.body);
    QMap<QByteArray, QByteArray> kept;
    for (const auto &[name, value] : exchange.requestHeaders)
        kept.insert(name.toLower(), value);
    QMap<QByteArray, QByteArray> received;
    for (const auto &[name, value] : arrived.headers)
        received.insert(name.toLower(), value);
    QVERIFY(received.remove("connection") == 1);
    QVERIFY(received.remove("accept-encoding") == 1);
    QCOMPARE(received.value("authorization"), "Bearer " + key);
    received.insert("authorization", "Bearer $LAB_API_KEY");
    QCOMPARE(kept, received);
    QCOMPARE(exchange.variables, QStringList{u"LAB_API_KEY"_s});
}

void TestExchanges::everyAttemptIsKept()
{
    m_request.provider.maxAttempts = 3;
    const QList<Exchange> exchanges =
        call({ScriptedReply::openAiError(429, u"slow down"_s).withHeader("retry-after-ms", "1"),
              ScriptedReply::openAiStream({}).cutShort(Cut::Kind::Close, Cut::beforeHeaders),
              ScriptedReply::openAiStream(u"at last"_s)});
    QCOMPARE(m_outcome.kind, Outcome::Kind::Finished);
    QCOMPARE(exchanges.size(), 3);
    QCOMPARE(exchanges.at(0).status, 429);
    QVERIFY(exchanges.at(0).reply.contains("slow down"));
    QVERIFY(exchanges.at(0).failure.contains(u"429"_s));
    QCOMPARE(exchanges.at(1).status, 0);
    QCOMPARE(exchanges.at(1).reply, QByteArray());
    QVERIFY(exchanges.at(1).failure.contains(u"The connection to Lab failed"_s));
    QCOMPARE(exchanges.at(2).failure, QString());
    QCOMPARE(exchanges.at(2).number, 3);
    QVERIFY(exchanges.at(0).sent <= exchanges.at(1).sent);
    QVERIFY(exchanges.at(1).sent <= exchanges.at(2).sent);
}

void TestExchanges::theBodyIsSharedNotCopied()
{
    m_request.provider.maxAttempts = 2;
    m_request.messages = {{Message::Author::User, QString(1'000'000, u'x')}};
    const QList<Exchange> exchanges =
        call({ScriptedReply::openAiError(503, u"busy"_s).withHeader("retry-after-ms", "1"),
              ScriptedReply::openAiStream(u"ok"_s)});
    QCOMPARE(exchanges.size(), 2);
    QCOMPARE(exchanges.at(0).requestBody.constData(), m_body.constData());
    QCOMPARE(exchanges.at(1).requestBody.constData(), m_body.constData());
}

void TestExchanges::aLargeReplyIsKeptUpToABound()
{
    const QString text = QString(5'000'000, u'a');
    const QList<Exchange> exchanges = call({ScriptedReply::openAiJson(text)});
    QCOMPARE(m_reply.text, text);
    const Exchange &exchange = exchanges.constFirst();
    QCOMPARE(exchange.reply.size(), mostReplyBytes);
    QVERIFY(exchange.replySize > 5'000'000);
    QVERIFY(exchange.isCut());
    QVERIFY(exchange.reply.capacity() < mostReplyBytes + 4096);
}

void TestExchanges::whatIsKeptOfAllAttemptsIsBounded()
{
    m_request.provider.maxAttempts = 4;
    ScriptedReply busy = ScriptedReply::body(QByteArray(3'000'000, 'b'), "text/plain", 503);
    busy = busy.withHeader("retry-after-ms", "1");
    const QList<Exchange> exchanges = call({busy, busy, busy, busy});
    QCOMPARE(exchanges.size(), 4);
    QCOMPARE(exchanges.at(0).reply.size(), mostReplyBytes);
    for (int later = 1; later < 4; ++later) {
        QCOMPARE(exchanges.at(later).reply.size(), leastReplyBytes);
        QCOMPARE(exchanges.at(later).replySize, 3'000'000);
    }
}

void TestExchanges::aStoppedAttemptIsToldSo()
{
    const QList<Exchange> exchanges =
        call({ScriptedReply::openAiStream(u"one two"_s).cutShort(Cut::Kind::Stall, 2)}, true);
    QCOMPARE(m_outcome.kind, Outcome::Kind::Cancelled);
    QCOMPARE(exchanges.size(), 1);
    QCOMPARE(exchanges.constFirst().status, 200);
    QVERIFY(exchanges.constFirst().reply.contains("one"));
    QVERIFY(exchanges.constFirst().failure.contains(u"Stopped"_s));
    QVERIFY(exchanges.constFirst().ended.has_value());
}

void TestExchanges::cookiesAreNotKept()
{
    const QList<Exchange> exchanges =
        call({ScriptedReply::openAiStream(u"ok"_s).withHeader("Set-Cookie", "session=5ecret")});
    bool found = false;
    for (const auto &[name, value] : exchanges.constFirst().replyHeaders) {
        QVERIFY(!value.contains("5ecret"));
        found = found || name.compare("set-cookie", Qt::CaseInsensitive) == 0;
    }
    QVERIFY(found);
}

void TestExchanges::aRepeatedKeyIsReplaced_data()
{
    QTest::addColumn<ScriptedReply>("reply");
    const QString text = u"your key is %1."_s.arg(QString::fromLatin1(key));
    QTest::newRow("error") << ScriptedReply::openAiError(401, text);
    QTest::newRow("plain error") << ScriptedReply::body(text.toUtf8(), "text/plain", 401);
    QTest::newRow("escaped slash")
        << ScriptedReply::body(QByteArray(R"({"error":{"message":"bad %1"}})")
                                   .replace("%1", QByteArray(key).replace('/', "\\/")),
                               "application/json", 401);
    QTest::newRow("answer") << ScriptedReply::openAiJson(text);
    QTest::newRow("one event") << ScriptedReply::openAiStream(text, ChunkPolicy::characters(200));
    for (quint64 seed = 1; seed <= 4; ++seed)
        QTest::addRow("odd bytes %d", static_cast<int>(seed)) << [&] {
            ScriptedReply cut = ScriptedReply::openAiStream(text, ChunkPolicy::characters(200));
            QByteArray all;
            for (const ScriptedPiece &piece : cut.pieces)
                all += piece.bytes;
            cut.pieces.clear();
            for (qsizetype at = 0; at < all.size(); at += static_cast<qsizetype>(seed) * 3)
                cut.pieces.append({all.mid(at, static_cast<qsizetype>(seed) * 3)});
            return cut;
        }();
    QTest::newRow("header") << ScriptedReply::openAiStream(u"ok"_s).withHeader("X-You-Sent", key);
    QTest::newRow("redirect")
        << ScriptedReply::body({}, "text/plain", 302).withHeader("Location", "/elsewhere?q=" + key);
}

void TestExchanges::aRepeatedKeyIsReplaced()
{
    QFETCH(ScriptedReply, reply);
    const Exchange exchange = call({reply}).value(0);
    QCOMPARE(m_server->requests().constFirst().header("Authorization"), "Bearer " + key);
    QByteArray everything = exchange.reply + exchange.failure.toUtf8() + m_outcome.message.toUtf8()
        + m_reply.text.toUtf8() + exchange.url + exchange.requestBody;
    for (const HttpHeaders &headers : {exchange.requestHeaders, exchange.replyHeaders}) {
        for (const auto &[name, value] : headers)
            everything += value;
    }
    everything.replace('\\', "");
    QVERIFY(everything.contains("$LAB_API_KEY"));
    QVERIFY2(!everything.contains("planted"), everything.constData());
}

void TestExchanges::aKeyThatIsCutAnywhereIsReplaced()
{
    const Secrets secrets(m_request.provider, m_key, m_request.provider.baseUrl);
    const QByteArray bytes = "sk/ sk/plant " + key + ' ' + key + key + "sk/planted";
    for (qsizetype size = 1; size < bytes.size(); ++size) {
        SecretFilter filter(secrets);
        QByteArray result;
        for (qsizetype at = 0; at < bytes.size(); at += size)
            result += filter.feed(bytes.mid(at, size));
        result += filter.finish();
        QCOMPARE(result,
                 QByteArray("sk/ sk/plant $LAB_API_KEY $LAB_API_KEY$LAB_API_KEYsk/planted"));
    }
}

void TestExchanges::aKeyThatIsSpreadOverTheTextIsReplacedInTheEnd()
{
    const QString text = u"your key is %1."_s.arg(QString::fromLatin1(key));
    call({ScriptedReply::openAiStream(text, ChunkPolicy::characters(2))});
    QCOMPARE(m_reply.text, u"your key is $LAB_API_KEY."_s);
}

void TestExchanges::secretsOfTheProvidersOwnHeadersAreReplaced()
{
    m_key = {};
    m_request.provider.headers = {{u"api-key"_s, u"header-5ecret"_s},
                                  {u"Proxy-Authorization"_s, u"Basic dXNlcjpwYXNz"_s},
                                  {u"X-Title"_s, u"MoA"_s}};
    m_request.provider.baseUrl.setQuery(u"api-version=7&key=query-5ecret"_s);
    const Exchange exchange =
        call({ScriptedReply::openAiError(401, u"not header-5ecret"_s)}).value(0);
    QCOMPARE(m_server->requests().constFirst().header("api-key"), QByteArray("header-5ecret"));
    QVERIFY(m_server->requests().constFirst().path.endsWith("?api-version=7&key=query-5ecret"));
    QCOMPARE(headerValue(exchange.requestHeaders, "api-key"), QByteArray("$LAB_ONE_API_KEY"));
    QCOMPARE(headerValue(exchange.requestHeaders, "proxy-authorization"),
             QByteArray("Basic $LAB_ONE_PROXY_AUTHORIZATION"));
    QCOMPARE(headerValue(exchange.requestHeaders, "x-title"), QByteArray("MoA"));
    QVERIFY2(exchange.url.endsWith("?api-version=7&key=$LAB_ONE_KEY"), exchange.url.constData());
    QVERIFY(exchange.reply.contains("not $LAB_ONE_API_KEY"));
    QVERIFY(!exchange.failure.contains(u"5ecret"_s));
}

void TestExchanges::aPlaceholderForAKeyMutilatesNothing()
{
    m_key = ApiKey("EMPTY", originOf(m_server->baseUrl()));
    const Exchange exchange = call({ScriptedReply::openAiStream(u"EMPTY is a word"_s)}).value(0);
    QCOMPARE(headerValue(exchange.requestHeaders, "Authorization"),
             QByteArray("Bearer $LAB_API_KEY"));
    QCOMPARE(m_reply.text, u"EMPTY is a word"_s);
}

void TestExchanges::timesCountFromTheRunsStart()
{
    Agent first;
    first.id = AgentId(u"m"_s);
    first.model = u"m"_s;
    first.provider = m_request.provider.id;
    Agent last = first;
    last.id = AgentId(u"last"_s);
    last.role = Role::Aggregator;
    RunPlan plan;
    plan.mixture.layers = {Layer{{}, {}, {first}, {}}, Layer{{}, {}, {last}, {}}};
    plan.conversation = {{Message::Author::User, u"Why?"_s}};
    plan.providers = {m_request.provider};
    plan.keys.insert(m_request.provider.id, m_key);
    ScriptedReply slow = ScriptedReply::openAiStream(u"answer"_s);
    slow.firstByteDelayMs = 60;
    m_server->script(u"m"_s, {slow});
    RunEngine engine;
    QSignalSpy finished(&engine, &RunEngine::finished);
    engine.start(plan);
    QVERIFY(finished.wait(20'000));
    const auto record = finished.constFirst().constFirst().value<RunRecord>();
    const Response &second = record.responses.at(1);
    QCOMPARE(second.exchanges.size(), 1);
    QVERIFY(second.exchanges.constFirst().sent >= 60);
    QVERIFY(second.exchanges.constFirst().sent >= *second.timing.queued);
    QVERIFY(*second.exchanges.constFirst().ended <= *second.timing.finished + 1);
    QCOMPARE(second.exchanges.constFirst().requestBody, second.request);
}

void TestExchanges::nothingOfARunHoldsTheKey()
{
    Agent agent;
    agent.id = AgentId(u"m"_s);
    agent.model = u"m"_s;
    agent.provider = m_request.provider.id;
    agent.role = Role::Aggregator;
    RunPlan plan;
    plan.mixture.layers = {Layer{{}, {}, {agent}, {}}};
    plan.conversation = {{Message::Author::User, u"Why?"_s}};
    plan.providers = {m_request.provider};
    plan.providers.first().maxAttempts = 2;
    plan.keys.insert(m_request.provider.id, m_key);
    const QString echo = QString::fromLatin1(key);
    m_server->script(u"m"_s,
                     {ScriptedReply::openAiError(503, echo).withHeader("retry-after-ms", "1"),
                      ScriptedReply::openAiStream(echo + u" again "_s + echo)});
    RunEngine engine;
    QSignalSpy finished(&engine, &RunEngine::finished);
    QSignalSpy changed(&engine, &RunEngine::responseChanged);
    engine.start(plan);
    QVERIFY(finished.wait(20'000));
    const auto record = finished.constFirst().constFirst().value<RunRecord>();
    QCOMPARE(record.state, RunState::Done);
    QCOMPARE(record.responses.constFirst().exchanges.size(), 2);
    QCOMPARE(m_server->requests().size(), 2);
    QByteArray everything = writeRun(record, RunDetail::Exchanges) + runAsMarkdown(record).toUtf8();
    for (const QList<QVariant> &arguments : changed)
        everything += arguments.constFirst().value<Response>().error.toUtf8();
    QVERIFY(everything.contains("$LAB_API_KEY"));
    QVERIFY(!everything.contains("planted"));

    const QJsonObject json = QJsonDocument::fromJson(writeRun(record)).object();
    QVERIFY(!json[u"responses"][0].toObject().contains(u"exchanges"));
    const QJsonObject whole =
        QJsonDocument::fromJson(writeRun(record, RunDetail::Exchanges)).object();
    const QJsonValue second = whole[u"responses"][0][u"exchanges"][1];
    QCOMPARE(second[u"status"].toInt(), 200);
    QCOMPARE(second[u"number"].toInt(), 2);
    QVERIFY(second[u"reply"].toString().startsWith(u"data: "_s));
}

void TestExchanges::bodiesAreRead()
{
    m_request.messages = {{Message::Author::System, u"Be brief."_s},
                          {Message::Author::User, u"안녕?"_s}};
    m_request.settings.temperature = 0.5;
    const Exchange exchange = call({ScriptedReply::openAiStream(u"an answer"_s)}).value(0);
    const ExchangeReading reading = readExchange(exchange);
    QCOMPARE(reading.messages.size(), 2);
    QCOMPARE(reading.messages.at(0).role, u"system"_s);
    QCOMPARE(reading.messages.at(1).text, u"안녕?"_s);
    QVERIFY(reading.settings.contains({u"temperature"_s, u"0.5"_s}));
    QVERIFY(reading.settings.contains({u"model"_s, u"\"m\""_s}));
    QCOMPARE(reading.reply.text, u"an answer"_s);
    QCOMPARE(reading.reply.stopReason, StopReason::Complete);
    QVERIFY(reading.reply.usage.has_value());

    const ExchangeReading failed =
        readExchange(call({ScriptedReply::openAiError(404, u"no such model"_s)}).value(0));
    QCOMPARE(failed.reply.error, u"no such model"_s);

    Exchange odd;
    odd.requestBody =
        R"({"messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"image","url":"u"}]}]})";
    odd.reply = "not JSON";
    odd.status = 200;
    odd.replyHeaders = {{"Content-Type", "application/json"}};
    QCOMPARE(readExchange(odd).messages.constFirst().text,
             u"a\n{\"type\":\"image\",\"url\":\"u\"}"_s);
}

void TestExchanges::bodiesOfTheOtherDialectsAreRead_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("reply");
    QTest::addColumn<QString>("role"); // of the second turn
    QTest::newRow("Anthropic") << Dialect::Anthropic << QByteArray("text/event-stream")
                               << QByteArray("data: {\"type\":\"content_block_delta\",\"delta\":{"
                                             "\"type\":\"text_delta\",\"text\":\"hi\"}}\n\n"
                                             "data: {\"type\":\"message_stop\"}\n\n")
                               << u"assistant"_s;
    QTest::newRow("Gemini") << Dialect::Gemini << QByteArray("application/json")
                            << QByteArray("[{\"candidates\":[{\"content\":{\"parts\":[{\"text\":"
                                          "\"hi\"}]},\"finishReason\":\"STOP\"}]}]")
                            << u"model"_s;
    QTest::newRow("Ollama") << Dialect::Ollama << QByteArray("application/x-ndjson")
                            << QByteArray("{\"message\":{\"content\":\"hi\"}}\n{\"done\":true}\n")
                            << u"assistant"_s;
}

void TestExchanges::bodiesOfTheOtherDialectsAreRead()
{
    QFETCH(Dialect, dialect);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, reply);
    QFETCH(QString, role);
    m_request.provider.dialect = dialect;
    m_request.messages = {{Message::Author::System, u"s"_s},
                          {Message::Author::User, u"u"_s},
                          {Message::Author::Assistant, u"a"_s},
                          {Message::Author::User, u"v"_s}};
    m_server->setHandler([&](const ScriptedRequest &) { return ScriptedReply::body(reply, type); });
    const ExchangeReading reading = readExchange(call({}).value(0));
    QStringList messages;
    for (const ExchangeReading::SentMessage &message : reading.messages)
        messages.append(message.role + u'=' + message.text);
    QCOMPARE(messages.join(u' '), u"system=s user=u %1=a user=v"_s.arg(role));
    QCOMPARE(reading.reply.text, u"hi"_s);
    QCOMPARE(reading.reply.stopReason, StopReason::Complete);
}

void TestExchanges::jsonIsIndentedWithoutReadingIt_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("indented");
    QTest::newRow("object") << QByteArray(R"({"b":1.50,"a":["x, y: {}\"",{}],"c":[]})")
                            << QByteArray("{\n  \"b\": 1.50,\n  \"a\": [\n    \"x, y: {}\\\"\",\n"
                                          "    {}\n  ],\n  \"c\": []\n}");
    QTest::newRow("indented already")
        << QByteArray("{ \"a\" :\n 1 }\n") << QByteArray("{\n  \"a\": 1\n}");
    QTest::newRow("no JSON") << QByteArray("data: {\"a\":1}\n") << QByteArray("data: {\"a\":1}\n");
    QTest::newRow("too many ends") << QByteArray("[]]}") << QByteArray("[]\n]\n}");
    QTest::newRow("empty") << QByteArray() << QByteArray();
}

void TestExchanges::jsonIsIndentedWithoutReadingIt()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, indented);
    QCOMPARE(indentedJson(json), indented);
    // Depth does not make it long.
    QVERIFY(indentedJson(QByteArray(100'000, '[')).size() < 8'000'000);
}

QTEST_GUILESS_MAIN(TestExchanges)
#include "tst_exchanges.moc"
