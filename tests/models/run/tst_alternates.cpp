// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/bleu.h"
#include "mixture/mixturefile.h"
#include "run/runcsv.h"
#include "run/runestimate.h"
#include "run/runhtml.h"
#include "run/runjson.h"
#include "run/runmarkdown.h"
#include "run/runprovenance.h"
#include "run/runtotals.h"
#include "support/enginefixture.h"

#include <QJsonDocument>

using namespace moa;
using namespace moa::test;
using Cut = ScriptedReply::Cut;

namespace {

AgentId idOf(const char *id)
{
    return AgentId(QString::fromUtf8(id));
}

Agent alternate(const char *id, Role role = Role::Aggregator)
{
    Agent result = agent(id, role);
    result.alternate = true;
    return result;
}

Mixture proposersAnd(const AgentList &lastLayer)
{
    Layer first;
    first.agents = {agent("a", Role::Proposer), agent("b", Role::Proposer)};
    Layer last;
    last.agents = lastLayer;
    Mixture mixture;
    mixture.layers = {first, last};
    return mixture;
}

ScriptedReply failing()
{
    return ScriptedReply::openAiError(404, QStringLiteral("no such model"));
}

} // namespace

/** Alternates of the final agent: asked as it is, and never the final answer. */
class TestAlternates : public QObject, private EngineFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theFinalAnswerIsTheFinalAgents();
    void everyoneGetsTheSameProposals();
    void listedReferencesAreTheAlternatesToo();
    void theyRunSideBySide();
    void aFailedAlternateOnlyDegrades();
    void withoutTheFinalAnswerNoAlternateStandsIn();
    void aRankerCanBeAnAlternate();
    void aMutedAlternateTakesNoPart();
    void theirFiguresAreInTheTotals();
    void theCriticalPathLeadsToTheFinalAnswer();
    void theyAreComparedWithTheFinalAnswer();
    void theEstimateCountsThem();
    void provenanceKnowsTheFinalAgent();
    void theRecordAsJsonHoldsThem();
    void reportsSayWhoIsAnAlternate();

private:
    RunRecord run(const AgentList &lastLayer);
    [[nodiscard]] static const Response &responseOf(const RunRecord &record, const char *id)
    {
        return *record.response({idOf(id), 1});
    }
};

void TestAlternates::init()
{
    begin();
    m_server->setHandler([](const ScriptedRequest &request) {
        return ScriptedReply::openAiStream(
            QStringLiteral("the answer of %1 to it").arg(request.model));
    });
}

RunRecord TestAlternates::run(const AgentList &lastLayer)
{
    m_plan.mixture = proposersAnd(lastLayer);
    return runPlan(m_plan);
}

void TestAlternates::theFinalAnswerIsTheFinalAgents()
{
    const RunRecord record = run({agent("last", Role::Aggregator), alternate("x"), alternate("y")});
    QCOMPARE(record.state, RunState::Done);
    QCOMPARE(record.final->agent, idOf("last"));
    QCOMPARE(record.finalText, QStringLiteral("the answer of last to it"));
    QCOMPARE(record.responses.size(), 5);
    QCOMPARE(responseOf(record, "x").text, QStringLiteral("the answer of x to it"));
    QCOMPARE(responseOf(record, "y").text, QStringLiteral("the answer of y to it"));
}

void TestAlternates::everyoneGetsTheSameProposals()
{
    const RunRecord record = run({agent("last", Role::Aggregator), alternate("x")});
    QCOMPARE(record.state, RunState::Done);
    const QString asked = systemMessage(m_server->requests(QStringLiteral("last")).constFirst());
    QVERIFY(asked.contains(QStringLiteral("1. the answer of a to it")));
    QCOMPARE(systemMessage(m_server->requests(QStringLiteral("x")).constFirst()), asked);
    QCOMPARE(responseOf(record, "x").references, responseOf(record, "last").references);
}

