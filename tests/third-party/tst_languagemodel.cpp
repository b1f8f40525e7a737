// SPDX-License-Identifier: GPL-3.0-or-later
#include "nodeserver.h"
#include "providers/modellistjob.h"
#include "run/runengine.h"
#include "run/runestimate.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {
const QString modelFile = QStringLiteral(MOA_SHARED_DIR "/models/stories260K.gguf");
const QString contextTokens = u"512"_s;
} // namespace

/** Runs through true inference: a very small language model in llama.cpp on this machine. */
class TestLanguageModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void threeSamplesAndAnAggregatorRun();
    void countsAgreeWithTheEngines();
    void aPromptBeyondTheContextIsForeseen();
    void aPromptBeyondTheContextIsExplained();

private:
    [[nodiscard]] RunPlan plan(const QString &prompt) const;
    [[nodiscard]] RunRecord run(const RunPlan &plan);
    /// The engine's own count.
    [[nodiscard]] qsizetype tokensOf(const QString &text);

    NodeServer m_server;
    RunEngine m_engine;
    QNetworkAccessManager m_manager;
};

void TestLanguageModel::initTestCase()
{
    if (!QFile::exists(modelFile))
        QSKIP("the model's file is not there");
    QVERIFY(m_server.start(u"llama-server.mjs"_s, {modelFile, contextTokens}));
}

RunPlan TestLanguageModel::plan(const QString &prompt) const
{
    Provider provider;
    provider.id = ProviderId(u"local"_s);
    provider.baseUrl = m_server.url(u"/v1"_s);
    provider.maxConcurrent = 4;
    provider.maxAttempts = 1;

    Agent proposer;
    proposer.id = AgentId(u"teller"_s);
    proposer.provider = provider.id;
    proposer.model = u"stories260K"_s;
    proposer.samples = 3;
    proposer.settings.temperature = 0.9;
    proposer.settings.seed = 1;
    proposer.settings.maxTokens = 40;
    Agent last = proposer;
    last.id = AgentId(u"final"_s);
    last.role = Role::Aggregator;
    last.samples = 1;
    last.settings.maxTokens = 60;
    // The words of this model are stories; the method's own instruction is beyond them.
    last.settings.instruction = u"Once upon a time there were three stories."_s;
    last.settings.placement = Placement::User;

    RunPlan result;
    result.providers = {provider};
    result.mixture.layers = {Layer{{}, {}, {proposer}, {}}, Layer{{}, {}, {last}, {}}};
    result.conversation = {{Message::Author::User, prompt}};
    return result;
}

RunRecord TestLanguageModel::run(const RunPlan &plan)
{
    QSignalSpy ended(&m_engine, &RunEngine::finished);
    m_engine.start(plan);
    if (ended.isEmpty() && !ended.wait(120'000))
        return {};
    return ended.constFirst().constFirst().value<RunRecord>();
}

qsizetype TestLanguageModel::tokensOf(const QString &text)
{
    QNetworkRequest request(m_server.url(u"/v1/tokenize"_s));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    const std::unique_ptr<QNetworkReply> reply(m_manager.post(
        request, QJsonDocument(QJsonObject{{u"content"_s, text}}).toJson(QJsonDocument::Compact)));
    QSignalSpy ended(reply.get(), &QNetworkReply::finished);
    return ended.wait(30'000)
        ? QJsonDocument::fromJson(reply->readAll()).object().value(u"tokens").toArray().size()
        : -1;
}

void TestLanguageModel::threeSamplesAndAnAggregatorRun()
{
    const RunRecord record = run(plan(u"Once upon a time, there was a little dog"_s));
    QVERIFY2(record.state == RunState::Done, qPrintable(record.error));
    QCOMPARE(record.responses.size(), 4);
    QSet<QString> stories;
    for (const Response &response : record.responses) {
        QVERIFY(response.text.trimmed().size() > 20);
        QCOMPARE(response.modelReported, u"stories260K"_s);
        stories.insert(response.text);
    }
    // Each sample has a seed of its own.
    QCOMPARE(stories.size(), 4);
    QCOMPARE(record.responses.constLast().references.size(), 3);
    QCOMPARE(record.finalText, record.responses.constLast().text);
}

void TestLanguageModel::countsAgreeWithTheEngines()
{
    const RunRecord record = run(plan(u"Lily and Tom went to the park"_s));
    QVERIFY2(record.state == RunState::Done, qPrintable(record.error));
    for (const Response &response : record.responses) {
        const QJsonArray messages =
            QJsonDocument::fromJson(response.request).object().value(u"messages").toArray();
        QStringList contents;
        for (const QJsonValue message : messages)
            contents.append(message.toObject().value(u"content").toString());
        QVERIFY(response.usage);
        QCOMPARE(response.usage->source, Usage::Source::Reported);
        QCOMPARE(response.usage->input, tokensOf(contents.join(u'\n')));
        if (response.stopReason == StopReason::Length)
            QCOMPARE(response.usage->output, response.id.agent == AgentId(u"final"_s) ? 60 : 40);
    }
}

void TestLanguageModel::aPromptBeyondTheContextIsForeseen()
{
    RunPlan asked = plan(u"The cat sat on the mat. "_s.repeated(200));
    const Provider provider = asked.providers.constFirst();
    ModelListJob job(provider, {}, &m_manager);
    QSignalSpy listed(&job, &ModelListJob::finished);
    job.start();
    QVERIFY(listed.wait(30'000));
    const auto models = listed.constFirst().constFirst().value<Result<QList<ListedModel>>>();
    QVERIFY2(models, qPrintable(models ? QString() : models.error().message));
    asked.models.setListing(provider.id, *models);
    QCOMPARE(asked.models.facts(provider, u"stories260K"_s).contextWindow, contextTokens.toInt());

    // What it has learnt of this model's vocabulary makes its count right.
    const RunRecord first = run(plan(u"The cat sat on the mat. "_s.repeated(5)));
    asked.history.observe(first);
    const RunEstimate estimate = estimateRun(asked.mixture, asked.conversation, asked.providers,
                                             asked.models, asked.history);
    const qint64 truth = tokensOf(asked.conversation.constLast().text);
    const AgentEstimate &teller = estimate.agents.constFirst();
    QVERIFY(teller.promptAlone > contextTokens.toInt());
    QVERIFY2(qAbs(teller.promptAlone - truth) < truth / 4,
             qPrintable(u"%1 estimated, %2 counted"_s.arg(teller.promptAlone).arg(truth)));
    const RunRecord refused = run(asked);
    QCOMPARE(refused.state, RunState::Failed);
    QCOMPARE(refused.responses.constFirst().attempts, 0);
    QVERIFY2(refused.error.contains(u"512"), qPrintable(refused.error));
}

void TestLanguageModel::aPromptBeyondTheContextIsExplained()
{
    const QString prompt = u"The cat sat on the mat. "_s.repeated(200);
    const RunRecord record = run(plan(prompt));
    QCOMPARE(record.state, RunState::Failed);
    QVERIFY2(record.error.contains(u"context"), qPrintable(record.error));
    QVERIFY2(record.error.contains(contextTokens), qPrintable(record.error));
}

QTEST_GUILESS_MAIN(TestLanguageModel)
#include "tst_languagemodel.moc"
