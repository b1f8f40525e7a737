// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/rawclient.h"
#include "support/replayhandler.h"
#include "support/scriptedserver.h"

#include <QFile>
#include <QJsonArray>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>

using namespace moa;
using Cut = ScriptedReply::Cut;
using Framing = ScriptedReply::Framing;

namespace {

QJsonObject question(const QString &model, const QString &prompt = QStringLiteral("Hello?"))
{
    return {{QStringLiteral("model"), model},
            {QStringLiteral("stream"), true},
            {QStringLiteral("messages"),
             QJsonArray{QJsonObject{{QStringLiteral("role"), QStringLiteral("user")},
                                    {QStringLiteral("content"), prompt}}}}};
}

/** The text of a stream's deltas. */
QString streamedText(const QByteArray &stream)
{
    QString text;
    const QList<QByteArray> lines = stream.split('\n');
    for (const QByteArray &line : lines) {
        const QJsonObject event = QJsonDocument::fromJson(line.mid(6)).object();
        text += event[QLatin1String("choices")][0][QLatin1String("delta")][QLatin1String("content")]
                    .toString();
    }
    return text;
}

} // namespace

class TestScriptedServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void streamsAnswersInEveryPolicy_data();
    void streamsAnswersInEveryPolicy();
    void framesTheBody_data();
    void framesTheBody();
    void piecesArriveApart();
    void scriptGoesOnWithEachAttempt();
    void journalKnowsTheRequest();
    void journalKnowsWhenTheClientLeft();
    void countsConnections();
    void cutsWhereAsked_data();
    void cutsWhereAsked();
    void stallsForEver();
    void resets();
    void sendsRawBytes();
    void sendsGzipThatQtReads();
    void sendsEndlessBodyWithinBounds();
    void runsInAThread();
    void replaysRecordedAnswers();
};

void TestScriptedServer::streamsAnswersInEveryPolicy_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("size");
    QTest::newRow("words") << int(ChunkPolicy::Kind::Words) << 1;
    QTest::newRow("single units") << int(ChunkPolicy::Kind::Characters) << 1;
    QTest::newRow("five units") << int(ChunkPolicy::Kind::Characters) << 5;
    QTest::newRow("odd bytes") << int(ChunkPolicy::Kind::OddBytes) << 7;
}

void TestScriptedServer::streamsAnswersInEveryPolicy()
{
    QFETCH(int, kind);
    QFETCH(int, size);
    const QString text = QStringLiteral("Grüße, 세계!  A rocket \U0001F680 flies.\nTwice. ");
    ScriptedServer server;
    QVERIFY(server.listen());
    server.script(QStringLiteral("m"),
                  {ScriptedReply::openAiStream(text, {ChunkPolicy::Kind(kind), size, 3})});
    RawClient client(server.port());
    client.post(question(QStringLiteral("m")));
    QVERIFY(client.waitFor("\r\n0\r\n\r\n"));
    QCOMPARE(client.status(), 200);
    QVERIFY(client.head().contains("text/event-stream"));
    const auto chunks = client.chunks();
    QVERIFY(chunks);
    const QByteArray body = chunks->join();
    QCOMPARE(streamedText(body), text);
    QVERIFY(body.endsWith("data: [DONE]\n\n"));
    QVERIFY(body.contains("\"finish_reason\":\"stop\""));
    QVERIFY(body.contains("\"total_tokens\":"));
}

void TestScriptedServer::framesTheBody_data()
{
    QTest::addColumn<int>("framing");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("rest");
    QTest::newRow("chunked") << int(Framing::Chunked) << QByteArray("Transfer-Encoding: chunked")
                             << QByteArray("2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n");
    QTest::newRow("length") << int(Framing::ContentLength) << QByteArray("Content-Length: 5")
                            << QByteArray("abcde");
    QTest::newRow("until close") << int(Framing::UntilClose) << QByteArray("Connection: close")
                                 << QByteArray("abcde");
}

