// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/bundledpresets.h"
#include "mixture/mixturefile.h"
#include "mixture/pythonexport.h"
#include "providers/providersfile.h"
#include "run/runengine.h"
#include "support/notation.h"
#include "support/pythonscript.h"
#include "support/scriptedserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

const ProviderId scripted(u"scripted"_s);

/// What a body is, without what streaming alone needs.
QByteArray essence(const ScriptedRequest &request)
{
    QJsonObject body = request.json();
    body.remove(u"stream"_s);
    body.remove(u"stream_options"_s);
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

QByteArrayList essences(const QList<ScriptedRequest> &requests)
{
    QByteArrayList result;
    for (const ScriptedRequest &request : requests)
        result.append(essence(request));
    std::sort(result.begin(), result.end());
    return result;
}

Mixture ofShape(const QString &shape)
{
    Mixture mixture = notation::mixture(shape);
    mixture.name = u"Test"_s;
    mixture.examplePrompt = u"Why?"_s;
    for (Layer &layer : mixture.layers) {
        for (qsizetype row = 0; row < layer.agents.size(); ++row) {
            Agent &agent = layer.agents[row];
            agent.provider = scripted;
            agent.model = agent.id.toString();
            agent.role = &layer == &mixture.layers.first() ? Role::Proposer : Role::Aggregator;
        }
    }
    return mixture;
}

Agent &agentOf(Mixture &mixture, const char *id)
{
    const AgentPosition place = mixture.find(notation::id(id)).value();
    return mixture.layers[place.layer].agents[place.row];
}

} // namespace

class TestPythonExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theScriptSendsWhatARunSends_data();
    void theScriptSendsWhatARunSends();
    void aFailedQuorumEndsWithoutAnAnswer();
    void keysComeFromTheEnvironment();
    void withoutAKeyItSaysWhichIsMissing();
    void thePromptIsAnArgument();
    void dialectsAreAskedAtTheirCompatibleAddress_data();
    void dialectsAreAskedAtTheirCompatibleAddress();
    void wordsOfThePresetNeverRun();
    void bundledPresetsHaveAScript_data();
    void bundledPresetsHaveAScript();
    void aMixtureThatCantRunHasNone();

private:
    [[nodiscard]] QList<Provider> providers() const
    {
        Provider provider;
        provider.id = scripted;
        provider.name = u"Scripted"_s;
        provider.baseUrl = (*m_server).server().baseUrl();
        provider.keyVariables = {u"SCRIPTED_KEY"_s};
        provider.maxAttempts = 1;
        return {provider};
    }
    [[nodiscard]] RunRecord run(const Mixture &mixture) const
    {
        RunPlan plan;
        plan.mixture = mixture;
        plan.conversation = {{Message::Author::User, mixture.examplePrompt}};
        plan.providers = providers();
        RunEngine engine;
        QSignalSpy finished(&engine, &RunEngine::finished);
        engine.start(plan);
        if (finished.isEmpty())
            (void)finished.wait(20'000);
        return finished.isEmpty() ? RunRecord() : finished.at(0).at(0).value<RunRecord>();
    }
    [[nodiscard]] QByteArray scriptOf(const Mixture &mixture) const
    {
        const Result<QByteArray> script = pythonScript(mixture, providers(), {});
        return script ? *script : "raise SystemExit('" + script.error().message.toUtf8() + "')";
    }

    PythonScript m_python;
    std::unique_ptr<ThreadedScriptedServer> m_server;
};

void TestPythonExport::init()
{
    if (!m_python.isThere())
        QSKIP("there is no python3 to run the scripts with");
    m_server = std::make_unique<ThreadedScriptedServer>();
    m_server->server().setHandler([](const ScriptedRequest &request) {
        QString answer = u"  answer of %1, \"quoted\" {prompt}\n\n"_s.arg(request.model);
        if (request.model == u"thinker")
            answer = u"<think>\nhm\n</think>\n\nthought"_s;
        else if (request.model == u"ranker")
            answer = u"The best is B."_s;
        else if (request.model == u"broken")
            return ScriptedReply::openAiError(400, u"no"_s);
        return request.json()[u"stream"].toBool() ? ScriptedReply::openAiStream(answer)
                                                  : ScriptedReply::openAiJson(answer);
    });
}

