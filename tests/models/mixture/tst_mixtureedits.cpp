// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/mixtureedits.h"
#include "support/notation.h"

#include <functional>
#include <QTest>

using namespace moa;
using namespace moa::notation;

using Edit = std::function<Mixture(const Mixture &)>;
Q_DECLARE_METATYPE(Edit)

namespace {

void setReferences(Mixture &mixture, const char *agentId, const QString &references)
{
    const AgentPosition place = *mixture.find(id(agentId));
    mixture.layers[place.layer].agents[place.row].references = ids(references);
}

/// "absent", or the explicit list.
QString references(const Mixture &mixture, const char *agentId)
{
    const Agent *found = mixture.agent(id(agentId));
    if (!found)
        return QStringLiteral("no such agent");
    if (!found->references)
        return QStringLiteral("absent");
    QStringList names;
    for (const AgentId &each : *found->references)
        names.append(each.toString());
    return names.join(u' ');
}

} // namespace

class TestMixtureEdits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void freshIdFollowsTheModelsShortName_data();
    void freshIdFollowsTheModelsShortName();
    void freshIdIsNumberedWhenTaken();
    void addingPutsTheAgentAtItsRow_data();
    void addingPutsTheAgentAtItsRow();
    void addingToTheFirstLayerMakesAProposer();
    void addingNeverTakesAnIdThatIsTaken();
    void newLayerGivesTheRoleOfItsPlace_data();
    void newLayerGivesTheRoleOfItsPlace();
    void newLayerKeepsAChosenRanker();
    void newLastLayerChangesNobodyElse();
    void removingDropsReferencesAndEmptiedLayers();
    void removingKeepsLayersThatWereEmptyBefore();
    void removingNothingChangesNothing();
    void moving_data();
    void moving();
    void movingToANewLayer_data();
    void movingToANewLayer();
    void movingALayerOntoItselfKeepsItsName();
    void movingDropsReferencesThatNoLongerLeadBack();
    void movingKeepsReferencesToNobodyForTheValidation();
    void reorderingKeepsExplicitReferencesInPictureOrder();
    void reorderingLeavesAnOrderOfOnesOwnAlone();
    void movingToTheFirstLayerForgetsAnEmptiedList();
    void cuttingOneDefaultLinkListsTheOthers();
    void linkingBackCollapsesToTheDefault();
    void linkingKeepsThePicturesOrder();
    void linkingAcrossALayerKeepsTheDefaultOnes();
    void refusedLinksChangeNothingAndSayWhy_data();
    void refusedLinksChangeNothingAndSayWhy();
    void duplicatesStandAfterTheirOriginalsAndFeedTheSameAgents();
    void duplicateOfAnAggregatorHasItsReferences();
    void settersTouchOnlyTheirTarget();
    void placesThatDoNotExistChangeNothing();
    void whatAnEditDoesNotTouchStaysShared_data();
    void whatAnEditDoesNotTouchStaysShared();
};

void TestMixtureEdits::freshIdFollowsTheModelsShortName_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("expected");
    QTest::newRow("path") << u"Qwen/Qwen1.5-72B-Chat"_qs << u"qwen1.5-72b-chat"_qs;
    QTest::newRow("tag") << u"llama3.2:3b"_qs << u"llama3.2-3b"_qs;
    QTest::newRow("edges") << u"(x)"_qs << u"x"_qs;
    QTest::newRow("nothing usable") << u"模型"_qs << u"agent"_qs;
    QTest::newRow("empty") << QString() << u"agent"_qs;
}

void TestMixtureEdits::freshIdFollowsTheModelsShortName()
{
    QFETCH(QString, model);
    QFETCH(QString, expected);
    QCOMPARE(edit::freshId(Mixture(), model).toString(), expected);
}

void TestMixtureEdits::freshIdIsNumberedWhenTaken()
{
    const Mixture before = mixture(u"m m-2|x"_qs);
    QCOMPARE(edit::freshId(before, u"maker/M"_qs).toString(), u"m-3"_qs);
}

void TestMixtureEdits::addingPutsTheAgentAtItsRow_data()
{
    QTest::addColumn<int>("layer");
    QTest::addColumn<int>("row");
    QTest::addColumn<QString>("expected");
    QTest::newRow("first") << 0 << 0 << u"n a b|c"_qs;
    QTest::newRow("between") << 0 << 1 << u"a n b|c"_qs;
    QTest::newRow("past the end") << 0 << 99 << u"a b n|c"_qs;
    QTest::newRow("last layer") << 1 << 1 << u"a b|c n"_qs;
    QTest::newRow("no such layer") << 2 << 0 << u"a b|c"_qs;
    QTest::newRow("negative layer") << -1 << 0 << u"a b|c"_qs;
}

