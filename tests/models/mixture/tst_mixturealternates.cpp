// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/mixtureedits.h"
#include "mixture/mixturefile.h"
#include "mixture/validation.h"
#include "support/notation.h"

#include <QTest>

using namespace moa;
using namespace moa::notation;
using Kind = Problem::Kind;

namespace {

Agent &at(Mixture &mixture, const char *agentId)
{
    const AgentPosition place = *mixture.find(id(agentId));
    return mixture.layers[place.layer].agents[place.row];
}

/// "a b|f *x": a mixture of that shape, in which x is an alternate. All but the first layer are
/// aggregators.
Mixture marked(const QString &text)
{
    Mixture result = mixture(QString(text).remove(u'*'));
    for (Layer &layer : result.layers) {
        for (qsizetype row = 0; row < layer.agents.size(); ++row) {
            Agent &agent = layer.agents[row];
            agent.alternate = text.contains(u'*' + agent.id.toString());
            agent.role = result.find(agent.id)->layer > 0 ? Role::Aggregator : Role::Proposer;
        }
    }
    return result;
}

/// The notation that marked() reads.
QString marks(const Mixture &mixture)
{
    QStringList layers;
    for (const Layer &layer : mixture.layers) {
        QStringList names;
        for (const Agent &agent : layer.agents)
            names.append((agent.alternate ? u"*"_qs : QString()) + agent.id.toString());
        layers.append(names.join(u' '));
    }
    return layers.join(u'|');
}

/// What an agent is asked with: "a b".
QString given(const Mixture &mixture, const char *agentId)
{
    QStringList names;
    for (const AgentId &each : mixture.referencesAt(*mixture.find(id(agentId))))
        names.append(each.toString());
    return names.join(u' ');
}

bool lists(const Mixture &mixture, const char *agentId)
{
    return mixture.agent(id(agentId))->references.has_value();
}

QList<Kind> kinds(const Mixture &mixture)
{
    QList<Kind> result;
    for (const Problem &problem : validate(mixture))
        result.append(problem.kind);
    return result;
}

} // namespace

class TestMixtureAlternates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFinalAgentIsTheOneThatIsNoAlternate();
    void alternatesHaveTheReferencesOfTheFinalAgent();
    void linksLeadToAlternatesToo();
    void aFileIsWrittenBackByteForByte();
    void filesWithoutAlternatesStayAsTheyWere();
    void errorsNameThePlaceInTheFile_data();
    void errorsNameThePlaceInTheFile();
    void problems_data();
    void problems();
    void problemsNameThePlaceInTheFile();
    void aFinalAgentAndAnotherCanBecomeAlternates();
    void onlyProposersInTheLastLayerLackAnAggregator();
    void fixesLeaveNoProblem();
    void makingOneFinalSwapsTheMarks_data();
    void makingOneFinalSwapsTheMarks();
    void makingOneFinalKeepsEverybodysReferences();
    void whoeverIsInAnEarlierLayerCantBeFinal();
    void anAlternateIsAddedLast();
    void aCopyOfTheFinalAgentFollowsItsReferences();
    void noAlternateWithoutAFinalAgent();
    void removingTheFinalAgentPromotesTheFirstAlternate();
    void movedAlternatesAreAgentsLikeOthers_data();
    void movedAlternatesAreAgentsLikeOthers();
    void whoLeavesTheLastLayerKeepsItsReferences();
    void anAgentThatComesBesideTheFinalOneIsNoAlternate();
    void alternatesStayBehindTheFinalAgent();
    void unmarkingIsAnEditOfTheAgent();
    void copiesOfALayer_data();
    void copiesOfALayer();
    void copiesOfALayerTakeTheOriginals();
    void aLoneProposerInANewLastLayerBecomesAnAggregator();
};