void TestPythonExport::theScriptSendsWhatARunSends_data()
{
    QTest::addColumn<Mixture>("mixture");
    QTest::addColumn<int>("requests");
    QTest::newRow("two layers") << ofShape(u"a b c|final"_s) << 4;
    QTest::newRow("one agent alone") << ofShape(u"a"_s) << 1;

    Mixture mixture = ofShape(u"a b c|d e|final"_s);
    agentOf(mixture, "final").references = notation::ids(u"b d"_s);
    agentOf(mixture, "e").references = notation::ids(u"c a"_s);
    QTest::newRow("references by hand, over layers") << mixture << 6;

    mixture = ofShape(u"a b|c d e|final"_s);
    mixture.defaults.systemPrompt = u"Be \"brief\"."_s;
    agentOf(mixture, "c").settings.placement = Placement::Assistant;
    agentOf(mixture, "d").settings.placement = Placement::User;
    agentOf(mixture, "e").settings.placement = Placement::User;
    agentOf(mixture, "e").settings.instruction = u"To {prompt}:\n{references}\nNow {prompt}."_s;
    agentOf(mixture, "e").settings.systemPrompt = QString();
    agentOf(mixture, "final").settings.instruction = u"Merge."_s;
    QTest::newRow("placements and prompts") << mixture << 6;

    mixture = ofShape(u"a b|final"_s);
    agentOf(mixture, "a").samples = 3;
    agentOf(mixture, "a").settings.seed = 41;
    agentOf(mixture, "b").samples = 2;
    agentOf(mixture, "b").settings.seed = 1;
    agentOf(mixture, "b").settings.extra = {{u"seed"_s, "9"}};
    mixture.defaults.temperature = 0.7;
    mixture.defaults.topP = 0.95;
    mixture.defaults.maxTokens = 2048;
    mixture.defaults.stop = QStringList{u"END\n"_s};
    mixture.defaults.reasoningEffort = u"low"_s;
    mixture.defaults.extra = {{u"provider"_s, R"({"order":["x"],"allow_fallbacks":false})"},
                              {u"logit_bias"_s, "null"}};
    QTest::newRow("samples and settings") << mixture << 6;

    mixture = ofShape(u"a b c|final"_s);
    agentOf(mixture, "b").muted = true;
    QTest::newRow("muted agents") << mixture << 3;

    mixture = ofShape(u"a b c|ranker"_s);
    agentOf(mixture, "ranker").role = Role::Ranker;
    agentOf(mixture, "ranker").settings.systemPrompt = u"You judge."_s;
    QTest::newRow("a ranker's pick is read on") << mixture << 4;
    mixture = ofShape(u"a b|ranker|final"_s);
    agentOf(mixture, "ranker").role = Role::Ranker;
    QTest::newRow("a ranker in the middle") << mixture << 4;

    QTest::newRow("reasoning in the answer") << ofShape(u"thinker b|final"_s) << 3;

    mixture = ofShape(u"broken b c|final"_s);
    mixture.layers.first().quorum = 2;
    QTest::newRow("one that fails") << mixture << 4;

    mixture = ofShape(u"a b|final x"_s);
    agentOf(mixture, "x").alternate = true;
    QTest::newRow("an alternate") << mixture << 4;

    mixture = ofShape(u"a|final"_s);
    mixture.examplePrompt = QString::fromUtf8("\"\"\" \\ ' {references} {prompt} %s {} 漢字 🚀\n"
                                              "\r\t\u2028\u0001 $(id) `id` \\N{DASH} #{x} end\\");
    mixture.defaults.systemPrompt = mixture.examplePrompt;
    agentOf(mixture, "final").settings.instruction =
        mixture.examplePrompt + u"\n"_s + QString(300, u'x') + u" and\n\n\"\"\"more"_s;
    QTest::newRow("hostile texts") << mixture << 2;
}

void TestPythonExport::theScriptSendsWhatARunSends()
{
    QFETCH(Mixture, mixture);
    QFETCH(int, requests);
    const RunRecord record = run(mixture);
    const QByteArrayList sent = essences(m_server->server().requests());
    QVERIFY2(record.final, qPrintable(record.error));
    QCOMPARE(sent.size(), requests);

    m_server->server().clearJournal();
    const ProgramOutcome outcome = m_python.run(scriptOf(mixture));
    QVERIFY2(outcome.code == 0, qPrintable(outcome.notes));
    QCOMPARE(essences(m_server->server().requests()), sent);
    QCOMPARE(QString::fromUtf8(outcome.out), record.finalText + u'\n');
}

void TestPythonExport::aFailedQuorumEndsWithoutAnAnswer()
{
    Mixture mixture = ofShape(u"broken b|final"_s);
    mixture.layers.first().quorum = 2;
    const ProgramOutcome outcome = m_python.run(scriptOf(mixture));
    QCOMPARE(outcome.code, 1);
    QVERIFY(outcome.out.isEmpty());
    QVERIFY2(outcome.notes.contains(u"final#1: not asked: too few answers in layer 1"),
             qPrintable(outcome.notes));
    QVERIFY(outcome.notes.contains(u"There is no final answer."));
    QVERIFY(m_server->server().requests(u"final"_s).isEmpty());
}

void TestPythonExport::keysComeFromTheEnvironment()
{
    const QByteArray script = scriptOf(ofShape(u"a|final"_s));
    QVERIFY(!script.contains("planted"));
    const ProgramOutcome outcome =
        m_python.run(script, {}, {{u"SCRIPTED_KEY"_s, u"planted-key-1"_s}});
    QVERIFY2(outcome.code == 0, qPrintable(outcome.notes));
    for (const ScriptedRequest &request : m_server->server().requests())
        QCOMPARE(request.header("Authorization"), "Bearer planted-key-1");
}

