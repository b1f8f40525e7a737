// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/chatcall.h"
#include "support/scriptedserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace moa;
using Cut = ScriptedReply::Cut;

namespace {

/// Everything that one call says, and its end.
class Caller
{
public:
    explicit Caller(const ScriptedServer &server, int maxAttempts = 1)
    {
        m_request.provider.id = ProviderId(QStringLiteral("scripted"));
        m_request.provider.name = QStringLiteral("Scripted");
        m_request.provider.baseUrl = server.baseUrl();
        m_request.provider.maxAttempts = maxAttempts;
        // Long enough for a machine that is busy with other tests.
        m_request.provider.firstByteTimeout = std::chrono::seconds(60);
        m_request.provider.idleTimeout = std::chrono::seconds(60);
        m_request.model = QStringLiteral("m");
        m_request.messages = {{Message::Author::User, QStringLiteral("Hello")}};
    }

    [[nodiscard]] Provider &provider() { return m_request.provider; }
    [[nodiscard]] RequestScheduler &scheduler() { return m_scheduler; }
    [[nodiscard]] ChatRequest &request() { return m_request; }
    void setKey(const ApiKey &key) { m_key = key; }
    void beImpatient()
    {
        m_request.provider.firstByteTimeout = std::chrono::milliseconds(400);
        m_request.provider.idleTimeout = std::chrono::milliseconds(300);
    }

    [[nodiscard]] Outcome run()
    {
        start();
        wait();
        return outcome;
    }

    void start()
    {
        call = std::make_unique<ChatCall>(&m_scheduler, m_request, m_key);
        QObject::connect(call.get(), &ChatCall::textAdded, call.get(),
                         [this](const QString &added, const QString &thought) {
                             text += added;
                             reasoning += thought;
                         });
        QObject::connect(call.get(), &ChatCall::retrying, call.get(),
                         [this](const QString &sentence) { sentences.append(sentence); });
        QObject::connect(call.get(), &ChatCall::finished, call.get(), [this](const Outcome &end) {
            outcome = end;
            ++ends;
        });
        call->start();
    }