void TestMixtureAlternates::theFinalAgentIsTheOneThatIsNoAlternate()
{
    QCOMPARE(marked(u"a b|f *x *y"_qs).finalAgent()->id, id("f"));
    QCOMPARE(marked(u"a b|f g *x"_qs).finalAgent(), nullptr);
    QCOMPARE(marked(u"a b|*x"_qs).finalAgent(), nullptr);
    QCOMPARE(marked(u"f *x"_qs).finalAgent()->id, id("f"));
}

void TestMixtureAlternates::alternatesHaveTheReferencesOfTheFinalAgent()
{
    Mixture mixture = marked(u"a b c|d e|f *x *y"_qs);
    QCOMPARE(given(mixture, "x"), u"d e"_qs);
    at(mixture, "f").references = ids(u"a e"_qs);
    QCOMPARE(given(mixture, "x"), u"a e"_qs);
    at(mixture, "y").references = ids(u"b"_qs);
    QCOMPARE(given(mixture, "x"), u"a e"_qs);
    QCOMPARE(given(mixture, "y"), u"b"_qs);
}

void TestMixtureAlternates::linksLeadToAlternatesToo()
{
    Mixture mixture = marked(u"a b|f *x"_qs);
    QCOMPARE(mixture.links().size(), 4);
    mixture = edit::unlink(mixture, id("a"), id("f"));
    QCOMPARE(given(mixture, "x"), u"b"_qs);
    QCOMPARE(mixture.links().size(), 2);
    // One that is changed by itself lists its own, until they are the same again.
    mixture = edit::link(mixture, id("a"), id("x"));
    QCOMPARE(given(mixture, "f"), u"b"_qs);
    QCOMPARE(given(mixture, "x"), u"a b"_qs);
    QVERIFY(lists(mixture, "x"));
    mixture = edit::unlink(mixture, id("a"), id("x"));
    QVERIFY(!lists(mixture, "x"));
}

void TestMixtureAlternates::aFileIsWrittenBackByteForByte()
{
    const QByteArray text = R"({
  "format": "moa-studio/mixture",
  "version": 1,
  "layers": [
    {
      "agents": [
        {
          "id": "a",
          "role": "proposer",
          "provider": "p",
          "model": "m"
        }
      ]
    },
    {
      "name": "End",
      "quorum": 1,
      "agents": [
        {
          "id": "f",
          "role": "aggregator",
          "provider": "p",
          "model": "m"
        }
      ],
      "alternates": [
        {
          "id": "x",
          "role": "aggregator",
          "provider": "p",
          "model": "n",
          "references": [
            "a"
          ],
          "later": 1
        },
        {
          "id": "y",
          "role": "ranker",
          "provider": "p",
          "model": "o"
        }
      ],
      "shape": "round"
    }
  ]
}
)";
    const Result<Mixture> mixture = readMixture(text);
    QVERIFY2(mixture, mixture ? "" : qPrintable(mixture.error().message));
    QCOMPARE(marks(*mixture), u"a|f *x *y"_qs);
    QCOMPARE(mixture->agent(id("x"))->unknown.size(), 1);
    QCOMPARE(writeMixture(*mixture), text);
    QVERIFY(validate(*mixture).isEmpty());
}

void TestMixtureAlternates::filesWithoutAlternatesStayAsTheyWere()
{
    const Mixture plain = marked(u"a b|f"_qs);
    const QByteArray text = writeMixture(plain);
    QVERIFY(!text.contains("alternate"));
    QCOMPARE(*readMixture(text), plain);
}

void TestMixtureAlternates::errorsNameThePlaceInTheFile_data()
{
    QTest::addColumn<QByteArray>("alternates");
    QTest::addColumn<QString>("expected");
    QTest::newRow("not a list") << QByteArray("{}")
                                << u"layers[0].alternates: expected a list, found an object"_qs;
    QTest::newRow("a wrong field")
        << QByteArray(R"([{"id": "x"}, {"id": "y", "model": 12}])")
        << u"layers[0].alternates[1].model: expected a string, found 12"_qs;
    QTest::newRow("no id") << QByteArray(R"([{"model": "m"}])")
                           << u"layers[0].alternates[0].id: "_qs;
}