void TestMixtureEdits::addingPutsTheAgentAtItsRow()
{
    QFETCH(int, layer);
    QFETCH(int, row);
    QFETCH(QString, expected);
    const Mixture before = mixture(u"a b|c"_qs);
    const edit::Added added = edit::addAgent(before, agent(u"n"_qs), {layer, row});
    QCOMPARE(shape(added.mixture), expected);
    QCOMPARE(shape(before), u"a b|c"_qs);
    QCOMPARE(added.ids.isEmpty(), expected == u"a b|c");
}

void TestMixtureEdits::addingToTheFirstLayerMakesAProposer()
{
    Agent aggregator = agent(u"n"_qs);
    aggregator.role = Role::Aggregator;
    const Mixture before = mixture(u"a|b"_qs);
    QCOMPARE(edit::addAgent(before, aggregator, {0, 0}).mixture.agent(id("n"))->role,
             Role::Proposer);
    QCOMPARE(edit::addAgent(before, aggregator, {1, 0}).mixture.agent(id("n"))->role,
             Role::Aggregator);
}

void TestMixtureEdits::addingNeverTakesAnIdThatIsTaken()
{
    const edit::Added added = edit::addAgent(mixture(u"a b"_qs), agent(u"a"_qs), {0, 5});
    QCOMPARE(shape(added.mixture), u"a b a-2"_qs);
    QCOMPARE(added.ids, ids(u"a-2"_qs));
}

void TestMixtureEdits::newLayerGivesTheRoleOfItsPlace_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<int>("index");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<int>("role");
    const int proposer = static_cast<int>(Role::Proposer);
    const int aggregator = static_cast<int>(Role::Aggregator);
    QTest::newRow("empty mixture") << QString() << 0 << u"n"_qs << proposer;
    QTest::newRow("before the first") << u"a|b"_qs << 0 << u"n|a|b"_qs << proposer;
    QTest::newRow("between") << u"a|b"_qs << 1 << u"a|n|b"_qs << proposer;
    QTest::newRow("after the last") << u"a|b"_qs << 2 << u"a|b|n"_qs << aggregator;
}

void TestMixtureEdits::newLayerGivesTheRoleOfItsPlace()
{
    QFETCH(QString, before);
    QFETCH(int, index);
    QFETCH(QString, expected);
    QFETCH(int, role);
    const edit::Added added = edit::insertLayer(mixture(before), index, agent(u"n"_qs));
    QCOMPARE(shape(added.mixture), expected);
    QCOMPARE(static_cast<int>(added.mixture.agent(id("n"))->role), role);
}

void TestMixtureEdits::newLayerKeepsAChosenRanker()
{
    Agent ranker = agent(u"n"_qs);
    ranker.role = Role::Ranker;
    const edit::Added added = edit::insertLayer(mixture(u"a"_qs), 1, ranker);
    QCOMPARE(added.mixture.agent(id("n"))->role, Role::Ranker);
}

void TestMixtureEdits::newLastLayerChangesNobodyElse()
{
    const Mixture before = mixture(u"a b"_qs);
    const edit::Added added = edit::insertLayer(before, 1, agent(u"n"_qs));
    QCOMPARE(added.mixture.layers.first(), before.layers.first());
}

void TestMixtureEdits::removingDropsReferencesAndEmptiedLayers()
{
    Mixture before = mixture(u"a b|c|d"_qs);
    setReferences(before, "d", u"a b c"_qs);
    const Mixture after = edit::removeAgents(before, ids(u"c a"_qs));
    QCOMPARE(shape(after), u"b|d"_qs);
    // Only "b" is left, which is what the default says now.
    QCOMPARE(references(after, "d"), u"absent"_qs);

    setReferences(before, "d", u"a b"_qs);
    QCOMPARE(references(edit::removeAgents(before, ids(u"a"_qs)), "d"), u"b"_qs);
}

void TestMixtureEdits::removingKeepsLayersThatWereEmptyBefore()
{
    Mixture before = mixture(u"a|b|c"_qs);
    before.layers[1].agents.clear();
    QCOMPARE(shape(edit::removeAgents(before, ids(u"a"_qs))), u"|c"_qs);
}

