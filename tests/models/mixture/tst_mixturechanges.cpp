// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/bundledpresets.h"
#include "mixture/mixturechanges.h"
#include "mixture/mixturefile.h"
#include "support/notation.h"

#include <functional>
#include <QTest>

using namespace moa;
using namespace moa::notation;

using Edit = std::function<void(Mixture &)>;
Q_DECLARE_METATYPE(Edit)

namespace {

/// "a | temperature: not set > 0.5"
QStringList lines(const QList<MixtureChange> &changes)
{
    QStringList result;
    for (const MixtureChange &change : changes) {
        result.append(
            u"%1 | %2: %3 > %4"_qs.arg(change.place, change.field, change.before, change.after));
    }
    return result;
}

Agent &agentAt(Mixture &mixture, qsizetype layer, qsizetype row)
{
    return mixture.layers[layer].agents[row];
}

} // namespace

/** What is other in a mixture, for somebody who has to choose between two of them. */
class TestMixtureChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void equalMixturesHaveNoChanges();
    void changesAreToldInWords_data();
    void changesAreToldInWords();
    void whatCameAndWentIsMarked();
    void likeAgentsWithOtherIdsAreTheSame();
    void agentsOfOneNameAreToldApart();
    void repeatedIdsAreCompared();
};

void TestMixtureChanges::equalMixturesHaveNoChanges()
{
    for (const BundledPreset &preset : bundledPresets()) {
        const Mixture mixture = loadMixture(preset.path).value();
        QVERIFY(mixtureChanges(mixture, mixture).isEmpty());
    }
}

void TestMixtureChanges::changesAreToldInWords_data()
{
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const Edit &edit, const QStringList &expected) {
        QTest::newRow(name) << edit << expected;
    };

    row("name", [](Mixture &m) { m.name = u"Duo"_qs; }, {u"Mixture | name: not set > Duo"_qs});
    row("default", [](Mixture &m) { m.defaults.temperature = 0.5; },
        {u"Defaults | temperature: not set > 0.5"_qs});
    row("unknown default",
        [](Mixture &m) {
            m.unknownDefaults = {{u"later"_qs, "1"}};
        },
        {u"Defaults | later: not set > 1"_qs});
    row("setting of an agent",
        [](Mixture &m) {
            agentAt(m, 0, 1).settings.maxTokens = 2048;
            agentAt(m, 0, 1).settings.seed = 12345;
            agentAt(m, 0, 1).settings.placement = Placement::User;
        },
        {u"b | placement: not set > user’s message"_qs, u"b | output tokens: not set > 2,048"_qs,
         u"b | seed: not set > 12345"_qs});
    row("prompt emptied",
        [](Mixture &m) { agentAt(m, 0, 0).settings.systemPrompt = QString(u""_qs); },
        {u"a | system prompt: not set > empty"_qs});
    row("model and samples",
        [](Mixture &m) {
            agentAt(m, 0, 0).model = u"maker/z"_qs;
            agentAt(m, 0, 0).samples = 3;
        },
        {u"z | model: maker/a > maker/z"_qs, u"z | samples: 1 > 3"_qs});
    row("id alone", [](Mixture &m) { agentAt(m, 0, 0).id = id("z"); }, {u"a | id: a > z"_qs});
    row("references", [](Mixture &m) { agentAt(m, 1, 0).references = ids(u"b a"_qs); },
        {u"c | references: everyone in the layer before > b, a"_qs});
    row("no references", [](Mixture &m) { agentAt(m, 1, 0).references.emplace(); },
        {u"c | references: everyone in the layer before > nobody"_qs});
    row("muted", [](Mixture &m) { agentAt(m, 0, 0).muted = true; }, {u"a | muted: no > yes"_qs});
    row("agent added", [](Mixture &m) { m.layers[0].agents.append(agent(u"e"_qs)); },
        {u"e | agent: not there > maker/e at sandbox, in layer 1"_qs});
    row("agent removed", [](Mixture &m) { m.layers[0].agents.removeFirst(); },
        {u"a | agent: maker/a at sandbox, in layer 1 > not there"_qs});
    row("order", [](Mixture &m) { m.layers[0].agents.swapItemsAt(0, 1); },
        {u"Layer 1 | order: a, b > b, a"_qs});
    row("agent moved to another layer",
        [](Mixture &m) { m.layers[1].agents.prepend(m.layers[0].agents.takeFirst()); },
        {u"a | layer: Layer 1 > Layer 2"_qs});
    row("layer in the middle", [](Mixture &m) { m.layers.insert(1, mixture(u"x"_qs).layers[0]); },
        {u"Layer 2 | layer: not there > x"_qs,
         u"x | agent: not there > maker/x at sandbox, in layer 2"_qs});
    row("layer removed", [](Mixture &m) { m.layers.removeAt(1); },
        {u"c | agent: maker/c at sandbox, in layer 2 > not there"_qs,
         u"Layer 2 | layer: c > not there"_qs});
    row("layers swapped", [](Mixture &m) { m.layers.swapItemsAt(0, 1); },
        {u"Layer 2 | place: Layer 1 > Layer 2"_qs});
    row("empty layer in front", [](Mixture &m) { m.layers.insert(0, Layer()); },
        {u"Layer 1 | layer: not there > nobody"_qs});
    row("quorum and name of a layer",
        [](Mixture &m) {
            m.layers[0].quorum = 2;
            m.layers[0].name = u"Many"_qs;
        },
        {u"Layer 1 (Many) | name: not set > Many"_qs, u"Layer 1 (Many) | quorum: not set > 2"_qs});
    row("extra fields",
        [](Mixture &m) {
            agentAt(m, 0, 0).settings.extra = {{u"top_k"_qs, "40"}};
        },
        {u"a | top_k: not set > 40"_qs});
}

