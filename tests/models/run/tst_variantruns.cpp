// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/mixtureedits.h"
#include "run/baselines.h"
#include "run/variantruns.h"
#include "support/enginefixture.h"

using namespace moa;
using namespace moa::test;

namespace {

/// What an aggregator that sticks to its references would write: their words, in order.
ScriptedReply inColours(const ScriptedRequest &request)
{
    const QString system = systemMessage(request);
    QStringList words;
    for (const QString &word : {u"crimson"_qs, u"emerald"_qs, u"azure"_qs, u"mixed"_qs}) {
        if (system.contains(word))
            words.append(word + u" is a colour that stays."_qs);
    }
    if (words.isEmpty())
        words = {request.model == u"a"       ? u"crimson"_qs
                     : request.model == u"b" ? u"emerald"_qs
                                             : u"azure"_qs};
    return ScriptedReply::openAiStream(words.join(u' '));
}

} // namespace

/** Leaving out each proposer and the single-model baselines, against a server that counts. */
class TestVariantRuns : public QObject, private EngineFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void eachProposerIsLeftOutOnce();
    void onlyWhatDependsOnItIsAskedAgain();
    void theAnswersAreCompared();
    void stoppingLeavesTheRest();
    void aVariantThatFailsIsNotTheLast();
    void theDaysLimitHoldsForAll();
    void theBestSingleModel_data();
    void theBestSingleModel();
    void theBestSingleModelCostsNothing();
    void asManySamplesAsTheMixtureCosts();
    void samplesOfOneModelAreAggregated();
    void changesAreMeasured_data();
    void changesAreMeasured();

private:
    [[nodiscard]] std::shared_ptr<const RunRecord> runOriginal();
    [[nodiscard]] bool waitForEnd() const
    {
        return QTest::qWaitFor(
            [this] {
                return !m_runs->isRunning()
                    && std::all_of(m_runs->outcomes().cbegin(), m_runs->outcomes().cend(),
                                   [](const VariantOutcome &outcome) {
                                       return outcome.change || !outcome.run || !outcome.run->final;
                                   });
            },
            30'000);
    }
    [[nodiscard]] QStringList states() const
    {
        QStringList result;
        for (const VariantOutcome &outcome : m_runs->outcomes())
            result.append(QStringLiteral("waiting running done failed stopped")
                              .split(u' ')
                              .at(static_cast<int>(outcome.state)));
        return result;
    }

    std::unique_ptr<VariantRuns> m_runs;
};

void TestVariantRuns::init()
{
    m_runs.reset();
    begin();
    m_server->setHandler(&inColours);
    m_runs = std::make_unique<VariantRuns>(VariantRuns::Engine{
        [this](const RunPlan &plan) { m_engine->start(plan); }, [this] { m_engine->stop(); }});
    Layer first;
    first.agents = {agent(u"a"_qs), agent(u"b"_qs), agent(u"c"_qs)};
    Layer last;
    last.agents = {agent(u"final"_qs, Role::Aggregator)};
    m_plan.mixture.layers = {first, last};
}

std::shared_ptr<const RunRecord> TestVariantRuns::runOriginal()
{
    const RunRecord record = runPlan(m_plan);
    m_server->clearJournal();
    connect(m_engine.get(), &RunEngine::finished, m_runs.get(), &VariantRuns::take);
    return std::make_shared<const RunRecord>(record);
}

void TestVariantRuns::eachProposerIsLeftOutOnce()
{
    m_plan.mixture.layers[0].agents[1].muted = true;
    Layer middle;
    middle.agents = {agent(u"d"_qs, Role::Aggregator)};
    m_plan.mixture.layers.insert(1, middle);
    const auto original = runOriginal();
    QStringList names;
    for (const Variant &variant : leaveOneOut(*original)) {
        names.append(variant.name);
        QVERIFY(variant.mixture.agent(variant.agent)->muted);
        QCOMPARE(variant.kind, Variant::Kind::Without);
    }
    QCOMPARE(names, QStringList({u"a"_qs, u"c"_qs, u"d"_qs}));
}

void TestVariantRuns::onlyWhatDependsOnItIsAskedAgain()
{
    const auto original = runOriginal();
    m_runs->begin(m_plan, original, leaveOneOut(*original));
    QVERIFY(m_runs->isRunning());
    QVERIFY(waitForEnd());
    QCOMPARE(states(), QStringList({u"done"_qs, u"done"_qs, u"done"_qs}));
    QCOMPARE(m_server->requests().size(), 3);
    QCOMPARE(m_server->requests(u"final"_qs).size(), 3);
    // One after the other.
    for (int number = 1; number < 3; ++number) {
        QVERIFY(m_server->requests().at(number).arrivedNs
                > m_server->requests().at(number - 1).finishedNs);
    }
    const QString second = m_server->requests().at(1).json()[u"messages"][0][u"content"].toString();
    QVERIFY2(second.contains(u"crimson") && !second.contains(u"emerald"), qPrintable(second));
}

