// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/modellistjob.h"
#include "providers/networkmanager.h"
#include "support/scriptedserver.h"

#include <QTest>
#include <QThreadPool>

using namespace moa;
using namespace Qt::StringLiterals;
using Cut = ScriptedReply::Cut;
using Models = Result<QList<ListedModel>>;

namespace {

const QByteArray secret = "sk-planted-0123456789";

} // namespace

class TestModelListJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsAList();
    void readsALargeListWithoutBlockingItsThread();
    void failuresAreSentences_data();
    void failuresAreSentences();
    void aRefusedConnectionIsTold();
    void aServerThatSaysNothingIsGivenUp();
    void pagesAreFollowedWithTheirToken();
    void aListThatNeverEndsIsGivenUp();
    void anotherPlaceIsAskedWhereTheFirstHasNone();
    void detailsAreAddedToTheList();
    void aListStandsWithoutItsDetails();
    void theKeyGoesToTheServerAndIntoNoSentence();
    void aProviderWithoutAListIsToldNotAsked();
    void destroyingAJobCancelsIt();
    void aJobCanBeDestroyedByWhoHearsOfItsEnd();

private:
    [[nodiscard]] std::unique_ptr<ModelListJob> job();
    [[nodiscard]] Models run();
    void answer(const ScriptedReply &reply)
    {
        m_server->setHandler([reply](const ScriptedRequest &) { return reply; });
    }
    [[nodiscard]] static QStringList ids(const Models &models);

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<QNetworkAccessManager> m_manager;
    Provider m_provider;
    ApiKey m_key;
    std::chrono::milliseconds m_limit{60'000};
};

