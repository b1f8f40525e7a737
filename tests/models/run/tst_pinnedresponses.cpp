// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/prompt.h"
#include "run/runestimate.h"
#include "run/runjson.h"
#include "run/runtotals.h"
#include "support/enginefixture.h"

#include <QJsonDocument>

using namespace moa;
using namespace moa::test;

namespace {

/// As an earlier run has left it.
Response earlier(const QString &id, const QString &text, int sample = 1)
{
    Response result;
    result.id = {AgentId(id), sample};
    result.provider = scripted;
    result.model = id + u"-of-old"_qs;
    result.state = ResponseState::Done;
    result.text = text;
    result.references = {{AgentId(u"gone"_qs), 1}};
    result.attempts = 2;
    result.usage = Usage{};
    result.usage->input = 1000;
    result.usage->output = 500;
    result.cost = Usd::fromString(u"3");
    result.timing = {0, 10, 20, 90'000};
    result.bleuToFinal = 99.0;
    result.request = "{}";
    return result;
}

} // namespace

class TestPinnedResponses : public QObject, private EngineFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatIsPinnedIsNotAskedAgain();
    void aPinnedAnswerIsAReference();
    void aPinnedAnswerCostsNothing();
    void itIsComparedWithTheFinalAnswer();
    void itIsNotOnTheCriticalPath();
    void ofMoreSamplesTheRestIsAsked();
    void ofFewerSamplesTheRestIsLeft();
    void aPinnedFinalAnswerIsTheFinalAnswer();
    void aPinnedAnswerCountsForTheQuorum();
    void aMutedAgentTakesNoPartThoughPinned();
    void aMutedAgentIsNotAskedOnceItsReferencesAreThere();
    void pinsOfAgentsThatAreGoneDoNothing();
    void aPinnedAgentNeedsNoKey();
    void stoppingLeavesThePinned();
    void theRecordSaysPinned();
    void theEstimateLeavesThemOut();
    void theEstimateReadsThem();
    void aRetryTellsWhen();

private:
    [[nodiscard]] RunRecord run() { return runPlan(m_plan); }
    void pin(const Response &response) { m_plan.pinned[response.id.agent].append(response); }
    [[nodiscard]] RunEstimate estimate() const
    {
        return estimateRun(m_plan.mixture, m_plan.conversation, m_plan.providers, m_plan.models,
                           m_plan.history, m_plan.pinned);
    }
    [[nodiscard]] static ResponseId id(const QString &agent, int sample = 1)
    {
        return {AgentId(agent), sample};
    }
    [[nodiscard]] Agent &at(qsizetype layer, qsizetype row)
    {
        return m_plan.mixture.layers[layer].agents[row];
    }
};

void TestPinnedResponses::init()
{
    begin();
    Layer proposers;
    proposers.agents = {agent(u"a"_qs), agent(u"b"_qs)};
    Layer last;
    last.agents = {agent(u"final"_qs, Role::Aggregator)};
    m_plan.mixture.layers = {proposers, last};
}

void TestPinnedResponses::whatIsPinnedIsNotAskedAgain()
{
    pin(earlier(u"a"_qs, u"kept words"_qs));
    QSignalSpy started(m_engine.get(), &RunEngine::started);
    const RunRecord record = run();
    QCOMPARE(record.state, RunState::Done);
    QCOMPARE(m_server->requests(u"a"_qs).size(), 0);
    QCOMPARE(m_server->requests().size(), 2);
    const Response &kept = *record.response(id(u"a"_qs));
    QCOMPARE(kept.state, ResponseState::Pinned);
    QCOMPARE(kept.text, u"kept words"_qs);
    QCOMPARE(kept.model, u"a-of-old"_qs);
    QCOMPARE(kept.attempts, 0);
    QVERIFY(kept.references.isEmpty());
    QVERIFY(kept.request.isEmpty());
    // It is there from the beginning.
    const auto first = started.constFirst().constFirst().value<RunRecord>();
    QCOMPARE(first.response(id(u"a"_qs))->text, u"kept words"_qs);
}

void TestPinnedResponses::aPinnedAnswerIsAReference()
{
    pin(earlier(u"b"_qs, u"kept words"_qs));
    const RunRecord record = run();
    const QString asked = systemMessage(m_server->requests(u"final"_qs).constFirst());
    QVERIFY2(asked.contains(u"1. answer of a\n2. kept words"), qPrintable(asked));
    QCOMPARE(record.response(id(u"final"_qs))->references,
             QList<ResponseId>({id(u"a"_qs), id(u"b"_qs)}));
}

void TestPinnedResponses::aPinnedAnswerCostsNothing()
{
    pin(earlier(u"a"_qs, u"kept words"_qs));
    pin(earlier(u"b"_qs, u"more of them"_qs));
    pin(earlier(u"final"_qs, u"kept words"_qs));
    const RunRecord record = run();
    QCOMPARE(m_server->requests().size(), 0);
    QCOMPARE(record.state, RunState::Done);
    QCOMPARE(record.response(id(u"a"_qs))->cost, Usd());
    QCOMPARE(record.totals.cost, Usd());
    QCOMPARE(record.totals.unpriced, 0);
    QCOMPARE(record.totals.output, 0);
}