void TestVariantRuns::theAnswersAreCompared()
{
    const auto original = runOriginal();
    QVERIFY(original->finalText.contains(u"crimson"));
    m_runs->begin(m_plan, original, leaveOneOut(*original));
    QVERIFY(waitForEnd());
    const VariantOutcome withoutRed = m_runs->outcomes().at(0);
    QVERIFY(!withoutRed.run->finalText.contains(u"crimson"));
    QVERIFY(withoutRed.change->bleu > 0.0 && withoutRed.change->bleu < 100.0);
    QVERIFY(withoutRed.change->chrf > 0.0 && withoutRed.change->chrf < 100.0);
    // Seven of 42 words and marks and twice their rest: 21 words, 14 of them kept.
    QVERIFY(withoutRed.change->wordsChanged > 0.15 && withoutRed.change->wordsChanged < 0.25);
}

void TestVariantRuns::stoppingLeavesTheRest()
{
    const auto original = runOriginal();
    m_server->script(u"final"_qs,
                     {ScriptedReply::openAiStream(u"crimson"_qs),
                      ScriptedReply::openAiStream(u"one two three"_qs)
                          .cutShort(ScriptedReply::Cut::Kind::Stall, 2)});
    m_runs->begin(m_plan, original, leaveOneOut(*original));
    QTRY_COMPARE(m_runs->current(), 1);
    QTRY_COMPARE(m_server->requests().size(), 2);
    QSignalSpy running(m_runs.get(), &VariantRuns::runningChanged);
    m_runs->stop();
    QVERIFY(waitForEnd());
    QCOMPARE(states(), QStringList({u"done"_qs, u"stopped"_qs, u"stopped"_qs}));
    QCOMPARE(m_server->requests().size(), 2);
    QCOMPARE(running.size(), 1);
    QVERIFY(!running.constFirst().constFirst().toBool());
}

void TestVariantRuns::aVariantThatFailsIsNotTheLast()
{
    const auto original = runOriginal();
    m_server->script(u"final"_qs,
                     {ScriptedReply::openAiError(400, u"Not today."_qs),
                      ScriptedReply::openAiStream(u"crimson"_qs)});
    m_runs->begin(m_plan, original, leaveOneOut(*original));
    QVERIFY(waitForEnd());
    QCOMPARE(states(), QStringList({u"failed"_qs, u"done"_qs, u"done"_qs}));
    QVERIFY(m_runs->outcomes().at(0).run->error.contains(u"Not today."));
    QVERIFY(!m_runs->outcomes().at(0).change);
}

void TestVariantRuns::theDaysLimitHoldsForAll()
{
    const auto original = runOriginal();
    RunPlan context = m_plan;
    context.maxCostToday = Usd::fromString(u"1");
    context.spentToday = *Usd::fromString(u"0.5");
    QList<Usd> spent;
    VariantRuns runs({[&spent](const RunPlan &plan) { spent.append(plan.spentToday); }, [] {}});
    runs.begin(context, original, leaveOneOut(*original));
    RunRecord ended = *original;
    ended.totals.cost = *Usd::fromString(u"0.25");
    runs.take(ended);
    QCOMPARE(spent, QList<Usd>({*Usd::fromString(u"0.5"), *Usd::fromString(u"0.75")}));
}

void TestVariantRuns::theBestSingleModel_data()
{
    QTest::addColumn<QList<int>>("stars"); // of a, b, c; 0: none
    QTest::addColumn<QString>("best");
    QTest::addColumn<BestSingle::By>("by");
    QTest::newRow("nearest to the final answer")
        << QList<int>{0, 0, 0} << u"b"_qs << BestSingle::By::Likeness;
    QTest::newRow("rated best") << QList<int>{3, 0, 4} << u"c"_qs << BestSingle::By::Rating;
    QTest::newRow("the only rated one") << QList<int>{1, 0, 0} << u"a"_qs << BestSingle::By::Rating;
    QTest::newRow("the first of equals")
        << QList<int>{0, 4, 4} << u"b"_qs << BestSingle::By::Rating;
}

void TestVariantRuns::theBestSingleModel()
{
    QFETCH(const QList<int>, stars);
    QFETCH(const QString, best);
    QFETCH(const BestSingle::By, by);
    m_server->script(u"final"_qs, {ScriptedReply::openAiStream(u"emerald"_qs)});
    const auto original = runOriginal();
    Judgement judgement;
    for (int row = 0; row < 3; ++row) {
        if (stars.at(row) > 0)
            judgement.setRating(original->responses.at(row).id, stars.at(row));
    }
    const std::optional<BestSingle> found = bestSingle(*original, judgement);
    QVERIFY(found.has_value());
    QCOMPARE(found->agent.toString(), best);
    QCOMPARE(found->by, by);
    QVERIFY(!bestSingle(RunRecord()));
}

