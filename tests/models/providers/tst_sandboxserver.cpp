// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/sandbox/sandboxserver.h"
#include "providers/sandbox/sandboxtext.h"
#include "providers/sandbox/sandboxwords.h"
#include "support/rawclient.h"

#include <QJsonArray>
#include <QNetworkAccessManager>
#include <QNetworkInterface>
#include <QNetworkReply>
#include <QSignalSpy>

using namespace moa;

namespace {

const QString prompt = QStringLiteral("How do bees find their way home?");

QJsonObject chat(const QString &model, bool stream = true, const QJsonObject &more = {})
{
    QJsonObject request{
        {u"model"_qs, model},
        {u"stream"_qs, stream},
        {u"messages"_qs,
         QJsonArray{QJsonObject{{u"role"_qs, u"user"_qs}, {u"content"_qs, prompt}}}}};
    for (auto it = more.begin(); it != more.end(); ++it)
        request.insert(it.key(), it.value());
    return request;
}

QString expectedAnswer(const QString &model)
{
    return sandboxAnswer({model, {{Message::Author::User, prompt}}, {}, {}});
}

/** The events of a stream, without [DONE]. */
QList<QJsonObject> events(const QByteArray &body)
{
    QList<QJsonObject> list;
    for (const QByteArray &event : body.split('\n')) {
        if (event.startsWith("data: {"))
            list.append(QJsonDocument::fromJson(event.mid(6)).object());
    }
    return list;
}

QString streamedText(const QByteArray &body)
{
    QString text;
    for (const QJsonObject &event : events(body))
        text += event[u"choices"_qs][0][u"delta"_qs][u"content"_qs].toString();
    return text;
}

QJsonObject error(const RawClient &client)
{
    return QJsonDocument::fromJson(client.rest()).object()[u"error"_qs].toObject();
}

} // namespace

class TestSandboxServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void streamsInTheDialect();
    void answersAsOneBody();
    void usageOnlyWhenAskedFor();
    void maxTokensCutTheAnswer();
    void stopWordsCutTheAnswer();
    void listsItsModels();
    void refuses_data();
    void refuses();
    void acceptsPartsAndNulls();
    void answersTwoRequestsOnOneConnection();
    void answersPipelinedRequestsInOrder();
    void refusesForeignHosts_data();
    void refusesForeignHosts();
    void neverAllowsOtherOrigins();
    void answersGarbageWithBadRequest_data();
    void answersGarbageWithBadRequest();
    void unknownPathsAndMethods();
    void streamsPieceByPiece();
    void stopsWhenTheClientLeaves();
    void flakyFailsOnceForEachRequest();
    void breaksInMidStream_data();
    void breaksInMidStream();
    void listensOnLoopbackOnly();
    void closingEndsAnswers();
    void takenPortIsAnError();
    void readThroughQtsClient();

private:
    std::unique_ptr<SandboxServer> m_server;
};

void TestSandboxServer::init()
{
    m_server = std::make_unique<SandboxServer>();
    m_server->setPace(0);
    QVERIFY(m_server->listen());
}

void TestSandboxServer::cleanup()
{
    m_server.reset();
}

