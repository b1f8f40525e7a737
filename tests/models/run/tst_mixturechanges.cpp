// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/mixturechanges.h"

#include <functional>
#include <QLocale>
#include <QTest>

using namespace moa;

namespace {

using Edit = std::function<void(Mixture &)>;

Agent makeAgent(const char *id, Role role)
{
    Agent agent;
    agent.id = AgentId(QLatin1String(id));
    agent.name = QString::fromLatin1(id).toUpper();
    agent.role = role;
    agent.provider = ProviderId(u"together"_qs);
    agent.model = u"lab/"_qs + QLatin1String(id);
    return agent;
}

/// Wizard, qwen and llama, then a final agent.
Mixture makeMixture()
{
    Mixture mixture;
    mixture.name = u"MoA"_qs;
    mixture.defaults.temperature = 0.7;
    Layer first;
    first.agents = {makeAgent("wizard", Role::Proposer), makeAgent("qwen", Role::Proposer),
                    makeAgent("llama", Role::Proposer)};
    Layer last;
    last.agents = {makeAgent("final", Role::Aggregator)};
    mixture.layers = {first, last};
    return mixture;
}

QString line(const MixtureChange &change)
{
    const QString sign = change.kind == MixtureChange::Kind::Added ? u"+"_qs
        : change.kind == MixtureChange::Kind::Removed              ? u"-"_qs
                                                                   : u"~"_qs;
    return QStringLiteral("%1 %2 | %3 | %4 | %5")
        .arg(sign, change.place, change.field, change.before, change.after);
}

QStringList lines(const Mixture &before, const Mixture &after)
{
    QStringList result;
    for (const MixtureChange &change : mixtureChanges(before, after))
        result.append(line(change));
    return result;
}

} // namespace

Q_DECLARE_METATYPE(Edit)

class TestMixtureChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void everyFieldIsTold_data();
    void everyFieldIsTold();
    void equalMixturesHaveNone();
    void severalChangesComeInTheOrderOfThePicture();
    void mixturesMadeApartArePairedByModel();
    void theWayBackIsTheOtherWayRound();
};

void TestMixtureChanges::everyFieldIsTold_data()
{
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const Edit &edit, const QStringList &expected) {
        QTest::newRow(name) << edit << expected;
    };
    const auto wizard = [](Mixture &mixture) -> Agent & { return mixture.layers[0].agents[0]; };

    row("name", [](Mixture &m) { m.name = u"MoA 2"_qs; }, {u"~ Mixture | name | MoA | MoA 2"_qs});
    row("description", [](Mixture &m) { m.description = u"Three."_qs; },
        {u"~ Mixture | description | none | Three."_qs});
    row("notes", [](Mixture &m) { m.notes = u"n"_qs; }, {u"~ Mixture | notes | none | n"_qs});
    row("example prompt", [](Mixture &m) { m.examplePrompt = u"Why?"_qs; },
        {u"~ Mixture | example prompt | none | Why?"_qs});
    row("fields of a later version",
        [](Mixture &m) {
            m.unknown = {{u"x"_qs, "[1]"}};
        },
        {u"~ Mixture | further fields | none | x: [1]"_qs});
    row("defaults", [](Mixture &m) { m.defaults.temperature = 0.25; },
        {u"~ Defaults | temperature | 0.7 | 0.25"_qs});
    row("a default taken back", [](Mixture &m) { m.defaults.temperature.reset(); },
        {u"~ Defaults | temperature | 0.7 | not set"_qs});
    row("name of a layer", [](Mixture &m) { m.layers[0].name = u"Proposers"_qs; },
        {u"~ Layer 1 | name | none | Proposers"_qs});
    row("quorum", [](Mixture &m) { m.layers[0].quorum = 2; },
        {u"~ Layer 1 | quorum | not set | 2"_qs});
    row("order", [](Mixture &m) { m.layers[0].agents.move(2, 0); },
        {u"~ Layer 1 | order | WIZARD, QWEN, LLAMA | LLAMA, WIZARD, QWEN"_qs});
    row("an agent came",
        [](Mixture &m) { m.layers[0].agents.append(makeAgent("gemma", Role::Proposer)); },
        {u"+ GEMMA (layer 1) | agent |  | together/lab/gemma, proposer"_qs});
    row("an agent went", [](Mixture &m) { m.layers[0].agents.removeAt(1); },
        {u"- QWEN (layer 1) | agent | together/lab/qwen, proposer | "_qs});
    row("an agent moved to another layer",
        [](Mixture &m) {
            const Agent moved = m.layers[0].agents.takeAt(1);
            m.layers.insert(1, Layer{});
            m.layers[1].agents = {moved};
        },
        {u"~ Mixture | layers | 2 | 3"_qs, u"~ QWEN (layer 2) | place | layer 1 | layer 2"_qs,
         u"~ FINAL (layer 3) | place | layer 2 | layer 3"_qs});
    row("agent's name", [=](Mixture &m) { wizard(m).name = u"Merlin"_qs; },
        {u"~ Merlin (layer 1) | name | WIZARD | Merlin"_qs});
    row("role", [=](Mixture &m) { wizard(m).role = Role::Ranker; },
        {u"~ WIZARD (layer 1) | role | proposer | ranker"_qs});
    row("provider", [=](Mixture &m) { wizard(m).provider = ProviderId(u"groq"_qs); },
        {u"~ WIZARD (layer 1) | provider | together | groq"_qs});
    row("model", [=](Mixture &m) { wizard(m).model = u"lab/merlin"_qs; },
        {u"~ WIZARD (layer 1) | model | lab/wizard | lab/merlin"_qs});
    row("samples", [=](Mixture &m) { wizard(m).samples = 6; },
        {u"~ WIZARD (layer 1) | samples | 1 | 6"_qs});
    row("muted", [=](Mixture &m) { wizard(m).muted = true; },
        {u"~ WIZARD (layer 1) | muted | no | yes"_qs});
    row("alternate", [](Mixture &m) { m.layers[1].agents[0].alternate = true; },
        {u"~ FINAL (layer 2) | alternate | no | yes"_qs});
    row("references",
        [](Mixture &m) {
            m.layers[1].agents[0].references = {AgentId(u"qwen"_qs), AgentId(u"wizard"_qs)};
        },
        {u"~ FINAL (layer 2) | references | the whole layer before | QWEN, WIZARD"_qs});
    row("no references at all",
        [](Mixture &m) { m.layers[1].agents[0].references = QList<AgentId>(); },
        {u"~ FINAL (layer 2) | references | the whole layer before | none"_qs});
    row("system prompt", [=](Mixture &m) { wizard(m).settings.systemPrompt = u"Be brief."_qs; },
        {u"~ WIZARD (layer 1) | system prompt | not set | Be brief."_qs});
    row("instruction", [=](Mixture &m) { wizard(m).settings.instruction = u"Merge."_qs; },
        {u"~ WIZARD (layer 1) | instruction | not set | Merge."_qs});
    row("placement", [=](Mixture &m) { wizard(m).settings.placement = Placement::User; },
        {u"~ WIZARD (layer 1) | placement | not set | user's message"_qs});
    row("top p", [=](Mixture &m) { wizard(m).settings.topP = 0.9; },
        {u"~ WIZARD (layer 1) | top p | not set | 0.9"_qs});
    row("output tokens", [=](Mixture &m) { wizard(m).settings.maxTokens = 512; },
        {u"~ WIZARD (layer 1) | output tokens | not set | 512"_qs});
    row("stop texts",
        [=](Mixture &m) {
            wizard(m).settings.stop = {u"a"_qs, u"b"_qs};
        },
        {u"~ WIZARD (layer 1) | stop texts | not set | a\nb"_qs});
    row("seed", [=](Mixture &m) { wizard(m).settings.seed = 7; },
        {u"~ WIZARD (layer 1) | seed | not set | 7"_qs});
    row("reasoning effort", [=](Mixture &m) { wizard(m).settings.reasoningEffort = u"low"_qs; },
        {u"~ WIZARD (layer 1) | reasoning effort | not set | low"_qs});
    row("overflow", [=](Mixture &m) { wizard(m).settings.overflow = Overflow::Shorten; },
        {u"~ WIZARD (layer 1) | handling of long references | not set | shortened"_qs});
    row("extra fields",
        [=](Mixture &m) {
            wizard(m).settings.extra = {{u"top_k"_qs, "40"}};
        },
        {u"~ WIZARD (layer 1) | extra fields | none | top_k: 40"_qs});
    row("color", [=](Mixture &m) { wizard(m).color = 3; },
        {u"~ WIZARD (layer 1) | color | not set | 3"_qs});
    row("an agent's fields of a later version",
        [=](Mixture &m) {
            wizard(m).unknown = {{u"x"_qs, "1"}};
        },
        {u"~ WIZARD (layer 1) | further fields | none | x: 1"_qs});
}

