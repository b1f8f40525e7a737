// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/runengine.h"
#include "run/runjson.h"
#include "support/scriptedserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

ScriptedReply json(const QByteArray &body)
{
    return ScriptedReply::body(body);
}

} // namespace

/** What a run makes of answers that are held back, of reported costs and of all dialects. */
class TestRefusals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aRefusalIsToldInTheProvidersWords_data();
    void aRefusalIsToldInTheProvidersWords();
    void whatCameBeforeTheFilterIsKept();
    void aReportedCostCounts();
    void whatIsNotSentIsNoted();
    void everyDialectTakesPart();

private:
    void addAgent(Dialect dialect, const QString &id);
    RunRecord run();

    std::unique_ptr<ScriptedServer> m_server;
    RunPlan m_plan;
};

void TestRefusals::init()
{
    m_server = std::make_unique<ScriptedServer>();
    QVERIFY(m_server->listen());
    m_plan = {};
    m_plan.conversation = {{Message::Author::User, u"Why?"_s}};
    m_plan.mixture.layers = {Layer()};
}

/// An agent of the last layer, at a provider of its own.
void TestRefusals::addAgent(Dialect dialect, const QString &id)
{
    Provider provider;
    provider.id = ProviderId(id);
    provider.name = id.left(1).toUpper() + id.mid(1);
    provider.dialect = dialect;
    provider.baseUrl = m_server->baseUrl();
    provider.maxAttempts = 1;
    m_plan.providers.append(provider);
    Agent agent;
    agent.id = AgentId(id);
    agent.provider = provider.id;
    agent.model = id;
    m_plan.mixture.layers.last().agents.append(agent);
}

RunRecord TestRefusals::run()
{
    RunEngine engine;
    QSignalSpy finished(&engine, &RunEngine::finished);
    engine.start(m_plan);
    while (finished.isEmpty()) {
        if (!finished.wait(30'000))
            return {};
    }
    return finished.takeFirst().constFirst().value<RunRecord>();
}

void TestRefusals::aRefusalIsToldInTheProvidersWords_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *name, Dialect dialect, const QByteArray &body,
                        const QString &error) { QTest::newRow(name) << dialect << body << error; };
    row("OpenAI", Dialect::OpenAi,
        R"({"choices":[{"message":{"refusal":"I can't help."},"finish_reason":"stop"}]})",
        u"Lab's model refused to answer: I can't help."_s);
    row("OpenAI's filter", Dialect::OpenAi,
        R"({"choices":[{"message":{"content":""},"finish_reason":"content_filter"}]})",
        u"Lab's content filter held the answer back: content_filter."_s);
    row("Anthropic", Dialect::Anthropic, R"({"content":[],"stop_reason":"refusal"})",
        u"Lab's model refused to answer and gave no reason."_s);
    row("Anthropic, in the middle", Dialect::Anthropic,
        R"({"content":[{"type":"text","text":"First,"}],"stop_reason":"refusal",)"
        R"("stop_details":{"explanation":"It asks for harm"}})",
        u"Lab's model refused to answer: It asks for harm."_s);
    row("Gemini", Dialect::Gemini, R"({"candidates":[{"finishReason":"SAFETY"}]})",
        u"Lab's content filter held the answer back: SAFETY."_s);
    row("Gemini, the prompt", Dialect::Gemini, R"({"promptFeedback":{"blockReason":"SAFETY"}})",
        u"Lab blocked the prompt: SAFETY."_s);
}

void TestRefusals::aRefusalIsToldInTheProvidersWords()
{
    QFETCH(Dialect, dialect);
    QFETCH(QByteArray, body);
    QFETCH(QString, error);
    addAgent(dialect, u"lab"_s);
    m_server->setHandler([&](const ScriptedRequest &) { return json(body); });
    const RunRecord record = run();
    const Response &response = record.responses.constFirst();
    QCOMPARE(response.state, ResponseState::Failed);
    QCOMPARE(response.error, error);
    QCOMPARE(response.stopReason, StopReason::Filtered);
    QVERIFY(!response.stopName.isEmpty());
}

