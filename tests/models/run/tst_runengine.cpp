// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/bleu.h"
#include "mixture/prompt.h"
#include "run/runjson.h"
#include "support/enginefixture.h"

#include <QJsonDocument>

using namespace moa;
using namespace moa::test;
using Cut = ScriptedReply::Cut;

class TestRunEngine : public QObject, private EngineFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void oneAgentAnswersAlone();
    void referencesStandInOrderAndTrimmed();
    void anAgentStartsWhenItsOwnReferencesAreThere();
    void aFailedAgentIsLeftOutWithoutAGap();
    void aLayerBelowItsQuorumIsNotGoneOnFrom();
    void everySampleIsAResponse();
    void aMutedAgentTakesNoPart();
    void anEmptyAnswerCountsAsFailed();
    void theRankersPickIsPassedOnUnchanged();
    void aRankerWithoutAPickFails();
    void settingsAreSent();
    void figuresAreKept();
    void usageIsEstimatedWhenNotReported();
    void usageIsCountedWhereTheVocabularyIsKnown();
    void referencesThatDoNotFitAreRefusedUnsent();
    void referencesAreShortenedWhereThatIsAskedFor();
    void aPlanThatCantRunIsToldNotSent_data();
    void aPlanThatCantRunIsToldNotSent();
    void aWideAndDeepMixtureRuns();
    void theRecordHoldsNoKey();
    void theRecordAsJson();

private:
    [[nodiscard]] static QString textOf(const RunRecord &record, const char *agentId,
                                        int sample = 1)
    {
        return record.response({AgentId(QString::fromUtf8(agentId)), sample})->text;
    }
};

void TestRunEngine::oneAgentAnswersAlone()
{
    const RunRecord record = run({layer({agent("a")})});
    QCOMPARE(record.state, RunState::Done);
    QCOMPARE(record.finalText, QStringLiteral("answer of a"));
    QCOMPARE(record.responses.size(), 1);
    QCOMPARE(messagesOf(m_server->requests().constFirst()).size(), 1);
}

void TestRunEngine::referencesStandInOrderAndTrimmed()
{
    m_server->script(QStringLiteral("a"), {answer(QStringLiteral("\n\nfirst \n"))});
    m_server->script(QStringLiteral("b"), {answer(QStringLiteral("second"))});
    Agent last = agent("last", Role::Aggregator);
    last.references = QList{AgentId(QStringLiteral("b")), AgentId(QStringLiteral("a"))};
    const RunRecord record = run({layer({agent("a"), agent("b")}), layer({last})});
    QCOMPARE(record.state, RunState::Done);
    QCOMPARE(textOf(record, "a"), QStringLiteral("\n\nfirst \n"));
    QCOMPARE(systemMessage(m_server->requests(QStringLiteral("last")).constFirst()),
             aggregateAndSynthesize() + QStringLiteral("\n1. second\n2. first"));
    const QList<ResponseId> references =
        record.response({AgentId(QStringLiteral("last")), 1})->references;
    QCOMPARE(references.size(), 2);
    QCOMPARE(references.constFirst().toString(), QStringLiteral("b#1"));
}

void TestRunEngine::anAgentStartsWhenItsOwnReferencesAreThere()
{
    // "slow" stalls for good: whatever still starts did not wait for it.
    m_server->script(QStringLiteral("slow"), {answer({}).cutShort(Cut::Kind::Stall, 0)});
    Agent eager = agent("eager", Role::Aggregator);
    eager.references = QList{AgentId(QStringLiteral("fast"))};
    start({layer({agent("fast"), agent("slow")}), layer({eager}),
           layer({agent("last", Role::Aggregator)})});
    QTRY_COMPARE(m_server->requests(QStringLiteral("last")).size(), 1);
    m_engine->stop();
    const RunRecord record = waitForEnd();
    QCOMPARE(textOf(record, "eager"), QStringLiteral("answer of eager"));
    QCOMPARE(record.response({AgentId(QStringLiteral("slow")), 1})->state,
             ResponseState::Cancelled);
}

