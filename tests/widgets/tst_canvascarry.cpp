// SPDX-License-Identifier: GPL-3.0-or-later
#include "gesturefixture.h"
#include "mixture/mixtureedits.h"

#include <QSignalSpy>

using namespace moa;
using namespace moa::notation;

using SignKind = DropIndicatorItem::Sign::Kind;

/** Cards and models in the hand: where they would land shows before they land. */
class TestCanvasCarry : public GestureFixture
{
    Q_OBJECT

private Q_SLOTS:
    void cardsMakeRoomWhereTheCardWillLand();
    void theRoomClosesWhenTheHandMovesOn();
    void aLaneGrowsForTheCard();
    void makingRoomGlidesAndTheHandDoesNot();
    void aDropThatChangesNothingShowsTheOriginalPlace();
    void aLayerOfItsOwnBesideItselfStays();
    void aCardGrabbedAtItsEdgeStays();
    void anAlternateShowsThatItStaysAfterTheFinalAgent();
    void severalCardsLandTogether();
    void undoSaysWhereTo_data();
    void undoSaysWhereTo();
    void altDragDuplicates();
    void altMayBePressedAndReleasedOnTheWay();
    void copiesMakeALayer();
    void escapeLeavesNoTrace_data();
    void escapeLeavesNoTrace();
    void aModelMakesRoom();
    void aModelThatLeavesLeavesNoTrace();
    void aModelOnACardReplacesItsModel();
    void aModelOnASelectedCardReplacesAllOfThem();
    void replacingNamesTheAgentAnew();
    void rubberBandAddsWithShiftAndControl_data();
    void rubberBandAddsWithShiftAndControl();
    void escapeGivesUpARubberBand();
};

void TestCanvasCarry::cardsMakeRoomWhereTheCardWillLand()
{
    const QRectF gap = card("d").united(card("e"));
    hold(centre("b"), viewPoint(gap.center()));
    QCOMPARE(sign().kind, SignKind::Places);
    QCOMPARE(sign().rects.size(), 1);
    QVERIFY(!sign().adds);
    const QRectF place = sign().rects.constFirst();
    QVERIFY(!place.intersects(item("d")->card()));
    QVERIFY(!place.intersects(item("e")->card()));
    QVERIFY(item("d")->card().bottom() < place.top());
    QVERIFY(item("e")->card().top() > place.bottom());
    // Nobody else moves.
    QCOMPARE(item("a")->card(), card("a"));
    QCOMPARE(item("f")->card(), card("f"));
    release(viewPoint(gap.center()));
    QCOMPARE(shown(), u"a c|d b e|f"_qs);
    QCOMPARE(card("b"), place);
    QVERIFY(isAtRest());
}

void TestCanvasCarry::theRoomClosesWhenTheHandMovesOn()
{
    const QPoint over = viewPoint(card("d").united(card("e")).center());
    hold(centre("b"), over);
    QVERIFY(item("d")->card() != card("d"));
    const QPoint gutter = viewPoint({card("a").right() + 52, card("a").center().y()});
    moveTo(over, gutter);
    QCOMPARE(sign().kind, SignKind::NewLane);
    QCOMPARE(item("d")->card(), card("d"));
    QCOMPARE(item("e")->card(), card("e"));
    moveTo(gutter, viewPoint(card("f").center()));
    QCOMPARE(sign().kind, SignKind::Places);
    QVERIFY(item("f")->card() != card("f"));
    release(viewPoint(card("f").center()));
}

void TestCanvasCarry::aLaneGrowsForTheCard()
{
    const double before = scene().canvasLayout().lanes().at(0).rect.bottom();
    const QPoint below = viewPoint(card("c").center() + QPointF(0, 90));
    hold(centre("f"), below);
    QVERIFY(sign().rects.constFirst().bottom() > before);
    double bottom = 0.0;
    for (const QGraphicsItem *each : scene().items()) {
        const auto *lane = qgraphicsitem_cast<const LaneItem *>(each);
        if (lane && lane->content().targeted)
            bottom = lane->boundingRect().bottom();
    }
    QVERIFY(bottom > sign().rects.constFirst().bottom());
    key(Qt::Key_Escape);
    release(below);
}