void TestPinnedResponses::itIsComparedWithTheFinalAnswer()
{
    pin(earlier(u"a"_qs, u"answer of final"_qs));
    const RunRecord record = run();
    const auto bleu = record.response(id(u"a"_qs))->bleuToFinal;
    QVERIFY(bleu.has_value());
    QVERIFY(*bleu > 99.0);
    QVERIFY(*bleu > record.response(id(u"b"_qs))->bleuToFinal.value_or(100.0));
}

void TestPinnedResponses::itIsNotOnTheCriticalPath()
{
    pin(earlier(u"a"_qs, u"kept words"_qs));
    pin(earlier(u"b"_qs, u"kept words"_qs));
    const RunRecord record = run();
    for (const ResponseId &step : criticalPath(record.responses, record.final))
        QCOMPARE(step, id(u"final"_qs));
    QVERIFY(record.totals.criticalPathMs < 90'000);
}

void TestPinnedResponses::ofMoreSamplesTheRestIsAsked()
{
    at(0, 0).samples = 3;
    pin(earlier(u"a"_qs, u"second kept"_qs, 2));
    const RunRecord record = run();
    QCOMPARE(m_server->requests(u"a"_qs).size(), 2);
    QCOMPARE(record.response(id(u"a"_qs, 1))->state, ResponseState::Done);
    QCOMPARE(record.response(id(u"a"_qs, 2))->state, ResponseState::Pinned);
    QCOMPARE(record.response(id(u"a"_qs, 2))->text, u"second kept"_qs);
    QCOMPARE(record.response(id(u"a"_qs, 3))->state, ResponseState::Done);
}

void TestPinnedResponses::ofFewerSamplesTheRestIsLeft()
{
    pin(earlier(u"a"_qs, u"first"_qs, 1));
    pin(earlier(u"a"_qs, u"second"_qs, 2));
    const RunRecord record = run();
    QCOMPARE(m_server->requests(u"a"_qs).size(), 0);
    QCOMPARE(record.responses.size(), 3);
    QCOMPARE(record.response(id(u"a"_qs))->text, u"first"_qs);
}

void TestPinnedResponses::aPinnedFinalAnswerIsTheFinalAnswer()
{
    pin(earlier(u"final"_qs, u"the last word"_qs));
    const RunRecord record = run();
    QCOMPARE(record.state, RunState::Done);
    QCOMPARE(record.final, std::optional(id(u"final"_qs)));
    QCOMPARE(record.finalText, u"the last word"_qs);
    QCOMPARE(m_server->requests().size(), 2);
    QVERIFY(record.response(id(u"a"_qs))->bleuToFinal.has_value());
}

void TestPinnedResponses::aPinnedAnswerCountsForTheQuorum()
{
    m_plan.mixture.layers[0].quorum = 2;
    pin(earlier(u"a"_qs, u"kept words"_qs));
    QCOMPARE(run().state, RunState::Done);
    m_server->script(u"b"_qs, {ScriptedReply::openAiError(400, u"Out of order."_qs)});
    QCOMPARE(run().state, RunState::Failed);
}

void TestPinnedResponses::aMutedAgentTakesNoPartThoughPinned()
{
    at(0, 0).muted = true;
    pin(earlier(u"a"_qs, u"kept words"_qs));
    const RunRecord record = run();
    QCOMPARE(record.response(id(u"a"_qs))->state, ResponseState::Muted);
    QVERIFY(record.response(id(u"a"_qs))->text.isEmpty());
    QCOMPARE(record.response(id(u"final"_qs))->references, QList<ResponseId>({id(u"b"_qs)}));
}

void TestPinnedResponses::aMutedAgentIsNotAskedOnceItsReferencesAreThere()
{
    Layer middle;
    middle.agents = {agent(u"c"_qs, Role::Aggregator), agent(u"d"_qs, Role::Aggregator)};
    middle.agents[1].muted = true;
    m_plan.mixture.layers.insert(1, middle);
    const RunRecord record = run();
    QCOMPARE(record.state, RunState::Done);
    QCOMPARE(m_server->requests(u"d"_qs).size(), 0);
    QCOMPARE(record.response(id(u"d"_qs))->state, ResponseState::Muted);
}

void TestPinnedResponses::pinsOfAgentsThatAreGoneDoNothing()
{
    pin(earlier(u"gone"_qs, u"kept words"_qs));
    const RunRecord record = run();
    QCOMPARE(record.state, RunState::Done);
    QCOMPARE(record.responses.size(), 3);
    QCOMPARE(m_server->requests().size(), 3);
}

void TestPinnedResponses::aPinnedAgentNeedsNoKey()
{
    Provider closed = m_plan.providers.constFirst();
    closed.id = ProviderId(u"closed"_qs);
    closed.keyVariables = {u"CLOSED_KEY"_qs};
    closed.baseUrl = QUrl(u"https://models.example/v1"_qs);
    m_plan.providers.append(closed);
    at(0, 0).provider = closed.id;
    QCOMPARE(providerToMend(m_plan), std::optional(closed.id));
    at(0, 0).samples = 2;
    pin(earlier(u"a"_qs, u"first"_qs, 1));
    QCOMPARE(providerToMend(m_plan), std::optional(closed.id));
    pin(earlier(u"a"_qs, u"second"_qs, 2));
    QCOMPARE(providerToMend(m_plan), std::nullopt);
    QCOMPARE(run().state, RunState::Done);
}

void TestPinnedResponses::stoppingLeavesThePinned()
{
    m_server->script(
        u"b"_qs,
        {ScriptedReply::openAiStream(u"one two"_qs).cutShort(ScriptedReply::Cut::Kind::Stall, 1)});
    pin(earlier(u"a"_qs, u"kept words"_qs));
    QSignalSpy arrived(m_server.get(), &ScriptedServer::requestArrived);
    QSignalSpy finished(m_engine.get(), &RunEngine::finished);
    m_engine->start(m_plan);
    QVERIFY(arrived.wait());
    m_engine->stop();
    const auto record = finished.constFirst().constFirst().value<RunRecord>();
    QCOMPARE(record.state, RunState::Cancelled);
    QCOMPARE(record.response(id(u"a"_qs))->state, ResponseState::Pinned);
    QCOMPARE(record.response(id(u"b"_qs))->state, ResponseState::Cancelled);
}

void TestPinnedResponses::theRecordSaysPinned()
{
    pin(earlier(u"a"_qs, u"kept words"_qs));
    const QJsonObject json = QJsonDocument::fromJson(writeRun(run())).object();
    const QJsonObject kept = json[u"responses"].toArray().at(0).toObject();
    QCOMPARE(kept[u"state"].toString(), u"pinned"_qs);
    QCOMPARE(kept[u"text"].toString(), u"kept words"_qs);
    QVERIFY(kept[u"cost_usd"].isDouble());
    QCOMPARE(kept[u"cost_usd"].toDouble(), 0.0);
    QCOMPARE(kept[u"cost_source"].toString(), u"priced"_qs);
    QVERIFY(kept[u"request"].isNull());
    QVERIFY(kept[u"usage"].isNull());
    QVERIFY(!kept.contains(u"retry"));
    QCOMPARE(json[u"responses"].toArray().at(1)[u"state"].toString(), u"done"_qs);
}

void TestPinnedResponses::theEstimateLeavesThemOut()
{
    at(0, 0).samples = 2;
    QCOMPARE(estimate().calls, 4);
    pin(earlier(u"a"_qs, u"kept words"_qs, 1));
    QCOMPARE(estimate().calls, 3);
    QCOMPARE(estimate().agents.constFirst().calls, 1);
    pin(earlier(u"a"_qs, u"kept words"_qs, 2));
    QCOMPARE(estimate().calls, 2);
    pin(earlier(u"b"_qs, u"kept words"_qs));
    pin(earlier(u"final"_qs, u"kept words"_qs));
    QCOMPARE(estimate().calls, 0);
    QCOMPARE(estimate().total.likely, 0);
    at(0, 1).muted = true;
    QCOMPARE(estimate().calls, 0);
}

void TestPinnedResponses::theEstimateReadsThem()
{
    at(0, 1).muted = true;
    pin(earlier(u"a"_qs, u"word "_qs));
    const qint64 brief = estimate().input.likely;
    m_plan.pinned.clear();
    pin(earlier(u"a"_qs, u"word "_qs.repeated(4000)));
    const qint64 wordy = estimate().input.likely;
    QVERIFY2(wordy > brief + 3000 && wordy < brief + 6000,
             qPrintable(u"%1 and %2"_qs.arg(brief).arg(wordy)));
    QCOMPARE(estimate().agents.constLast().input.likely, wordy);
    // Nothing about it is uncertain but the ratio of tokens to its length.
    at(1, 0).references = QList<AgentId>{AgentId(u"a"_qs)};
    QCOMPARE(estimate().input.likely, wordy);
}

void TestPinnedResponses::aRetryTellsWhen()
{
    m_plan.providers[0].maxAttempts = 3;
    m_server->script(
        u"a"_qs,
        {ScriptedReply::openAiError(503, u"Busy."_qs), ScriptedReply::openAiStream(u"fine"_qs)});
    QSignalSpy changed(m_engine.get(), &RunEngine::responseChanged);
    const RunRecord record = run();
    QCOMPARE(record.state, RunState::Done);
    QVERIFY(!record.response(id(u"a"_qs))->retry);
    int retries = 0;
    for (const QList<QVariant> &arguments : std::as_const(changed)) {
        const auto response = arguments.constFirst().value<Response>();
        QCOMPARE(response.retry.has_value(), response.state == ResponseState::Retrying);
        if (!response.retry)
            continue;
        ++retries;
        QCOMPARE(response.retry->attempt, 2);
        QCOMPARE(response.retry->most, 3);
        QVERIFY(response.retry->at >= *response.timing.started);
    }
    QCOMPARE(retries, 1);
}

QTEST_GUILESS_MAIN(TestPinnedResponses)
#include "tst_pinnedresponses.moc"