void TestSandboxServer::streamsInTheDialect()
{
    RawClient client(m_server->port());
    client.post(chat(u"sandbox-detailed"_qs, true,
                     {{u"stream_options"_qs, QJsonObject{{u"include_usage"_qs, true}}}}));
    QVERIFY(client.waitFor("\r\n0\r\n\r\n"));
    QCOMPARE(client.status(), 200);
    QVERIFY(client.head().contains("Content-Type: text/event-stream"));
    QVERIFY(client.head().contains("Transfer-Encoding: chunked"));
    const auto chunks = client.chunks();
    QVERIFY(chunks);
    for (const QByteArray &chunk : *chunks)
        QVERIFY(chunk.startsWith("data: ") && chunk.endsWith("\n\n"));
    QCOMPARE(chunks->last(), QByteArray("data: [DONE]\n\n"));

    const QByteArray body = chunks->join();
    QCOMPARE(streamedText(body), expectedAnswer(u"sandbox-detailed"_qs));
    const QList<QJsonObject> list = events(body);
    const auto choice = [&list](qsizetype i) { return list[i][u"choices"_qs][0]; };
    QCOMPARE(choice(0)[u"delta"_qs][u"role"_qs].toString(), u"assistant"_qs);
    QVERIFY(choice(1)[u"finish_reason"_qs].isNull());
    QCOMPARE(choice(list.size() - 2)[u"finish_reason"_qs].toString(), u"stop"_qs);
    for (const QJsonObject &event : list) {
        QCOMPARE(event[u"object"_qs].toString(), u"chat.completion.chunk"_qs);
        QCOMPARE(event[u"model"_qs].toString(), u"sandbox-detailed"_qs);
        QCOMPARE(event[u"id"_qs], list.first()[u"id"_qs]);
        QVERIFY(event.contains(u"usage"_qs));
    }
    QVERIFY(list.last()[u"choices"_qs].toArray().isEmpty());
    const QJsonValue usage = list.last()[u"usage"_qs];
    QCOMPARE(usage[u"completion_tokens"_qs].toInteger(),
             sandboxTokenCount(expectedAnswer(u"sandbox-detailed"_qs)));
    QCOMPARE(usage[u"prompt_tokens"_qs].toInteger(), sandboxTokenCount(prompt) + 4);
    QCOMPARE(usage[u"total_tokens"_qs].toInteger(),
             usage[u"prompt_tokens"_qs].toInteger() + usage[u"completion_tokens"_qs].toInteger());
}

void TestSandboxServer::answersAsOneBody()
{
    RawClient client(m_server->port());
    client.post(chat(u"sandbox-brief"_qs, false));
    QVERIFY(client.waitFor("total_tokens"));
    QCOMPARE(client.status(), 200);
    const QJsonObject body = QJsonDocument::fromJson(client.rest()).object();
    QCOMPARE(body[u"object"_qs].toString(), u"chat.completion"_qs);
    const QJsonValue choice = body[u"choices"_qs][0];
    QCOMPARE(choice[u"message"_qs][u"content"_qs].toString(), expectedAnswer(u"sandbox-brief"_qs));
    QCOMPARE(choice[u"finish_reason"_qs].toString(), u"stop"_qs);
    QVERIFY(body[u"usage"_qs][u"completion_tokens"_qs].toInteger() > 5);
}

void TestSandboxServer::usageOnlyWhenAskedFor()
{
    RawClient client(m_server->port());
    client.post(chat(u"sandbox-brief"_qs));
    QVERIFY(client.waitFor("[DONE]"));
    QVERIFY(!client.rest().contains("usage"));
}

void TestSandboxServer::maxTokensCutTheAnswer()
{
    for (const QString &field : {u"max_tokens"_qs, u"max_completion_tokens"_qs}) {
        RawClient client(m_server->port());
        client.post(chat(u"sandbox-detailed"_qs, true, {{field, 5}}));
        QVERIFY(client.waitFor("\r\n0\r\n\r\n"));
        const QByteArray body = client.chunks().value_or(QList<QByteArray>()).join();
        QCOMPARE(sandboxTokenCount(streamedText(body)), 5);
        QVERIFY(expectedAnswer(u"sandbox-detailed"_qs).startsWith(streamedText(body)));
        QVERIFY(body.contains("\"finish_reason\":\"length\""));
    }
}

void TestSandboxServer::stopWordsCutTheAnswer()
{
    const QString answer = expectedAnswer(u"sandbox-detailed"_qs);
    RawClient client(m_server->port());
    client.post(chat(u"sandbox-detailed"_qs, false,
                     {{u"stop"_qs, QJsonArray{u"not in it"_qs, u"### Main"_qs}}}));
    QVERIFY(client.waitFor("total_tokens"));
    const QJsonValue choice = QJsonDocument::fromJson(client.rest()).object()[u"choices"_qs][0];
    QCOMPARE(choice[u"message"_qs][u"content"_qs].toString(),
             answer.left(answer.indexOf(u"### Main"_qs)));
    QCOMPARE(choice[u"finish_reason"_qs].toString(), u"stop"_qs);
}