void TestCanvasCarry::makingRoomGlidesAndTheHandDoesNot()
{
    m_view->setAnimated(true);
    const QPointF start = item("b")->pos();
    const QPointF resting = item("d")->pos();
    const QPoint from = centre("b");
    const QPoint to = viewPoint(card("d").united(card("e")).center());
    hold(from, to);
    // The card is where the hand is; those that make room are still on their way.
    QCOMPARE(item("b")->pos(), start + m_view->mapToScene(to) - m_view->mapToScene(from));
    const double target = resting.y() - (card("e").top() - card("d").top()) / 2.0;
    QVERIFY(item("d")->pos().y() > target);
    QTRY_COMPARE(item("d")->pos().y(), target);
    key(Qt::Key_Escape);
    QVERIFY(item("d")->card() != card("d"));
    QTRY_VERIFY(isAtRest());
    release(to);
    QCOMPARE(m_document->undoStack()->count(), 0);
}

void TestCanvasCarry::aDropThatChangesNothingShowsTheOriginalPlace()
{
    const QPoint to = centre("b") + QPoint(14, 20);
    hold(centre("b"), to);
    QCOMPARE(sign().kind, SignKind::Places);
    QCOMPARE(sign().rects, QList<QRectF>{card("b")});
    release(to);
    QCOMPARE(m_document->undoStack()->count(), 0);
    QVERIFY(isAtRest());
}

void TestCanvasCarry::aLayerOfItsOwnBesideItselfStays()
{
    const QPoint to = viewPoint({card("f").left() - 52, card("f").center().y()});
    hold(centre("f"), to);
    QCOMPARE(sign().kind, SignKind::Places);
    QCOMPARE(sign().rects, QList<QRectF>{card("f")});
    release(to);
    QCOMPARE(m_document->undoStack()->count(), 0);
}

void TestCanvasCarry::aCardGrabbedAtItsEdgeStays()
{
    const QPoint edge = viewPoint({card("b").center().x(), card("b").bottom() - 4});
    drag(edge, edge + QPoint(0, 20));
    QCOMPARE(shown(), u"a b c|d e|f"_qs);
    drag(edge, edge + QPoint(0, 70));
    QCOMPARE(shown(), u"a c b|d e|f"_qs);
}

void TestCanvasCarry::anAlternateShowsThatItStaysAfterTheFinalAgent()
{
    Mixture mixture = notation::mixture(u"a b c|d e|f g"_qs);
    mixture.layers[2].agents[1].alternate = true;
    m_document->reset(mixture);
    const QPoint above = viewPoint(card("f").center() - QPointF(0, 60));
    hold(centre("g"), above);
    QCOMPARE(sign().rects, QList<QRectF>{card("g")});
    release(above);
    QCOMPARE(m_document->undoStack()->count(), 0);
}

void TestCanvasCarry::severalCardsLandTogether()
{
    click(centre("a"));
    click(centre("c"), Qt::ControlModifier);
    hold(centre("a"), viewPoint(card("d").united(card("e")).center()));
    QCOMPARE(sign().rects.size(), 2);
    const QList<QRectF> places = sign().rects;
    release(viewPoint(card("d").united(card("e")).center()));
    QCOMPARE(shown(), u"b|d a c e|f"_qs);
    QCOMPARE(card("a").size(), places.constFirst().size());
    QVERIFY(isAtRest());
}

void TestCanvasCarry::undoSaysWhereTo_data()
{
    QTest::addColumn<QString>("grabbed");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("text");
    QTest::newRow("layer") << u"b"_qs << u"e"_qs << u"Move b to layer 2"_qs;
    QTest::newRow("up") << u"c"_qs << u"a"_qs << u"Move c up in layer 1"_qs;
    QTest::newRow("down") << u"a"_qs << u"c"_qs << u"Move a down in layer 1"_qs;
    QTest::newRow("as it is counted then") << u"f"_qs << u"d"_qs << u"Move f to layer 2"_qs;
}

void TestCanvasCarry::undoSaysWhereTo()
{
    QFETCH(QString, grabbed);
    QFETCH(QString, target);
    drag(centre(qPrintable(grabbed)), centre(qPrintable(target)));
    QTEST(m_document->undoStack()->undoText(), "text");
    QCOMPARE(m_document->undoStack()->count(), 1);
}

