// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/agentlist.h"
#include "support/notation.h"

#include <functional>
#include <QTest>

using namespace moa;
using namespace moa::notation;

static_assert(std::random_access_iterator<AgentList::const_iterator>);
// Who could write through an iterator would take a copy of each agent that he only looks at.
static_assert(std::is_same_v<decltype(*std::declval<AgentList &>().begin()), const Agent &>);

using Change = std::function<void(AgentList &)>;
Q_DECLARE_METATYPE(Change)

namespace {

AgentList list(const QString &names)
{
    AgentList result;
    for (const QString &name : names.split(u' ', Qt::SkipEmptyParts))
        result.append(agent(name));
    return result;
}

QString names(const AgentList &agents)
{
    QStringList result;
    for (const Agent &each : agents)
        result.append(each.id.toString());
    return result.join(u' ');
}

} // namespace

class TestAgentList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesAsAListDoes_data();
    void changesAsAListDoes();
    void aCopyNeverSeesAnEditOfTheOther();
    void aCopyWithOneEditHasTheOthersInCommon();
    void listsAreEqualByWhatTheyHold_data();
    void listsAreEqualByWhatTheyHold();
    void isReadFromAnyPlace();
};

void TestAgentList::changesAsAListDoes_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const Change &change, const QString &expected) {
        QTest::newRow(name) << change << expected;
    };
    const auto is = [](const char *name) {
        return [name](const Agent &each) { return each.id == id(name); };
    };
    row(
        "append", [](AgentList &agents) { agents.append(agent(u"x"_qs)); }, u"a b c d x"_qs);
    row(
        "append a list", [](AgentList &agents) { agents.append(list(u"x y"_qs)); },
        u"a b c d x y"_qs);
    row(
        "prepend", [](AgentList &agents) { agents.prepend(agent(u"x"_qs)); }, u"x a b c d"_qs);
    row(
        "insert", [](AgentList &agents) { agents.insert(2, agent(u"x"_qs)); }, u"a b x c d"_qs);
    row(
        "insert a list", [](AgentList &agents) { agents.insert(1, list(u"x y"_qs)); },
        u"a x y b c d"_qs);
    row(
        "insert itself", [](AgentList &agents) { agents.insert(1, agents); },
        u"a a b c d b c d"_qs);
    row(
        "insert at the end", [](AgentList &agents) { agents.insert(4, list(u"x"_qs)); },
        u"a b c d x"_qs);
    row(
        "remove several", [](AgentList &agents) { agents.remove(1, 2); }, u"a d"_qs);
    row(
        "remove one", [](AgentList &agents) { agents.removeAt(1); }, u"a c d"_qs);
    row(
        "remove the first", [](AgentList &agents) { agents.removeFirst(); }, u"b c d"_qs);
    row(
        "remove the last", [](AgentList &agents) { agents.removeLast(); }, u"a b c"_qs);
    row(
        "remove by what it is", [is](AgentList &agents) { agents.removeIf(is("b")); }, u"a c d"_qs);
    row(
        "take the first", [](AgentList &agents) { agents.append(agents.takeFirst()); },
        u"b c d a"_qs);
    row(
        "swap", [](AgentList &agents) { agents.swapItemsAt(0, 3); }, u"d b c a"_qs);
    row(
        "partition", [is](AgentList &agents) { agents.partition(is("c")); }, u"c a b d"_qs);
    row(
        "clear", [](AgentList &agents) { agents.clear(); }, QString());
    row(
        "write to one", [](AgentList &agents) { agents[1].id = id("x"); }, u"a x c d"_qs);
    row(
        "write to the first", [](AgentList &agents) { agents.first().id = id("x"); },
        u"x b c d"_qs);
    row(
        "write to the last", [](AgentList &agents) { agents.last().id = id("x"); }, u"a b c x"_qs);
    row(
        "a part", [](AgentList &agents) { agents = agents.mid(1, 2); }, u"b c"_qs);
    row(
        "the rest", [](AgentList &agents) { agents = agents.mid(2); }, u"c d"_qs);
}

void TestAgentList::changesAsAListDoes()
{
    QFETCH(Change, change);
    QFETCH(QString, expected);
    const AgentList before = list(u"a b c d"_qs);
    AgentList after = before;
    change(after);
    QCOMPARE(names(after), expected);
    QCOMPARE(names(before), u"a b c d"_qs);
}

void TestAgentList::aCopyNeverSeesAnEditOfTheOther()
{
    AgentList one = list(u"a b"_qs);
    AgentList other = one;
    one[0].name = u"One"_qs;
    other[0].name = u"Other"_qs;
    QCOMPARE(one.at(0).name, u"One"_qs);
    QCOMPARE(other.at(0).name, u"Other"_qs);
}

void TestAgentList::aCopyWithOneEditHasTheOthersInCommon()
{
    const AgentList before = list(u"a b c"_qs);
    AgentList after = before;
    QVERIFY(after.isSharedWith(before));
    after[1].muted = true;
    QVERIFY(!after.isSharedWith(before));
    QVERIFY(after.isSharedWith(before, 0));
    QVERIFY(!after.isSharedWith(before, 1));
    QVERIFY(after.isSharedWith(before, 2));

    after.removeFirst();
    QCOMPARE(&after.at(1), &before.at(2));
    after.append(before);
    QCOMPARE(&after.at(2), &before.at(0));
}

void TestAgentList::listsAreEqualByWhatTheyHold_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::addColumn<bool>("equal");
    QTest::newRow("the same") << u"a b"_qs << u"a b"_qs << true;
    QTest::newRow("empty") << QString() << QString() << true;
    QTest::newRow("order") << u"a b"_qs << u"b a"_qs << false;
    QTest::newRow("longer") << u"a b"_qs << u"a b c"_qs << false;
    QTest::newRow("one of two") << u"a b"_qs << u"a c"_qs << false;
}

void TestAgentList::listsAreEqualByWhatTheyHold()
{
    QFETCH(QString, one);
    QFETCH(QString, other);
    QFETCH(bool, equal);
    QCOMPARE(list(one) == list(other), equal);
    QCOMPARE(list(other) == list(one), equal);
}

void TestAgentList::isReadFromAnyPlace()
{
    const AgentList agents = list(u"a b c d"_qs);
    const auto middle = agents.begin() + 2;
    QCOMPARE(middle->id, id("c"));
    QCOMPARE(middle[1].id, id("d"));
    QCOMPARE((middle - 1)->id, id("b"));
    QCOMPARE(agents.end() - middle, 2);
    QVERIFY(agents.begin() < middle && middle < agents.end());
    QCOMPARE(agents.constFirst().id, id("a"));
    QCOMPARE(agents.constLast().id, id("d"));
    auto walking = agents.begin();
    QCOMPARE((walking++)->id, id("a"));
    QCOMPARE((walking--)->id, id("b"));
    QCOMPARE(walking->id, id("a"));
    QVERIFY(AgentList().begin() == AgentList().end());
}

QTEST_APPLESS_MAIN(TestAgentList)
#include "tst_agentlist.moc"