void TestRunEngine::aFailedAgentIsLeftOutWithoutAGap()
{
    m_server->script(QStringLiteral("b"),
                     {ScriptedReply::openAiError(404, QStringLiteral("no such model"))});
    const RunRecord record = run(
        {layer({agent("a"), agent("b"), agent("c")}), layer({agent("last", Role::Aggregator)})});
    QCOMPARE(record.state, RunState::Degraded);
    QCOMPARE(systemMessage(m_server->requests(QStringLiteral("last")).constFirst()),
             aggregateAndSynthesize() + QStringLiteral("\n1. answer of a\n2. answer of c"));
    const Response *failed = record.response({AgentId(QStringLiteral("b")), 1});
    QCOMPARE(failed->state, ResponseState::Failed);
    QCOMPARE(failed->error,
             QStringLiteral("Scripted answered 404 (no such model or address): no such model."));
}

void TestRunEngine::aLayerBelowItsQuorumIsNotGoneOnFrom()
{
    m_server->script(QStringLiteral("b"), {ScriptedReply::openAiError(404, QStringLiteral("no"))});
    Layer proposers = layer({agent("a"), agent("b")});
    proposers.quorum = 2;
    const RunRecord record = run({proposers, layer({agent("last", Role::Aggregator)})});
    QCOMPARE(record.state, RunState::Failed);
    QVERIFY(m_server->requests(QStringLiteral("last")).isEmpty());
    QVERIFY(record.error.contains(QStringLiteral("layer 1 has 1 of the 2")));
    QVERIFY2(record.error.contains(QStringLiteral("answered 404")), qPrintable(record.error));
    QVERIFY(!record.final);
}

void TestRunEngine::everySampleIsAResponse()
{
    Agent sampled = agent("a");
    sampled.samples = 3;
    sampled.settings.seed = 7;
    const RunRecord record = run({layer({sampled}), layer({agent("last", Role::Aggregator)})});
    QCOMPARE(record.state, RunState::Done);
    QCOMPARE(record.responses.size(), 4);
    QSet<int> seeds;
    for (const ScriptedRequest &request : m_server->requests(QStringLiteral("a")))
        seeds.insert(request.json().value(u"seed").toInt());
    QCOMPARE(seeds, (QSet{7, 8, 9}));
    QVERIFY(systemMessage(m_server->requests(QStringLiteral("last")).constFirst())
                .endsWith(QStringLiteral("\n1. answer of a\n2. answer of a\n3. answer of a")));
}

void TestRunEngine::aMutedAgentTakesNoPart()
{
    Agent muted = agent("a");
    muted.muted = true;
    const RunRecord record =
        run({layer({muted, agent("b")}), layer({agent("last", Role::Aggregator)})});
    QCOMPARE(record.state, RunState::Done);
    QVERIFY(m_server->requests(QStringLiteral("a")).isEmpty());
    QCOMPARE(record.responses.constFirst().state, ResponseState::Muted);
    QVERIFY(systemMessage(m_server->requests(QStringLiteral("last")).constFirst())
                .endsWith(QStringLiteral("\n1. answer of b")));
}

void TestRunEngine::anEmptyAnswerCountsAsFailed()
{
    m_server->script(QStringLiteral("a"), {answer(QStringLiteral(" \n"))});
    OpenAiOptions cut;
    cut.finishReason = QStringLiteral("length");
    cut.reasoning = QStringLiteral("thinking and thinking");
    m_server->script(QStringLiteral("b"), {ScriptedReply::openAiStream({}, {}, cut)});
    const RunRecord record = run(
        {layer({agent("a"), agent("b"), agent("c")}), layer({agent("last", Role::Aggregator)})});
    QCOMPARE(record.state, RunState::Degraded);
    QCOMPARE(record.responses.at(0).error, QStringLiteral("The answer is empty."));
    QVERIFY(record.responses.at(1).error.contains(QStringLiteral("token limit")));
    QCOMPARE(record.responses.at(1).reasoning, QStringLiteral("thinking and thinking"));
}

void TestRunEngine::theRankersPickIsPassedOnUnchanged()
{
    m_server->script(QStringLiteral("b"), {answer(QStringLiteral("  best of all\n"))});
    m_server->script(QStringLiteral("judge"), {answer(QStringLiteral(" B\n"))});
    QSignalSpy texts(m_engine.get(), &RunEngine::textAdded);
    const RunRecord record =
        run({layer({agent("a"), agent("b")}), layer({agent("judge", Role::Ranker)})});
    QCOMPARE(record.state, RunState::Done);
    QCOMPARE(record.finalText, QStringLiteral("  best of all\n"));
    QCOMPARE(record.response(*record.final)->picked->toString(), QStringLiteral("b#1"));
    for (const QList<QVariant> &added : texts)
        QVERIFY(added.constFirst().value<ResponseId>().agent.toString() != u"judge");
}

