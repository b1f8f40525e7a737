// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/linkedits.h"
#include "support/notation.h"

#include <QTest>

using namespace moa;
using namespace moa::notation;

namespace {

/// "c=a b; d=": @p text's agents list those references.
Mixture withReferences(const QString &shape, const QString &text)
{
    Mixture result = mixture(shape);
    for (const QString &entry : text.split(u';', Qt::SkipEmptyParts)) {
        const AgentPosition place = *result.find(AgentId(entry.section(u'=', 0, 0).trimmed()));
        result.layers[place.layer].agents[place.row].references = ids(entry.section(u'=', 1));
    }
    return result;
}

/// The other way round: every agent that lists its references.
QString references(const Mixture &mixture)
{
    QStringList entries;
    for (const Layer &layer : mixture.layers) {
        for (const Agent &agent : layer.agents) {
            if (!agent.references)
                continue;
            QStringList names;
            for (const AgentId &id : *agent.references)
                names.append(id.toString());
            entries.append(agent.id.toString() + u'=' + names.join(u' '));
        }
    }
    return entries.join(u"; "_qs);
}

/// "a>c"
Link linkOf(const QString &text)
{
    return {AgentId(text.section(u'>', 0, 0)), AgentId(text.section(u'>', 1))};
}

} // namespace

/** Edits that are about links: insert on one, move an end, cut, and remove without losing any. */
class TestLinkEdits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void insertingReplacesOneLinkByTwo_data();
    void insertingReplacesOneLinkByTwo();
    void aNewAgentOnALinkHasNoOtherReference_data();
    void aNewAgentOnALinkHasNoOtherReference();
    void insertingWhereThereIsNoLinkChangesNothing();
    void anEndMovesToAnotherAgent_data();
    void anEndMovesToAnotherAgent();
    void anEndThatCanNotMoveSaysWhy();
    void cuttingAllLinksOfAPort_data();
    void cuttingAllLinksOfAPort();
    void removingHandsReferencesOn_data();
    void removingHandsReferencesOn();
    void removingReferencesThatLeadInACircleEnds();
    void onlyDrawnLinksCountAsLost_data();
    void onlyDrawnLinksCountAsLost();
    void replacingAModelKeepsEverythingElse();
    void theNameFollowsIfItWasTheModels_data();
    void theNameFollowsIfItWasTheModels();
};

void TestLinkEdits::insertingReplacesOneLinkByTwo_data()
{
    QTest::addColumn<QString>("shape");
    QTest::addColumn<QString>("listed");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("link");
    QTest::addColumn<QString>("shapeAfter");
    QTest::addColumn<QString>("listedAfter");
    QTest::newRow("adjacent layers get one between")
        << u"a b|c|d"_qs << u"c=a; d=a c"_qs << u"b"_qs << u"c>d"_qs << u"a|c|b|d"_qs
        << u"c=a; d=a b"_qs;
    QTest::newRow("others keep their references")
        << u"a b x|c d|e"_qs << u"c=a b; d=a b"_qs << u"x"_qs << u"a>c"_qs << u"a b|x|c d|e"_qs
        << u"x=a; c=b x; d=a b"_qs;
    QTest::newRow("what others had by default is listed")
        << u"a b x|c d|e"_qs << u"c=a"_qs << u"x"_qs << u"a>c"_qs << u"a b|x|c d|e"_qs
        << u"x=a; d=a b x"_qs;
    QTest::newRow("a skipping link has a layer between")
        << u"a b|c|d x|e"_qs << u"d=a c; e=d x"_qs << u"x"_qs << u"a>d"_qs << u"a b|c x|d|e"_qs
        << u"x=a; e=x d"_qs;
    QTest::newRow("its own references that still lead back stay")
        << u"a b|c|x|d"_qs << u"x=b c; d=c"_qs << u"x"_qs << u"c>d"_qs << u"a b|c|x|d"_qs
        << u"x=b c"_qs;
    QTest::newRow("it was a reference already")
        << u"a|x b|c"_qs << u"c=a x b"_qs << u"x"_qs << u"a>c"_qs << u"a|b x|c"_qs << u""_qs;
}

