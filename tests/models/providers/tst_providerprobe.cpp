// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/providerprobe.h"
#include "support/scriptedserver.h"

#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;
using Cut = ScriptedReply::Cut;
using Step = ProviderProbe::Step;

namespace {

const QByteArray secret = "sk-planted-0123456789";

/// What a service does: by path, and by whether the key came along.
struct Service
{
    bool listIsOpen = false;
    bool takesKey = true;
    QByteArray list = R"({"data":[{"id":"big"},{"id":"text-embedding-3"},{"id":"some-mini"}]})";
    int leastTokens = 1;

    [[nodiscard]] ScriptedReply operator()(const ScriptedRequest &request) const
    {
        const bool isIn = takesKey && request.header("Authorization") == "Bearer " + secret;
        const bool isList = request.path == "/v1/models";
        if (!isIn && !(isList && listIsOpen))
            return ScriptedReply::openAiError(401, u"Bad key "_s + QLatin1String(secret));
        if (isList)
            return ScriptedReply::body(list);
        if (request.path == "/v1/key")
            return ScriptedReply::body(R"({"data":{"label":"mine"}})");
        if (request.json()[u"max_tokens"].toInt() < leastTokens)
            return ScriptedReply::openAiError(400, u"max_tokens is below the minimum"_s);
        OpenAiOptions options;
        options.finishReason = u"length"_s;
        return ScriptedReply::openAiStream(u"Hello"_s, {}, options);
    }
};

} // namespace

class TestProviderProbe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aProviderThatWorksPassesEveryStep();
    void stepsAfterAFailedOneAreSkipped_data();
    void stepsAfterAFailedOneAreSkipped();
    void aRefusedConnectionFailsTheFirstStep();
    void aServerThatAnswersInGarbageIsNotReached();
    void anOpenListIsNoProofOfTheKey();
    void aKeyIsTriedWhereTheServiceHasAPlaceForIt();
    void aKeyThatIsMissingIsAskedFor();
    void aLocalServerNeedsNoKey();
    void moreTokensAreAskedForWhereOneIsTooFew();
    void aModelThatRunsOutOfTokensHasResponded();
    void theCheapestModelThatChatsIsCalled_data();
    void theCheapestModelThatChatsIsCalled();
    void aMissingListLetsANamedModelBeCalled();
    void anEmptyListLeavesNothingToCall();
    void aServiceWithoutAListIsCalledAllTheSame();
    void theKeyIsInNoSentence();
    void destroyingAProbeCancelsIt();
    void aProbeCanBeDestroyedByWhoHearsOfAStep();

private:
    [[nodiscard]] std::unique_ptr<ProviderProbe> probe();
    void run(const QString &model = {});
    [[nodiscard]] QString states() const;
    [[nodiscard]] QStringList called() const;

    std::unique_ptr<ScriptedServer> m_server;
    Provider m_provider;
    ApiKey m_key;
    QList<Step> m_steps;
    QList<ListedModel> m_models;
    int m_ends = 0;
};

void TestProviderProbe::init()
{
    m_server = std::make_unique<ScriptedServer>();
    QVERIFY(m_server->listen());
    m_provider = {};
    m_provider.id = ProviderId(u"scripted"_s);
    m_provider.name = u"Scripted"_s;
    m_provider.baseUrl = m_server->baseUrl();
    m_provider.keyVariables = {u"SCRIPTED_API_KEY"_s};
    m_key = ApiKey(secret, originOf(m_provider.baseUrl));
    m_server->setHandler(Service());
}

std::unique_ptr<ProviderProbe> TestProviderProbe::probe()
{
    auto probe = std::make_unique<ProviderProbe>(m_provider, m_key, NetworkSettings());
    connect(probe.get(), &ProviderProbe::stepFinished, this,
            [this](const Step &step) { m_steps.append(step); });
    connect(probe.get(), &ProviderProbe::finished, this, [this](const QList<ListedModel> &models) {
        m_models = models;
        ++m_ends;
    });
    return probe;
}