void TestMixtureChanges::everyFieldIsTold()
{
    QFETCH(Edit, edit);
    QFETCH(QStringList, expected);
    Mixture after = makeMixture();
    edit(after);
    QCOMPARE(lines(makeMixture(), after), expected);
}

void TestMixtureChanges::equalMixturesHaveNone()
{
    QVERIFY(mixtureChanges(makeMixture(), makeMixture()).isEmpty());
    QVERIFY(mixtureChanges({}, {}).isEmpty());
}

void TestMixtureChanges::severalChangesComeInTheOrderOfThePicture()
{
    Mixture after = makeMixture();
    after.name = u"Other"_qs;
    after.layers[0].agents.removeFirst();
    after.layers[0].agents[1].samples = 2;
    after.layers[1].agents[0].model = u"lab/big"_qs;
    QCOMPARE(lines(makeMixture(), after),
             QStringList({u"~ Mixture | name | MoA | Other"_qs,
                          u"~ LLAMA (layer 1) | samples | 1 | 2"_qs,
                          u"~ FINAL (layer 2) | model | lab/final | lab/big"_qs,
                          u"- WIZARD (layer 1) | agent | together/lab/wizard, proposer | "_qs}));
}

void TestMixtureChanges::mixturesMadeApartArePairedByModel()
{
    Mixture after = makeMixture();
    after.layers[0].agents[1].id = AgentId(u"qwen-2"_qs);
    after.layers[0].agents[1].settings.temperature = 1.0;
    QCOMPARE(lines(makeMixture(), after),
             QStringList({u"~ QWEN (layer 1) | id | qwen | qwen-2"_qs,
                          u"~ QWEN (layer 1) | temperature | not set | 1"_qs}));
    // Whoever refers to it by its other id refers to the same agent.
    Mixture before = makeMixture();
    before.layers[1].agents[0].references = {AgentId(u"qwen"_qs)};
    after.layers[1].agents[0].references = {AgentId(u"qwen-2"_qs)};
    QCOMPARE(lines(before, after).size(), 2);
}

void TestMixtureChanges::theWayBackIsTheOtherWayRound()
{
    Mixture after = makeMixture();
    after.layers[0].agents.removeAt(1);
    after.layers[0].quorum = 1;
    QCOMPARE(lines(after, makeMixture()),
             QStringList({u"~ Layer 1 | quorum | 1 | not set"_qs,
                          u"+ QWEN (layer 1) | agent |  | together/lab/qwen, proposer"_qs}));
}

QTEST_GUILESS_MAIN(TestMixtureChanges)

#include "tst_mixturechanges.moc"