void TestLinkEdits::insertingReplacesOneLinkByTwo()
{
    QFETCH(QString, shape);
    QFETCH(QString, listed);
    QFETCH(QString, id);
    QFETCH(QString, link);
    const Mixture result =
        edit::insertOnLink(withReferences(shape, listed), AgentId(id), linkOf(link));
    QTEST(notation::shape(result), "shapeAfter");
    QTEST(references(result), "listedAfter");
}

void TestLinkEdits::aNewAgentOnALinkHasNoOtherReference_data()
{
    QTest::addColumn<QString>("shape");
    QTest::addColumn<QString>("listed");
    QTest::addColumn<QString>("link");
    QTest::addColumn<QString>("shapeAfter");
    QTest::addColumn<QString>("listedAfter");
    QTest::newRow("in a chain all stays default")
        << u"a|b"_qs << u""_qs << u"a>b"_qs << u"a|new|b"_qs << u""_qs;
    QTest::newRow("among several")
        << u"a b|c d"_qs << u"c=a"_qs << u"a>c"_qs << u"a b|new|c d"_qs << u"new=a; d=a b"_qs;
    QTest::newRow("into a layer between")
        << u"a b|c|d"_qs << u"d=a c"_qs << u"a>d"_qs << u"a b|c new|d"_qs << u"new=a"_qs;
}

void TestLinkEdits::aNewAgentOnALinkHasNoOtherReference()
{
    QFETCH(QString, shape);
    QFETCH(QString, listed);
    QFETCH(QString, link);
    const edit::Added added =
        edit::insertOnLink(withReferences(shape, listed), agent(u"new"_qs), linkOf(link));
    QCOMPARE(added.ids, ids(u"new"_qs));
    QTEST(notation::shape(added.mixture), "shapeAfter");
    QTEST(references(added.mixture), "listedAfter");
}

void TestLinkEdits::insertingWhereThereIsNoLinkChangesNothing()
{
    const Mixture before = withReferences(u"a b|c|d"_qs, u"c=a"_qs);
    QCOMPARE(edit::insertOnLink(before, id("d"), linkOf(u"b>c"_qs)), before);
    QCOMPARE(edit::insertOnLink(before, id("a"), linkOf(u"a>c"_qs)), before);
    QCOMPARE(edit::insertOnLink(before, id("nobody"), linkOf(u"a>c"_qs)), before);
    QVERIFY(edit::insertOnLink(before, agent(u"new"_qs), linkOf(u"b>c"_qs)).ids.isEmpty());
}

void TestLinkEdits::anEndMovesToAnotherAgent_data()
{
    QTest::addColumn<QString>("listed");
    QTest::addColumn<QString>("link");
    QTest::addColumn<bool>("target");
    QTest::addColumn<QString>("agent");
    QTest::addColumn<QString>("listedAfter");
    QTest::newRow("target") << u"c=a b; d=b"_qs << u"a>c"_qs << true << u"d"_qs << u"c=b"_qs;
    QTest::newRow("source") << u"c=a; d=b"_qs << u"a>c"_qs << false << u"b"_qs << u"c=b; d=b"_qs;
    QTest::newRow("across a layer")
        << u"c=a"_qs << u"a>c"_qs << true << u"e"_qs << u"c=; e=a c d"_qs;
    QTest::newRow("to where it was") << u"c=a"_qs << u"a>c"_qs << true << u"c"_qs << u"c=a"_qs;
    QTest::newRow("to one that has it") << u"c=a"_qs << u"a>c"_qs << true << u"d"_qs << u"c=a"_qs;
    QTest::newRow("no such link") << u"c=a"_qs << u"b>c"_qs << true << u"e"_qs << u"c=a"_qs;
}