void TestMixtureAlternates::errorsNameThePlaceInTheFile()
{
    QFETCH(QByteArray, alternates);
    QFETCH(QString, expected);
    const Result<Mixture> result =
        readMixture(R"({"format": "moa-studio/mixture", "version": 1, "layers": [{"agents": [],
                        "alternates": )"
                    + alternates + "}]}");
    QVERIFY(!result);
    QVERIFY2(result.error().message.startsWith(expected), qPrintable(result.error().message));
}

void TestMixtureAlternates::problems_data()
{
    QTest::addColumn<QString>("mixture");
    QTest::addColumn<QList<Kind>>("expected");
    QTest::newRow("alternates are no final agents") << u"a b|f *x *y"_qs << QList<Kind>();
    QTest::newRow("beside the only layer's agent") << u"f *x"_qs << QList<Kind>();
    QTest::newRow("two final agents") << u"a b|f g *x"_qs << QList<Kind>{Kind::SeveralFinalAgents};
    QTest::newRow("no final agent") << u"a b|*x *y"_qs << QList<Kind>{Kind::AlternatesWithoutFinal};
    QTest::newRow("in an earlier layer") << u"a *b|f"_qs << QList<Kind>{Kind::AlternateNotLast};
}

void TestMixtureAlternates::problems()
{
    QFETCH(QString, mixture);
    QFETCH(QList<Kind>, expected);
    QCOMPARE(kinds(marked(mixture)), expected);
}

void TestMixtureAlternates::problemsNameThePlaceInTheFile()
{
    Mixture mixture = marked(u"a b|f *x *y"_qs);
    at(mixture, "y").model.clear();
    QList<Problem> problems = validate(mixture);
    QCOMPARE(problems.size(), 1);
    QCOMPARE(problems.constFirst().path, u"layers[1].alternates[1].model"_qs);
    QCOMPARE(problems.constFirst().agent, id("y"));

    mixture = marked(u"a b|f *x *y"_qs);
    at(mixture, "y").id = id("x");
    problems = validate(mixture);
    QCOMPARE(problems.size(), 1);
    QCOMPARE(problems.constFirst().path, u"layers[1].alternates[1].id"_qs);

    mixture = marked(u"a b|f *x"_qs);
    at(mixture, "x").role = Role::Proposer;
    problems = validate(mixture);
    QCOMPARE(problems.size(), 1);
    QCOMPARE(problems.constFirst().kind, Kind::FinalNotAggregator);
    QVERIFY(problems.constFirst().text.contains(u"alternate"));
    QVERIFY(validate(applied(mixture, problems.constFirst())).isEmpty());

    // What would leave a run without its answer is no matter in an alternate.
    mixture = marked(u"a b|f *x"_qs);
    at(mixture, "x").muted = true;
    at(mixture, "x").samples = 3;
    QVERIFY(validate(mixture).isEmpty());
}

void TestMixtureAlternates::aFinalAgentAndAnotherCanBecomeAlternates()
{
    Mixture mixture = marked(u"a b|p f g"_qs);
    at(mixture, "p").role = Role::Proposer;
    const QList<Problem> problems = validate(mixture);
    QCOMPARE(problems.size(), 1);
    QCOMPARE(problems.constFirst().fix->label, u"Keep the others as alternates"_qs);
    const Mixture fixed = applied(mixture, problems.constFirst());
    QCOMPARE(marks(fixed), u"a b|f *p *g"_qs);
    QVERIFY(validate(fixed).isEmpty());
}

void TestMixtureAlternates::onlyProposersInTheLastLayerLackAnAggregator()
{
    const QList<Problem> problems = validate(mixture(u"a b"_qs));
    QCOMPARE(problems.size(), 1);
    QCOMPARE(problems.constFirst().fix->label, u"Add an aggregator"_qs);
    QCOMPARE(applied(mixture(u"a b"_qs), problems.constFirst()).layers.size(), 2);
}

