// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/localservers.h"
#include "providers/providersfile.h"
#include "support/scriptedserver.h"

#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;
using Cut = ScriptedReply::Cut;

namespace {

using Answers = QHash<QByteArray, QByteArray>;

struct Found
{
    QString id;
    QString name;
    QUrl url;
    QStringList models;
};

/// A server on this machine, as a candidate under the id of one that is built in.
Provider candidate(const ScriptedServer &server, const QString &id)
{
    Provider provider;
    provider.id = ProviderId(id);
    provider.name = u"Name of "_s + id;
    provider.baseUrl = server.baseUrl();
    return provider;
}

ScriptedHandler answering(const Answers &answers)
{
    return [answers](const ScriptedRequest &request) {
        return answers.contains(request.path) ? ScriptedReply::body(answers.value(request.path))
                                              : ScriptedReply::openAiError(404, u"no"_s);
    };
}

const Answers ollamaAnswers{
    {"/api/version", R"({"version":"0.12.3"})"},
    {"/api/tags", R"({"models":[{"name":"qwen3:4b","details":{"context_length":40960}}]})"},
    {"/v1/models", R"({"object":"list","data":[{"id":"qwen3:4b","owned_by":"library"}]})"}};
const Answers studioAnswers{
    {"/api/v0/models", R"({"data":[{"id":"gemma","type":"llm","state":"loaded"}]})"},
    {"/v1/models", R"({"data":[{"id":"gemma","owned_by":"organization_owner"}]})"}};
const Answers llamaCppAnswers{
    {"/props", R"({"default_generation_settings":{"n_ctx":512},"total_slots":1})"},
    {"/v1/models",
     R"({"data":[{"id":"stories","owned_by":"llamacpp","meta":{"n_ctx_train":128}}]})"}};
const Answers vllmAnswers{
    {"/v1/models", R"({"data":[{"id":"qwen","owned_by":"vllm","max_model_len":8192}]})"}};

} // namespace

class TestLocalServers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void eachKindTellsWhatItIs_data();
    void eachKindTellsWhatItIs();
    void anythingElseIsNotOffered_data();
    void anythingElseIsNotOffered();
    void aServerAtAnothersPortIsOfferedAsWhatItIs();
    void aNameOfThePersonsOwnStays();
    void llamaCppWithAKeyIsKnownByItsOpenList();
    void severalAreAskedAtOnce();
    void onlyThisMachineIsAsked();
    void theSameAddressIsAskedOnce();
    void nothingToAskEnds();
    void aServerThatSaysNothingIsPassedOver();
    void destroyingItCancels();
    void ollamaHostHasManyForms_data();
    void ollamaHostHasManyForms();
    void candidatesAreTheLocalProviders();

private:
    [[nodiscard]] QList<Found> look(const QList<Provider> &candidates,
                                    std::chrono::milliseconds limit = std::chrono::seconds(30));

    std::unique_ptr<ScriptedServer> m_server;
};

void TestLocalServers::init()
{
    m_server = std::make_unique<ScriptedServer>();
    QVERIFY(m_server->listen());
}