void TestRefusals::whatCameBeforeTheFilterIsKept()
{
    addAgent(Dialect::OpenAi, u"lab"_s);
    m_server->setHandler([](const ScriptedRequest &) {
        return json(R"({"choices":[{"message":{"content":"Well,"},)"
                    R"("finish_reason":"content_filter"}]})");
    });
    const RunRecord record = run();
    QCOMPARE(record.state, RunState::Done);
    QCOMPARE(record.finalText, u"Well,"_s);
    QCOMPARE(record.responses.constFirst().stopReason, StopReason::Filtered);
}

void TestRefusals::aReportedCostCounts()
{
    addAgent(Dialect::OpenAi, u"lab"_s);
    m_server->setHandler([](const ScriptedRequest &) {
        return json(R"({"choices":[{"message":{"content":"ok"},"finish_reason":"stop"}],)"
                    R"("usage":{"prompt_tokens":9,"completion_tokens":1,"cost":0.000123,)"
                    R"("prompt_tokens_details":{"cache_write_tokens":5}}})");
    });
    const RunRecord record = run();
    const Response &response = record.responses.constFirst();
    QVERIFY(response.costReported);
    QCOMPARE(response.cost->toString(), u"0.000123"_s);
    QCOMPARE(record.totals.unpriced, 0);
    const QJsonValue written = QJsonDocument::fromJson(writeRun(record)).object()[u"responses"][0];
    QCOMPARE(written[u"cost_source"].toString(), u"reported"_s);
    QCOMPARE(written[u"stop_name"].toString(), u"stop"_s);
    QCOMPARE(written[u"usage"][u"cache_written"].toInt(), 5);
}

void TestRefusals::whatIsNotSentIsNoted()
{
    addAgent(Dialect::Anthropic, u"lab"_s);
    m_plan.mixture.defaults.temperature = 0.5;
    m_plan.mixture.defaults.topP = 0.5;
    m_server->setHandler([](const ScriptedRequest &) {
        return json(R"({"content":[{"type":"text","text":"ok"}],"stop_reason":"end_turn"})");
    });
    const RunRecord record = run();
    QCOMPARE(record.responses.constFirst().notices,
             QStringList{u"Not sent, since lab does not take it: top_p."_s});
}

void TestRefusals::everyDialectTakesPart()
{
    addAgent(Dialect::OpenAi, u"openai"_s);
    addAgent(Dialect::Anthropic, u"anthropic"_s);
    addAgent(Dialect::Gemini, u"gemini"_s);
    m_plan.mixture.layers.append(Layer());
    addAgent(Dialect::Ollama, u"ollama"_s);
    m_plan.mixture.layers.last().agents.last().role = Role::Aggregator;
    m_server->setHandler([](const ScriptedRequest &request) {
        if (request.path == "/v1/chat/completions")
            return ScriptedReply::openAiStream(u"of OpenAI"_s);
        if (request.path == "/v1/messages")
            return json(R"({"content":[{"type":"text","text":"of Anthropic"}],)"
                        R"("stop_reason":"end_turn"})");
        if (request.path == "/v1/models/gemini:streamGenerateContent?alt=sse")
            return ScriptedReply::eventStream(
                {{"data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"of Gemini\"}]},"
                  "\"finishReason\":\"STOP\"}]}\r\n\r\n"}});
        if (request.path != "/api/chat")
            return json("{}");
        const bool hasAll = request.body.contains("of OpenAI")
            && request.body.contains("of Anthropic") && request.body.contains("of Gemini");
        return ScriptedReply::body(hasAll ? "{\"message\":{\"content\":\"all\"}}\n{\"done\":true}\n"
                                          : "",
                                   "application/x-ndjson");
    });
    const RunRecord record = run();
    QCOMPARE(record.state, RunState::Done);
    QCOMPARE(record.finalText, u"all"_s);
}

QTEST_GUILESS_MAIN(TestRefusals)
#include "tst_refusals.moc"
