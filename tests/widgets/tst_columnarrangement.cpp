// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/columnarrangement.h"
#include "columnsfixture.h"

#include <QTest>

using namespace moa;
using namespace moa::test;

namespace {

ColumnFigures figuresOf(const char *agent, int group, std::optional<double> bleu = {},
                        std::optional<qint64> cost = {}, std::optional<qint64> time = {},
                        qint64 length = 0)
{
    return {responseId(agent), group, bleu, cost, time, length};
}

QString order(const ColumnArrangement &arrangement)
{
    QStringList names;
    for (const ResponseId &id : arrangement.columns())
        names.append(id.agent.toString());
    return names.join(u' ');
}

} // namespace

class TestColumnArrangement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void columnsAreSortedWithinTheirGroup_data();
    void columnsAreSortedWithinTheirGroup();
    void figuresThatChangeMoveNothing();
    void figuresComeFromTheResponse();
    void hiddenColumnsStayHiddenInTheNextRun();
    void ownOrderOutlivesTheRun();
    void aNewAgentStandsWhereTheRunHasIt();
    void movingSkipsHiddenColumns();
    void columnsStayInTheirGroup();
};

void TestColumnArrangement::columnsAreSortedWithinTheirGroup_data()
{
    QTest::addColumn<ColumnOrder>("by");
    QTest::addColumn<QString>("expected");
    QTest::newRow("layer") << ColumnOrder::Layer << u"a b c d e f"_qs;
    QTest::newRow("best first, unknown last") << ColumnOrder::Bleu << u"c a d b f e"_qs;
    QTest::newRow("cheapest first, unpriced last") << ColumnOrder::Cost << u"d a b c e f"_qs;
    QTest::newRow("quickest first") << ColumnOrder::Time << u"b d c a e f"_qs;
    QTest::newRow("longest first") << ColumnOrder::Length << u"d b a c f e"_qs;
}

void TestColumnArrangement::columnsAreSortedWithinTheirGroup()
{
    QFETCH(ColumnOrder, by);
    const QList<ColumnFigures> columns{
        figuresOf("a", 0, 20.0, 5, 900, 100),  figuresOf("b", 0, {}, 5, 100, 200),
        figuresOf("c", 0, 40.0, {}, 300, 100), figuresOf("d", 0, 20.0, 0, 200, 400),
        figuresOf("e", 2, 1.0, {}, {}, 1),     figuresOf("f", 2, 99.0, {}, {}, 2)};
    ColumnArrangement arrangement;
    arrangement.setColumns(columns);
    QCOMPARE(order(arrangement), u"a b c d e f"_qs);
    arrangement.sort(by, columns);
    QTEST(order(arrangement), "expected");
    QCOMPARE(arrangement.order(), by);
    arrangement.sort(ColumnOrder::Layer, columns);
    QCOMPARE(order(arrangement), u"a b c d e f"_qs);
}

void TestColumnArrangement::figuresThatChangeMoveNothing()
{
    ColumnArrangement arrangement;
    arrangement.setColumns({figuresOf("a", 0), figuresOf("b", 0)});
    arrangement.sort(ColumnOrder::Bleu, {figuresOf("a", 0, 1.0), figuresOf("b", 0, 2.0)});
    QCOMPARE(order(arrangement), u"b a"_qs);
    arrangement.setColumns({figuresOf("a", 0, 9.0), figuresOf("b", 0, 2.0)});
    QCOMPARE(order(arrangement), u"b a"_qs);
}

void TestColumnArrangement::figuresComeFromTheResponse()
{
    Response response;
    response.id = responseId("a");
    response.text = u"four"_qs;
    QCOMPARE(ColumnFigures::of(response, 3).time, std::nullopt);
    QCOMPARE(ColumnFigures::of(response, 3).cost, std::nullopt);
    response.timing.started = 200;
    response.timing.finished = 1700;
    response.cost = Usd::fromPico(7);
    response.bleuToFinal = 12.5;
    const ColumnFigures figures = ColumnFigures::of(response, 3);
    QCOMPARE(figures.group, 3);
    QCOMPARE(figures.time, 1500);
    QCOMPARE(figures.cost, 7);
    QCOMPARE(figures.bleu, 12.5);
    QCOMPARE(figures.length, 4);
}

