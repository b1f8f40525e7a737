// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimatefixture.h"
#include "metrics/tokencount.h"
#include "run/runestimate.h"

#include <QElapsedTimer>
#include <QTest>

using namespace moa;
using namespace moa::estimatefixture;
using Basis = LengthForecast::Basis;

namespace {

Provider pricedProvider()
{
    Provider result;
    result.id = provider;
    for (const QString &model : {u"model-a"_qs, u"model-b"_qs}) {
        ModelOverride own;
        own.model = model;
        own.rates = Rates{*Usd::fromString(u"0.000001"), {}, {}, *Usd::fromString(u"0.000002")};
        result.models.append(own);
    }
    return result;
}

/// The models have answered with 300 tokens to many prompts.
ModelHistory history(const Behaviour &behaviour = {})
{
    ModelHistory result;
    for (int at = 0; at < 30; ++at)
        result.observe(run(mixture(), QString::number(at) + words(40), 300, behaviour));
    return result;
}

RunEstimate estimated(const Mixture &design, const QString &text = u"Why?"_qs,
                      const ModelHistory &known = history())
{
    return estimateRun(design, prompt(text), {pricedProvider()}, {}, known);
}

template <typename Value>
bool isOrdered(const Range<Value> &range)
{
    return range.low <= range.likely && range.likely <= range.high;
}

} // namespace

class TestRunEstimate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePromptIsCountedAsItWillBeSent_data();
    void thePromptIsCountedAsItWillBeSent();
    void knownVocabulariesCountExactly();
    void referencesGrowLaterPrompts();
    void samplesCountEach();
    void mutedAgentsTakeNoPart();
    void aRankerWritesLittle();
    void theLimitOfOutputBindsTheEstimate();
    void independentAgentsMakeTheTotalTighter();
    void whatHasNoPriceIsUnpriced();
    void secondsRunAlongTheSlowestChain();
    void contextNeedsAreForeseen();
    void hostileLinksAreLeftOut();
    void anEmptyMixtureNeedsNothing();
    void manyAgentsAreQuick();
};

void TestRunEstimate::thePromptIsCountedAsItWillBeSent_data()
{
    QTest::addColumn<AgentSettings>("settings");
    QTest::addColumn<Conversation>("conversation");
    QTest::addColumn<Role>("role");

    const Conversation plain = prompt(words(50));
    const Conversation withSystem{{Message::Author::System, words(20)},
                                  {Message::Author::User, words(30)},
                                  {Message::Author::Assistant, words(30)},
                                  {Message::Author::User, words(50)}};
    AgentSettings settings;
    QTest::newRow("plain") << settings << plain << Role::Aggregator;
    QTest::newRow("several turns") << settings << withSystem << Role::Aggregator;
    settings.systemPrompt = words(25);
    QTest::newRow("own system prompt") << settings << plain << Role::Aggregator;
    QTest::newRow("two system prompts") << settings << withSystem << Role::Aggregator;
    for (const Placement placement : {Placement::Assistant, Placement::User}) {
        settings.placement = placement;
        const bool isUser = placement == Placement::User;
        QTest::newRow(isUser ? "in the user's message" : "assistant turn")
            << settings << plain << Role::Aggregator;
        AgentSettings other = settings;
        other.instruction = u"To {prompt} these said: {references} Now you."_qs;
        QTest::newRow(isUser ? "instruction with prompt, user" : "instruction with prompt")
            << other << plain << Role::Aggregator;
    }
    QTest::newRow("ranker") << AgentSettings() << plain << Role::Ranker;
    QTest::newRow("ranker with system prompt") << settings << withSystem << Role::Ranker;
}

