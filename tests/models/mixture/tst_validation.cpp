// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/validation.h"

#include <QLocale>
#include <QTest>

using namespace moa;
using namespace Qt::StringLiterals;
using Kind = Problem::Kind;

Q_DECLARE_METATYPE(Problem::Kind)
Q_DECLARE_METATYPE(Role)

namespace {

Agent agent(const QString &id, Role role = Role::Proposer)
{
    Agent result;
    result.id = AgentId(id);
    result.role = role;
    result.provider = ProviderId(u"p"_s);
    result.model = u"model of "_s + id;
    return result;
}

Layer layer(const AgentList &agents)
{
    return {{}, {}, agents, {}};
}

/// Two proposers and an aggregator: nothing to complain about.
Mixture sound()
{
    Mixture mixture;
    mixture.layers = {layer({agent(u"a"_s), agent(u"b"_s)}),
                      layer({agent(u"final"_s, Role::Aggregator)})};
    return mixture;
}

Agent &at(Mixture &mixture, qsizetype index, qsizetype row)
{
    return mixture.layers[index].agents[row];
}

QList<AgentId> ids(const QStringList &texts)
{
    QList<AgentId> result;
    for (const QString &text : texts)
        result.append(AgentId(text));
    return result;
}

} // namespace

class tst_Validation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void soundMixtureHasNoProblem()
    {
        QVERIFY(validate(sound()).isEmpty());
        QVERIFY(!hasErrors({}));
    }

    void loneProposerIsAFinalAnswer()
    {
        Mixture mixture;
        mixture.layers = {layer({agent(u"a"_s)})};
        QVERIFY(validate(mixture).isEmpty());
    }

    void rankerMayStandBeforeTheLastLayer()
    {
        Mixture mixture = sound();
        mixture.layers.insert(1, layer({agent(u"r"_s, Role::Ranker)}));
        QVERIFY(validate(mixture).isEmpty());
    }

    void skippingALayerIsAllowed()
    {
        Mixture mixture = sound();
        mixture.layers.insert(1, layer({agent(u"c"_s)}));
        at(mixture, 2, 0).references = ids({u"c"_s, u"a"_s});
        QVERIFY(validate(mixture).isEmpty());
    }

    void problemIsFound_data()
    {
        QTest::addColumn<Mixture>("mixture");
        QTest::addColumn<Problem::Kind>("kind");
        QTest::addColumn<bool>("isError");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("hasFix");

        Mixture mixture;
        QTest::newRow("no layers")
            << mixture << Kind::NoLayers << true << u"layers"_s
            << u"The mixture has no layers. Add an agent to begin with."_s << false;
        mixture = sound();
        mixture.layers.insert(1, Layer());
        at(mixture, 2, 0).references = ids({u"a"_s, u"b"_s});
        QTest::newRow("empty layer")
            << mixture << Kind::EmptyLayer << true << u"layers[1]"_s
            << u"Layer 2 has no agents. Add one or remove the layer."_s << true;
        mixture = sound();
        mixture.layers.append(Layer{u"End"_s, {}, {}, {}});
        QTest::newRow("empty last layer")
            << mixture << Kind::EmptyLayer << true << u"layers[2]"_s
            << u"The layer “End” has no agents. Add one or remove the layer."_s << true;
        mixture = sound();
        at(mixture, 0, 1).id = AgentId(u"a"_s);
        QTest::newRow("duplicate id")
            << mixture << Kind::DuplicateId << true << u"layers[0].agents[1].id"_s
            << u"The id “a” is taken by an earlier agent; ids must be unique."_s << true;
        mixture = sound();
        at(mixture, 1, 0).references = ids({u"a"_s, u"final"_s, u"b"_s});
        QTest::newRow("reference to itself")
            << mixture << Kind::SelfReference << true << u"layers[1].agents[0].references[1]"_s
            << u"“model of final” refers to itself."_s << true;
        mixture = sound();
        at(mixture, 0, 0).references = ids({u"b"_s});
        QTest::newRow("reference within the layer")
            << mixture << Kind::SameLayerReference << true << u"layers[0].agents[0].references[0]"_s
            << u"“model of a” refers to “model of b” in its own layer; only earlier layers can be referred to."_s
            << true;
        mixture = sound();
        at(mixture, 0, 1).references = ids({u"final"_s});
        QTest::newRow("reference to a later layer")
            << mixture << Kind::LaterReference << true << u"layers[0].agents[1].references[0]"_s
            << u"“model of b” refers to “model of final” in a later layer; only earlier layers can be referred to."_s
            << true;
        mixture = sound();
        at(mixture, 1, 0).references = ids({u"a"_s, u"b"_s, u"ghost"_s});
        QTest::newRow("reference to nowhere")
            << mixture << Kind::MissingReference << true << u"layers[1].agents[0].references[2]"_s
            << u"“model of final” refers to “ghost”, which is not in the mixture."_s << true;
        mixture = sound();
        at(mixture, 1, 0).references = ids({u"a"_s, u"b"_s, u"a"_s});
        QTest::newRow("repeated reference")
            << mixture << Kind::RepeatedReference << true << u"layers[1].agents[0].references[2]"_s
            << u"“model of final” refers to “model of a” more than once."_s << true;
        mixture = sound();
        mixture.layers.removeLast();
        QTest::newRow("two final agents")
            << mixture << Kind::SeveralFinalAgents << true << u"layers[0].agents"_s
            << u"The last layer has 2 agents. It must hold exactly one, whose answer is the final answer: add a layer with an aggregator."_s
            << true;
        mixture = sound();
        at(mixture, 1, 0).role = Role::Proposer;
        QTest::newRow("no aggregator")
            << mixture << Kind::FinalNotAggregator << true << u"layers[1].agents[0].role"_s
            << u"The final agent “model of final” is a proposer; it must be an aggregator or a ranker."_s
            << true;
        mixture = sound();
        at(mixture, 1, 0).muted = true;
        QTest::newRow("muted final agent")
            << mixture << Kind::MutedFinalAgent << true << u"layers[1].agents[0].muted"_s
            << u"The final agent “model of final” is muted, so there would be no final answer."_s
            << true;
        mixture = sound();
        at(mixture, 1, 0).samples = 3;
        QTest::newRow("several final samples")
            << mixture << Kind::SeveralFinalSamples << false << u"layers[1].agents[0].samples"_s
            << u"The final agent “model of final” takes 3 samples, but only the first is the final answer."_s
            << true;
        mixture = sound();
        mixture.layers.removeFirst();
        QTest::newRow("aggregator without references")
            << mixture << Kind::NoReferences << false << u"layers[0].agents[0].references"_s
            << u"The aggregator “model of final” has no references, so it answers alone."_s
            << false;
        at(mixture, 0, 0).role = Role::Ranker;
        QTest::newRow("ranker without references")
            << mixture << Kind::RankerWithoutReferences << true
            << u"layers[0].agents[0].references"_s
            << u"The ranker “model of final” has no references to pick from. Link an earlier agent to it."_s
            << false;
        mixture = sound();
        at(mixture, 0, 1).model.clear();
        QTest::newRow("empty model")
            << mixture << Kind::EmptyModel << true << u"layers[0].agents[1].model"_s
            << u"“b” has no model. Choose one."_s << true;
        mixture = sound();
        at(mixture, 0, 1).provider = ProviderId(u"nowhere"_s);
        QTest::newRow("unknown provider")
            << mixture << Kind::UnknownProvider << true << u"layers[0].agents[1].provider"_s
            << u"The provider “nowhere” of “model of b” is not known. Choose another, or add it to the providers."_s
            << true;
        at(mixture, 0, 1).provider = ProviderId();
        QTest::newRow("no provider")
            << mixture << Kind::NoProvider << true << u"layers[0].agents[1].provider"_s
            << u"“model of b” has no provider. Choose where its model runs."_s << true;
        mixture = sound();
        mixture.layers[0].quorum = 3;
        QTest::newRow("quorum too large")
            << mixture << Kind::QuorumTooLarge << true << u"layers[0].quorum"_s
            << u"Layer 1 asks for a quorum of 3, but gives 2 response(s) at most."_s << true;
        mixture = sound();
        at(mixture, 0, 0).muted = true;
        at(mixture, 0, 1).muted = true;
        QTest::newRow("muted layer")
            << mixture << Kind::MutedLayer << false << u"layers[0]"_s
            << u"Every agent of Layer 1 is muted, so it offers nothing to later agents."_s << true;
        mixture = sound();
        at(mixture, 1, 0).references = ids({u"b"_s});
        QTest::newRow("unused agent")
            << mixture << Kind::UnusedAgent << false << u"layers[0].agents[0]"_s
            << u"Nobody uses the responses of “model of a”. Link it to a later agent, or remove it."_s
            << false;
    }

    void problemIsFound()
    {
        QFETCH(const Mixture, mixture);
        QFETCH(const Problem::Kind, kind);
        ValidationContext context;
        context.providers = QSet<ProviderId>{ProviderId(u"p"_s)};
        const QList<Problem> problems = validate(mixture, context);
        QStringList found;
        for (const Problem &problem : problems)
            found.append(problem.path + u": "_s + problem.text);
        QVERIFY2(!problems.isEmpty(), "found nothing");
        QVERIFY2(problems.size() == 1, qPrintable(found.join(u'\n')));
        const Problem &problem = problems.constFirst();
        QCOMPARE(problem.kind, kind);
        QTEST(hasErrors(problems), "isError");
        QTEST(problem.path, "path");
        QTEST(problem.text, "text");
        QTEST(problem.fix.has_value(), "hasFix");
        QVERIFY(!kindName(kind).isEmpty());
    }

    void everyFixMends_data() { problemIsFound_data(); }

    void everyFixMends()
    {
        QFETCH(const Mixture, mixture);
        QFETCH(const bool, hasFix);
        const QList<Problem> problems = validate(mixture);
        // One row needs a context to be a problem at all.
        const bool isEdit =
            hasFix && !problems.isEmpty() && problems.constFirst().fix->kind == Fix::Kind::Edit;
        if (!isEdit) {
            for (const Problem &problem : problems)
                QVERIFY(applied(mixture, problem) == mixture);
            return;
        }
        const Mixture mended = applied(mixture, problems.constFirst());
        QVERIFY(mended != mixture);
        for (const Problem &problem : validate(mended))
            QVERIFY2(problem.kind != problems.constFirst().kind, qPrintable(problem.text));
    }

    void referencesBeyondTheContextWindowAreForeseen()
    {
        Mixture mixture = sound();
        ValidationContext context;
        ContextNeed need{9200, 3000, 8192};
        context.contextNeed = [&need](const AgentId &id) {
            return id == AgentId(u"final"_s) ? std::optional(need) : std::nullopt;
        };
        const QList<Problem> problems = validate(mixture, context);
        QCOMPARE(problems.size(), 1);
        const Problem &problem = problems.constFirst();
        QCOMPARE(problem.kind, Kind::ContextOverflow);
        QCOMPARE(kindName(problem.kind), u"context-overflow"_s);
        QCOMPARE(problem.severity, Problem::Severity::Warning);
        QCOMPARE(problem.path, u"layers[1].agents[0].overflow"_s);
        QCOMPARE(
            problem.text,
            u"“model of final” would need about %1 tokens, but model of final takes %2: it would not be asked."_s
                .arg(QLocale().toString(9200), QLocale().toString(8192)));
        QCOMPARE(problem.fix.value().label, u"Shorten the references"_s);

        const Mixture mended = applied(mixture, problem);
        QCOMPARE(mended.layers.at(1).agents.at(0).settings.overflow, Overflow::Shorten);
        QVERIFY(validate(mended, context).isEmpty());
        // The mixture's own word counts too.
        mixture.defaults.overflow = Overflow::Shorten;
        QVERIFY(validate(mixture, context).isEmpty());
        at(mixture, 1, 0).settings.overflow = Overflow::Refuse;
        QCOMPARE(validate(mixture, context).size(), 1);

        need.needed = need.window;
        QVERIFY(validate(mixture, context).isEmpty());
    }

    void promptBeyondTheContextWindowIsAnError()
    {
        Mixture mixture = sound();
        mixture.defaults.overflow = Overflow::Shorten;
        ValidationContext context;
        context.contextNeed = [](const AgentId &id) {
            return id == AgentId(u"a"_s) ? std::optional(ContextNeed{9000, 9000, 8192})
                                         : std::nullopt;
        };
        const QList<Problem> problems = validate(mixture, context);
        QCOMPARE(problems.size(), 1);
        QCOMPARE(problems.constFirst().kind, Kind::ContextOverflow);
        QVERIFY(hasErrors(problems));
        // No reference can be shortened by enough: only another model helps.
        QCOMPARE(problems.constFirst().fix, (Fix{u"Pick another model"_s, Fix::Kind::PickModel}));
        QVERIFY(applied(mixture, problems.constFirst()) == mixture);
        QVERIFY(problems.constFirst().text.contains(QLocale().toString(9000)));
        at(mixture, 0, 0).muted = true;
        QVERIFY(validate(mixture, context).isEmpty());
    }

    void fixOfAProblemThatIsGoneChangesNothing()
    {
        Mixture mixture = sound();
        at(mixture, 1, 0).references = ids({u"ghost"_s});
        const Problem problem = validate(mixture).last();
        QCOMPARE(problem.kind, Kind::NoReferences);
        const Problem ghost = validate(mixture).at(2);
        QCOMPARE(ghost.kind, Kind::MissingReference);
        const Mixture mended = applied(mixture, ghost);
        QVERIFY(mended.layers.at(1).agents.at(0).references->isEmpty());
        QVERIFY(applied(mended, ghost) == mended);
        QVERIFY(applied(Mixture(), ghost) == Mixture());
        mixture.layers.swapItemsAt(0, 1);
        QVERIFY(applied(mixture, ghost) == mixture);
    }

    void newIdIsFree()
    {
        Mixture mixture = sound();
        at(mixture, 0, 0).id = AgentId(u"b-2"_s);
        at(mixture, 1, 0).id = AgentId(u"b"_s);
        at(mixture, 1, 0).references = ids({u"b"_s, u"b-2"_s});
        const Mixture mended = applied(mixture, validate(mixture).constFirst());
        QCOMPARE(mended.layers.at(1).agents.at(0).id, AgentId(u"b-3"_s));
        QVERIFY(validate(mended).isEmpty());
    }

    void unmutedSamplesFillTheQuorum()
    {
        Mixture mixture = sound();
        mixture.layers[0].quorum = 3;
        at(mixture, 0, 0).samples = 3;
        at(mixture, 0, 1).muted = true;
        QVERIFY(validate(mixture).isEmpty());
        mixture.layers[0].quorum = 4;
        const QList<Problem> problems = validate(mixture);
        QCOMPARE(problems.size(), 1);
        QCOMPARE(applied(mixture, problems.constFirst()).layers.at(0).quorum, 3);
    }

    void unpricedModelIsToldWhenPricesAreKnown()
    {
        ValidationContext context;
        context.hasPrice = [](const ProviderId &provider, const QString &model) {
            return provider == ProviderId(u"p"_s) && model != u"model of b";
        };
        const QList<Problem> problems = validate(sound(), context);
        QCOMPARE(problems.size(), 1);
        QCOMPARE(problems.constFirst().kind, Kind::Unpriced);
        QCOMPARE(problems.constFirst().agent, AgentId(u"b"_s));
        QCOMPARE(problems.constFirst().text,
                 u"The model “model of b” has no price at “p”, so its cost is unknown."_s);
        QVERIFY(!hasErrors(problems));
        QCOMPARE(problems.constFirst().fix.value().kind, Fix::Kind::PickModel);
    }

    void linksThatLeadNowhereGoTogether()
    {
        Mixture mixture = sound();
        at(mixture, 1, 0).references = ids({u"ghost"_s, u"a"_s, u"gone"_s, u"b"_s});
        const QList<Problem> problems = validate(mixture);
        QCOMPARE(problems.size(), 2);
        for (const Problem &problem : problems) {
            QCOMPARE(problem.kind, Kind::MissingReference);
            QCOMPARE(problem.fix.value().label, u"Remove its links that lead nowhere"_s);
            const Mixture mended = applied(mixture, problem);
            QCOMPARE(mended.layers.at(1).agents.at(0).references, ids({u"a"_s, u"b"_s}));
        }
    }

    void whoReadsNobodyIsGivenTheLayerBefore_data()
    {
        QTest::addColumn<Role>("role");
        QTest::newRow("aggregator") << Role::Aggregator;
        QTest::newRow("ranker") << Role::Ranker;
    }

    void whoReadsNobodyIsGivenTheLayerBefore()
    {
        QFETCH(const Role, role);
        Mixture mixture = sound();
        at(mixture, 1, 0).role = role;
        at(mixture, 1, 0).references = ids({});
        const QList<Problem> problems = validate(mixture);
        const Problem &problem = problems.constLast();
        QCOMPARE(problem.fix.value().label, u"Link the layer before to it"_s);
        QVERIFY(validate(applied(mixture, problem)).isEmpty());
        // There is none before the first.
        mixture.layers.removeFirst();
        QVERIFY(!validate(mixture).constLast().fix);
    }

    void problemsComeInTheOrderOfTheFile()
    {
        Mixture mixture = sound();
        at(mixture, 0, 1).model.clear();
        at(mixture, 1, 0).model.clear();
        at(mixture, 1, 0).muted = true;
        QStringList paths;
        for (const Problem &problem : validate(mixture))
            paths.append(problem.path);
        QCOMPARE(paths,
                 (QStringList{u"layers[0].agents[1].model"_s, u"layers[1].agents[0].model"_s,
                              u"layers[1].agents[0].muted"_s}));
    }
};

QTEST_GUILESS_MAIN(tst_Validation)
#include "tst_validation.moc"
