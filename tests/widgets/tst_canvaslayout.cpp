// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/canvaslayout.h"
#include "canvas/linkplan.h"
#include "mixture/mixtureedits.h"

#include <QTest>

using namespace moa;

namespace {

Mixture mixture(const QList<int> &agentsPerLayer)
{
    Mixture result;
    int number = 0;
    for (const int count : agentsPerLayer) {
        Layer layer;
        for (int row = 0; row < count; ++row) {
            Agent agent;
            agent.id = AgentId(u'a' + QString::number(number++));
            layer.agents.append(agent);
        }
        result.layers.append(layer);
    }
    return result;
}

AgentId agentAt(const Mixture &mixture, qsizetype layer, qsizetype row)
{
    return mixture.at({layer, row}).id;
}

/// Whether any part of the path, but its two ends, runs over the rectangle.
bool crosses(const QPainterPath &path, const QRectF &rect)
{
    for (int step = 1; step < 200; ++step) {
        if (rect.contains(path.pointAtPercent(step / 200.0)))
            return true;
    }
    return false;
}

} // namespace

class TestCanvasLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sizesAreTheDesigns();
    void xIsTheLayerAndYTheRow();
    void nothingOverlaps_data();
    void nothingOverlaps();
    void shortColumnsStandInTheMiddle();
    void shortColumnsStayNearTheTopOfVeryTallOnes();
    void everythingGrowsWithTheFont();
    void dropPlaces_data();
    void dropPlaces();
    void emptyCanvasTakesADropAnywhere();
    void linksRunFromPortToPort();
    void linksPassBetweenTheCardsOfLanesBetween();
    void fullConnectionsAreBundled();
    void oneToOneIsALine();
    void aCutLinkShowsTheOthers();
    void linksAcrossLayersAreLinesBesideTheBundle();
    void denseConnectionsStayABundleWhenOneIsCut();
};

void TestCanvasLayout::sizesAreTheDesigns()
{
    const CanvasLayout layout(mixture({2, 1}), CanvasMetrics::scaled(1.0));
    const CanvasLayout::Lane &lane = layout.lanes().first();
    QCOMPARE(lane.rect.width(), 256.0);
    QCOMPARE(lane.header.height(), 36.0);
    QCOMPARE(lane.cards.first().size(), QSizeF(224, 88));
    QCOMPARE(lane.cards.first().left() - lane.rect.left(), 16.0);
}

void TestCanvasLayout::xIsTheLayerAndYTheRow()
{
    const Mixture design = mixture({3, 2});
    const CanvasLayout layout(design, {});
    const QRectF first = layout.card(agentAt(design, 0, 0));
    const QRectF second = layout.card(agentAt(design, 0, 1));
    const QRectF next = layout.card(agentAt(design, 1, 0));
    QCOMPARE(first.x(), second.x());
    QVERIFY(second.top() > first.bottom());
    QVERIFY(next.left() > first.right());
    QVERIFY(layout.prompt().right() < layout.lanes().first().rect.left());
    QVERIFY(layout.card(AgentId(u"nobody"_qs)).isNull());
}

void TestCanvasLayout::nothingOverlaps_data()
{
    QTest::addColumn<QList<int>>("agents");
    QTest::newRow("none") << QList<int>{};
    QTest::newRow("one") << QList<int>{1};
    QTest::newRow("the paper's") << QList<int>{6, 6, 1};
    QTest::newRow("an empty layer") << QList<int>{2, 0, 1};
    QTest::newRow("growing") << QList<int>{1, 5, 9};
    QTest::newRow("large") << QList<int>(10, 64);
}

void TestCanvasLayout::nothingOverlaps()
{
    QFETCH(QList<int>, agents);
    const CanvasLayout layout(mixture(agents), {});
    QList<QRectF> rects{layout.prompt()};
    for (const CanvasLayout::Lane &lane : layout.lanes()) {
        QVERIFY(layout.bounds().contains(lane.rect));
        for (const QRectF &card : lane.cards) {
            QVERIFY(lane.rect.contains(card));
            QVERIFY(!lane.header.intersects(card));
            rects.append(card);
        }
    }
    QVERIFY(layout.bounds().contains(layout.prompt()));
    for (qsizetype i = 0; i < rects.size(); ++i) {
        for (qsizetype j = i + 1; j < rects.size(); ++j)
            QVERIFY(!rects.at(i).intersects(rects.at(j)));
    }
}

void TestCanvasLayout::shortColumnsStandInTheMiddle()
{
    const Mixture design = mixture({5, 1});
    const CanvasLayout layout(design, {});
    QCOMPARE(layout.card(agentAt(design, 1, 0)).center().y(),
             layout.card(agentAt(design, 0, 2)).center().y());
    QCOMPARE(layout.prompt().center().y(), layout.card(agentAt(design, 0, 2)).center().y());
}

void TestCanvasLayout::shortColumnsStayNearTheTopOfVeryTallOnes()
{
    const Mixture design = mixture({64, 1});
    const CanvasLayout layout(design, {});
    QVERIFY(layout.card(agentAt(design, 1, 0)).top() < layout.card(agentAt(design, 0, 4)).top());
}

void TestCanvasLayout::everythingGrowsWithTheFont()
{
    const Mixture design = mixture({2});
    const CanvasLayout layout(design, CanvasMetrics::scaled(1.5));
    QCOMPARE(layout.card(agentAt(design, 0, 0)).size(), QSizeF(336, 132));
    QVERIFY(layout.lanes().first().rect.contains(layout.card(agentAt(design, 0, 1))));
    QCOMPARE(CanvasMetrics::scaled(0.5), CanvasMetrics());
}