QList<Found> TestLocalServers::look(const QList<Provider> &candidates,
                                    std::chrono::milliseconds limit)
{
    LocalServers servers(candidates);
    servers.setTimeLimit(limit);
    QList<Found> all;
    int ends = 0;
    connect(&servers, &LocalServers::found, this,
            [&](const Provider &provider, const QList<ListedModel> &models) {
                Found found{provider.id.toString(), provider.name, provider.baseUrl, {}};
                for (const ListedModel &model : models)
                    found.models.append(model.id);
                all.append(found);
            });
    connect(&servers, &LocalServers::finished, this, [&ends] { ++ends; });
    servers.start();
    [&ends] { QTRY_COMPARE_WITH_TIMEOUT(ends, 1, 60'000); }();
    return all;
}

void TestLocalServers::eachKindTellsWhatItIs_data()
{
    QTest::addColumn<Answers>("answers");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("model");
    QTest::newRow("Ollama") << ollamaAnswers << u"ollama"_s << u"qwen3:4b"_s;
    QTest::newRow("LM Studio") << studioAnswers << u"lmstudio"_s << u"gemma"_s;
    QTest::newRow("LM Studio, newer")
        << Answers{{"/api/v1/models", R"({"models":[{"key":"gemma","type":"llm"}]})"}}
        << u"lmstudio"_s << u"gemma"_s;
    QTest::newRow("llama.cpp") << llamaCppAnswers << u"llamacpp"_s << u"stories"_s;
    QTest::newRow("vLLM") << vllmAnswers << u"vllm"_s << u"qwen"_s;
}

void TestLocalServers::eachKindTellsWhatItIs()
{
    QFETCH(Answers, answers);
    QFETCH(QString, id);
    QFETCH(QString, model);
    m_server->setHandler(answering(answers));
    const QList<Found> found = look({candidate(*m_server, id)});
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.constFirst().id, id);
    QCOMPARE(found.constFirst().name, u"Name of "_s + id);
    QCOMPARE(found.constFirst().url, m_server->baseUrl());
    QCOMPARE(found.constFirst().models, QStringList{model});
}

void TestLocalServers::anythingElseIsNotOffered_data()
{
    QTest::addColumn<ScriptedReply>("reply");
    QTest::newRow("a web page for everything")
        << ScriptedReply::body("<html>Hello</html>", "text/html");
    QTest::newRow("404") << ScriptedReply::openAiError(404, u"no"_s);
    QTest::newRow("401") << ScriptedReply::openAiError(401, u"no"_s);
    QTest::newRow("JSON of another kind") << ScriptedReply::body(R"({"status":"ok"})");
    QTest::newRow("an empty object") << ScriptedReply::body("{}");
    QTest::newRow("a list of a gateway's models")
        << ScriptedReply::body(R"({"data":[{"id":"gpt-4o","owned_by":"openai"}]})");
    QTest::newRow("a redirect")
        << ScriptedReply::body("", "text/plain", 301).withHeader("Location", "http://example.com");
    QTest::newRow("no HTTP") << ScriptedReply::raw("220 mail.example.com ESMTP\r\n\r\n");
    QTest::newRow("closes at once")
        << ScriptedReply::body("{}").cutShort(Cut::Kind::Reset, Cut::beforeHeaders);
}

void TestLocalServers::anythingElseIsNotOffered()
{
    QFETCH(ScriptedReply, reply);
    m_server->setHandler([reply](const ScriptedRequest &) { return reply; });
    QVERIFY(look({candidate(*m_server, u"llamacpp"_s)}).isEmpty());
    QVERIFY(!m_server->requests().isEmpty());
}

void TestLocalServers::aServerAtAnothersPortIsOfferedAsWhatItIs()
{
    m_server->setHandler(answering(vllmAnswers));
    const QList<Found> found = look({candidate(*m_server, u"llamacpp"_s)});
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.constFirst().id, u"vllm"_s);
    QCOMPARE(found.constFirst().name, u"vLLM"_s);
}

void TestLocalServers::aNameOfThePersonsOwnStays()
{
    m_server->setHandler(answering(vllmAnswers));
    const QList<Found> found = look({candidate(*m_server, u"the-big-one"_s)});
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.constFirst().id, u"the-big-one"_s);
}

void TestLocalServers::llamaCppWithAKeyIsKnownByItsOpenList()
{
    Answers answers = llamaCppAnswers;
    answers.remove("/props");
    m_server->setHandler(answering(answers));
    QCOMPARE(look({candidate(*m_server, u"llamacpp"_s)}).size(), 1);
}

void TestLocalServers::severalAreAskedAtOnce()
{
    ScriptedServer other;
    QVERIFY(other.listen());
    ScriptedServer gone;
    QVERIFY(gone.listen());
    const Provider nobody = candidate(gone, u"lmstudio"_s);
    gone.close();
    m_server->setHandler(answering(ollamaAnswers));
    other.setHandler(answering(llamaCppAnswers));
    const QList<Found> found =
        look({candidate(*m_server, u"ollama"_s), nobody, candidate(other, u"llamacpp"_s)});
    QCOMPARE(found.size(), 2);
}

void TestLocalServers::onlyThisMachineIsAsked()
{
    m_server->setHandler(answering(llamaCppAnswers));
    Provider remote = candidate(*m_server, u"vllm"_s);
    remote.baseUrl = QUrl(u"http://192.0.2.1:8000/v1"_s);
    QVERIFY(look({remote}).isEmpty());
    Provider named = candidate(*m_server, u"llamacpp"_s);
    named.baseUrl.setHost(u"localhost"_s);
    const QList<Found> found = look({named});
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.constFirst().url.host(), u"127.0.0.1"_s);
}