void TestLinkEdits::anEndMovesToAnotherAgent()
{
    QFETCH(QString, listed);
    QFETCH(QString, link);
    QFETCH(bool, target);
    QFETCH(QString, agent);
    const Mixture result =
        edit::moveLinkEnd(withReferences(u"a b|c d|e"_qs, listed), linkOf(link),
                          target ? edit::LinkEnd::To : edit::LinkEnd::From, AgentId(agent));
    QTEST(references(result), "listedAfter");
}

void TestLinkEdits::anEndThatCanNotMoveSaysWhy()
{
    const Mixture before = withReferences(u"a b|c d|e"_qs, u"c=a"_qs);
    const Link link = linkOf(u"a>c"_qs);
    QVERIFY(edit::canMoveLinkEnd(before, link, edit::LinkEnd::From, id("b")));
    QVERIFY(edit::canMoveLinkEnd(before, link, edit::LinkEnd::To, id("c")));
    const Result<void> already = edit::canMoveLinkEnd(before, link, edit::LinkEnd::To, id("d"));
    QVERIFY(!already && already.error().message.contains(u"already"));
    const Result<void> sideways = edit::canMoveLinkEnd(before, link, edit::LinkEnd::To, id("b"));
    QVERIFY(!sideways && sideways.error().message.contains(u"side by side"));
}

void TestLinkEdits::cuttingAllLinksOfAPort_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<bool>("output");
    QTest::addColumn<QString>("listedAfter");
    QTest::newRow("in") << u"c"_qs << false << u"c=; e=b c d"_qs;
    QTest::newRow("out") << u"a"_qs << true << u"c=b; d=b; e=b c d"_qs;
    QTest::newRow("across a layer") << u"b"_qs << true << u"c=a; d=a"_qs;
    QTest::newRow("none there") << u"e"_qs << true << u"e=b c d"_qs;
}

void TestLinkEdits::cuttingAllLinksOfAPort()
{
    QFETCH(QString, id);
    QFETCH(bool, output);
    const Mixture result =
        edit::cutLinks(withReferences(u"a b|c d|e"_qs, u"e=b c d"_qs), AgentId(id),
                       output ? edit::LinkEnd::From : edit::LinkEnd::To);
    QTEST(references(result), "listedAfter");
}

void TestLinkEdits::removingHandsReferencesOn_data()
{
    QTest::addColumn<QString>("shape");
    QTest::addColumn<QString>("listed");
    QTest::addColumn<QString>("removed");
    QTest::addColumn<QString>("shapeAfter");
    QTest::addColumn<QString>("listedAfter");
    QTest::newRow("one of a chain") << u"a|b|c"_qs << u""_qs << u"b"_qs << u"a|c"_qs << u""_qs;
    QTest::newRow("a whole full layer")
        << u"a b|c d|e"_qs << u""_qs << u"c d"_qs << u"a b|e"_qs << u""_qs;
    QTest::newRow("one of a layer")
        << u"a b|c d|e"_qs << u"c=a; d=b"_qs << u"c"_qs << u"a b|d|e"_qs << u"d=b; e=a d"_qs;
    QTest::newRow("two after each other") << u"a x|b y|c z|d"_qs << u"b=a; c=b; d=c z"_qs
                                          << u"b c"_qs << u"a x|y|z|d"_qs << u"z=a y; d=a z"_qs;
    QTest::newRow("of the first layer") << u"a b|c"_qs << u""_qs << u"a"_qs << u"b|c"_qs << u""_qs;
    QTest::newRow("no twins") << u"a|b c|d"_qs << u"d=a b c"_qs << u"b"_qs << u"a|c|d"_qs
                              << u"d=a c"_qs;
    QTest::newRow("an order of one's own stays")
        << u"a b|c d|e"_qs << u"c=a; e=d c"_qs << u"c"_qs << u"a b|d|e"_qs << u"e=d a"_qs;
    QTest::newRow("nobody") << u"a|b|c"_qs << u""_qs << u"nobody"_qs << u"a|b|c"_qs << u""_qs;
}