void TestScriptedServer::framesTheBody()
{
    QFETCH(int, framing);
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, rest);
    ScriptedServer server;
    QVERIFY(server.listen());
    server.setHandler([framing](const ScriptedRequest &) {
        ScriptedReply reply;
        reply.status = 418;
        reply.framing = Framing(framing);
        reply.headers = {{"X-Test", "yes"}};
        reply.pieces = {{"ab", 0}, {"cde", 1}};
        return reply;
    });
    RawClient client(server.port());
    client.get("/x");
    QTRY_COMPARE(client.rest(), rest);
    QCOMPARE(client.status(), 418);
    QVERIFY(client.head().contains(header));
    QVERIFY(client.head().contains("X-Test: yes"));
    if (framing == int(Framing::UntilClose)) {
        QVERIFY(client.waitForEnd());
    } else {
        client.get("/y");
        QTRY_COMPARE(server.counters().requests, 2);
        QCOMPARE(server.counters().connectionsOpened, 1);
    }
}

void TestScriptedServer::piecesArriveApart()
{
    ScriptedServer server;
    QVERIFY(server.listen());
    OpenAiOptions options;
    options.delayMs = 5;
    server.script(QStringLiteral("m"),
                  {ScriptedReply::openAiStream(QStringLiteral("a b c d"), {}, options)});
    RawClient client(server.port());
    client.post(question(QStringLiteral("m")));
    QVERIFY(client.waitFor("[DONE]"));
    QVERIFY(client.reads >= 4);
}

void TestScriptedServer::scriptGoesOnWithEachAttempt()
{
    ScriptedServer server;
    QVERIFY(server.listen());
    server.script(
        QStringLiteral("m"),
        {ScriptedReply::openAiError(503, QStringLiteral("busy")).withHeader("Retry-After", "1"),
         ScriptedReply::openAiJson(QStringLiteral("fine"))});
    const QList<int> expected{503, 200, 200};
    for (int status : expected) {
        RawClient client(server.port());
        client.post(question(QStringLiteral("m")));
        QVERIFY(client.waitFor("}"));
        QCOMPARE(client.status(), status);
        QCOMPARE(client.head().contains("Retry-After: 1"), status == 503);
    }
    RawClient other(server.port());
    other.post(question(QStringLiteral("other")));
    QVERIFY(other.waitFor("model_not_found"));
    QCOMPARE(other.status(), 404);
    QCOMPARE(server.requests(QStringLiteral("m")).last().attempt, 2);
}

void TestScriptedServer::journalKnowsTheRequest()
{
    ScriptedServer server;
    QVERIFY(server.listen());
    RawClient client(server.port());
    client.post(question(QStringLiteral("m")), "Authorization: Bearer k\r\n");
    QTRY_COMPARE(server.requests().size(), 1);
    const ScriptedRequest request = server.requests().first();
    QCOMPARE(request.method, QByteArray("POST"));
    QCOMPARE(request.path, QByteArray("/v1/chat/completions"));
    QCOMPARE(request.header("authorization"), QByteArray("Bearer k"));
    QCOMPARE(request.model, QStringLiteral("m"));
    QCOMPARE(request.json(), question(QStringLiteral("m")));
    QVERIFY(request.arrivedNs > 0);
    QTRY_VERIFY(server.requests().first().finishedNs);
    const QJsonValue entry = server.journal()[QLatin1String("requests")][0];
    QCOMPARE(entry[QLatin1String("headers")][QLatin1String("authorization")].toString(),
             QStringLiteral("Bearer k"));
    QCOMPARE(entry[QLatin1String("body")].toObject(), question(QStringLiteral("m")));
}

void TestScriptedServer::journalKnowsWhenTheClientLeft()
{
    ScriptedServer server;
    QVERIFY(server.listen());
    ScriptedReply reply = ScriptedReply::openAiStream(QStringLiteral("a b c"));
    reply.pieces.last().delayMs = 3600000;
    server.script(QStringLiteral("m"), {reply});
    RawClient client(server.port());
    client.post(question(QStringLiteral("m")));
    QVERIFY(client.waitFor("a "));
    QCOMPARE(server.counters().inFlight, 1);
    client.abort();
    QTRY_COMPARE(server.counters().clientsLeft, 1);
    QVERIFY(server.requests().first().clientLeftNs > server.requests().first().arrivedNs);
    QVERIFY(!server.requests().first().finishedNs);
    QCOMPARE(server.counters().inFlight, 0);
}