void TestVariantRuns::theBestSingleModelCostsNothing()
{
    const auto original = runOriginal();
    const Variant single = singleModel(*original, AgentId(u"b"_qs));
    QVERIFY(single.partial.asked.isEmpty());
    m_runs->begin(m_plan, original, {single});
    QVERIFY(waitForEnd());
    QCOMPARE(m_server->requests().size(), 0);
    QCOMPARE(m_runs->outcomes().at(0).run->finalText, u"emerald"_qs);
    QCOMPARE(m_runs->outcomes().at(0).run->totals.cost, Usd());
}

void TestVariantRuns::asManySamplesAsTheMixtureCosts()
{
    RunRecord original = *runOriginal();
    const QStringList costs{u"0.02"_qs, u"0.01"_qs, u"0.05"_qs, u"9"_qs};
    for (qsizetype row = 0; row < costs.size(); ++row)
        original.responses[row].cost = Usd::fromString(costs.at(row));
    const EqualCost equal = equalCost(original, AgentId(u"b"_qs));
    QCOMPARE(equal.basis, EqualCost::Basis::Money);
    QCOMPARE(equal.samples, 8);
    QCOMPARE(equal.proposers, *Usd::fromString(u"0.08"));
    QCOMPARE(equal.one, *Usd::fromString(u"0.01"));
    QCOMPARE(equalCost(original, AgentId(u"c"_qs)).samples, 2);
    original.responses[0].cost.reset();
    original.responses[0].usage->input = 1000;
    original.responses[0].usage->output = 0;
    QCOMPARE(equalCost(original, AgentId(u"b"_qs)).basis, EqualCost::Basis::Tokens);
    QCOMPARE(equalCost(original, AgentId(u"b"_qs)).samples, maxSamples);
    QCOMPARE(equalCost(original, AgentId(u"a"_qs)).samples, 1);
    for (Response &response : original.responses)
        response.usage.reset();
    QCOMPARE(equalCost(original, AgentId(u"a"_qs)).basis, EqualCost::Basis::Calls);
    QCOMPARE(equalCost(original, AgentId(u"a"_qs)).samples, 3);
}

void TestVariantRuns::samplesOfOneModelAreAggregated()
{
    m_plan.mixture.defaults.temperature = 0.9;
    const auto original = runOriginal();
    const Variant sampled = sampledModel(*original, AgentId(u"a"_qs), 4);
    QCOMPARE(sampled.samples, 4);
    QCOMPARE(sampled.mixture.layers.size(), 2);
    m_runs->begin(m_plan, original, {sampled});
    QVERIFY(waitForEnd());
    // The first sample is there already.
    QCOMPARE(m_server->requests(u"a"_qs).size(), 3);
    QCOMPARE(m_server->requests(u"final"_qs).size(), 1);
    QCOMPARE(m_server->requests().size(), 4);
    QCOMPARE(m_runs->outcomes().at(0).run->responses.size(), 5);
    m_plan.mixture.defaults.temperature = 0.0;
    const Variant varied = sampledModel(*runOriginal(), AgentId(u"a"_qs), 2);
    QCOMPARE(varied.mixture.layers[0].agents[0].settings.temperature, 0.7);
    QCOMPARE(varied.partial.asked.size(), 3);
}

void TestVariantRuns::changesAreMeasured_data()
{
    QTest::addColumn<QString>("original");
    QTest::addColumn<QString>("other");
    QTest::addColumn<double>("wordsChanged");
    QTest::addColumn<double>("bleu"); // -1: between the ends
    QTest::newRow("the same") << u"one two three four"_qs << u"one two three four"_qs << 0.0
                              << 100.0;
    QTest::newRow("nothing in common") << u"one two"_qs << u"three four"_qs << 1.0 << 0.0;
    QTest::newRow("one word of four is another")
        << u"one two three four"_qs << u"one two three five"_qs << 0.25 << -1.0;
    QTest::newRow("both empty") << u""_qs << u""_qs << 0.0 << 0.0;
    QTest::newRow("gone") << u"one two"_qs << u""_qs << 1.0 << 0.0;
}

void TestVariantRuns::changesAreMeasured()
{
    QFETCH(const QString, original);
    QFETCH(const QString, other);
    QFETCH(const double, wordsChanged);
    QFETCH(const double, bleu);
    const AnswerChange change = answerChange(original, other);
    QCOMPARE(change.wordsChanged, wordsChanged);
    if (bleu < 0)
        QVERIFY(change.bleu > 0.0 && change.bleu < 100.0);
    else
        QVERIFY2(qAbs(change.bleu - bleu) < 1e-9, qPrintable(QString::number(change.bleu)));
}

QTEST_GUILESS_MAIN(TestVariantRuns)
#include "tst_variantruns.moc"
