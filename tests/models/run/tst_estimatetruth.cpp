// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/tokencount.h"
#include "run/runengine.h"
#include "run/runestimate.h"
#include "support/replayhandler.h"

#include <algorithm>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;

namespace {

const ProviderId together(u"together"_s);
const QString qwen72 = u"Qwen/Qwen1.5-72B-Chat"_s;
const QString qwen110 = u"Qwen/Qwen1.5-110B-Chat"_s;

Agent agent(const QString &model, Role role = Role::Proposer)
{
    Agent result;
    result.id = AgentId(role == Role::Proposer ? model : u"final"_s);
    result.provider = together;
    result.model = model;
    result.role = role;
    return result;
}

/** MoA-Lite without the proposer of which no answers are published. */
Mixture mixture(const QString &aggregator)
{
    Mixture result;
    result.defaults.temperature = 0.7;
    result.defaults.maxTokens = 2048;
    Layer proposers;
    for (const QString &model :
         {qwen110, qwen72, u"meta-llama/Llama-3-70b-chat-hf"_s,
          u"mistralai/Mixtral-8x22B-Instruct-v0.1"_s, u"databricks/dbrx-instruct"_s})
        proposers.agents.append(agent(model));
    Layer last;
    last.agents.append(agent(aggregator, Role::Aggregator));
    result.layers = {proposers, last};
    return result;
}

/** How estimates did over all instructions. */
struct Score
{
    int inside = 0;
    double widest = 1.0;
    QList<double> factors;

    void add(const TokenRange &range, qint64 truth)
    {
        inside += range.low <= truth && truth <= range.high ? 1 : 0;
        factors.append(static_cast<double>(range.high) / static_cast<double>(range.low));
        widest = std::max(widest, factors.constLast());
    }

    [[nodiscard]] double median()
    {
        std::sort(factors.begin(), factors.end());
        return factors.at(factors.size() / 2);
    }
};

void print(const char *what, Score &score)
{
    qInfo("%s: %d of %d within the range; high over low: median %.2f, widest %.2f", what,
          score.inside, static_cast<int>(score.factors.size()), score.median(), score.widest);
}

} // namespace

/**
 * Estimates against real answers. Every instruction is run twice through the engine: by the mixture
 * that is estimated, and by one with the same proposers and another aggregator, of which other
 * answers were published.
 */
class TestEstimateTruth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aPromptThatWasAnsweredBeforeIsEstimatedClosely();
    void aNewPromptIsEstimatedFromOthers();
    void withoutHistoryTheRangeIsWide();

private:
    static constexpr int enough = 36; ///< of 40

    [[nodiscard]] RunRecord run(const QString &aggregator, const QString &instruction);
    [[nodiscard]] RunEstimate estimate(const RunRecord &truth, const ModelHistory &history) const
    {
        return estimateRun(truth.mixture, truth.conversation, m_plan.providers, m_plan.models,
                           history);
    }
    /// What was seen but for one instruction, of which only the run of the other mixture is known,
    /// or nothing.
    [[nodiscard]] ModelHistory historyWithout(qsizetype left, bool knowsTheOther) const;

    RunPlan m_plan;
    QList<RunRecord> m_truths; ///< by instruction, of the mixture that is estimated
    QList<RunRecord> m_others; ///< of the one that is not
};