void TestMixtureAlternates::fixesLeaveNoProblem()
{
    for (const QString &text : {u"a b|f g *x"_qs, u"a b|*x *y"_qs, u"a *b|f"_qs}) {
        const QList<Problem> problems = validate(marked(text));
        QCOMPARE(problems.size(), 1);
        QVERIFY(problems.constFirst().fix);
        QVERIFY2(validate(applied(marked(text), problems.constFirst())).isEmpty(),
                 qPrintable(text));
    }
}

void TestMixtureAlternates::makingOneFinalSwapsTheMarks_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("chosen");
    QTest::addColumn<QString>("after");
    QTest::newRow("an alternate") << u"a b|f *x *y"_qs << u"y"_qs << u"a b|y *f *x"_qs;
    QTest::newRow("the final one") << u"a b|f *x"_qs << u"f"_qs << u"a b|f *x"_qs;
    QTest::newRow("one of two final ones") << u"a b|f g *x"_qs << u"g"_qs << u"a b|g *f *x"_qs;
    QTest::newRow("where there is none") << u"a b|*x *y"_qs << u"x"_qs << u"a b|x *y"_qs;
    QTest::newRow("in the only layer") << u"a b c"_qs << u"b"_qs << u"b *a *c"_qs;
}

void TestMixtureAlternates::makingOneFinalSwapsTheMarks()
{
    QFETCH(QString, before);
    QFETCH(QString, chosen);
    QFETCH(QString, after);
    QCOMPARE(marks(edit::makeFinal(marked(before), AgentId(chosen))), after);
}

void TestMixtureAlternates::makingOneFinalKeepsEverybodysReferences()
{
    Mixture mixture = marked(u"a b c|d e|f *x *y *z"_qs);
    at(mixture, "f").references = ids(u"a d"_qs);
    at(mixture, "y").references = ids(u"b"_qs);
    const auto sameForAll = [&mixture](const Mixture &other) {
        for (const char *each : {"f", "x", "y", "z"})
            QCOMPARE(given(other, each), given(mixture, each));
    };
    const Mixture same = edit::makeFinal(mixture, id("x"));
    sameForAll(same);
    QVERIFY(lists(same, "x"));
    QVERIFY(!lists(same, "f"));
    QVERIFY(!lists(same, "z"));
    sameForAll(edit::makeFinal(mixture, id("y")));

    // Beside one with a list of its own, everyone of the layer before has to be listed.
    at(mixture, "f").references.reset();
    const Mixture listed = edit::makeFinal(mixture, id("y"));
    sameForAll(listed);
    QCOMPARE(*listed.agent(id("x"))->references, ids(u"d e"_qs));
    const Mixture back = edit::makeFinal(listed, id("f"));
    sameForAll(back);
    QVERIFY(!lists(back, "f") && !lists(back, "x"));
}

void TestMixtureAlternates::whoeverIsInAnEarlierLayerCantBeFinal()
{
    const Mixture mixture = marked(u"a b|f *x"_qs);
    QCOMPARE(edit::makeFinal(mixture, id("a")), mixture);
    QCOMPARE(edit::makeFinal(mixture, id("nobody")), mixture);
}

void TestMixtureAlternates::anAlternateIsAddedLast()
{
    const edit::Added added = edit::addAlternate(marked(u"a b|f *x"_qs), agent(u"n"_qs));
    QCOMPARE(marks(added.mixture), u"a b|f *x *n"_qs);
    QCOMPARE(added.ids, ids(u"n"_qs));
    QCOMPARE(added.mixture.agent(id("n"))->role, Role::Aggregator);
    QVERIFY(validate(added.mixture).isEmpty());
}

void TestMixtureAlternates::aCopyOfTheFinalAgentFollowsItsReferences()
{
    Mixture mixture = marked(u"a b|f"_qs);
    at(mixture, "f").references = ids(u"b"_qs);
    const edit::Added added = edit::addAlternate(mixture, *mixture.finalAgent());
    QCOMPARE(marks(added.mixture), u"a b|f *f-2"_qs);
    QVERIFY(!lists(added.mixture, "f-2"));
    QCOMPARE(given(edit::link(added.mixture, id("a"), id("f")), "f-2"), u"a b"_qs);
}