void TestColumnArrangement::hiddenColumnsStayHiddenInTheNextRun()
{
    ColumnArrangement arrangement;
    arrangement.setColumns({figuresOf("a", 0), figuresOf("b", 0), figuresOf("c", 0)});
    arrangement.setHidden(responseId("b"), true);
    QCOMPARE(arrangement.hidden(), QList{responseId("b")});
    arrangement.setColumns({figuresOf("a", 0), figuresOf("c", 0)});
    QVERIFY(arrangement.hidden().isEmpty());
    arrangement.setColumns({figuresOf("a", 0), figuresOf("b", 0)});
    QVERIFY(arrangement.isHidden(responseId("b")));
    arrangement.setHidden(responseId("b"), false);
    QVERIFY(!arrangement.isHidden(responseId("b")));
}

void TestColumnArrangement::ownOrderOutlivesTheRun()
{
    const QList<ColumnFigures> columns{figuresOf("a", 0), figuresOf("b", 0), figuresOf("c", 0)};
    ColumnArrangement arrangement;
    arrangement.setColumns(columns);
    arrangement.moveBefore(responseId("c"), responseId("a"));
    QCOMPARE(order(arrangement), u"c a b"_qs);
    QCOMPARE(arrangement.order(), ColumnOrder::Custom);
    arrangement.setColumns(columns);
    QCOMPARE(order(arrangement), u"c a b"_qs);
    arrangement.moveBefore(responseId("c"), std::nullopt);
    QCOMPARE(order(arrangement), u"a b c"_qs);
}

void TestColumnArrangement::aNewAgentStandsWhereTheRunHasIt()
{
    ColumnArrangement arrangement;
    arrangement.setColumns({figuresOf("a", 0), figuresOf("b", 0)});
    arrangement.moveBefore(responseId("b"), responseId("a"));
    arrangement.setColumns(
        {figuresOf("n", 0), figuresOf("a", 0), figuresOf("m", 0), figuresOf("b", 0)});
    QCOMPARE(order(arrangement), u"n b a m"_qs);
}

void TestColumnArrangement::movingSkipsHiddenColumns()
{
    ColumnArrangement arrangement;
    arrangement.setColumns({figuresOf("a", 0), figuresOf("b", 0), figuresOf("c", 0)});
    arrangement.setHidden(responseId("b"), true);
    QCOMPARE(arrangement.neighbour(responseId("a"), 1), responseId("c"));
    arrangement.moveBy(responseId("a"), 1);
    QCOMPARE(order(arrangement), u"c a b"_qs);
    arrangement.moveBy(responseId("a"), 1);
    QCOMPARE(order(arrangement), u"c a b"_qs);
    arrangement.moveBy(responseId("a"), -1);
    QCOMPARE(order(arrangement), u"a c b"_qs);
}

void TestColumnArrangement::columnsStayInTheirGroup()
{
    ColumnArrangement arrangement;
    arrangement.setColumns({figuresOf("a", 0), figuresOf("b", 0), figuresOf("c", 2)});
    QCOMPARE(arrangement.neighbour(responseId("b"), 1), std::nullopt);
    arrangement.moveBefore(responseId("a"), responseId("c"));
    QCOMPARE(order(arrangement), u"a b c"_qs);
    QCOMPARE(arrangement.order(), ColumnOrder::Layer);
    arrangement.moveBefore(responseId("a"), std::nullopt);
    QCOMPARE(order(arrangement), u"b a c"_qs);
    arrangement.moveBefore(responseId("nobody"), responseId("a"));
    QCOMPARE(order(arrangement), u"b a c"_qs);
}

QTEST_APPLESS_MAIN(TestColumnArrangement)

#include "tst_columnarrangement.moc"