void TestMixtureEdits::removingNothingChangesNothing()
{
    const Mixture before = mixture(u"a b|c"_qs);
    QCOMPARE(edit::removeAgents(before, ids(u"x"_qs)), before);
    QCOMPARE(edit::removeAgents(before, {}), before);
}

void TestMixtureEdits::moving_data()
{
    QTest::addColumn<QString>("which");
    QTest::addColumn<int>("layer");
    QTest::addColumn<int>("row");
    QTest::addColumn<QString>("expected");
    QTest::newRow("down past the next") << u"a"_qs << 0 << 2 << u"b a c|d"_qs;
    QTest::newRow("onto its own place") << u"b"_qs << 0 << 1 << u"a b c|d"_qs;
    QTest::newRow("behind itself") << u"b"_qs << 0 << 2 << u"a b c|d"_qs;
    QTest::newRow("up") << u"c"_qs << 0 << 0 << u"c a b|d"_qs;
    QTest::newRow("several keep their order") << u"c a"_qs << 1 << 0 << u"b|a c d"_qs;
    QTest::newRow("several within a layer") << u"a c"_qs << 0 << 2 << u"b a c|d"_qs;
    QTest::newRow("a layer's last agent") << u"d"_qs << 0 << 1 << u"a d b c"_qs;
    QTest::newRow("from two layers") << u"a d"_qs << 0 << 99 << u"b c a d"_qs;
    QTest::newRow("unknown") << u"x"_qs << 0 << 0 << u"a b c|d"_qs;
}

void TestMixtureEdits::moving()
{
    QFETCH(QString, which);
    QFETCH(int, layer);
    QFETCH(int, row);
    QFETCH(QString, expected);
    const Mixture after = edit::moveAgents(mixture(u"a b c|d"_qs), ids(which), {layer, row});
    QCOMPARE(shape(after), expected);
}

void TestMixtureEdits::movingToANewLayer_data()
{
    QTest::addColumn<QString>("which");
    QTest::addColumn<int>("index");
    QTest::addColumn<QString>("expected");
    QTest::newRow("before the first") << u"b"_qs << 0 << u"b|a c|d"_qs;
    QTest::newRow("between") << u"c a"_qs << 1 << u"b|a c|d"_qs;
    QTest::newRow("after the last") << u"a"_qs << 2 << u"b c|d|a"_qs;
    QTest::newRow("emptying a layer") << u"d a"_qs << 0 << u"a d|b c"_qs;
    QTest::newRow("everything") << u"a b c d"_qs << 1 << u"a b c d"_qs;
    QTest::newRow("no such place") << u"a"_qs << 3 << u"a b c|d"_qs;
}

void TestMixtureEdits::movingToANewLayer()
{
    QFETCH(QString, which);
    QFETCH(int, index);
    QFETCH(QString, expected);
    const Mixture after = edit::moveAgentsToNewLayer(mixture(u"a b c|d"_qs), ids(which), index);
    QCOMPARE(shape(after), expected);
}

void TestMixtureEdits::movingALayerOntoItselfKeepsItsName()
{
    Mixture before = mixture(u"a b|c"_qs);
    before.layers[1].name = u"Final"_qs;
    QCOMPARE(edit::moveAgentsToNewLayer(before, ids(u"c"_qs), 1), before);
    QCOMPARE(edit::moveAgentsToNewLayer(before, ids(u"c"_qs), 2), before);
}

void TestMixtureEdits::movingDropsReferencesThatNoLongerLeadBack()
{
    Mixture before = mixture(u"a b|c|d"_qs);
    setReferences(before, "d", u"a c"_qs);
    // c comes to stand beside d.
    const Mixture beside = edit::moveAgents(before, ids(u"c"_qs), {2, 0});
    QCOMPARE(shape(beside), u"a b|c d"_qs);
    QCOMPARE(references(beside, "d"), u"a"_qs);
    // d itself comes to stand before c.
    const Mixture earlier = edit::moveAgents(before, ids(u"d"_qs), {1, 0});
    QCOMPARE(references(earlier, "d"), u"a"_qs);
}

void TestMixtureEdits::movingKeepsReferencesToNobodyForTheValidation()
{
    Mixture before = mixture(u"a b|c"_qs);
    setReferences(before, "c", u"ghost a"_qs);
    const Mixture after = edit::moveAgents(before, ids(u"b"_qs), {0, 0});
    QCOMPARE(references(after, "c"), u"ghost a"_qs);
}