void TestProviderProbe::run(const QString &model)
{
    m_steps.clear();
    m_models.clear();
    m_ends = 0;
    const std::unique_ptr<ProviderProbe> running = probe();
    running->start(model);
    QTRY_VERIFY_WITH_TIMEOUT(m_ends > 0, 30'000);
    QCoreApplication::sendPostedEvents(); // a second end would come now
    QCOMPARE(m_ends, 1);
    QCOMPARE(m_steps.size(), 4);
    for (int i = 0; i < 4; ++i) {
        QCOMPARE(static_cast<int>(m_steps.at(i).kind), i);
        QVERIFY2(m_steps.at(i).sentence.endsWith(u'.'), qPrintable(m_steps.at(i).sentence));
        QVERIFY(m_steps.at(i).ms >= 0);
    }
}

/// "PFSS": a letter for each step.
QString TestProviderProbe::states() const
{
    QString text;
    for (const Step &step : m_steps)
        text += u"PFS"_s.at(static_cast<int>(step.state));
    return text;
}

QStringList TestProviderProbe::called() const
{
    QStringList models;
    const QList<ScriptedRequest> requests = m_server->requests();
    for (const ScriptedRequest &request : requests) {
        if (request.method == "POST")
            models.append(request.model);
    }
    return models;
}

void TestProviderProbe::aProviderThatWorksPassesEveryStep()
{
    run();
    QCOMPARE(states(), u"PPPP"_s);
    QCOMPARE(m_models.size(), 3);
    QCOMPARE(called(), QStringList{u"some-mini"_s});
    QCOMPARE(m_server->requests(u"some-mini"_s).constFirst().json()[u"max_tokens"].toInt(), 1);
    QCOMPARE(m_steps.at(2).sentence, u"Models listed by Scripted: 3, of which 2 can chat."_s);
    // The first question tells whether the list is open: it goes without the key.
    QCOMPARE(m_server->requests().constFirst().header("Authorization"), QByteArray());
    run(u"big"_s);
    QCOMPARE(called().constLast(), u"big"_s);
}

void TestProviderProbe::stepsAfterAFailedOneAreSkipped_data()
{
    QTest::addColumn<ScriptedReply>("list");
    QTest::addColumn<ScriptedReply>("call");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QString>("word");
    const ScriptedReply list = ScriptedReply::body(R"({"data":[{"id":"m"}]})");
    const ScriptedReply call = ScriptedReply::openAiStream(u"Hi"_s);
    QTest::newRow("wrong key") << ScriptedReply::openAiError(401, u"no"_s) << call << u"PFSS"_s
                               << u"Check that it is a key for 127.0.0.1"_s;
    QTest::newRow("no list there")
        << ScriptedReply::openAiError(404, u"no"_s) << call << u"PSFS"_s << u"Check the base URL"_s;
    QTest::newRow("a web page") << ScriptedReply::body("<html></html>", "text/html") << call
                                << u"PSFS"_s << u"web page"_s;
    QTest::newRow("cut") << list.cutShort(Cut::Kind::Close, 0) << call << u"PSFS"_s
                         << u"Scripted"_s;
    QTest::newRow("the model is gone")
        << list << ScriptedReply::openAiError(404, u"no such model"_s) << u"PSPF"_s
        << u"Check the model “m”"_s;
    QTest::newRow("no credit") << list << ScriptedReply::openAiError(402, u"Pay"_s) << u"PSPF"_s
                               << u"no credit left"_s;
    QTest::newRow("the call is slow down")
        << list << ScriptedReply::openAiError(429, u"slow down"_s) << u"PSPF"_s << u"rate limit"_s;
}

void TestProviderProbe::stepsAfterAFailedOneAreSkipped()
{
    QFETCH(ScriptedReply, list);
    QFETCH(ScriptedReply, call);
    QFETCH(QString, expected);
    QFETCH(QString, word);
    m_server->setHandler([list, call](const ScriptedRequest &request) {
        return request.method == "GET" ? list : call;
    });
    run();
    QCOMPARE(states(), expected);
    const qsizetype failed = expected.indexOf(u'F');
    QVERIFY2(m_steps.at(failed).sentence.contains(word), qPrintable(m_steps.at(failed).sentence));
    for (qsizetype later = failed + 1; later < 4; ++later)
        QVERIFY(m_steps.at(later).sentence.contains(u"the step before it failed"_s));
    QVERIFY(called().size() <= 1);
}

void TestProviderProbe::aRefusedConnectionFailsTheFirstStep()
{
    m_server->close();
    run();
    QCOMPARE(states(), u"FSSS"_s);
    QVERIFY2(m_steps.constFirst().sentence.contains(u"the connection was refused"_s),
             qPrintable(m_steps.constFirst().sentence));
}

void TestProviderProbe::aServerThatAnswersInGarbageIsNotReached()
{
    m_server->setHandler(
        [](const ScriptedRequest &) { return ScriptedReply::raw("SSH-2.0-OpenSSH\r\n\r\n"); });
    run();
    QCOMPARE(states(), u"FSSS"_s);
    QVERIFY2(m_steps.constFirst().sentence.contains(u"does not answer"_s),
             qPrintable(m_steps.constFirst().sentence));
}

void TestProviderProbe::anOpenListIsNoProofOfTheKey()
{
    Service service;
    service.listIsOpen = true;
    service.takesKey = false;
    m_server->setHandler(service);
    run();
    QCOMPARE(states(), u"PSPF"_s);
    QVERIFY2(m_steps.at(1).sentence.contains(u"only the call tells"_s),
             qPrintable(m_steps.at(1).sentence));
    QVERIFY2(m_steps.at(3).sentence.contains(u"Check that it is a key for 127.0.0.1"_s),
             qPrintable(m_steps.at(3).sentence));
}

void TestProviderProbe::aKeyIsTriedWhereTheServiceHasAPlaceForIt()
{
    m_provider.id = ProviderId(u"openrouter"_s);
    Service service;
    service.listIsOpen = true;
    m_server->setHandler(service);
    run();
    QCOMPARE(states(), u"PPPP"_s);
    service.takesKey = false;
    m_server->setHandler(service);
    run();
    QCOMPARE(states(), u"PFSS"_s);
}

void TestProviderProbe::aKeyThatIsMissingIsAskedFor()
{
    m_key = {};
    run();
    QCOMPARE(states(), u"PFSS"_s);
    QVERIFY2(m_steps.at(1).sentence.contains(u"SCRIPTED_API_KEY"_s),
             qPrintable(m_steps.at(1).sentence));
    QVERIFY(m_steps.at(1).sentence.contains(u"wants a key"_s));
}

void TestProviderProbe::aLocalServerNeedsNoKey()
{
    m_key = {};
    m_server->setHandler([](const ScriptedRequest &request) {
        return request.method == "GET" ? ScriptedReply::body(R"({"data":[{"id":"m"}]})")
                                       : ScriptedReply::openAiStream(u"Hi"_s);
    });
    run();
    QCOMPARE(states(), u"PSPP"_s);
}

void TestProviderProbe::moreTokensAreAskedForWhereOneIsTooFew()
{
    Service service;
    service.leastTokens = 16;
    m_server->setHandler(service);
    run();
    QCOMPARE(states(), u"PPPP"_s);
    QCOMPARE(called().size(), 2);
    QCOMPARE(m_server->requests().constLast().json()[u"max_tokens"].toInt(), 16);
}

void TestProviderProbe::aModelThatRunsOutOfTokensHasResponded()
{
    m_server->setHandler([](const ScriptedRequest &request) {
        return request.method == "GET"
            ? ScriptedReply::body(R"({"data":[{"id":"m","reasoning":{"mandatory":true}}]})")
            : ScriptedReply::openAiError(400,
                                         u"Could not finish the message because max_tokens or "
                                         "model output limit was reached."_s);
    });
    run();
    QCOMPARE(states(), u"PSPP"_s);
    // It thinks before it answers, so one token is not even tried.
    QCOMPARE(called().size(), 1);
}

void TestProviderProbe::theCheapestModelThatChatsIsCalled_data()
{
    QTest::addColumn<QByteArray>("list");
    QTest::addColumn<QString>("expected");
    QTest::newRow("by price") << QByteArray(R"([
        {"id":"a","pricing":{"input":5,"output":9}},{"id":"b","pricing":{"input":1,"output":2}},
        {"id":"c-mini","pricing":{"input":1,"output":3}},{"id":"d"}])")
                              << u"b"_s;
    QTest::newRow("not what is free, which is often at its limit") << QByteArray(R"([
        {"id":"a:free","pricing":{"input":0,"output":0}},{"id":"b","pricing":{"input":1,"output":2}}])")
                                                                   << u"b"_s;
    QTest::newRow("by name") << QByteArray(R"([{"id":"a"},{"id":"gpt-4o-mini"},{"id":"b"}])")
                             << u"gpt-4o-mini"_s;
    QTest::newRow("the first") << QByteArray(R"([{"id":"tts-1"},{"id":"a"},{"id":"b"}])") << u"a"_s;
}