void TestRunEngine::aRankerWithoutAPickFails()
{
    m_server->script(QStringLiteral("judge"), {answer(QStringLiteral("Either A or B."))});
    const RunRecord record =
        run({layer({agent("a"), agent("b")}), layer({agent("judge", Role::Ranker)})});
    QCOMPARE(record.state, RunState::Failed);
    QVERIFY(record.error.contains(QStringLiteral("Either A or B.")));
}

void TestRunEngine::settingsAreSent()
{
    Agent own = agent("a");
    own.settings.temperature = 0.1;
    own.settings.systemPrompt = QStringLiteral("Be brief.");
    m_plan.mixture.defaults.temperature = 0.7;
    m_plan.mixture.defaults.maxTokens = 2048;
    const RunRecord record =
        run({layer({own, agent("b")}), layer({agent("last", Role::Aggregator)})});
    QCOMPARE(record.state, RunState::Done);
    const ScriptedRequest first = m_server->requests(QStringLiteral("a")).constFirst();
    QCOMPARE(first.json().value(u"temperature").toDouble(), 0.1);
    QCOMPARE(first.json().value(u"max_tokens").toInt(), 2048);
    QCOMPARE(systemMessage(first), QStringLiteral("Be brief."));
    QCOMPARE(m_server->requests(QStringLiteral("b"))
                 .constFirst()
                 .json()
                 .value(u"temperature")
                 .toDouble(),
             0.7);
    QCOMPARE(record.responses.constFirst().request, first.body);
}

void TestRunEngine::figuresAreKept()
{
    const RunRecord record =
        run({layer({agent("a"), agent("b")}), layer({agent("last", Role::Aggregator)})});
    QCOMPARE(record.state, RunState::Done);
    qint64 slowest = 0;
    for (const Response &response : record.responses) {
        const Timing &timing = response.timing;
        QVERIFY(timing.queued && timing.started && timing.firstToken && timing.finished);
        QVERIFY(*timing.queued <= *timing.started);
        QVERIFY(*timing.started <= *timing.firstToken);
        QVERIFY(*timing.firstToken <= *timing.finished);
        QCOMPARE(response.usage->source, Usage::Source::Reported);
        QCOMPARE(response.usage->input, 11);
        if (response.layer == 0)
            slowest = std::max(slowest, *timing.finished - *timing.started);
    }
    const Response &last = record.responses.constLast();
    QVERIFY(!last.bleuToFinal);
    QCOMPARE(*record.responses.constFirst().bleuToFinal,
             sentenceBleu(QStringLiteral("answer of a"), {QStringLiteral("answer of last")},
                          BleuOptions::overlap())
                 .score);
    QCOMPARE(record.totals.input, 33);
    QCOMPARE(record.totals.output, 9);
    QCOMPARE(record.totals.unpriced, 3);
    QCOMPARE(record.totals.criticalPathMs, slowest + *last.timing.finished - *last.timing.started);
    QVERIFY(record.totals.wallMs >= record.totals.criticalPathMs);
}

void TestRunEngine::usageIsEstimatedWhenNotReported()
{
    OpenAiOptions options;
    options.usage = false;
    m_server->script(QStringLiteral("a"),
                     {ScriptedReply::openAiStream(QStringLiteral("some words here"), {}, options)});
    const RunRecord record = run({layer({agent("a")})});
    const Usage usage = record.responses.constFirst().usage.value();
    QCOMPARE(usage.source, Usage::Source::Estimated);
    QVERIFY(usage.input > 0 && usage.output > 0);
    QVERIFY(record.totals.estimated);
}