void TestRunEstimate::thePromptIsCountedAsItWillBeSent()
{
    QFETCH(const AgentSettings, settings);
    QFETCH(const Conversation, conversation);
    QFETCH(const Role, role);
    Mixture design = mixture();
    design.layers[1].agents[0].role = role;
    design.layers[1].agents[0].settings = settings;
    // Two proposers that have answered this very prompt, so that only the frame is in question.
    ModelHistory known;
    known.observe(run(mixture(), conversation, 300));
    const RunEstimate estimate = estimateRun(design, conversation, {pricedProvider()}, {}, known);

    const QStringList references{words(300), words(300)};
    const Conversation messages = role == Role::Ranker
        ? buildRankerConversation(settings, conversation, references)
        : buildConversation(settings, conversation, references);
    const qint64 truth = TokenCounter({}, {}).count(messages).tokens;
    const qint64 likely = estimate.agents.constLast().input.likely;
    QVERIFY2(qAbs(likely - truth) <= truth * 3 / 100,
             qPrintable(QStringLiteral("%1, not %2").arg(likely).arg(truth)));
    QCOMPARE(estimate.agents.constLast().needed, likely);
}

void TestRunEstimate::knownVocabulariesCountExactly()
{
    Mixture alone;
    alone.layers = {layer({agent(u"a"_qs)})};
    Provider exact = pricedProvider();
    exact.models[0].encoding = TokenEncoding::O200k;
    const QString text = u"Write code: for (int i = 0; i < 7; ++i) { }"_qs;
    const RunEstimate estimate =
        estimateRun(alone, prompt(text), {exact}, {}, history({.inputRatio = 2.0}));
    QVERIFY(estimate.exact);
    const qint64 tokens = countTokens(text, TokenEncoding::O200k) + 4 + 3;
    QCOMPARE(estimate.input, (TokenRange{tokens, tokens, tokens}));
    QVERIFY(!estimated(alone).exact);
    // Else by what was reported of other texts.
    const qint64 once = estimated(alone, text).input.likely;
    const qint64 twice = estimated(alone, text, history({.inputRatio = 2.0})).input.likely;
    QVERIFY(twice > once + 5);
}

void TestRunEstimate::referencesGrowLaterPrompts()
{
    Mixture deep = mixture();
    deep.layers.insert(1, deep.layers.constFirst());
    deep.layers[1].agents[0].id = AgentId(u"c"_qs);
    deep.layers[1].agents[1].id = AgentId(u"d"_qs);
    const RunEstimate estimate = estimated(deep);
    QCOMPARE(estimate.calls, 5);
    QCOMPARE(estimate.agents.size(), 5);
    QVERIFY(estimate.agents.at(0).input.likely < 30);
    for (const qsizetype reader : {2, 3, 4}) {
        // Two answers of 300 tokens and the instruction of about 130.
        const TokenRange input = estimate.agents.at(reader).input;
        QVERIFY2(input.likely > 500 && input.likely < 1300,
                 qPrintable(QString::number(input.likely)));
        QVERIFY(isOrdered(input) && input.low < input.high);
    }
    QVERIFY(isOrdered(estimate.total) && isOrdered(estimate.cost) && isOrdered(estimate.output));

    Mixture chosen = deep;
    chosen.layers[2].agents[0].references = QList{AgentId(u"c"_qs)};
    const RunEstimate fewer = estimated(chosen);
    QVERIFY(fewer.agents.at(4).input.likely < estimate.agents.at(4).input.likely - 150);
    QVERIFY(fewer.total.likely < estimate.total.likely - 150);
    // Listing what is the default changes nothing.
    chosen.layers[2].agents[0].references = QList{AgentId(u"c"_qs), AgentId(u"d"_qs)};
    QCOMPARE(estimated(chosen), estimate);
}

void TestRunEstimate::samplesCountEach()
{
    Mixture many = mixture();
    many.layers[0].agents[0].samples = 5;
    const RunEstimate one = estimated(mixture());
    const RunEstimate five = estimated(many);
    QCOMPARE(five.calls, 7);
    QCOMPARE(five.agents.at(0).calls, 5);
    QVERIFY(qAbs(five.agents.at(0).input.likely - 5 * one.agents.at(0).input.likely) <= 5);
    QVERIFY(five.agents.at(2).input.likely > 2 * one.agents.at(2).input.likely);
}