void TestCanvasCarry::altDragDuplicates()
{
    const QPoint to = viewPoint(card("d").united(card("e")).center());
    hold(centre("b"), to, Qt::AltModifier);
    QVERIFY(sign().adds);
    QCOMPARE(m_view->viewport()->cursor().shape(), Qt::DragCopyCursor);
    QCOMPARE(item("b")->card(), card("b"));
    QVERIFY(!item("b")->is(AgentItem::Lifted));
    const QRectF place = sign().rects.constFirst();
    release(to, Qt::AltModifier);
    QCOMPARE(shown(), u"a b c|d b-2 e|f"_qs);
    QCOMPARE(card("b-2"), place);
    QCOMPARE(m_document->undoStack()->count(), 1);
    QCOMPARE(m_document->undoStack()->undoText(), u"Duplicate b in layer 2"_qs);
    QCOMPARE(m_view->selectedAgents(), ids(u"b-2"_qs));
    QVERIFY(isAtRest());
    m_document->undoStack()->undo();
    QCOMPARE(shown(), u"a b c|d e|f"_qs);
}

void TestCanvasCarry::altMayBePressedAndReleasedOnTheWay()
{
    const QPoint to = centre("e");
    hold(centre("b"), to);
    QVERIFY(item("b")->is(AgentItem::Lifted));
    QTest::keyPress(m_view.get(), Qt::Key_Alt);
    QVERIFY(!item("b")->is(AgentItem::Lifted));
    QVERIFY(sign().adds);
    QCOMPARE(item("b")->card(), card("b"));
    QTest::keyRelease(m_view.get(), Qt::Key_Alt, Qt::AltModifier);
    QVERIFY(item("b")->is(AgentItem::Lifted));
    QVERIFY(!sign().adds);
    QVERIFY(item("b")->card() != card("b"));
    QTest::keyPress(m_view.get(), Qt::Key_Alt);
    release(to, Qt::AltModifier);
    QCOMPARE(m_document->mixture().agentCount(), 7);
    QCOMPARE(m_document->undoStack()->count(), 1);
    QTest::keyRelease(m_view.get(), Qt::Key_Alt, Qt::AltModifier);
    QVERIFY(isAtRest());
}

void TestCanvasCarry::copiesMakeALayer()
{
    click(centre("a"));
    click(centre("b"), Qt::ControlModifier);
    drag(centre("a"), viewPoint({card("a").right() + 52, card("a").center().y()}), Qt::AltModifier);
    QCOMPARE(shown(), u"a b c|a-2 b-2|d e|f"_qs);
}

void TestCanvasCarry::escapeLeavesNoTrace_data()
{
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::addColumn<bool>("gutter");
    QTest::newRow("into a lane") << Qt::KeyboardModifiers() << false;
    QTest::newRow("copies") << Qt::KeyboardModifiers(Qt::AltModifier) << false;
    QTest::newRow("a new layer") << Qt::KeyboardModifiers() << true;
}

void TestCanvasCarry::escapeLeavesNoTrace()
{
    QFETCH(Qt::KeyboardModifiers, modifiers);
    QFETCH(bool, gutter);
    const Mixture before = m_document->mixture();
    const qsizetype items = scene().items().size();
    click(centre("b"));
    const qsizetype lines = scene().links().lineCount();
    const QPoint to = gutter ? viewPoint({card("a").right() + 52, card("a").center().y()})
                             : viewPoint(card("d").united(card("e")).center());
    hold(centre("b"), to, modifiers);
    QVERIFY(!isAtRest());
    key(Qt::Key_Escape);
    QVERIFY(isAtRest());
    release(to, modifiers);
    QVERIFY(isAtRest());
    QCOMPARE(m_document->mixture(), before);
    QCOMPARE(m_document->undoStack()->count(), 0);
    QCOMPARE(m_view->selectedAgents(), ids(u"b"_qs));
    QCOMPARE(scene().links().lineCount(), lines);
    QCOMPARE(scene().items().size(), items + lines);
}

void TestCanvasCarry::aModelMakesRoom()
{
    const QPoint to = viewPoint(card("d").united(card("e")).center());
    dragModelOver(to, *modelMime());
    QCOMPARE(sign().kind, SignKind::Places);
    QVERIFY(sign().adds);
    const QRectF place = sign().rects.constFirst();
    QVERIFY(!place.intersects(item("d")->card()) && !place.intersects(item("e")->card()));
    dropModel(to);
    QCOMPARE(shown(), u"a b c|d new e|f"_qs);
    QCOMPARE(card("new"), place);
    QVERIFY(isAtRest());
}