void TestPythonExport::withoutAKeyItSaysWhichIsMissing()
{
    QList<Provider> known = providers();
    known[0].baseUrl = QUrl(u"https://models.invalid/v1"_s);
    const Result<QByteArray> script = pythonScript(ofShape(u"a|final"_s), known, {});
    QVERIFY(script);
    const ProgramOutcome outcome = m_python.run(*script);
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.notes.contains(u"Scripted needs a key: set SCRIPTED_KEY."),
             qPrintable(outcome.notes));
}

void TestPythonExport::thePromptIsAnArgument()
{
    const ProgramOutcome outcome =
        m_python.run(scriptOf(ofShape(u"a"_s)), {u"Another \"prompt\""_s});
    QVERIFY2(outcome.code == 0, qPrintable(outcome.notes));
    const QJsonObject body = m_server->server().requests().constFirst().json();
    QCOMPARE(body[u"messages"].toArray().last()[u"content"].toString(), u"Another \"prompt\""_s);
}

void TestPythonExport::dialectsAreAskedAtTheirCompatibleAddress_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QString>("base");
    QTest::addColumn<QByteArray>("address");
    QTest::newRow("OpenAI") << Dialect::OpenAi << u"https://api.openai.com"_s
                            << QByteArray(R"("base_url": "https://api.openai.com/v1")");
    QTest::newRow("Anthropic") << Dialect::Anthropic << u"https://api.anthropic.com"_s
                               << QByteArray(R"("base_url": "https://api.anthropic.com/v1")");
    QTest::newRow("Gemini")
        << Dialect::Gemini << u"https://generativelanguage.googleapis.com/v1beta"_s
        << QByteArray(R"("base_url": "https://generativelanguage.googleapis.com/v1beta/openai")");
    QTest::newRow("Ollama") << Dialect::Ollama << u"http://127.0.0.1:11434"_s
                            << QByteArray(R"("base_url": "http://127.0.0.1:11434/v1")");
    QTest::newRow("Azure") << Dialect::OpenAi << u"https://x.openai.azure.com/?api-version=2"_s
                           << QByteArray(R"("query": {"api-version": "2"})");
}

void TestPythonExport::dialectsAreAskedAtTheirCompatibleAddress()
{
    QFETCH(Dialect, dialect);
    QFETCH(QString, base);
    QFETCH(QByteArray, address);
    QList<Provider> known = providers();
    known[0].baseUrl = QUrl(base);
    known[0].dialect = dialect;
    const Result<QByteArray> script = pythonScript(ofShape(u"a|final"_s), known, {});
    QVERIFY(script);
    QVERIFY2(script->contains(address), script->constData());
}

void TestPythonExport::wordsOfThePresetNeverRun()
{
    const QString hostile = u"\"\"\"\n\rimport os\nos.abort()\n\\\"; os.abort() #"_s;
    Mixture mixture = ofShape(u"a b|final"_s);
    mixture.name = hostile;
    mixture.description = hostile;
    mixture.notes = hostile;
    mixture.layers.first().name = hostile;
    agentOf(mixture, "a").name = hostile;
    agentOf(mixture, "b").muted = true;
    agentOf(mixture, "b").name = hostile;
    agentOf(mixture, "a").model = hostile;
    agentOf(mixture, "a").settings.extra = {{hostile, R"(["\"\"\"\r\nimport os"])"}};
    agentOf(mixture, "final").id = AgentId(hostile);
    const ProgramOutcome outcome = m_python.run(scriptOf(mixture));
    QVERIFY2(outcome.code == 0, qPrintable(outcome.notes));
}

void TestPythonExport::bundledPresetsHaveAScript_data()
{
    QTest::addColumn<QString>("path");
    for (const BundledPreset &preset : bundledPresets())
        QTest::addRow("%s", qPrintable(preset.name)) << preset.path;
}

void TestPythonExport::bundledPresetsHaveAScript()
{
    QFETCH(QString, path);
    Provider sandbox;
    sandbox.id = ProviderId(u"sandbox"_s);
    sandbox.baseUrl = QUrl(u"http://127.0.0.1:9/v1"_s);
    const Result<QByteArray> script =
        pythonScript(loadMixture(path).value(), builtInProviders() + QList{sandbox}, {});
    QVERIFY2(script, qPrintable(script ? QString() : script.error().message));
    const ProgramOutcome outcome = m_python.run(*script, {u"--help"_s});
    QVERIFY2(outcome.code == 0, qPrintable(outcome.notes));
    for (const QByteArray &line : script->split('\n'))
        QVERIFY2(QString::fromUtf8(line).size() <= 130, line.constData());
}

void TestPythonExport::aMixtureThatCantRunHasNone()
{
    Mixture mixture = ofShape(u"a|final"_s);
    agentOf(mixture, "a").provider = ProviderId(u"elsewhere"_s);
    const Result<QByteArray> script = pythonScript(mixture, providers(), {});
    QVERIFY(!script);
    QVERIFY2(script.error().message.contains(u"layers[0].agents[0].provider"),
             qPrintable(script.error().message));
}

QTEST_GUILESS_MAIN(TestPythonExport)
#include "tst_pythonexport.moc"