void TestRunEstimate::mutedAgentsTakeNoPart()
{
    Mixture half = mixture();
    half.layers[0].agents[1].muted = true;
    const RunEstimate estimate = estimated(half);
    QCOMPARE(estimate.calls, 2);
    QCOMPARE(estimate.agents.at(1).calls, 0);
    QCOMPARE(estimate.agents.at(1).input, TokenRange());
    QCOMPARE(estimate.agents.at(1).output, TokenRange());
    QVERIFY(estimate.agents.at(2).input.likely < estimated(mixture()).agents.at(2).input.likely);
}

void TestRunEstimate::aRankerWritesLittle()
{
    Mixture ranked = mixture();
    ranked.layers[1].agents[0].role = Role::Ranker;
    ranked.layers.append(layer({agent(u"last"_qs, Role::Aggregator)}));
    const RunEstimate estimate = estimated(ranked);
    QVERIFY(estimate.agents.at(1).output.likely > 100);
    QVERIFY(estimate.agents.at(2).output.high < 20);
    // It passes one of its references on.
    const qint64 read = estimate.agents.at(3).input.likely;
    QVERIFY2(read > 300 && read < 750, qPrintable(QString::number(read)));
    const RunEstimate without = estimated(mixture());
    QVERIFY(estimate.input.likely > without.input.likely + 250);
}

void TestRunEstimate::theLimitOfOutputBindsTheEstimate()
{
    Mixture bound = mixture();
    bound.defaults.maxTokens = 50;
    const RunEstimate estimate = estimated(bound);
    for (const AgentEstimate &each : estimate.agents)
        QVERIFY2(each.output.likely <= 50, qPrintable(QString::number(each.output.likely)));
    QVERIFY(estimate.output.high <= 152);
    bound.defaults.maxTokens = 100'000;
    QVERIFY(qAbs(estimated(bound).total.likely - estimated(mixture()).total.likely) < 10);
}

void TestRunEstimate::independentAgentsMakeTheTotalTighter()
{
    // The prompt is known, but these models' way with it is not.
    ModelHistory known = history();
    Mixture other;
    other.layers = {layer({agent(u"x"_qs), agent(u"y"_qs), agent(u"z"_qs), agent(u"w"_qs)})};
    for (int at = 0; at < 10; ++at)
        known.observe(run(other, QString::number(at), 300));
    known.observe(run(other, u"Why?"_qs, 300));
    const auto factor = [](const TokenRange &range) {
        return static_cast<double>(range.high) / static_cast<double>(range.low);
    };
    const RunEstimate estimate = estimated(mixture(), u"Why?"_qs, known);
    QVERIFY(factor(estimate.output) < factor(estimate.agents.at(0).output));
    QVERIFY(estimate.output.high < estimate.agents.at(0).output.high
                + estimate.agents.at(1).output.high + estimate.agents.at(2).output.high);
    // The more is known, the narrower.
    QVERIFY(factor(estimate.total) < factor(estimated(mixture()).total));
    QCOMPARE(estimate.basis, Basis::Prompt);
    QCOMPARE(estimated(mixture()).basis, Basis::Model);
    QCOMPARE(estimated(mixture(), u"Why?"_qs, {}).basis, Basis::Prior);
}

void TestRunEstimate::whatHasNoPriceIsUnpriced()
{
    const RunEstimate estimate = estimated(mixture());
    QCOMPARE(estimate.unpricedCalls, 1);
    QVERIFY(estimate.agents.at(0).cost && estimate.agents.at(1).cost);
    QVERIFY(!estimate.agents.at(2).cost);
    const AgentEstimate &priced = estimate.agents.constFirst();
    const Usd expected = Usd::fromPico(1'000'000) * priced.input.likely
        + Usd::fromPico(2'000'000) * priced.output.likely;
    QVERIFY(qAbs(priced.cost->likely.pico() - expected.pico()) < expected.pico() / 50);
    QVERIFY(estimate.cost.likely > priced.cost->likely);
    QVERIFY(estimate.cost.low > Usd());
    Mixture free = mixture();
    free.layers.removeLast();
    QCOMPARE(estimated(free).unpricedCalls, 0);
}