void TestSandboxServer::listsItsModels()
{
    RawClient client(m_server->port());
    client.get("/v1/models");
    QVERIFY(client.waitFor("]"));
    const QJsonArray data = QJsonDocument::fromJson(client.rest()).object()[u"data"_qs].toArray();
    QCOMPARE(data.size(), 8);
    for (const QJsonValue &model : data) {
        QVERIFY(model[u"id"_qs].toString().startsWith(u"sandbox-"));
        QVERIFY(model[u"description"_qs].toString().contains(u"Not a language model"));
    }
    RawClient one(m_server->port());
    one.get("/v1/models/sandbox-slow");
    QVERIFY(one.waitFor("Sandbox Slow"));
    RawClient none(m_server->port());
    none.get("/v1/models/gpt");
    QVERIFY(none.waitFor("model_not_found"));
    QCOMPARE(none.status(), 404);
}

void TestSandboxServer::refuses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("param");
    const auto row = [](const char *name, const QJsonObject &more, const char *param) {
        QJsonObject request = chat(u"sandbox-brief"_qs, true, more);
        QTest::newRow(name) << QJsonDocument(request).toJson() << 400 << QString::fromLatin1(param);
    };
    QTest::newRow("no JSON") << QByteArray("{\"model\":") << 400 << QString();
    QTest::newRow("no object") << QByteArray("[1]") << 400 << QString();
    QTest::newRow("empty") << QByteArray() << 400 << QString();
    QTest::newRow("deep") << QByteArray("[").repeated(100000) << 400 << QString();
    QTest::newRow("no model") << QByteArray(
        "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}")
                              << 400 << u"model"_qs;
    QTest::newRow("no messages") << QByteArray("{\"model\":\"sandbox-brief\"}") << 400
                                 << u"messages"_qs;
    QTest::newRow("unknown model")
        << QJsonDocument(chat(u"gpt-4o"_qs)).toJson() << 404 << u"model"_qs;
    const auto message = [](const QJsonValue &value) {
        return QJsonObject{{u"messages"_qs, QJsonArray{value}}};
    };
    row("message is no object", message(1), "messages");
    row("no role", message(QJsonObject{{u"content"_qs, u"a"_qs}}), "messages");
    row("no content", message(QJsonObject{{u"role"_qs, u"user"_qs}}), "messages");
    row("an image",
        message(
            QJsonObject{{u"role"_qs, u"user"_qs},
                        {u"content"_qs, QJsonArray{QJsonObject{{u"type"_qs, u"image_url"_qs}}}}}),
        "messages");
    row("two answers", {{u"n"_qs, 2}}, "n");
    row("n as text", {{u"n"_qs, u"1"_qs}}, "n");
    row("no tokens", {{u"max_tokens"_qs, 0}}, "max_tokens");
    row("half a token", {{u"max_tokens"_qs, 1.5}}, "max_tokens");
    row("huge number of tokens", {{u"max_tokens"_qs, 1e30}}, "max_tokens");
    row("too hot", {{u"temperature"_qs, 2.1}}, "temperature");
    row("temperature as text", {{u"temperature"_qs, u"hot"_qs}}, "temperature");
    row("five stop words", {{u"stop"_qs, QJsonArray{u"a"_qs, u"b"_qs, u"c"_qs, u"d"_qs, u"e"_qs}}},
        "stop");
    row("empty stop word", {{u"stop"_qs, QString()}}, "stop");
    row("stream as a number", {{u"stream"_qs, 1}}, "stream");
    row("stream options without a stream",
        {{u"stream"_qs, false}, {u"stream_options"_qs, QJsonObject()}}, "stream_options");
}