void TestRunEngine::usageIsCountedWhereTheVocabularyIsKnown()
{
    ModelOverride own;
    own.model = QStringLiteral("a");
    own.encoding = TokenEncoding::O200k;
    m_plan.providers[0].models = {own};
    OpenAiOptions options;
    options.usage = false;
    m_server->script(QStringLiteral("a"),
                     {ScriptedReply::openAiStream(QStringLiteral("some words here"), {}, options)});
    const RunRecord record = run({layer({agent("a")})});
    const Usage usage = record.responses.constFirst().usage.value();
    QCOMPARE(usage.source, Usage::Source::Counted);
    QCOMPARE(usage.output, 3);
    QCOMPARE(usage.input, 2 + 4 + 3); // "Why?" and what a chat adds
}

void TestRunEngine::referencesThatDoNotFitAreRefusedUnsent()
{
    ModelOverride own;
    own.model = QStringLiteral("last");
    own.contextWindow = 400;
    m_plan.providers[0].models = {own};
    m_server->setHandler([](const ScriptedRequest &) {
        return answer(QStringLiteral("many words ").repeated(300));
    });
    const RunRecord record = run({layer({agent("a")}), layer({agent("last", Role::Aggregator)})});
    QCOMPARE(record.state, RunState::Failed);
    QVERIFY(m_server->requests(QStringLiteral("last")).isEmpty());
    const Response &refused = record.responses.constLast();
    QCOMPARE(refused.state, ResponseState::Failed);
    QVERIFY2(refused.error.startsWith(QStringLiteral("Not asked: it would need about ")),
             qPrintable(refused.error));
}

void TestRunEngine::referencesAreShortenedWhereThatIsAskedFor()
{
    ModelOverride own;
    own.model = QStringLiteral("last");
    own.contextWindow = 400;
    m_plan.providers[0].models = {own};
    m_plan.mixture.defaults.overflow = Overflow::Shorten;
    m_server->script(QStringLiteral("a"), {answer(QStringLiteral("many words ").repeated(300))});
    m_server->script(QStringLiteral("b"), {answer(QStringLiteral("short"))});
    const RunRecord record =
        run({layer({agent("a"), agent("b")}), layer({agent("last", Role::Aggregator)})});
    QCOMPARE(record.state, RunState::Done);
    const Response &last = record.responses.constLast();
    QCOMPARE(last.notices.size(), 1);
    QVERIFY(last.notices.constFirst().contains(QStringLiteral("reference 1 by ")));
    const QString sent = systemMessage(m_server->requests(QStringLiteral("last")).constFirst());
    QVERIFY(sent.contains(QStringLiteral("characters left out …]")));
    QVERIFY(sent.endsWith(QStringLiteral("\n2. short")));
    // What was answered is kept whole.
    QCOMPARE(record.responses.constFirst().text.size(), 11 * 300);
    QVERIFY(record.responses.constFirst().notices.isEmpty());
}

void TestRunEngine::aPlanThatCantRunIsToldNotSent_data()
{
    QTest::addColumn<std::function<void(RunPlan &)>>("spoil");
    QTest::addColumn<QString>("sentence");
    using Spoil = std::function<void(RunPlan &)>;
    QTest::newRow("no prompt") << Spoil([](RunPlan &plan) { plan.conversation.clear(); })
                               << QStringLiteral("There is no prompt to answer.");
    QTest::newRow("blank prompt") << Spoil([](RunPlan &plan) {
        plan.conversation[0].text = QStringLiteral(" \n");
    }) << QStringLiteral("There is no prompt to answer.");
    QTest::newRow("unknown provider") << Spoil([](RunPlan &plan) {
        plan.mixture.layers[0].agents[0].provider = ProviderId(QStringLiteral("nowhere"));
    }) << QStringLiteral("nowhere");
    QTest::newRow("no layers") << Spoil([](RunPlan &plan) { plan.mixture.layers.clear(); })
                               << QStringLiteral("layer");
    QTest::newRow("no key") << Spoil([](RunPlan &plan) {
        plan.providers[0].baseUrl = QUrl(QStringLiteral("https://api.example/v1"));
        plan.providers[0].keyVariables = QStringList{QStringLiteral("SCRIPTED_KEY")};
    }) << QStringLiteral("set the environment variable SCRIPTED_KEY");
    QTest::newRow("plain http to a public host") << Spoil([](RunPlan &plan) {
        plan.providers[0].baseUrl = QUrl(QStringLiteral("http://api.example/v1"));
    }) << QStringLiteral("api.example is a public host");
}