void TestRunEstimate::secondsRunAlongTheSlowestChain()
{
    QVERIFY(!estimated(mixture(), u"Why?"_qs, {}).ms);
    const RunEstimate estimate = estimated(mixture());
    // Twice half a second and 300 tokens at 50 a second.
    QVERIFY(isOrdered(*estimate.ms));
    QVERIFY2(estimate.ms->likely > 8000 && estimate.ms->likely < 20'000,
             qPrintable(QString::number(estimate.ms->likely)));
    QVERIFY(estimate.agents.at(0).ms->likely < estimate.ms->likely * 2 / 3);
    Mixture wide = mixture();
    wide.layers[0].agents[0].samples = 20;
    QVERIFY(estimated(wide).ms->likely < estimate.ms->likely * 3 / 2);
    Mixture unknown = mixture();
    unknown.layers[0].agents[0].model = u"never seen"_qs;
    QVERIFY(!estimated(unknown).ms);
    unknown.layers[0].agents[0].muted = true;
    QVERIFY(estimated(unknown).ms);
}

void TestRunEstimate::contextNeedsAreForeseen()
{
    Mixture design = mixture();
    design.defaults.maxTokens = 400;
    Provider small = pricedProvider();
    ModelOverride own;
    own.model = u"model-final"_qs;
    own.contextWindow = 1000;
    small.models.append(own);
    const RunEstimate estimate = estimateRun(design, prompt(u"Why?"_qs), {small}, {}, history());
    const auto needs = contextNeeds(estimate);
    QVERIFY(!needs(AgentId(u"a"_qs)));
    QVERIFY(!needs(AgentId(u"nobody"_qs)));
    const ContextNeed need = needs(AgentId(u"final"_qs)).value();
    QCOMPARE(need.window, 1000);
    QVERIFY(need.needed > 1000);
    QVERIFY(need.promptAlone > 400 && need.promptAlone < 450);
    ValidationContext context;
    context.contextNeed = needs;
    const QList<Problem> problems = validate(design, context);
    QCOMPARE(problems.size(), 1);
    QCOMPARE(problems.constFirst().kind, Problem::Kind::ContextOverflow);
}

void TestRunEstimate::hostileLinksAreLeftOut()
{
    Mixture design = mixture();
    const QList<AgentId> nowhere{AgentId(u"ghost"_qs), AgentId(u"final"_qs)};
    design.layers[0].agents[0].references = nowhere;
    design.layers[1].agents[0].references = nowhere;
    design.layers[0].agents[1].id = AgentId(u"a"_qs);
    const RunEstimate estimate = estimated(design);
    QCOMPARE(estimate.calls, 3);
    QVERIFY(estimate.agents.at(2).input.likely < 30);
}

void TestRunEstimate::anEmptyMixtureNeedsNothing()
{
    QCOMPARE(estimated({}), RunEstimate());
    QCOMPARE(estimateRun(mixture(), {}, {}, {}, {}).calls, 3);
}

void TestRunEstimate::manyAgentsAreQuick()
{
    const ModelHistory known = history();
    for (const int count : {400, 5000}) {
        Mixture design;
        constexpr int width = 100;
        for (int at = 0; at < count / width; ++at) {
            Layer members;
            for (int row = 0; row < width; ++row) {
                Agent member = agent(QStringLiteral("%1-%2").arg(at).arg(row));
                member.model = QStringLiteral("model %1").arg(row % 30);
                members.agents.append(member);
            }
            design.layers.append(members);
        }
        const QString text = words(1000);
        QElapsedTimer timer;
        timer.start();
        const RunEstimate estimate = estimated(design, text, known);
        const qint64 us = timer.nsecsElapsed() / 1000;
        QCOMPARE(estimate.calls, count);
        QVERIFY(isOrdered(estimate.total));
        qInfo("%d agents: %.1f ms", count, static_cast<double>(us) / 1000.0);
    }
}

QTEST_GUILESS_MAIN(TestRunEstimate)
#include "tst_runestimate.moc"