void TestMixtureChanges::changesAreToldInWords()
{
    QFETCH(Edit, edit);
    QFETCH(QStringList, expected);
    const Mixture before = mixture(u"a b|c|d"_qs);
    Mixture after = before;
    edit(after);
    QCOMPARE(lines(mixtureChanges(before, after)), expected);
    // What came in one direction went in the other.
    QVERIFY(!mixtureChanges(after, before).isEmpty());
}

void TestMixtureChanges::whatCameAndWentIsMarked()
{
    const Mixture before = mixture(u"a b|c"_qs);
    const Mixture after = mixture(u"a|c|d"_qs);
    using Kind = MixtureChange::Kind;
    QList<Kind> kinds;
    for (const MixtureChange &change : mixtureChanges(before, after))
        kinds.append(change.kind);
    QCOMPARE(kinds, (QList<Kind>{Kind::Added, Kind::Added, Kind::Removed}));
}

void TestMixtureChanges::likeAgentsWithOtherIdsAreTheSame()
{
    Mixture before = mixture(u"a b|c"_qs);
    agentAt(before, 1, 0).references = ids(u"b a"_qs);
    Mixture after = before;
    agentAt(after, 0, 0).id = id("a-2");
    agentAt(after, 0, 0).muted = true;
    agentAt(after, 1, 0).references = ids(u"b a-2"_qs); // the same agents in the same order
    QCOMPARE(lines(mixtureChanges(before, after)),
             (QStringList{u"a | id: a > a-2"_qs, u"a | muted: no > yes"_qs}));
    agentAt(after, 1, 0).references = ids(u"a-2 b"_qs);
    QVERIFY(lines(mixtureChanges(before, after)).contains(u"c | references: b, a > a, b"_qs));
    // In another layer it is another.
    after = mixture(u"b|c|x"_qs);
    agentAt(after, 2, 0).model = u"maker/a"_qs;
    QVERIFY(lines(mixtureChanges(before, after))
                .contains(u"a | agent: maker/a at sandbox, in layer 1 > not there"_qs));
}

void TestMixtureChanges::agentsOfOneNameAreToldApart()
{
    Mixture before = mixture(u"a b|c"_qs);
    for (const qsizetype row : {0, 1})
        agentAt(before, 0, row).name = u"Twin"_qs;
    Mixture after = before;
    agentAt(after, 0, 1).muted = true;
    QCOMPARE(lines(mixtureChanges(before, after)), QStringList{u"Twin (b) | muted: no > yes"_qs});
}

void TestMixtureChanges::repeatedIdsAreCompared()
{
    const Mixture before = mixture(u"a a|c"_qs);
    Mixture after = before;
    agentAt(after, 0, 1).muted = true;
    QCOMPARE(mixtureChanges(before, after).size(), 1);
    agentAt(after, 0, 1) = agentAt(after, 0, 0);
    after.layers[0].agents.removeLast();
    QCOMPARE(mixtureChanges(before, after).size(), 1);
}

QTEST_APPLESS_MAIN(TestMixtureChanges)
#include "tst_mixturechanges.moc"