void TestLocalServers::theSameAddressIsAskedOnce()
{
    m_server->setHandler(answering(llamaCppAnswers));
    QCOMPARE(look({candidate(*m_server, u"mine"_s), candidate(*m_server, u"llamacpp"_s)}).size(),
             1);
}

void TestLocalServers::nothingToAskEnds()
{
    QVERIFY(look({}).isEmpty());
}

void TestLocalServers::aServerThatSaysNothingIsPassedOver()
{
    m_server->setHandler([](const ScriptedRequest &) {
        return ScriptedReply::body("{}").cutShort(Cut::Kind::Stall, Cut::beforeHeaders);
    });
    QVERIFY(look({candidate(*m_server, u"ollama"_s)}, std::chrono::milliseconds(200)).isEmpty());
}

void TestLocalServers::destroyingItCancels()
{
    m_server->setHandler([](const ScriptedRequest &) {
        return ScriptedReply::body("{}").cutShort(Cut::Kind::Stall, Cut::beforeHeaders);
    });
    auto servers =
        std::make_unique<LocalServers>(QList<Provider>{candidate(*m_server, u"ollama"_s)});
    servers->setTimeLimit(std::chrono::seconds(60));
    servers->start();
    QTRY_VERIFY(m_server->counters().inFlight > 0);
    servers.reset();
    QTRY_COMPARE(m_server->counters().connectionsOpen, 0);
}

void TestLocalServers::ollamaHostHasManyForms_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("address");
    const QString fallback = u"http://127.0.0.1:11434"_s;
    QTest::newRow("not set") << QString() << fallback;
    QTest::newRow("host") << u"192.0.2.7"_s << u"http://192.0.2.7:11434"_s;
    QTest::newRow("host and port") << u"127.0.0.1:8000"_s << u"http://127.0.0.1:8000"_s;
    QTest::newRow("port") << u":8000"_s << u"http://127.0.0.1:8000"_s;
    QTest::newRow("listens everywhere") << u"0.0.0.0"_s << fallback;
    QTest::newRow("listens everywhere at a port")
        << u"0.0.0.0:8000"_s << u"http://127.0.0.1:8000"_s;
    QTest::newRow("listens everywhere, IPv6") << u"[::]:8000"_s << u"http://[::1]:8000"_s;
    QTest::newRow("IPv6 without brackets") << u"::1"_s << u"http://[::1]:11434"_s;
    QTest::newRow("http") << u"http://box"_s << u"http://box:80"_s;
    QTest::newRow("https") << u"https://box"_s << u"https://box:443"_s;
    QTest::newRow("with a path") << u"https://box:8443/ollama/"_s << u"https://box:8443/ollama"_s;
    QTest::newRow("quoted") << u" \"box:1\" "_s << u"http://box:1"_s;
    QTest::newRow("another scheme") << u"ftp://box"_s << fallback;
    QTest::newRow("no number") << u"box:port"_s << fallback;
}

void TestLocalServers::ollamaHostHasManyForms()
{
    QFETCH(QString, value);
    QFETCH(QString, address);
    QCOMPARE(ollamaAddress(value).toString(), address);
}

void TestLocalServers::candidatesAreTheLocalProviders()
{
    const auto addressOf = [](const QString &host) -> QString {
        const QList<Provider> candidates = localServerCandidates(builtInProviders(), host);
        for (const Provider &provider : candidates) {
            if (!isLoopback(provider.baseUrl.host()))
                return u"not local"_s;
            if (provider.id.toString() == u"ollama")
                return originOf(provider.baseUrl);
        }
        return {};
    };
    QCOMPARE(localServerCandidates(builtInProviders(), {}).size(), 4);
    QCOMPARE(addressOf({}), u"http://127.0.0.1:11434"_s);
    QCOMPARE(addressOf(u"0.0.0.0:9000"_s), u"http://127.0.0.1:9000"_s);
    QCOMPARE(addressOf(u"192.0.2.7"_s), QString());
}

QTEST_GUILESS_MAIN(TestLocalServers)
#include "tst_localservers.moc"