void TestModelListJob::init()
{
    m_server = std::make_unique<ScriptedServer>();
    QVERIFY(m_server->listen());
    m_manager = makeNetworkManager({});
    m_provider = {};
    m_provider.id = ProviderId(u"scripted"_s);
    m_provider.name = u"Scripted"_s;
    m_provider.baseUrl = m_server->baseUrl();
    m_provider.keyVariables = {u"SCRIPTED_API_KEY"_s};
    m_key = ApiKey(secret, originOf(m_provider.baseUrl));
    m_limit = std::chrono::milliseconds(60'000);
}

std::unique_ptr<ModelListJob> TestModelListJob::job()
{
    auto job = std::make_unique<ModelListJob>(m_provider, m_key, m_manager.get());
    job->setTimeLimit(m_limit);
    return job;
}

Models TestModelListJob::run()
{
    const std::unique_ptr<ModelListJob> running = job();
    QList<Models> ends;
    connect(running.get(), &ModelListJob::finished, this,
            [&ends](const Models &models) { ends.append(models); });
    running->start();
    [&ends] { QTRY_VERIFY_WITH_TIMEOUT(!ends.isEmpty(), 30'000); }();
    QCoreApplication::sendPostedEvents(); // a second end would come now
    return ends.size() == 1 ? ends.constFirst() : failure(u"not exactly one end"_s);
}

QStringList TestModelListJob::ids(const Models &models)
{
    QStringList result;
    if (!models)
        return {models.error().message};
    for (const ListedModel &model : *models)
        result.append(model.id);
    return result;
}

void TestModelListJob::readsAList()
{
    answer(ScriptedReply::body(R"({"data":[{"id":"a"},{"id":"b"}]})"));
    QCOMPARE(ids(run()), (QStringList{u"a"_s, u"b"_s}));
    const ScriptedRequest request = m_server->requests().constFirst();
    QCOMPARE(request.method, QByteArray("GET"));
    QCOMPARE(request.path, QByteArray("/v1/models"));
    QCOMPARE(m_server->requests().size(), 1);
}

void TestModelListJob::readsALargeListWithoutBlockingItsThread()
{
    QByteArray body = R"({"data":[)";
    constexpr int count = 40'000;
    for (int i = 0; i < count; ++i) {
        body += R"({"id":"maker/model-)" + QByteArray::number(i)
            + R"(","context_length":131072,"pricing":{"prompt":"0.0000001","completion":"0.0000004"}},)";
    }
    body.back() = ']';
    body += '}';
    QVERIFY(body.size() > 4 * 1024 * 1024);
    answer(ScriptedReply::body(body));
    const std::unique_ptr<ModelListJob> running = job();
    std::optional<Models> end;
    connect(running.get(), &ModelListJob::finished, this,
            [&end](const Models &models) { end = models; });
    running->start();
    int turns = 0; // of the event loop, after the whole reply was sent
    QTimer ticking;
    connect(&ticking, &QTimer::timeout, this, [&] {
        if (m_server->requests().value(0).finishedNs)
            ++turns;
    });
    ticking.start(1);
    QTRY_VERIFY_WITH_TIMEOUT(end.has_value(), 60'000);
    QVERIFY2(end->has_value(), qPrintable(ids(*end).constFirst()));
    QCOMPARE((*end)->size(), count);
    QVERIFY(turns > 5);
}

void TestModelListJob::failuresAreSentences_data()
{
    QTest::addColumn<ScriptedReply>("reply");
    QTest::addColumn<QString>("word");
    const ScriptedReply list = ScriptedReply::body(R"({"data":[{"id":"a"}]})");
    QTest::newRow("401") << ScriptedReply::openAiError(401, u"Incorrect API key provided"_s)
                         << u"Scripted answered 401: the key is not accepted. Check that it is a "
                            "key for 127.0.0.1. It says: Incorrect API key provided."_s;
    QTest::newRow("Gemini's 400") << ScriptedReply::body(
        R"([{"error":{"code":400,"message":"bad","details":[{"reason":"API_KEY_INVALID"}]}}])",
        "application/json", 400) << u"the key is not accepted"_s;
    QTest::newRow("403") << ScriptedReply::openAiError(403, u"no"_s) << u"does not allow"_s;
    QTest::newRow("404") << ScriptedReply::openAiError(404, u"no"_s) << u"Check the base URL"_s;
    QTest::newRow("429") << ScriptedReply::openAiError(429, u"slow"_s) << u"rate limit"_s;
    QTest::newRow("500") << ScriptedReply::openAiError(500, u"oops"_s) << u"trouble of its own"_s;
    QTest::newRow("503") << ScriptedReply::openAiError(503, u"Loading model"_s)
                         << u"Loading model."_s;
    QTest::newRow("a redirect") << ScriptedReply::body("", "text/plain", 302)
                                       .withHeader("Location", "https://example.com/v1/models")
                                << u"redirects to https://example.com/v1/models"_s;
    QTest::newRow("a web page") << ScriptedReply::body("<html></html>", "text/html")
                                << u"It is a web page."_s;
    QTest::newRow("garbage in HTTP") << ScriptedReply::body("{oops") << u"not valid JSON"_s;
    QTest::newRow("garbage") << ScriptedReply::raw("SSH-2.0-OpenSSH_9.2\r\n\r\n")
                             << u"does not answer"_s;
    QTest::newRow("cut before the head")
        << list.cutShort(Cut::Kind::Close, Cut::beforeHeaders) << u"closed the connection"_s;
    ScriptedReply halves = list;
    halves.framing = ScriptedReply::Framing::Chunked;
    halves.pieces = {{R"({"data":[{"id":"a"})"}, {R"(,{"id":"b"}]})"}};
    QTest::newRow("cut in the body") << halves.cutShort(Cut::Kind::Close, 1) << u"Scripted"_s;
    ScriptedReply endless = list;
    endless.framing = ScriptedReply::Framing::Chunked;
    endless.endlessBytes = 200LL * 1024 * 1024;
    endless.filler = QByteArray(64 * 1024, ' ');
    QTest::newRow("endless") << endless << u"larger than"_s;
}

void TestModelListJob::failuresAreSentences()
{
    QFETCH(ScriptedReply, reply);
    QFETCH(QString, word);
    answer(reply);
    const Models models = run();
    QVERIFY(!models);
    QVERIFY2(models.error().message.contains(word), qPrintable(models.error().message));
    QVERIFY(models.error().message.endsWith(u'.'));
}

void TestModelListJob::aRefusedConnectionIsTold()
{
    m_server->close();
    const Models models = run();
    QVERIFY(!models);
    QVERIFY2(models.error().message.contains(u"the connection was refused. Start it"_s),
             qPrintable(models.error().message));
}

void TestModelListJob::aServerThatSaysNothingIsGivenUp()
{
    answer(ScriptedReply::body("{}").cutShort(Cut::Kind::Stall, Cut::beforeHeaders));
    m_limit = std::chrono::milliseconds(300);
    const Models models = run();
    QVERIFY(!models);
    QVERIFY2(models.error().message.contains(u"within 0.3 s"_s),
             qPrintable(models.error().message));
}

void TestModelListJob::pagesAreFollowedWithTheirToken()
{
    m_provider.dialect = Dialect::Anthropic;
    m_server->setHandler([](const ScriptedRequest &request) {
        if (request.path.contains("after_id=b"))
            return ScriptedReply::body(R"({"data":[{"id":"b"},{"id":"c"}],"has_more":false})");
        return ScriptedReply::body(
            R"({"data":[{"id":"a"},{"id":"b"}],"has_more":true,"last_id":"b"})");
    });
    QCOMPARE(ids(run()), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
    QCOMPARE(m_server->requests().size(), 2);
    QCOMPARE(m_server->requests().constFirst().header("anthropic-version"),
             QByteArray("2023-06-01"));
}

void TestModelListJob::aListThatNeverEndsIsGivenUp()
{
    m_provider.dialect = Dialect::Gemini;
    m_provider.baseUrl = QUrl(m_server->baseUrl().resolved(QUrl(u"/v1beta"_s)));
    answer(ScriptedReply::body(R"({"models":[{"name":"models/a"}],"nextPageToken":"again"})"));
    const Models models = run();
    QVERIFY(!models);
    QVERIFY2(models.error().message.contains(u"does not end"_s),
             qPrintable(models.error().message));
    QCOMPARE(m_server->requests().size(), ModelListJob::mostPages);
}

void TestModelListJob::anotherPlaceIsAskedWhereTheFirstHasNone()
{
    m_provider.id = ProviderId(u"lmstudio"_s);
    m_server->setHandler([](const ScriptedRequest &request) {
        if (request.path == "/api/v1/models") // what an older LM Studio says of any address
            return ScriptedReply::body(R"({"error":"Unexpected endpoint or method."})");
        if (request.path == "/v1/models")
            return ScriptedReply::body(R"({"data":[{"id":"a"}]})");
        return ScriptedReply::openAiError(404, u"no"_s);
    });
    QCOMPARE(ids(run()), QStringList{u"a"_s});
    QCOMPARE(m_server->requests().size(), 3);
}

void TestModelListJob::detailsAreAddedToTheList()
{
    m_provider.dialect = Dialect::Ollama;
    m_provider.baseUrl.setPath({});
    m_server->setHandler([](const ScriptedRequest &request) {
        if (request.path == "/api/tags")
            return ScriptedReply::body(R"({"models":[{"name":"a"},{"name":"b"},{"name":"c"}]})");
        if (request.path != "/api/show" || request.method != "POST" || request.model == u"b")
            return ScriptedReply::openAiError(404, u"no"_s);
        return ScriptedReply::body(R"({"model_info":{"x.context_length":)"
                                   + QByteArray(request.model == u"a" ? "1000" : "3000") + "}}");
    });
    const Models models = run();
    QVERIFY(models);
    QCOMPARE(models->at(0).contextWindow, std::optional<qint64>(1000));
    QVERIFY(!models->at(1).contextWindow);
    QCOMPARE(models->at(2).contextWindow, std::optional<qint64>(3000));
}

void TestModelListJob::aListStandsWithoutItsDetails()
{
    m_server->setHandler([](const ScriptedRequest &request) {
        return request.path == "/v1/models"
            ? ScriptedReply::body(R"({"data":[{"id":"a","owned_by":"llamacpp"}]})")
            : ScriptedReply::raw("nonsense\r\n\r\n");
    });
    QCOMPARE(ids(run()), QStringList{u"a"_s});
    QVERIFY(m_server->requests().size() > 1);
}

void TestModelListJob::theKeyGoesToTheServerAndIntoNoSentence()
{
    answer(
        ScriptedReply::openAiError(401, u"Incorrect API key provided: "_s + QLatin1String(secret)));
    const Models refused = run();
    QCOMPARE(m_server->requests().constFirst().header("Authorization"), "Bearer " + secret);
    QVERIFY(!refused);
    QVERIFY(!refused.error().message.contains(QString::fromLatin1(secret)));
    QVERIFY(refused.error().message.contains(u"$SCRIPTED_API_KEY"_s));

    answer(ScriptedReply::body(R"({"data":[{"id":"a","name":"for )" + secret + "\"}]}"));
    const Models listed = run();
    QVERIFY(listed);
    QVERIFY(!listed->constFirst().name.contains(QString::fromLatin1(secret)));

    // A key belongs to an origin.
    m_key = ApiKey(secret, u"https://api.example.com:443"_s);
    m_server->clearJournal();
    (void)run();
    QCOMPARE(m_server->requests().constFirst().header("Authorization"), QByteArray());
}

void TestModelListJob::aProviderWithoutAListIsToldNotAsked()
{
    m_provider.baseUrl.setPath(u"/openai/deployments/gpt"_s);
    const Models models = run();
    QVERIFY(!models);
    QVERIFY(models.error().message.contains(u"has no list of models"_s));
    QCOMPARE(m_server->requests().size(), 0);
}

void TestModelListJob::destroyingAJobCancelsIt()
{
    answer(ScriptedReply::body("{}").cutShort(Cut::Kind::Stall, 0));
    std::unique_ptr<ModelListJob> running = job();
    int ends = 0;
    connect(running.get(), &ModelListJob::finished, this, [&ends] { ++ends; });
    running->start();
    QTRY_COMPARE(m_server->counters().inFlight, 1);
    running.reset();
    QTRY_COMPARE(m_server->counters().clientsLeft, 1);

    // Also while the list is read in another thread.
    QByteArray body = R"({"data":[{"id":"a"})";
    for (int i = 0; i < 100'000; ++i)
        body += R"(,{"id":"b"})";
    answer(ScriptedReply::body(body + "]}"));
    running = job();
    connect(running.get(), &ModelListJob::finished, this, [&ends] { ++ends; });
    running->start();
    QTRY_VERIFY(m_server->requests().constLast().finishedNs.has_value());
    running.reset();
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::sendPostedEvents();
    QCOMPARE(ends, 0);
}

void TestModelListJob::aJobCanBeDestroyedByWhoHearsOfItsEnd()
{
    for (const ScriptedReply &reply : {ScriptedReply::body(R"({"data":[{"id":"a"}]})"),
                                       ScriptedReply::openAiError(401, u"no"_s)}) {
        answer(reply);
        std::unique_ptr<ModelListJob> running = job();
        connect(running.get(), &ModelListJob::finished, this, [&running] { running.reset(); });
        running->start();
        QTRY_VERIFY(!running);
    }
}

QTEST_GUILESS_MAIN(TestModelListJob)
#include "tst_modellistjob.moc"