RunRecord TestEstimateTruth::run(const QString &aggregator, const QString &instruction)
{
    m_plan.mixture = mixture(aggregator);
    m_plan.conversation = {{Message::Author::User, instruction}};
    RunEngine engine;
    QSignalSpy finished(&engine, &RunEngine::finished);
    engine.start(m_plan);
    while (finished.isEmpty()) {
        if (!finished.wait(30'000))
            return {};
    }
    return finished.constFirst().constFirst().value<RunRecord>();
}

void TestEstimateTruth::initTestCase()
{
    const Result<QJsonObject> answers =
        readAnswers(QStringLiteral(MOA_SHARED_DIR "/data/alpaca/answers.json"));
    if (!answers)
        QSKIP("The recorded answers are not there.");
    ReplayOptions options;
    options.policy = {};
    options.countTokens = [](const QString &text) {
        return countTokens(text, TokenEncoding::O200k);
    };
    ScriptedServer server;
    QVERIFY(server.listen());
    server.setHandler(replayHandler(*answers, options));
    Provider provider;
    provider.id = together;
    provider.baseUrl = server.baseUrl();
    m_plan.providers = {provider};
    const QJsonArray items = answers->value("items"_L1).toArray();
    for (const QJsonValue &item : items) {
        const QString instruction = item["instruction"_L1].toString();
        m_truths.append(run(qwen72, instruction));
        m_others.append(run(qwen110, instruction));
        QCOMPARE(m_truths.constLast().state, RunState::Done);
        QCOMPARE(m_others.constLast().state, RunState::Done);
        QVERIFY(m_truths.constLast().finalText != m_others.constLast().finalText);
        QVERIFY(!m_truths.constLast().totals.estimated);
    }
    QCOMPARE(m_truths.size(), 40);
}

ModelHistory TestEstimateTruth::historyWithout(qsizetype left, bool knowsTheOther) const
{
    ModelHistory history;
    for (qsizetype at = 0; at < m_truths.size(); ++at) {
        if (at == left)
            continue;
        history.observe(m_truths.at(at));
        history.observe(m_others.at(at));
    }
    if (knowsTheOther)
        history.observe(m_others.at(left));
    return history;
}

/**
 * What a person does who changes the aggregator and looks what it will cost: the history knows the
 * other instructions from both mixtures, and this one only from the other mixture. The proposers
 * answered to it before, and their answers are replayed; the aggregator never did.
 */
void TestEstimateTruth::aPromptThatWasAnsweredBeforeIsEstimatedClosely()
{
    Score score;
    for (qsizetype at = 0; at < m_truths.size(); ++at) {
        const RunRecord &truth = m_truths.at(at);
        const RunEstimate estimated = estimate(truth, historyWithout(at, true));
        QCOMPARE(estimated.basis, LengthForecast::Basis::Prompt);
        score.add(estimated.total, truth.totals.input + truth.totals.output);
    }
    print("Proposers seen with this prompt, aggregator only with others", score);
    QVERIFY(score.inside >= enough);
    QVERIFY(score.widest <= 1.5);
}

/**
 * The history knows both mixtures with the 39 other instructions, and nothing of this one. How
 * much an instruction asks for differs by a factor of twenty between these: the range has to say so
 * to be true.
 */
void TestEstimateTruth::aNewPromptIsEstimatedFromOthers()
{
    Score score;
    for (qsizetype at = 0; at < m_truths.size(); ++at) {
        const RunRecord &truth = m_truths.at(at);
        const RunEstimate estimated = estimate(truth, historyWithout(at, false));
        QCOMPARE(estimated.basis, LengthForecast::Basis::Model);
        score.add(estimated.total, truth.totals.input + truth.totals.output);
    }
    print("Models seen with other prompts only", score);
    QVERIFY(score.inside >= enough);
    QVERIFY(score.widest <= 20.0);
}

/** Only the built-in lengths, which come from these very answers, rounded. */
void TestEstimateTruth::withoutHistoryTheRangeIsWide()
{
    Score score;
    for (const RunRecord &truth : std::as_const(m_truths)) {
        const RunEstimate estimated = estimate(truth, {});
        QCOMPARE(estimated.basis, LengthForecast::Basis::Prior);
        score.add(estimated.total, truth.totals.input + truth.totals.output);
    }
    print("Nothing seen", score);
    QVERIFY(score.inside >= enough);
}

QTEST_GUILESS_MAIN(TestEstimateTruth)
#include "tst_estimatetruth.moc"