void TestRunEngine::aPlanThatCantRunIsToldNotSent()
{
    QFETCH(std::function<void(RunPlan &)>, spoil);
    QFETCH(QString, sentence);
    m_plan.mixture.layers = {layer({agent("a")})};
    spoil(m_plan);
    m_engine->start(m_plan);
    const RunRecord record = waitForEnd();
    QCOMPARE(record.state, RunState::Failed);
    QVERIFY2(record.error.contains(sentence), qPrintable(record.error));
    QCOMPARE(m_server->counters().connectionsOpened, 0);
}

void TestRunEngine::aWideAndDeepMixtureRuns()
{
    QList<Layer> layers;
    for (int row = 0; row < 10; ++row) {
        AgentList agents;
        for (int column = 0; column < 64; ++column)
            agents.append(agent(qPrintable(QStringLiteral("a%1-%2").arg(row).arg(column)),
                                row == 0 ? Role::Proposer : Role::Aggregator));
        layers.append(layer(agents));
    }
    layers.append(layer({agent("last", Role::Aggregator)}));
    const RunRecord record = run(layers);
    QCOMPARE(record.state, RunState::Done);
    QCOMPARE(record.responses.size(), 641);
    QCOMPARE(m_server->counters().requests, 641);
    QVERIFY(m_server->counters().peakConnections <= 66); // eleven managers of six
}

void TestRunEngine::theRecordHoldsNoKey()
{
    m_plan.keys.insert(scripted, ApiKey("sk-planted-key", originOf(m_server->baseUrl())));
    m_server->script(QStringLiteral("b"),
                     {ScriptedReply::openAiError(401, QStringLiteral("bad key"))});
    const RunRecord record =
        run({layer({agent("a"), agent("b")}), layer({agent("last", Role::Aggregator)})});
    QCOMPARE(m_server->requests().constFirst().header("Authorization"),
             QByteArray("Bearer sk-planted-key"));
    QVERIFY(!writeRun(record).contains("sk-planted-key"));
}

void TestRunEngine::theRecordAsJson()
{
    m_server->script(QStringLiteral("b"), {ScriptedReply::openAiError(404, QStringLiteral("no"))});
    const RunRecord record =
        run({layer({agent("a"), agent("b")}), layer({agent("last", Role::Aggregator)})});
    const QJsonObject json = QJsonDocument::fromJson(writeRun(record)).object();
    QCOMPARE(json[u"format"].toString(), QStringLiteral("moa-studio/run"));
    QCOMPARE(json[u"state"].toString(), QStringLiteral("degraded"));
    QCOMPARE(json[u"mixture"][u"layers"].toArray().size(), 2);
    QCOMPARE(json[u"conversation"][0][u"content"].toString(), QStringLiteral("Why?"));
    const QJsonValue first = json[u"responses"][0];
    QCOMPARE(first[u"agent"].toString(), QStringLiteral("a"));
    QCOMPARE(first[u"sample"].toInt(), 1);
    QCOMPARE(first[u"layer"].toInt(), 1);
    QCOMPARE(first[u"state"].toString(), QStringLiteral("done"));
    QCOMPARE(first[u"stop_reason"].toString(), QStringLiteral("stop"));
    QVERIFY(first[u"error"].isNull());
    QVERIFY(first[u"cost_usd"].isNull());
    QCOMPARE(first[u"cost_source"].toString(), QStringLiteral("unpriced"));
    QCOMPARE(first[u"usage"][u"source"].toString(), QStringLiteral("reported"));
    QCOMPARE(first[u"request"][u"model"].toString(), QStringLiteral("a"));
    QVERIFY(first[u"bleu_to_final"].isDouble());
    QCOMPARE(json[u"responses"][1][u"state"].toString(), QStringLiteral("failed"));
    QVERIFY(json[u"responses"][1][u"usage"].isNull());
    QCOMPARE(json[u"responses"][2][u"references"].toArray(), QJsonArray{QStringLiteral("a#1")});
    QCOMPARE(json[u"final"][u"text"].toString(), QStringLiteral("answer of last"));
    QCOMPARE(json[u"totals"][u"unpriced"].toInt(), 2);
}

QTEST_GUILESS_MAIN(TestRunEngine)
#include "tst_runengine.moc"