void TestSandboxServer::refuses()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QString, param);
    RawClient client(m_server->port());
    client.postBytes(body);
    QVERIFY(client.waitFor("}}"));
    QCOMPARE(client.status(), status);
    QVERIFY(!error(client)[u"message"_qs].toString().isEmpty());
    QCOMPARE(error(client)[u"type"_qs].toString(), u"invalid_request_error"_qs);
    QCOMPARE(error(client)[u"param"_qs].toString(), param);
    QCOMPARE(error(client)[u"code"_qs].toString(),
             status == 404 ? u"model_not_found"_qs : QString());
    client.received.clear();
    client.get("/v1/models");
    QVERIFY2(client.waitFor("sandbox-brief"), "the connection is still of use");
}

void TestSandboxServer::acceptsPartsAndNulls()
{
    const QJsonArray parts{QJsonObject{{u"type"_qs, u"text"_qs}, {u"text"_qs, prompt}}};
    RawClient client(m_server->port());
    client.post({{u"model"_qs, u"sandbox-brief"_qs},
                 {u"messages"_qs,
                  QJsonArray{QJsonObject{{u"role"_qs, u"user"_qs}, {u"content"_qs, parts}}}},
                 {u"seed"_qs, QJsonValue()},
                 {u"temperature"_qs, QJsonValue()},
                 {u"stop"_qs, QJsonValue()},
                 {u"n"_qs, 1},
                 {u"unheard_of"_qs, true}});
    QVERIFY(client.waitFor("total_tokens"));
    const QJsonValue choice = QJsonDocument::fromJson(client.rest()).object()[u"choices"_qs][0];
    QCOMPARE(choice[u"message"_qs][u"content"_qs].toString(), expectedAnswer(u"sandbox-brief"_qs));
}

void TestSandboxServer::answersTwoRequestsOnOneConnection()
{
    RawClient client(m_server->port());
    for (const QString &model : {u"sandbox-brief"_qs, u"sandbox-synthesizer"_qs}) {
        client.received.clear();
        client.post(chat(model));
        QVERIFY(client.waitFor("\r\n0\r\n\r\n"));
        QCOMPARE(streamedText(client.chunks().value_or(QList<QByteArray>()).join()),
                 expectedAnswer(model));
        QCOMPARE(client.state(), QAbstractSocket::ConnectedState);
    }
    client.post(chat(u"sandbox-brief"_qs), "Connection: close\r\n");
    QVERIFY(client.waitForEnd());
}

void TestSandboxServer::answersPipelinedRequestsInOrder()
{
    RawClient client(m_server->port());
    client.post(chat(u"sandbox-brief"_qs));
    client.get("/v1/models");
    client.post(chat(u"nobody"_qs));
    QVERIFY(client.waitFor("model_not_found"));
    QCOMPARE(client.received.count("HTTP/1.1 "), 3);
    QVERIFY(client.received.indexOf("[DONE]") < client.received.indexOf("\"data\":["));
}

void TestSandboxServer::refusesForeignHosts_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<int>("status");
    QTest::newRow("address") << QByteArray("127.0.0.1") << 200;
    QTest::newRow("address and port") << QByteArray("127.0.0.1:8080") << 200;
    QTest::newRow("name") << QByteArray("LocalHost:1") << 200;
    QTest::newRow("version 6") << QByteArray("[::1]:1") << 200;
    QTest::newRow("other name") << QByteArray("evil.example") << 403;
    QTest::newRow("other name with a port") << QByteArray("evil.example:80") << 403;
    QTest::newRow("begins like one") << QByteArray("127.0.0.1.evil.example") << 403;
    QTest::newRow("port that is none") << QByteArray("localhost:evil.example") << 403;
    QTest::newRow("user part") << QByteArray("localhost@evil.example") << 403;
    QTest::newRow("empty") << QByteArray("") << 403;
}