void TestCanvasCarry::aModelThatLeavesLeavesNoTrace()
{
    dragModelOver(viewPoint(card("d").united(card("e")).center()), *modelMime());
    QVERIFY(!isAtRest());
    QDragLeaveEvent leave;
    QCoreApplication::sendEvent(m_view->viewport(), &leave);
    QVERIFY(isAtRest());
}

void TestCanvasCarry::aModelOnACardReplacesItsModel()
{
    setReferences("e", u"a"_qs);
    const Agent before = *m_document->mixture().agent(id("e"));
    dragModelOver(centre("e"), *modelMime());
    QCOMPARE(sign().kind, SignKind::Replace);
    QCOMPARE(sign().rects, QList<QRectF>{card("e")});
    // It makes no room: the card itself is what it is about.
    QCOMPARE(item("e")->card(), card("e"));
    dropModel(centre("e"));
    Agent expected = before;
    expected.model = u"maker/new"_qs;
    QCOMPARE(*m_document->mixture().agent(id("e")), expected);
    QCOMPARE(m_document->undoStack()->count(), 1);
    QCOMPARE(m_document->undoStack()->undoText(), u"Replace the model of e"_qs);
    QCOMPARE(m_view->selectedAgents(), ids(u"e"_qs));
    QVERIFY(isAtRest());
}

void TestCanvasCarry::aModelOnASelectedCardReplacesAllOfThem()
{
    m_view->selectAgents(ids(u"a c f"_qs));
    dragModelOver(centre("c"), *modelMime());
    QCOMPARE(sign().rects.size(), 3);
    dropModel(centre("c"));
    for (const char *agent : {"a", "c", "f"})
        QCOMPARE(m_document->mixture().agent(id(agent))->model, u"maker/new"_qs);
    QCOMPARE(m_document->mixture().agent(id("b"))->model, u"maker/b"_qs);
    QCOMPARE(m_document->undoStack()->count(), 1);
    // One that is not selected is replaced alone.
    dragModelOver(centre("b"), *modelMime());
    QCOMPARE(sign().rects.size(), 1);
    dropModel(centre("b"));
    QCOMPARE(m_view->selectedAgents(), ids(u"b"_qs));
}

void TestCanvasCarry::replacingNamesTheAgentAnew()
{
    CanvasCommands commands(*m_document);
    commands.replaceModel(ids(u"a"_qs), {ProviderId(u"groq"_qs), u"x/one"_qs, u"The One"_qs});
    QCOMPARE(m_document->mixture().agent(id("a"))->name, u"The One"_qs);
    commands.replaceModel(ids(u"a"_qs), {ProviderId(u"groq"_qs), u"x/two"_qs, u"two"_qs});
    QCOMPARE(m_document->mixture().agent(id("a"))->displayName(), u"two"_qs);
}

void TestCanvasCarry::rubberBandAddsWithShiftAndControl_data()
{
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::addColumn<QString>("selected");
    QTest::newRow("alone") << Qt::KeyboardModifiers() << u"a b"_qs;
    QTest::newRow("shift") << Qt::KeyboardModifiers(Qt::ShiftModifier) << u"a b f"_qs;
    QTest::newRow("control") << Qt::KeyboardModifiers(Qt::ControlModifier) << u"a b f"_qs;
}

void TestCanvasCarry::rubberBandAddsWithShiftAndControl()
{
    QFETCH(Qt::KeyboardModifiers, modifiers);
    click(centre("f"));
    // From beside the cards into the middle of the second: touching is enough.
    drag(viewPoint(card("a").topLeft() - QPointF(12, 6)), centre("b"), modifiers);
    QStringList names;
    for (const AgentId &each : m_view->selectedAgents())
        names.append(each.toString());
    QTEST(names.join(u' '), "selected");
}

void TestCanvasCarry::escapeGivesUpARubberBand()
{
    click(centre("f"));
    const QPoint from = viewPoint(card("a").topLeft() - QPointF(12, 6));
    hold(from, centre("b"));
    QCOMPARE(m_view->selectedAgents(), ids(u"a b"_qs));
    key(Qt::Key_Escape);
    QCOMPARE(m_view->selectedAgents(), ids(u"f"_qs));
    moveTo(centre("b"), centre("c"));
    release(centre("c"));
    QCOMPARE(m_view->selectedAgents(), ids(u"f"_qs));
}

QTEST_MAIN(TestCanvasCarry)
#include "tst_canvascarry.moc"