void TestMixtureEdits::reorderingKeepsExplicitReferencesInPictureOrder()
{
    Mixture before = mixture(u"a b x|c"_qs);
    setReferences(before, "c", u"a b"_qs);
    const Mixture after = edit::moveAgents(before, ids(u"b"_qs), {0, 0});
    QCOMPARE(references(after, "c"), u"b a"_qs);
}

void TestMixtureEdits::reorderingLeavesAnOrderOfOnesOwnAlone()
{
    Mixture before = mixture(u"a b x|c"_qs);
    setReferences(before, "c", u"b a"_qs);
    const Mixture after = edit::moveAgents(before, ids(u"x"_qs), {0, 0});
    QCOMPARE(references(after, "c"), u"b a"_qs);
}

void TestMixtureEdits::movingToTheFirstLayerForgetsAnEmptiedList()
{
    Mixture before = mixture(u"a b|c|d"_qs);
    setReferences(before, "c", u"a"_qs);
    const Mixture after = edit::moveAgents(before, ids(u"c"_qs), {0, 0});
    QCOMPARE(references(after, "c"), u"absent"_qs);
}

void TestMixtureEdits::cuttingOneDefaultLinkListsTheOthers()
{
    const Mixture after = edit::unlink(mixture(u"a b c|d"_qs), id("b"), id("d"));
    QCOMPARE(references(after, "d"), u"a c"_qs);
    const Mixture none = edit::unlink(mixture(u"a|d"_qs), id("a"), id("d"));
    QCOMPARE(references(none, "d"), QString());
}

void TestMixtureEdits::linkingBackCollapsesToTheDefault()
{
    const Mixture before = mixture(u"a b c|d"_qs);
    const Mixture cut = edit::unlink(before, id("b"), id("d"));
    QCOMPARE(edit::link(cut, id("b"), id("d")), before);
}

void TestMixtureEdits::linkingKeepsThePicturesOrder()
{
    Mixture before = mixture(u"a b c|d"_qs);
    setReferences(before, "d", u"c"_qs);
    QCOMPARE(references(edit::link(before, id("a"), id("d")), "d"), u"a c"_qs);
}

void TestMixtureEdits::linkingAcrossALayerKeepsTheDefaultOnes()
{
    const Mixture before = mixture(u"a b|c|d"_qs);
    const Mixture linked = edit::link(before, id("a"), id("d"));
    QCOMPARE(references(linked, "d"), u"a c"_qs);
    QCOMPARE(edit::unlink(linked, id("a"), id("d")), before);
}

void TestMixtureEdits::refusedLinksChangeNothingAndSayWhy_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("why");
    QTest::newRow("itself") << u"a"_qs << u"a"_qs << u"its own reference"_qs;
    QTest::newRow("same layer") << u"a"_qs << u"b"_qs << u"side by side"_qs;
    QTest::newRow("backwards") << u"c"_qs << u"a"_qs << u"answers after"_qs;
    QTest::newRow("already") << u"a"_qs << u"c"_qs << u"already a reference"_qs;
    QTest::newRow("gone") << u"x"_qs << u"c"_qs << u"no longer part"_qs;
}

void TestMixtureEdits::refusedLinksChangeNothingAndSayWhy()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, why);
    const Mixture before = mixture(u"a b|c"_qs);
    const Result<void> allowed = edit::canLink(before, AgentId(from), AgentId(to));
    QVERIFY(!allowed);
    QVERIFY2(allowed.error().message.contains(why), qPrintable(allowed.error().message));
    QVERIFY(allowed.error().message.endsWith(u'.'));
    QCOMPARE(edit::link(before, AgentId(from), AgentId(to)), before);
}

void TestMixtureEdits::duplicatesStandAfterTheirOriginalsAndFeedTheSameAgents()
{
    Mixture before = mixture(u"a b x|c"_qs);
    setReferences(before, "c", u"a b"_qs);
    const edit::Added added = edit::duplicate(before, ids(u"b a"_qs));
    QCOMPARE(shape(added.mixture), u"a a-2 b b-2 x|c"_qs);
    QCOMPARE(references(added.mixture, "c"), u"a a-2 b b-2"_qs);
    QCOMPARE(added.ids, ids(u"a-2 b-2"_qs));
}