void TestSandboxServer::refusesForeignHosts()
{
    QFETCH(QByteArray, host);
    QFETCH(int, status);
    RawClient client(m_server->port());
    client.write("GET /v1/models HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    QVERIFY(client.waitFor("}"));
    QCOMPARE(client.status(), status);
    QCOMPARE(client.rest().contains("sandbox-brief"), status == 200);
    if (status != 200)
        QVERIFY(client.waitForEnd());
}

void TestSandboxServer::neverAllowsOtherOrigins()
{
    RawClient options(m_server->port());
    options.write("OPTIONS /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n"
                  "Origin: http://evil.example\r\nAccess-Control-Request-Method: POST\r\n\r\n");
    QVERIFY(options.waitFor("}}"));
    QCOMPARE(options.status(), 405);
    QVERIFY(!options.received.toLower().contains("access-control"));
    RawClient client(m_server->port());
    client.post(chat(u"sandbox-brief"_qs), "Origin: http://evil.example\r\n");
    QVERIFY(client.waitFor("[DONE]"));
    QVERIFY(!client.received.toLower().contains("access-control"));
}

void TestSandboxServer::answersGarbageWithBadRequest_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::newRow("words") << QByteArray("good morning\r\n\r\n") << 400;
    QTest::newRow("zeros") << QByteArray(1000, '\0') << 400;
    QTest::newRow("TLS") << QByteArray("\x16\x03\x01\x02", 4) << 400;
    QTest::newRow("chunked body") << QByteArray(
        "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
                                  << 411;
    QTest::newRow("too long a body")
        << QByteArray("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n")
        << 413;
    QTest::newRow("too large a head")
        << QByteArray("GET / HTTP/1.1\r\nA: ") + QByteArray(70000, 'a') << 431;
}

void TestSandboxServer::answersGarbageWithBadRequest()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    RawClient client(m_server->port());
    client.write(bytes);
    QVERIFY(client.waitForEnd());
    QCOMPARE(client.status(), status);
    QVERIFY(client.head().contains("Connection: close"));
    QVERIFY(!error(client)[u"message"_qs].toString().isEmpty());
}

void TestSandboxServer::unknownPathsAndMethods()
{
    RawClient nothing(m_server->port());
    nothing.get("/v2/things");
    QVERIFY(nothing.waitFor("}}"));
    QCOMPARE(nothing.status(), 404);
    RawClient wrong(m_server->port());
    wrong.get("/v1/chat/completions");
    QVERIFY(wrong.waitFor("}}"));
    QCOMPARE(wrong.status(), 405);
    QVERIFY(wrong.head().contains("Allow: POST"));
}

void TestSandboxServer::streamsPieceByPiece()
{
    m_server->setPace(0.3);
    RawClient client(m_server->port());
    client.post(chat(u"sandbox-detailed"_qs));
    QVERIFY(client.waitFor("[DONE]"));
    QVERIFY2(client.reads >= 5, qPrintable(QString::number(client.reads)));
    QCOMPARE(streamedText(client.chunks().value_or(QList<QByteArray>()).join()),
             expectedAnswer(u"sandbox-detailed"_qs));
}

void TestSandboxServer::stopsWhenTheClientLeaves()
{
    m_server->setPace(100);
    RawClient waiting(m_server->port());
    waiting.post(chat(u"sandbox-slow"_qs));
    QTRY_COMPARE(m_server->activeAnswers(), 1);
    waiting.abort();
    QTRY_COMPARE(m_server->activeAnswers(), 0);

    m_server->setPace(0.01);
    RawClient streaming(m_server->port());
    streaming.post(chat(u"sandbox-slow"_qs));
    QVERIFY(streaming.waitFor("\"assistant\""));
    m_server->setPace(100);
    QCOMPARE(m_server->activeAnswers(), 1);
    streaming.abort();
    QTRY_COMPARE(m_server->activeAnswers(), 0);
}