void TestAlternates::listedReferencesAreTheAlternatesToo()
{
    Agent last = agent("last", Role::Aggregator);
    last.references = QList{idOf("b")};
    const RunRecord record = run({last, alternate("x")});
    QCOMPARE(responseOf(record, "x").references, (QList<ResponseId>{{idOf("b"), 1}}));
}

void TestAlternates::theyRunSideBySide()
{
    // The final agent stalls for good: an alternate that is asked did not wait for it.
    m_server->script(QStringLiteral("last"),
                     {ScriptedReply::openAiStream({}).cutShort(Cut::Kind::Stall, 0)});
    m_plan.mixture = proposersAnd({agent("last", Role::Aggregator), alternate("x")});
    QSignalSpy changes(m_engine.get(), &RunEngine::responseChanged);
    m_engine->start(m_plan);
    const auto isDone = [&changes] {
        return std::any_of(changes.cbegin(), changes.cend(), [](const QVariantList &change) {
            const auto response = change.constFirst().value<Response>();
            return response.id.agent == idOf("x") && response.state == ResponseState::Done;
        });
    };
    QTRY_VERIFY(isDone());
    QCOMPARE(m_server->requests(QStringLiteral("last")).size(), 1);
    m_engine->stop();
    const auto record = m_finished->takeFirst().constFirst().value<RunRecord>();
    QCOMPARE(record.state, RunState::Cancelled);
    QVERIFY(!record.final);
}

void TestAlternates::aFailedAlternateOnlyDegrades()
{
    m_server->script(QStringLiteral("x"), {failing()});
    const RunRecord record = run({agent("last", Role::Aggregator), alternate("x")});
    QCOMPARE(record.state, RunState::Degraded);
    QCOMPARE(record.finalText, QStringLiteral("the answer of last to it"));
    QVERIFY(record.error.isEmpty());
}

void TestAlternates::withoutTheFinalAnswerNoAlternateStandsIn()
{
    m_server->script(QStringLiteral("last"), {failing()});
    m_server->script(QStringLiteral("x"), {failing()});
    Agent last = agent("last", Role::Aggregator);
    last.name = QStringLiteral("The last word");
    Agent other = alternate("x");
    other.name = QStringLiteral("Another word");
    const RunRecord record = run({last, other, alternate("y")});
    QCOMPARE(record.state, RunState::Failed);
    QVERIFY(!record.final);
    QCOMPARE(responseOf(record, "y").state, ResponseState::Done);
    QVERIFY2(record.error.contains(QStringLiteral(" The last word: ")), qPrintable(record.error));
    QVERIFY2(!record.error.contains(QStringLiteral("Another word")), qPrintable(record.error));
}

void TestAlternates::aRankerCanBeAnAlternate()
{
    m_server->script(QStringLiteral("x"), {ScriptedReply::openAiStream(QStringLiteral("B"))});
    const RunRecord record = run({agent("last", Role::Aggregator), alternate("x", Role::Ranker)});
    QCOMPARE(record.state, RunState::Done);
    QCOMPARE(responseOf(record, "x").picked, (ResponseId{idOf("b"), 1}));
    QCOMPARE(responseOf(record, "x").text, QStringLiteral("the answer of b to it"));
}

void TestAlternates::aMutedAlternateTakesNoPart()
{
    Agent muted = alternate("x");
    muted.muted = true;
    const RunRecord record = run({agent("last", Role::Aggregator), muted});
    QCOMPARE(record.state, RunState::Done);
    QCOMPARE(responseOf(record, "x").state, ResponseState::Muted);
    QVERIFY(m_server->requests(QStringLiteral("x")).isEmpty());
}

void TestAlternates::theirFiguresAreInTheTotals()
{
    const RunRecord record = run({agent("last", Role::Aggregator), alternate("x")});
    qint64 output = 0;
    for (const Response &response : record.responses)
        output += response.usage->output;
    QCOMPARE(record.totals.output, output);
    QVERIFY(responseOf(record, "x").usage->output > 0);
}