void TestLinkEdits::removingHandsReferencesOn()
{
    QFETCH(QString, shape);
    QFETCH(QString, listed);
    QFETCH(QString, removed);
    const Mixture result = edit::removeKeepingLinks(withReferences(shape, listed), ids(removed));
    QTEST(notation::shape(result), "shapeAfter");
    QTEST(references(result), "listedAfter");
}

void TestLinkEdits::removingReferencesThatLeadInACircleEnds()
{
    const Mixture before = withReferences(u"a|b|c"_qs, u"a=b; b=a"_qs);
    QCOMPARE(shape(edit::removeKeepingLinks(before, ids(u"a b"_qs))), u"c"_qs);
}

void TestLinkEdits::onlyDrawnLinksCountAsLost_data()
{
    QTest::addColumn<QString>("listed");
    QTest::addColumn<QString>("removed");
    QTest::addColumn<bool>("loses");
    QTest::newRow("full") << u""_qs << u"c"_qs << false;
    QTest::newRow("a full layer") << u""_qs << u"c d"_qs << false;
    QTest::newRow("drawn in") << u"c=a"_qs << u"c"_qs << true;
    QTest::newRow("drawn out") << u"e=c"_qs << u"c"_qs << true;
    QTest::newRow("not those of another") << u"d=a"_qs << u"c"_qs << false;
    QTest::newRow("nothing comes in") << u"c="_qs << u"c"_qs << false;
    QTest::newRow("already there") << u"e=a b c"_qs << u"c"_qs << false;
    QTest::newRow("the last") << u"e=c"_qs << u"e"_qs << false;
}

void TestLinkEdits::onlyDrawnLinksCountAsLost()
{
    QFETCH(QString, listed);
    QFETCH(QString, removed);
    QTEST(edit::removalLosesLinks(withReferences(u"a b|c d|e"_qs, listed), ids(removed)), "loses");
}

void TestLinkEdits::replacingAModelKeepsEverythingElse()
{
    Mixture before = withReferences(u"a b|c"_qs, u"c=a"_qs);
    Agent &agent = before.layers[1].agents[0];
    agent.color = 3;
    agent.samples = 4;
    agent.role = Role::Ranker;
    agent.name = u"My judge"_qs;
    agent.settings.temperature = 0.2;
    const Mixture result =
        edit::replaceModel(before, ids(u"c nobody"_qs), {ProviderId(u"groq"_qs), u"x/y"_qs, {}});
    Agent expected = agent;
    expected.provider = ProviderId(u"groq"_qs);
    expected.model = u"x/y"_qs;
    QCOMPARE(result, edit::setAgent(before, expected));
}

void TestLinkEdits::theNameFollowsIfItWasTheModels_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("newName");
    QTest::addColumn<QString>("after");
    QTest::newRow("none") << u""_qs << u"Why"_qs << u"Why"_qs;
    QTest::newRow("short name") << u"a"_qs << u"Why"_qs << u"Why"_qs;
    QTest::newRow("the palette's") << u"Ay"_qs << u"Why"_qs << u"Why"_qs;
    QTest::newRow("one's own") << u"Mine"_qs << u"Why"_qs << u"Mine"_qs;
    QTest::newRow("to the short name") << u"Ay"_qs << u"y"_qs << u""_qs;
    QTest::newRow("to no name") << u"Ay"_qs << u""_qs << u""_qs;
}

void TestLinkEdits::theNameFollowsIfItWasTheModels()
{
    QFETCH(QString, name);
    QFETCH(QString, newName);
    Mixture before = mixture(u"a"_qs);
    before.layers[0].agents[0].name = name;
    const Mixture result = edit::replaceModel(
        before, ids(u"a"_qs), {ProviderId(u"groq"_qs), u"x/y"_qs, newName}, {u"Ay"_qs});
    QTEST(result.agent(id("a"))->name, "after");
}

QTEST_APPLESS_MAIN(TestLinkEdits)
#include "tst_linkedits.moc"