void TestScriptedServer::countsConnections()
{
    ScriptedServer server;
    QVERIFY(server.listen());
    {
        RawClient first(server.port());
        RawClient second(server.port());
        QTRY_COMPARE(server.counters().connectionsOpen, 2);
    }
    QTRY_COMPARE(server.counters().connectionsOpen, 0);
    QCOMPARE(server.counters().connectionsOpened, 2);
    QCOMPARE(server.counters().peakConnections, 2);
}

void TestScriptedServer::cutsWhereAsked_data()
{
    QTest::addColumn<int>("after");
    QTest::addColumn<QByteArray>("rest");
    QTest::newRow("before the headers") << Cut::beforeHeaders << QByteArray();
    QTest::newRow("after the headers") << 0 << QByteArray();
    QTest::newRow("after one piece") << 1 << QByteArray("2\r\nab\r\n");
    QTest::newRow("after all pieces") << 2 << QByteArray("2\r\nab\r\n2\r\ncd\r\n");
}

void TestScriptedServer::cutsWhereAsked()
{
    QFETCH(int, after);
    QFETCH(QByteArray, rest);
    ScriptedServer server;
    QVERIFY(server.listen());
    ScriptedReply reply;
    reply.pieces = {{"ab", 0}, {"cd", 0}};
    server.script(QString(), {reply.cutShort(Cut::Kind::Close, after)});
    RawClient client(server.port());
    client.get("/");
    QVERIFY(client.waitForEnd());
    QCOMPARE(client.error(), QAbstractSocket::RemoteHostClosedError);
    QCOMPARE(client.received.isEmpty(), after == Cut::beforeHeaders);
    QCOMPARE(client.rest(), rest);
    QCOMPARE(server.counters().clientsLeft, 0);
}

void TestScriptedServer::stallsForEver()
{
    ScriptedServer server;
    QVERIFY(server.listen());
    ScriptedReply reply;
    reply.pieces = {{"ab", 0}, {"cd", 0}};
    server.script(QString(), {reply.cutShort(Cut::Kind::Stall, 1)});
    RawClient client(server.port());
    client.get("/");
    QVERIFY(client.waitFor("ab\r\n"));
    QVERIFY(!QTest::qWaitFor([&] { return client.received.contains("cd"); }, 50));
    QCOMPARE(client.state(), QAbstractSocket::ConnectedState);
    QCOMPARE(server.counters().inFlight, 1);
}

void TestScriptedServer::resets()
{
    ScriptedServer server;
    QVERIFY(server.listen());
    ScriptedReply reply;
    reply.pieces = {{"ab", 0}, {"cd", 20}};
    server.script(QString(), {reply.cutShort(Cut::Kind::Reset, 1)});
    RawClient client(server.port());
    client.get("/");
    QVERIFY(client.waitForEnd());
    QVERIFY(client.received.contains("ab\r\n"));
    QVERIFY(!client.received.contains("cd"));
    QVERIFY(server.requests().first().finishedNs);
}

void TestScriptedServer::sendsRawBytes()
{
    ScriptedServer server;
    QVERIFY(server.listen());
    server.script(QString(), {ScriptedReply::raw("\x15\x03 no http")});
    RawClient client(server.port());
    client.get("/");
    QVERIFY(client.waitForEnd());
    QCOMPARE(client.received, QByteArray("\x15\x03 no http"));
}

void TestScriptedServer::sendsGzipThatQtReads()
{
    ScriptedServer server;
    QVERIFY(server.listen());
    ScriptedReply reply = ScriptedReply::openAiStream(QStringLiteral("zipped words flow"));
    reply.gzip = true;
    reply.pieces.last().delayMs = 3600000;
    server.script(QString(), {reply});
    QNetworkAccessManager network;
    const std::unique_ptr<QNetworkReply> get(network.get(QNetworkRequest(server.baseUrl())));
    QByteArray body;
    QVERIFY(QTest::qWaitFor([&] {
        body += get->readAll();
        return streamedText(body) == QLatin1String("zipped words flow");
    }));
    QVERIFY(!get->isFinished());
}