void TestProviderProbe::theCheapestModelThatChatsIsCalled()
{
    QFETCH(QByteArray, list);
    QFETCH(QString, expected);
    Service service;
    service.list = list;
    m_server->setHandler(service);
    run();
    QCOMPARE(called(), QStringList{expected});
}

void TestProviderProbe::aMissingListLetsANamedModelBeCalled()
{
    m_server->setHandler([](const ScriptedRequest &request) {
        return request.method == "GET" ? ScriptedReply::openAiError(404, u"no"_s)
                                       : ScriptedReply::openAiStream(u"Hi"_s);
    });
    run(u"mine"_s);
    QCOMPARE(states(), u"PSSP"_s);
    QCOMPARE(called(), QStringList{u"mine"_s});
}

void TestProviderProbe::anEmptyListLeavesNothingToCall()
{
    Service service;
    service.list = R"({"data":[]})";
    m_server->setHandler(service);
    run();
    QCOMPARE(states(), u"PPPS"_s);
    QVERIFY(called().isEmpty());
}

void TestProviderProbe::aServiceWithoutAListIsCalledAllTheSame()
{
    m_provider.baseUrl.setPath(u"/openai/deployments/gpt"_s);
    m_server->setHandler([](const ScriptedRequest &request) {
        return request.method == "GET" ? ScriptedReply::openAiError(404, u"no"_s)
                                       : ScriptedReply::openAiStream(u"Hi"_s);
    });
    run(u"gpt"_s);
    QCOMPARE(states(), u"PSSP"_s);
    run();
    QCOMPARE(states(), u"PSSS"_s);
}