void TestMixtureEdits::duplicateOfAnAggregatorHasItsReferences()
{
    Mixture before = mixture(u"a b|c|d"_qs);
    setReferences(before, "c", u"b"_qs);
    const edit::Added added = edit::duplicate(before, ids(u"c"_qs));
    QCOMPARE(references(added.mixture, "c-2"), u"b"_qs);
    QCOMPARE(references(added.mixture, "d"), u"absent"_qs);
}

void TestMixtureEdits::settersTouchOnlyTheirTarget()
{
    const Mixture before = mixture(u"a b|c"_qs);
    Agent changed = *before.agent(id("b"));
    changed.name = u"Bee"_qs;
    Mixture expected = before;
    expected.layers[0].agents[1].name = u"Bee"_qs;
    QCOMPARE(edit::setAgent(before, changed), expected);

    expected = before;
    expected.layers[0].agents[0].muted = true;
    expected.layers[1].agents[0].muted = true;
    QCOMPARE(edit::setMuted(before, ids(u"a c nobody"_qs), true), expected);

    expected = before;
    expected.layers[1].name = u"Final"_qs;
    QCOMPARE(edit::renameLayer(before, 1, u"Final"_qs), expected);

    expected = before;
    expected.layers[0].quorum = 2;
    QCOMPARE(edit::setQuorum(before, 0, 2), expected);
    QCOMPARE(edit::setQuorum(expected, 0, std::nullopt), before);
}

void TestMixtureEdits::placesThatDoNotExistChangeNothing()
{
    const Mixture before = mixture(u"a b|c"_qs);
    QCOMPARE(edit::moveAgents(before, ids(u"a"_qs), {5, 0}), before);
    QCOMPARE(edit::insertLayer(before, 9, agent(u"n"_qs)).mixture, before);
    QCOMPARE(edit::setAgent(before, agent(u"n"_qs)), before);
    QCOMPARE(edit::renameLayer(before, -1, u"x"_qs), before);
    QCOMPARE(edit::unlink(before, id("a"), id("nobody")), before);
    QCOMPARE(edit::unlink(before, id("c"), id("a")), before);
}

void TestMixtureEdits::whatAnEditDoesNotTouchStaysShared_data()
{
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<QString>("touched");
    const auto row = [](const char *name, const Edit &edit, const QString &touched) {
        QTest::newRow(name) << edit << touched;
    };
    row(
        "set an agent",
        [](const Mixture &before) {
            Agent changed = *before.agent(id("d"));
            changed.name = u"D"_qs;
            return edit::setAgent(before, changed);
        },
        u"d"_qs);
    row(
        "change agents",
        [](const Mixture &before) {
            return edit::changeAgents(before, ids(u"a e"_qs),
                                      [](Agent &agent) { agent.samples = 2; });
        },
        u"a e"_qs);
    row(
        "mute",
        [](const Mixture &before) { return edit::setMuted(before, ids(u"b nobody"_qs), true); },
        u"b"_qs);
    row(
        "replace a model",
        [](const Mixture &before) {
            return edit::replaceModel(before, ids(u"c"_qs), {ProviderId(u"p"_qs), u"m"_qs, {}});
        },
        u"c"_qs);
    row(
        "cut a link", [](const Mixture &before) { return edit::unlink(before, id("a"), id("d")); },
        u"d"_qs);
    row(
        "move within a layer",
        [](const Mixture &before) {
            return edit::moveAgents(before, ids(u"a"_qs), {0, 3});
        },
        u"a"_qs);
    row(
        "remove", [](const Mixture &before) { return edit::removeAgents(before, ids(u"b"_qs)); },
        u"b"_qs);
    row(
        "add",
        [](const Mixture &before) {
            return edit::addAgent(before, agent(u"n"_qs), {1, 0}).mixture;
        },
        u"n"_qs);
    row(
        "rename a layer",
        [](const Mixture &before) { return edit::renameLayer(before, 1, u"Second"_qs); },
        QString());
}

void TestMixtureEdits::whatAnEditDoesNotTouchStaysShared()
{
    QFETCH(Edit, edit);
    QFETCH(QString, touched);
    const Mixture before = mixture(u"a b c|d e|f"_qs);
    const Mixture after = edit(before);
    const QList<AgentId> others = ids(touched);
    for (const Layer &layer : before.layers) {
        for (const Agent &each : layer.agents) {
            if (!others.contains(each.id))
                QCOMPARE(after.agent(each.id), &each);
        }
    }
}

QTEST_APPLESS_MAIN(TestMixtureEdits)
#include "tst_mixtureedits.moc"