void TestMixtureAlternates::noAlternateWithoutAFinalAgent()
{
    QVERIFY(edit::addAlternate(Mixture(), agent(u"n"_qs)).ids.isEmpty());
    QVERIFY(edit::addAlternate(marked(u"a|*x"_qs), agent(u"n"_qs)).ids.isEmpty());
}

void TestMixtureAlternates::removingTheFinalAgentPromotesTheFirstAlternate()
{
    Mixture mixture = marked(u"a b|f *x *y"_qs);
    at(mixture, "f").references = ids(u"b"_qs);
    const Mixture removed = edit::removeAgents(mixture, ids(u"f"_qs));
    QCOMPARE(marks(removed), u"a b|x *y"_qs);
    QCOMPARE(given(removed, "x"), u"b"_qs);
    QCOMPARE(given(removed, "y"), u"b"_qs);
    QVERIFY(!lists(removed, "y"));
    QCOMPARE(marks(edit::removeAgents(mixture, ids(u"f x y"_qs))), u"a b"_qs);
}

void TestMixtureAlternates::movedAlternatesAreAgentsLikeOthers_data()
{
    QTest::addColumn<Mixture>("moved");
    QTest::addColumn<QString>("after");
    const Mixture mixture = marked(u"a b|f *x *y"_qs);
    QTest::newRow("to an earlier layer")
        << edit::moveAgents(mixture, ids(u"x"_qs), {0, 0}) << u"x a b|f *y"_qs;
    QTest::newRow("to a new last layer")
        << edit::moveAgentsToNewLayer(mixture, ids(u"x"_qs), 2) << u"a b|f y|x"_qs;
    QTest::newRow("a new last layer behind them")
        << edit::insertLayer(mixture, 2, agent(u"n"_qs)).mixture << u"a b|f x y|n"_qs;
    QTest::newRow("the final agent leaves")
        << edit::moveAgents(mixture, ids(u"f"_qs), {0, 9}) << u"a b f|x *y"_qs;
    QTest::newRow("duplicates stay what they are")
        << edit::duplicate(mixture, ids(u"x"_qs)).mixture << u"a b|f *x *x-2 *y"_qs;
}

void TestMixtureAlternates::movedAlternatesAreAgentsLikeOthers()
{
    QFETCH(Mixture, moved);
    QFETCH(QString, after);
    QCOMPARE(marks(moved), after);
}

void TestMixtureAlternates::whoLeavesTheLastLayerKeepsItsReferences()
{
    Mixture mixture = marked(u"a b|f *x"_qs);
    at(mixture, "f").references = ids(u"b"_qs);
    const Mixture followed = edit::insertLayer(mixture, 2, agent(u"n"_qs)).mixture;
    QCOMPARE(given(followed, "x"), u"b"_qs);
    QCOMPARE(given(followed, "n"), u"f x"_qs);
}

void TestMixtureAlternates::anAgentThatComesBesideTheFinalOneIsNoAlternate()
{
    const Mixture mixture = marked(u"a b|f *x"_qs);
    const Mixture added = edit::addAgent(mixture, agent(u"n"_qs), {1, 9}).mixture;
    QCOMPARE(marks(added), u"a b|f n *x"_qs);
    const Mixture moved = edit::moveAgents(mixture, ids(u"a"_qs), {1, 0});
    QCOMPARE(marks(moved), u"b|a f *x"_qs);
    QCOMPARE(validate(moved).constFirst().fix->label, u"Keep the others as alternates"_qs);
}