    void wait() { QTRY_VERIFY_WITH_TIMEOUT(ends > 0, 20'000); }

    std::unique_ptr<ChatCall> call;
    QString text;
    QString reasoning;
    QStringList sentences;
    Outcome outcome;
    int ends = 0;

private:
    RequestScheduler m_scheduler;
    ChatRequest m_request;
    ApiKey m_key;
};

} // namespace

class TestChatCall : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsAStreamHoweverItIsCut_data();
    void readsAStreamHoweverItIsCut();
    void readsGzip();
    void everyAttemptIsDeliveredOnce_data();
    void everyAttemptIsDeliveredOnce();
    void aRefusedConnectionIsTriedAgainAndTold();
    void recoversAfterFailures();
    void waitsAsLongAsTheServerAsks();
    void aServerThatLoadsTheModelIsWaitedFor_data();
    void aServerThatLoadsTheModelIsWaitedFor();
    void aModelThatNeverLoadsIsGivenUp();
    void whoWaitsInLineIsToldWhy();
    void neverTriesAgainAfterText();
    void aRedirectIsNotFollowedAndTakesNoKeyAlong();
    void theKeyReachesItsServer();
    void anEndlessReplyIsCutOff();
    void aLargePlainErrorIsShortened();
    void doneEndsTheCallThoughTheConnectionStays();
    void cancelClosesTheSocketAtOnce();
    void destroyingACallInMidStreamIsSafe();

private:
    std::unique_ptr<ScriptedServer> m_server;
};

void TestChatCall::init()
{
    m_server = std::make_unique<ScriptedServer>();
    QVERIFY(m_server->listen());
}

void TestChatCall::readsAStreamHoweverItIsCut_data()
{
    QTest::addColumn<ScriptedReply>("reply");
    const QString text = QStringLiteral("Grüße, 안녕하세요 🚀🚀 world.\n\n- a\n- b");
    QTest::newRow("words") << ScriptedReply::openAiStream(text);
    QTest::newRow("single units") << ScriptedReply::openAiStream(text, ChunkPolicy::characters(1));
    for (quint64 seed = 1; seed <= 5; ++seed)
        QTest::addRow("odd bytes %d", static_cast<int>(seed))
            << ScriptedReply::openAiStream(text, ChunkPolicy::oddBytes(seed));
    ScriptedReply closing = ScriptedReply::openAiStream(text);
    closing.framing = ScriptedReply::Framing::UntilClose;
    QTest::newRow("until the connection closes") << closing;
    ScriptedReply sized = ScriptedReply::openAiStream(text);
    sized.framing = ScriptedReply::Framing::ContentLength;
    QTest::newRow("content length") << sized;
    QTest::newRow("one body") << ScriptedReply::openAiJson(text);
}

void TestChatCall::readsAStreamHoweverItIsCut()
{
    QFETCH(ScriptedReply, reply);
    m_server->script(QStringLiteral("m"), {reply});
    Caller caller(*m_server);
    QCOMPARE(caller.run().kind, Outcome::Kind::Finished);
    const QString text = QStringLiteral("Grüße, 안녕하세요 🚀🚀 world.\n\n- a\n- b");
    QCOMPARE(caller.text, text);
    QCOMPARE(caller.call->reply().text, text);
    QVERIFY(caller.call->reply().usage.has_value());
}

void TestChatCall::readsGzip()
{
    ScriptedReply reply = ScriptedReply::openAiStream(QStringLiteral("compressed text"));
    reply.gzip = true;
    m_server->script(QStringLiteral("m"), {reply});
    Caller caller(*m_server);
    QCOMPARE(caller.run().kind, Outcome::Kind::Finished);
    QCOMPARE(caller.text, QStringLiteral("compressed text"));
}

void TestChatCall::everyAttemptIsDeliveredOnce_data()
{
    QTest::addColumn<ScriptedReply>("reply");
    QTest::addColumn<Outcome::Kind>("kind");
    QTest::addColumn<bool>("retried");
    const ScriptedReply answer = ScriptedReply::openAiStream(QStringLiteral("one two three four"));
    using Kind = Outcome::Kind;
    const int silent = 1; // the role chunk carries no text
    QTest::newRow("closed before headers")
        << answer.cutShort(Cut::Kind::Close, Cut::beforeHeaders) << Kind::Network << true;
    QTest::newRow("reset before headers")
        << answer.cutShort(Cut::Kind::Reset, Cut::beforeHeaders) << Kind::Network << true;
    QTest::newRow("closed after headers")
        << answer.cutShort(Cut::Kind::Close, 0) << Kind::Truncated << true;
    QTest::newRow("reset after headers")
        << answer.cutShort(Cut::Kind::Reset, 0) << Kind::Truncated << true;
    QTest::newRow("closed before text")
        << answer.cutShort(Cut::Kind::Close, silent) << Kind::Truncated << true;
    QTest::newRow("closed in mid-stream")
        << answer.cutShort(Cut::Kind::Close, 3) << Kind::Truncated << false;
    QTest::newRow("reset in mid-stream")
        << answer.cutShort(Cut::Kind::Reset, 3) << Kind::Truncated << false;
    QTest::newRow("stalled before headers")
        << answer.cutShort(Cut::Kind::Stall, Cut::beforeHeaders) << Kind::TimedOut << true;
    QTest::newRow("stalled after headers")
        << answer.cutShort(Cut::Kind::Stall, 0) << Kind::TimedOut << true;
    QTest::newRow("stalled in mid-stream")
        << answer.cutShort(Cut::Kind::Stall, 3) << Kind::TimedOut << false;
    QTest::newRow("garbage") << ScriptedReply::raw("SSH-2.0-OpenSSH_9.2\r\n") << Kind::Network
                             << true;
    QTest::newRow("503") << ScriptedReply::openAiError(503, QStringLiteral("busy")) << Kind::Http
                         << true;
    QTest::newRow("429 with wait") << ScriptedReply::openAiError(429, QStringLiteral("slow down"))
                                          .withHeader("Retry-After", "0.05")
                                   << Kind::Http << true;
    QTest::newRow("400") << ScriptedReply::openAiError(400, QStringLiteral("no")) << Kind::Http
                         << false;
    QTest::newRow("404") << ScriptedReply::openAiError(404, QStringLiteral("no such model"))
                         << Kind::Http << false;
    OpenAiOptions unended;
    unended.done = false;
    unended.finishReason.clear();
    unended.usage = false;
    ScriptedReply open = ScriptedReply::openAiStream(QStringLiteral("one two"), {}, unended);
    QTest::newRow("no end marker") << open << Kind::Truncated << false;
    open.framing = ScriptedReply::Framing::UntilClose;
    QTest::newRow("no end marker and no framing") << open << Kind::Truncated << false;
    QTest::newRow("failure in the stream")
        << ScriptedReply::eventStream({{"data: {\"error\":{\"message\":\"Overloaded\"}}\n\n"}})
        << Kind::Protocol << false;
    QTest::newRow("not JSON") << ScriptedReply::eventStream({{"data: {oops\n\n"}}) << Kind::Protocol
                              << false;
    QTest::newRow("a web page") << ScriptedReply::body("<html></html>", "text/html")
                                << Kind::Protocol << false;
}

void TestChatCall::everyAttemptIsDeliveredOnce()
{
    QFETCH(ScriptedReply, reply);
    QFETCH(Outcome::Kind, kind);
    QFETCH(bool, retried);
    m_server->script(QStringLiteral("m"), {reply});
    Caller caller(*m_server, 2);
    if (reply.cut && reply.cut->kind == Cut::Kind::Stall)
        caller.beImpatient();
    const Outcome outcome = caller.run();
    QCOMPARE(outcome.kind, kind);
    QVERIFY(outcome.message.startsWith(QStringLiteral("Scripted"))
            || outcome.message.contains(QStringLiteral(" Scripted")));
    const int attempts = retried ? 2 : 1;
    QCOMPARE(caller.call->attempts(), attempts);
    QCOMPARE(m_server->requests().size(), attempts);
    QCOMPARE(caller.sentences.size(), attempts - 1);
    QCOMPARE(caller.ends, 1);
}

void TestChatCall::aRefusedConnectionIsTriedAgainAndTold()
{
    Caller caller(*m_server, 2);
    m_server->close();
    const Outcome outcome = caller.run();
    QCOMPARE(outcome.kind, Outcome::Kind::Network);
    QCOMPARE(caller.call->attempts(), 2);
    QVERIFY(m_server->requests().isEmpty());
    QCOMPARE(outcome.message,
             QStringLiteral("The connection to Scripted failed: Connection refused."));
}

void TestChatCall::recoversAfterFailures()
{
    const ScriptedReply answer = ScriptedReply::openAiStream(QStringLiteral("at last"));
    m_server->script(QStringLiteral("m"),
                     {ScriptedReply::openAiError(503, QStringLiteral("busy")),
                      answer.cutShort(Cut::Kind::Close, Cut::beforeHeaders), answer});
    Caller caller(*m_server, 5);
    QCOMPARE(caller.run().kind, Outcome::Kind::Finished);
    QCOMPARE(caller.text, QStringLiteral("at last"));
    QCOMPARE(m_server->requests().size(), 3);
    QVERIFY(caller.sentences.constFirst().startsWith(
        QStringLiteral("Scripted answered 503 (overloaded): busy. Trying again in ")));
    QVERIFY(caller.sentences.constLast().endsWith(QStringLiteral(" s, 3 of 5.")));
}

void TestChatCall::waitsAsLongAsTheServerAsks()
{
    m_server->script(QStringLiteral("m"),
                     {ScriptedReply::openAiError(429, QStringLiteral("slow down"))
                          .withHeader("Retry-After", "1"),
                      ScriptedReply::openAiStream(QStringLiteral("ok"))});
    Caller caller(*m_server, 2);
    QCOMPARE(caller.run().kind, Outcome::Kind::Finished);
    const QList<ScriptedRequest> requests = m_server->requests();
    QCOMPARE(requests.size(), 2);
    // Not earlier than asked; how much later is the machine's affair.
    QVERIFY(requests.at(1).arrivedNs - requests.at(0).arrivedNs >= 1'000'000'000);
}

void TestChatCall::aServerThatLoadsTheModelIsWaitedFor_data()
{
    QTest::addColumn<ScriptedReply>("loading");
    QTest::newRow("llama.cpp") << ScriptedReply::body(
        R"({"error":{"code":503,"message":"Loading model","type":"unavailable_error"}})",
        "application/json", 503);
    QTest::newRow("Ollama") << ScriptedReply::body(R"({"error":"llm server loading model"})",
                                                   "application/json", 500);
    QTest::newRow("others") << ScriptedReply::body(
        R"({"error":"Model acme/large is currently loading","estimated_time":20.0})",
        "application/json", 503);
}

void TestChatCall::aServerThatLoadsTheModelIsWaitedFor()
{
    QFETCH(const ScriptedReply, loading);
    m_server->script(QStringLiteral("m"),
                     {loading, ScriptedReply::openAiStream(QStringLiteral("ready"))});
    Caller caller(*m_server, 1); // attempts are not what this costs
    QCOMPARE(caller.run().kind, Outcome::Kind::Finished);
    QCOMPARE(caller.text, QStringLiteral("ready"));
    QCOMPARE(caller.call->attempts(), 2);
    QCOMPARE(caller.sentences,
             QStringList{QStringLiteral("Scripted is loading the model. Asking again in 1.0 s.")});
}

void TestChatCall::aModelThatNeverLoadsIsGivenUp()
{
    m_server->script(QStringLiteral("m"),
                     {ScriptedReply::openAiError(503, QStringLiteral("Loading model"))});
    Caller caller(*m_server, 5);
    caller.provider().firstByteTimeout = std::chrono::seconds(2);
    const Outcome outcome = caller.run();
    QCOMPARE(outcome.kind, Outcome::Kind::Http);
    QCOMPARE(outcome.message,
             QStringLiteral("Scripted answered 503 (overloaded): Loading model. It did not get "
                            "ready within 2 s."));
    QCOMPARE(caller.call->attempts(), 2);
}

void TestChatCall::whoWaitsInLineIsToldWhy()
{
    m_server->script(QStringLiteral("m"),
                     {ScriptedReply::openAiError(429, QStringLiteral("slow down"))
                          .withHeader("retry-after", "2"),
                      ScriptedReply::openAiStream(QStringLiteral("at last"))});
    Caller caller(*m_server, 2);
    caller.provider().maxConcurrent = 1;
    caller.start();
    ChatCall behind(&caller.scheduler(), caller.request(), {});
    QSignalSpy waiting(&behind, &ChatCall::waiting);
    QSignalSpy ended(&behind, &ChatCall::finished);
    behind.start();
    caller.wait();
    QCOMPARE(caller.outcome.kind, Outcome::Kind::Finished);
    QCOMPARE(waiting.size(), 1);
    QCOMPARE(waiting.constFirst().constFirst().toString(),
             QStringLiteral("Waiting for Scripted's rate limit: 2 s."));
    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(ended.constFirst().constFirst().value<Outcome>().kind, Outcome::Kind::Finished);
    QCOMPARE(m_server->requests().size(), 3);
}

void TestChatCall::neverTriesAgainAfterText()
{
    const ScriptedReply answer = ScriptedReply::openAiStream(QStringLiteral("one two three four"));
    m_server->script(QStringLiteral("m"), {answer.cutShort(Cut::Kind::Close, 3)});
    Caller caller(*m_server, 5);
    QCOMPARE(caller.run().kind, Outcome::Kind::Truncated);
    QCOMPARE(m_server->requests().size(), 1);
    QVERIFY(QStringLiteral("one two three four").startsWith(caller.text));
    QVERIFY(!caller.text.isEmpty());
    QCOMPARE(caller.call->reply().text, caller.text);
}

void TestChatCall::aRedirectIsNotFollowedAndTakesNoKeyAlong()
{
    ScriptedServer elsewhere;
    QVERIFY(elsewhere.listen());
    ScriptedReply redirect = ScriptedReply::body("", "text/plain", 307);
    redirect =
        redirect.withHeader("Location", elsewhere.baseUrl().toEncoded() + "/chat/completions");
    m_server->script(QStringLiteral("m"), {redirect});
    Caller caller(*m_server, 5);
    caller.setKey(ApiKey("sk-planted", originOf(m_server->baseUrl())));
    const Outcome outcome = caller.run();
    QCOMPARE(outcome.kind, Outcome::Kind::Protocol);
    QVERIFY(outcome.message.contains(elsewhere.baseUrl().toString()));
    QCOMPARE(m_server->requests().size(), 1);
    QCOMPARE(elsewhere.counters().connectionsOpened, 0);
}

void TestChatCall::theKeyReachesItsServer()
{
    m_server->script(QStringLiteral("m"), {ScriptedReply::openAiStream(QStringLiteral("ok"))});
    Caller caller(*m_server);
    caller.provider().headers = {{QStringLiteral("X-Title"), QStringLiteral("MoA")}};
    caller.setKey(ApiKey("sk-planted", originOf(m_server->baseUrl())));
    QCOMPARE(caller.run().kind, Outcome::Kind::Finished);
    const ScriptedRequest request = m_server->requests().constFirst();
    QCOMPARE(request.header("Authorization"), QByteArray("Bearer sk-planted"));
    QCOMPARE(request.header("X-Title"), QByteArray("MoA"));
    QCOMPARE(request.header("Content-Length"), QByteArray::number(request.body.size()));
    QCOMPARE(request.body, caller.call->body());
    QVERIFY(!request.body.contains("sk-planted"));
}

void TestChatCall::anEndlessReplyIsCutOff()
{
    ScriptedReply reply = ScriptedReply::eventStream({});
    reply.endlessBytes = 200LL * 1024 * 1024;
    reply.filler =
        "data: {\"choices\":[{\"delta\":{\"content\":\"" + QByteArray(1000, 'a') + "\"}}]}\n\n";
    m_server->script(QStringLiteral("m"), {reply});
    Caller caller(*m_server, 5);
    const Outcome outcome = caller.run();
    QCOMPARE(outcome.kind, Outcome::Kind::Protocol);
    QVERIFY(outcome.message.contains(QStringLiteral("32 MiB")));
    QVERIFY(caller.call->reply().text.size() <= largestBody);
    QCOMPARE(m_server->requests().size(), 1);
}

void TestChatCall::aLargePlainErrorIsShortened()
{
    m_server->script(QStringLiteral("m"),
                     {ScriptedReply::body(QByteArray(5'000'000, 'x'), "text/plain", 400)});
    Caller caller(*m_server);
    const Outcome outcome = caller.run();
    QCOMPARE(outcome.kind, Outcome::Kind::Http);
    QVERIFY(outcome.message.size() < 1000);
}

void TestChatCall::doneEndsTheCallThoughTheConnectionStays()
{
    const ScriptedReply answer = ScriptedReply::openAiStream(QStringLiteral("one"));
    m_server->script(QStringLiteral("m"),
                     {answer.cutShort(Cut::Kind::Stall, static_cast<int>(answer.pieces.size()))});
    Caller caller(*m_server);
    QCOMPARE(caller.run().kind, Outcome::Kind::Finished);
    QCOMPARE(caller.text, QStringLiteral("one"));
}

void TestChatCall::cancelClosesTheSocketAtOnce()
{
    const ScriptedReply answer = ScriptedReply::openAiStream(QStringLiteral("one two three four"));
    m_server->script(QStringLiteral("m"), {answer.cutShort(Cut::Kind::Stall, 3)});
    Caller caller(*m_server, 5);
    QSignalSpy left(m_server.get(), &ScriptedServer::clientLeft);
    caller.start();
    QTRY_VERIFY(!caller.text.isEmpty());
    caller.call->cancel();
    QCOMPARE(caller.ends, 1);
    QCOMPARE(caller.outcome.kind, Outcome::Kind::Cancelled);
    QVERIFY(left.size() == 1 || left.wait());
    QCOMPARE(m_server->requests().size(), 1);
}

void TestChatCall::destroyingACallInMidStreamIsSafe()
{
    const ScriptedReply answer = ScriptedReply::openAiStream(QStringLiteral("one two three four"));
    m_server->script(QStringLiteral("m"), {answer.cutShort(Cut::Kind::Stall, 3)});
    QSignalSpy left(m_server.get(), &ScriptedServer::clientLeft);
    Caller caller(*m_server);
    caller.start();
    QTRY_VERIFY(!caller.text.isEmpty());
    caller.call.reset();
    QVERIFY(left.size() == 1 || left.wait());
    QCOMPARE(caller.ends, 0);
}

QTEST_GUILESS_MAIN(TestChatCall)
#include "tst_chatcall.moc"