void TestScriptedServer::sendsEndlessBodyWithinBounds()
{
    constexpr qint64 size = 200LL * 1024 * 1024;
    ThreadedScriptedServer server;
    ScriptedReply reply;
    reply.framing = Framing::ContentLength;
    reply.endlessBytes = size;
    server->script(QString(), {reply});

    const auto residentPages = [] {
        QFile statm(QStringLiteral("/proc/self/statm"));
        return statm.open(QIODevice::ReadOnly) ? statm.readAll().split(' ').value(1).toLongLong()
                                               : 0;
    };
    const qint64 before = residentPages();
    RawClient client(server->port());
    client.setReadBufferSize(1024 * 1024);
    client.get("/");
    qint64 total = 0;
    QVERIFY(QTest::qWaitFor(
        [&] {
            total += client.received.size();
            client.received.clear();
            return total >= size;
        },
        60000));
    const qint64 grownBytes = (residentPages() - before) * 4096;
    QVERIFY2(grownBytes < 60 * 1024 * 1024, qPrintable(QString::number(grownBytes)));
}

void TestScriptedServer::runsInAThread()
{
    ThreadedScriptedServer server;
    server->setHandler([](const ScriptedRequest &request) {
        return ScriptedReply::openAiJson(request.model.toUpper());
    });
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), server->port());
    QVERIFY(socket.waitForConnected());
    const QByteArray body = "{\"model\":\"loud\"}";
    socket.write("POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: "
                 + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QVERIFY(socket.waitForDisconnected());
    QVERIFY(socket.readAll().contains("\"content\":\"LOUD\""));
    QCOMPARE(server->counters().requests, 1);
}

void TestScriptedServer::replaysRecordedAnswers()
{
    const QString file = QStringLiteral(MOA_SHARED_DIR "/data/alpaca/answers.json");
    if (!QFile::exists(file))
        QSKIP("The recorded answers are not here.");
    const Result<QJsonObject> answers = readAnswers(file);
    QVERIFY(answers);
    const QJsonObject item = answers->value(QLatin1String("items"))[2].toObject();
    const QString instruction = item[QLatin1String("instruction")].toString();
    const QJsonValue outputs = item[QLatin1String("outputs")];
    ScriptedServer server;
    QVERIFY(server.listen());
    server.setHandler(replayHandler(*answers));

    const auto ask = [&server](QJsonObject request, const QString &system = {}) {
        if (!system.isEmpty()) {
            QJsonArray messages = request[QLatin1String("messages")].toArray();
            messages.prepend(QJsonObject{{QStringLiteral("role"), QStringLiteral("system")},
                                         {QStringLiteral("content"), system}});
            request.insert(QStringLiteral("messages"), messages);
        }
        RawClient client(server.port());
        client.post(request, "Connection: close\r\n");
        if (!client.waitForEnd() || client.status() != 200)
            return QString::number(client.status());
        return streamedText(client.chunks().value_or(QList<QByteArray>()).join());
    };
    QCOMPARE(ask(question(QStringLiteral("meta-llama/Llama-3-70b-chat-hf"), instruction)),
             outputs[QLatin1String("Meta-Llama-3-70B-Instruct")].toString());
    const QString block = QStringLiteral("Synthesize.\n\nResponses from models:\n1. a\n2. b");
    QCOMPARE(ask(question(QStringLiteral("Qwen/Qwen1.5-72B-Chat"), instruction), block),
             outputs[QLatin1String("Together-MoA-Lite")].toString());
    QCOMPARE(ask(question(QStringLiteral("Qwen/Qwen1.5-110B-Chat"), instruction), block),
             outputs[QLatin1String("Together-MoA")].toString());
    QCOMPARE(ask(question(QStringLiteral("Qwen/Qwen1.5-110B-Chat"),
                          block + QStringLiteral("\n\n") + instruction)),
             outputs[QLatin1String("Together-MoA")].toString());
    QCOMPARE(ask(question(QStringLiteral("microsoft/WizardLM-2-8x22B"), instruction)),
             QStringLiteral("404"));
    QCOMPARE(ask(question(QStringLiteral("Qwen/Qwen1.5-72B-Chat"), QStringLiteral("Unheard of"))),
             QStringLiteral("400"));
}

QTEST_GUILESS_MAIN(TestScriptedServer)
#include "tst_scriptedserver.moc"