void TestMixtureAlternates::alternatesStayBehindTheFinalAgent()
{
    const Mixture mixture = marked(u"a b|f *x *y"_qs);
    QCOMPARE(marks(edit::moveAgents(mixture, ids(u"y"_qs), {1, 0})), u"a b|f *y *x"_qs);
    QCOMPARE(marks(edit::moveAgents(mixture, ids(u"f"_qs), {1, 9})), u"a b|f *x *y"_qs);
}

void TestMixtureAlternates::unmarkingIsAnEditOfTheAgent()
{
    Mixture mixture = marked(u"a b|f *x *y"_qs);
    Agent agent = *mixture.agent(id("y"));
    agent.alternate = false;
    const Mixture unmarked = edit::setAgent(mixture, agent);
    QCOMPARE(marks(unmarked), u"a b|f y *x"_qs);
    agent.alternate = true;
    QCOMPARE(marks(edit::setAgent(unmarked, agent)), u"a b|f *y *x"_qs);
}

void TestMixtureAlternates::copiesOfALayer_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<int>("layer");
    QTest::addColumn<QString>("after");
    QTest::newRow("first") << u"a b|f"_qs << 0 << u"a b|a-2 b-2|f"_qs;
    QTest::newRow("last") << u"a b|f *x"_qs << 1 << u"a b|f x|f-2 *x-2"_qs;
    QTest::newRow("only") << u"a"_qs << 0 << u"a|a-2"_qs;
    QTest::newRow("no such layer") << u"a|f"_qs << 2 << u"a|f"_qs;
    QTest::newRow("negative") << u"a|f"_qs << -1 << u"a|f"_qs;
}

void TestMixtureAlternates::copiesOfALayer()
{
    QFETCH(QString, before);
    QFETCH(int, layer);
    QFETCH(QString, after);
    const edit::Added added = edit::duplicateLayer(marked(before), layer);
    QCOMPARE(marks(added.mixture), after);
}

void TestMixtureAlternates::copiesOfALayerTakeTheOriginals()
{
    Mixture mixture = marked(u"a b|d e|f"_qs);
    mixture.layers[1].name = u"Middle"_qs;
    mixture.layers[1].quorum = 2;
    at(mixture, "d").references = ids(u"b"_qs);
    at(mixture, "e").samples = 3;
    at(mixture, "f").references = ids(u"a e"_qs);
    const edit::Added added = edit::duplicateLayer(mixture, 1);
    QCOMPARE(added.ids, ids(u"d-2 e-2"_qs));
    QCOMPARE(added.mixture.layers.at(2).name, u"Middle"_qs);
    QCOMPARE(added.mixture.layers.at(2).quorum, 2);
    QCOMPARE(given(added.mixture, "d-2"), u"d e"_qs);
    QCOMPARE(added.mixture.agent(id("e-2"))->samples, 3);
    QCOMPARE(given(added.mixture, "f"), u"a e"_qs);

    const edit::Added first = edit::duplicateLayer(mixture, 0);
    QCOMPARE(first.mixture.agent(id("a-2"))->role, Role::Aggregator);
    QCOMPARE(first.mixture.agent(id("a"))->role, Role::Proposer);
}

void TestMixtureAlternates::aLoneProposerInANewLastLayerBecomesAnAggregator()
{
    Mixture three = mixture(u"a b c"_qs);
    QCOMPARE(edit::moveAgentsToNewLayer(three, ids(u"b"_qs), 1).agent(id("b"))->role,
             Role::Aggregator);
    QCOMPARE(edit::moveAgentsToNewLayer(three, ids(u"b c"_qs), 1).agent(id("b"))->role,
             Role::Proposer);
    QCOMPARE(edit::moveAgentsToNewLayer(three, ids(u"b"_qs), 0).agent(id("b"))->role,
             Role::Proposer);
    at(three, "b").role = Role::Ranker;
    QCOMPARE(edit::moveAgentsToNewLayer(three, ids(u"b"_qs), 1).agent(id("b"))->role, Role::Ranker);
}

QTEST_GUILESS_MAIN(TestMixtureAlternates)
#include "tst_mixturealternates.moc"