void TestSandboxServer::flakyFailsOnceForEachRequest()
{
    const auto statusOf = [this](const QJsonObject &request) {
        RawClient client(m_server->port());
        client.post(request);
        if (!client.waitFor("\r\n\r\n"))
            return 0;
        if (client.status() == 503 && !client.head().contains("Retry-After: 1"))
            return -1;
        return client.status();
    };
    const QJsonObject first = chat(u"sandbox-flaky"_qs);
    const QJsonObject second = chat(u"sandbox-flaky"_qs, true, {{u"seed"_qs, 2}});
    QCOMPARE(statusOf(first), 503);
    QCOMPARE(statusOf(second), 503);
    QCOMPARE(statusOf(first), 200);
    QCOMPARE(statusOf(first), 200);
    QCOMPARE(statusOf(second), 200);
}

void TestSandboxServer::breaksInMidStream_data()
{
    QTest::addColumn<bool>("stream");
    QTest::newRow("stream") << true;
    QTest::newRow("one body") << false;
}

void TestSandboxServer::breaksInMidStream()
{
    QFETCH(bool, stream);
    for (int attempt = 0; attempt < 2; ++attempt) {
        RawClient client(m_server->port());
        client.post(chat(u"sandbox-breaks"_qs, stream));
        QVERIFY(client.waitForEnd());
        QCOMPARE(client.status(), 200);
        QVERIFY(!client.received.contains("[DONE]"));
        QVERIFY(!client.chunks());
        if (stream) {
            const QString text = streamedText(client.rest());
            QVERIFY(!text.isEmpty());
            QVERIFY(expectedAnswer(u"sandbox-breaks"_qs).startsWith(text));
            QVERIFY(text.size() < expectedAnswer(u"sandbox-breaks"_qs).size());
        }
    }
}

void TestSandboxServer::listensOnLoopbackOnly()
{
    QCOMPARE(m_server->baseUrl(),
             QUrl(QStringLiteral("http://127.0.0.1:%1/v1").arg(m_server->port())));
    QList<QHostAddress> others = QNetworkInterface::allAddresses();
    others.removeIf([](const QHostAddress &address) {
        return address.isLoopback() || address.protocol() != QAbstractSocket::IPv4Protocol;
    });
    // Another loopback address does as well where the machine has no other interface.
    others.append(QHostAddress(u"127.0.0.2"_qs));
    for (const QHostAddress &address : std::as_const(others)) {
        QTcpSocket socket;
        socket.connectToHost(address, m_server->port());
        QVERIFY2(!socket.waitForConnected(1000), qPrintable(address.toString()));
    }
}

void TestSandboxServer::closingEndsAnswers()
{
    m_server->setPace(100);
    RawClient client(m_server->port());
    client.post(chat(u"sandbox-slow"_qs));
    QTRY_COMPARE(m_server->activeAnswers(), 1);
    m_server->close();
    QCOMPARE(m_server->activeAnswers(), 0);
    QCOMPARE(m_server->port(), 0);
    QVERIFY(client.waitForEnd());
}

void TestSandboxServer::takenPortIsAnError()
{
    SandboxServer other;
    const Result<quint16> port = other.listen(m_server->port());
    QVERIFY(!port);
    QVERIFY(!port.error().message.isEmpty());
    QVERIFY(other.listen());
    QVERIFY(other.port() != m_server->port());
}

void TestSandboxServer::readThroughQtsClient()
{
    QNetworkAccessManager network;
    QUrl url = m_server->baseUrl();
    url.setPath(url.path() + u"/chat/completions"_qs);
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/json"));
    for (int i = 0; i < 2; ++i) {
        const std::unique_ptr<QNetworkReply> reply(
            network.post(request, QJsonDocument(chat(u"sandbox-sceptical"_qs)).toJson()));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        QVERIFY(finished.wait());
        QCOMPARE(reply->error(), QNetworkReply::NoError);
        QCOMPARE(streamedText(reply->readAll()), expectedAnswer(u"sandbox-sceptical"_qs));
    }
}

QTEST_GUILESS_MAIN(TestSandboxServer)
#include "tst_sandboxserver.moc"