void TestCanvasLayout::dropPlaces_data()
{
    QTest::addColumn<QPointF>("point");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("layer");
    QTest::addColumn<int>("row");
    const CanvasLayout layout(mixture({3, 1}), {});
    const QRectF lane = layout.lanes().at(0).rect;
    const QList<QRectF> cards = layout.lanes().at(0).cards;
    const QRectF last = layout.lanes().at(1).rect;
    const int into = static_cast<int>(DropPlace::Kind::IntoLane);
    const int fresh = static_cast<int>(DropPlace::Kind::NewLane);
    QTest::newRow("upper half of a card") << cards[1].center() - QPointF(0, 20) << into << 0 << 1;
    QTest::newRow("lower half of a card") << cards[1].center() + QPointF(0, 20) << into << 0 << 2;
    QTest::newRow("above the cards") << QPointF(lane.center().x(), 5) << into << 0 << 0;
    QTest::newRow("below the cards") << QPointF(lane.center().x(), 5000) << into << 0 << 3;
    QTest::newRow("just beside the lane") << QPointF(lane.right() + 5, 5000) << into << 0 << 3;
    QTest::newRow("between lanes") << QPointF(lane.right() + 36, 50) << fresh << 1 << 0;
    QTest::newRow("before the first") << QPointF(lane.left() - 36, 50) << fresh << 0 << 0;
    QTest::newRow("on the prompt") << layout.prompt().center() << fresh << 0 << 0;
    QTest::newRow("after the last") << QPointF(last.right() + 200, 50) << fresh << 2 << 0;
}

void TestCanvasLayout::dropPlaces()
{
    QFETCH(QPointF, point);
    QFETCH(int, kind);
    QFETCH(int, layer);
    QFETCH(int, row);
    const CanvasLayout layout(mixture({3, 1}), {});
    const DropPlace place = layout.dropPlace(point);
    QCOMPARE(static_cast<int>(place.kind), kind);
    QCOMPARE(place.position, (AgentPosition{layer, row}));
    QVERIFY(place.indicator.width() > 0);
}

void TestCanvasLayout::emptyCanvasTakesADropAnywhere()
{
    const CanvasLayout layout(Mixture(), {});
    for (const QPointF point : {QPointF(-500, -500), QPointF(), QPointF(900, 900)}) {
        const DropPlace place = layout.dropPlace(point);
        QCOMPARE(place.kind, DropPlace::Kind::NewLane);
        QCOMPARE(place.position.layer, 0);
        QCOMPARE(place.indicator, layout.nextLane());
    }
}

void TestCanvasLayout::linksRunFromPortToPort()
{
    const Mixture design = mixture({2, 2});
    const CanvasLayout layout(design, {});
    const QPointF from = outputPort(layout.card(agentAt(design, 0, 0)));
    const QPointF to = inputPort(layout.card(agentAt(design, 1, 1)));
    const QPainterPath path = layout.linkPath(from, 0, to, 1);
    QCOMPARE(path.pointAtPercent(0), from);
    QCOMPARE(path.pointAtPercent(1), to);
}

void TestCanvasLayout::linksPassBetweenTheCardsOfLanesBetween()
{
    const Mixture design = mixture({3, 3, 2, 3});
    const CanvasLayout layout(design, {});
    for (qsizetype from = 0; from < 3; ++from) {
        for (qsizetype to = 0; to < 3; ++to) {
            const QPainterPath path =
                layout.linkPath(outputPort(layout.card(agentAt(design, 0, from))), 0,
                                inputPort(layout.card(agentAt(design, 3, to))), 3);
            for (const qsizetype lane : {1, 2}) {
                for (const QRectF &card : layout.lanes().at(lane).cards)
                    QVERIFY(!crosses(path, card));
            }
        }
    }
}

void TestCanvasLayout::fullConnectionsAreBundled()
{
    const LinkPlan plan = LinkPlan::of(mixture({6, 6, 1}));
    QCOMPARE(plan.bundles(), (QList<LinkPlan::Bundle>{{1, true}, {2, true}}));
    QVERIFY(plan.single().isEmpty());
    QCOMPARE(plan.count(), 42);
}

void TestCanvasLayout::oneToOneIsALine()
{
    const LinkPlan plan = LinkPlan::of(mixture({1, 1}));
    QVERIFY(plan.bundles().isEmpty());
    QCOMPARE(plan.single().size(), 1);
}

void TestCanvasLayout::aCutLinkShowsTheOthers()
{
    const Mixture design = mixture({3, 1});
    const LinkPlan plan =
        LinkPlan::of(edit::unlink(design, agentAt(design, 0, 1), agentAt(design, 1, 0)));
    QVERIFY(plan.bundles().isEmpty());
    QCOMPARE(plan.single().size(), 2);
}

void TestCanvasLayout::linksAcrossLayersAreLinesBesideTheBundle()
{
    const Mixture design = mixture({2, 2, 1});
    const Link across{agentAt(design, 0, 0), agentAt(design, 2, 0)};
    const LinkPlan plan = LinkPlan::of(edit::link(design, across.from, across.to));
    QCOMPARE(plan.bundles(), (QList<LinkPlan::Bundle>{{1, true}, {2, true}}));
    QCOMPARE(plan.single(), QList<Link>{across});
}

void TestCanvasLayout::denseConnectionsStayABundleWhenOneIsCut()
{
    const Mixture design = mixture({20, 20});
    const LinkPlan plan =
        LinkPlan::of(edit::unlink(design, agentAt(design, 0, 1), agentAt(design, 1, 0)));
    QCOMPARE(plan.bundles(), (QList<LinkPlan::Bundle>{{1, false}}));
    QVERIFY(plan.single().isEmpty());
    QCOMPARE(plan.count(), 399);
}

QTEST_MAIN(TestCanvasLayout)
#include "tst_canvaslayout.moc"