void TestAlternates::theCriticalPathLeadsToTheFinalAnswer()
{
    const RunRecord record = run({agent("last", Role::Aggregator), alternate("x")});
    QList<Response> responses = record.responses;
    // Whatever the clock said: the alternate took longest.
    for (Response &response : responses) {
        response.timing.started = 0;
        response.timing.finished = response.id.agent == idOf("x") ? 9000 : 100;
    }
    QCOMPARE(criticalPathOf(responses, record.final), 200);
    QCOMPARE(criticalPath(responses, record.final).constLast().agent, idOf("last"));
}

void TestAlternates::theyAreComparedWithTheFinalAnswer()
{
    const RunRecord record = run({agent("last", Role::Aggregator), alternate("x")});
    QCOMPARE(responseOf(record, "x").bleuToFinal,
             sentenceBleu(responseOf(record, "x").text, {record.finalText}, BleuOptions::overlap())
                 .score);
    QVERIFY(!responseOf(record, "last").bleuToFinal);
}

void TestAlternates::theEstimateCountsThem()
{
    const auto estimate = [this](const AgentList &lastLayer) {
        return estimateRun(proposersAnd(lastLayer), m_plan.conversation, m_plan.providers,
                           m_plan.models, m_plan.history);
    };
    Agent last = agent("last", Role::Aggregator);
    const RunEstimate both = estimate({last, alternate("x")});
    QCOMPARE(both.calls, 4);
    QCOMPARE(both.agents.at(3).input.likely, both.agents.at(2).input.likely);
    // With fewer references both need less.
    last.references = QList{idOf("b")};
    const RunEstimate fewer = estimate({last, alternate("x")});
    QVERIFY(fewer.agents.at(3).input.likely < both.agents.at(3).input.likely);
    QCOMPARE(fewer.agents.at(3).input.likely, fewer.agents.at(2).input.likely);
}

void TestAlternates::provenanceKnowsTheFinalAgent()
{
    m_server->script(QStringLiteral("last"), {failing()});
    const RunRecord record = run({agent("last", Role::Aggregator), alternate("x")});
    QVERIFY(!RunProvenance(record.responses, idOf("last")).finalAnswer());
    QVERIFY(RunProvenance(record.responses, idOf("last")).of({idOf("x"), 1}));
}

void TestAlternates::theRecordAsJsonHoldsThem()
{
    const RunRecord record = run({agent("last", Role::Aggregator), alternate("x")});
    const QJsonObject json = QJsonDocument::fromJson(writeRun(record)).object();
    const QJsonObject layer = json[u"mixture"][u"layers"][1].toObject();
    QCOMPARE(layer[u"agents"].toArray().size(), 1);
    QCOMPARE(layer[u"alternates"][0][u"id"].toString(), QStringLiteral("x"));
    QCOMPARE(json[u"responses"].toArray().size(), 4);
    QCOMPARE(json[u"responses"][3][u"text"].toString(), QStringLiteral("the answer of x to it"));
    QCOMPARE(json[u"final"][u"agent"].toString(), QStringLiteral("last"));
    // What the run keeps is a preset that runs again.
    const Result<Mixture> again =
        readMixture(QJsonDocument(json[u"mixture"].toObject()).toJson(QJsonDocument::Compact));
    QVERIFY(again);
    QCOMPARE(*again, record.mixture);
}

void TestAlternates::reportsSayWhoIsAnAlternate()
{
    const RunRecord record = run({agent("last", Role::Aggregator), alternate("x")});
    QVERIFY(runAsMarkdown(record).contains(QStringLiteral("### x (alternate)")));
    QVERIFY(runAsHtml(record).contains("<bdi>x (alternate)</bdi>"));
    QVERIFY(!runAsHtml(record).contains("last (alternate)"));
    const QStringList rows = runAsCsv(record).split(QStringLiteral("\r\n"));
    QVERIFY(rows.at(2).endsWith(u','));
    QVERIFY(rows.at(3).endsWith(QStringLiteral(",final")));
    QVERIFY(rows.at(4).endsWith(QStringLiteral(",alternate")));
}

QTEST_GUILESS_MAIN(TestAlternates)
#include "tst_alternates.moc"