void TestProviderProbe::theKeyIsInNoSentence()
{
    Service service;
    service.takesKey = false;
    m_server->setHandler(service);
    for (const bool isOpen : {false, true}) {
        service.listIsOpen = isOpen;
        m_server->setHandler(service);
        run();
        for (const Step &step : std::as_const(m_steps))
            QVERIFY2(!step.sentence.contains(QString::fromLatin1(secret)),
                     qPrintable(step.sentence));
    }
}

void TestProviderProbe::destroyingAProbeCancelsIt()
{
    m_steps.clear();
    m_ends = 0;
    m_server->setHandler([](const ScriptedRequest &request) {
        return request.method == "GET"
            ? ScriptedReply::body(R"({"data":[{"id":"m"}]})")
            : ScriptedReply::openAiStream(u"a b c"_s).cutShort(Cut::Kind::Stall, 1);
    });
    std::unique_ptr<ProviderProbe> running = probe();
    running->start();
    QTRY_COMPARE(called().size(), 1);
    running.reset();
    QTRY_COMPARE(m_server->counters().clientsLeft, 1);
    QCOMPARE(m_ends, 0);
}

void TestProviderProbe::aProbeCanBeDestroyedByWhoHearsOfAStep()
{
    for (int step = 1; step <= 4; ++step) {
        m_steps.clear();
        std::unique_ptr<ProviderProbe> running = probe();
        connect(running.get(), &ProviderProbe::stepFinished, this, [this, &running, step] {
            if (m_steps.size() == step)
                running.reset();
        });
        running->start();
        QTRY_VERIFY(!running);
    }
}

QTEST_GUILESS_MAIN(TestProviderProbe)
#include "tst_providerprobe.moc"
