// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvasfixture.h"
#include "mixture/mixtureedits.h"

#include <QApplication>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QWheelEvent>

using namespace moa;
using namespace moa::notation;

/** What is dragged: cards, links, and models from the palette. */
class TestCanvasDrag : public CanvasFixture
{
    Q_OBJECT

private Q_SLOTS:
    void draggingACardMovesItBetweenLanes();
    void draggingACardReordersItsLane();
    void draggingBetweenLanesMakesALayer();
    void draggingMovesTheWholeSelection();
    void escapeCancelsADrag();
    void movedCardsGlideToTheirPlaces();
    void theDropPlaceShowsWhileDragging();
    void draggingAtTheEdgeScrolls();
    void linkIsDrawnFromPortToPort();
    void refusedLinkSaysWhy();
    void acceptingPortsLightUpWhileLinking();
    void selectedLinkIsCutByDelete();
    void linksOfASelectedAgentShowThroughTheBundle();
    void modelDroppedIntoALane();
    void modelDroppedOnTheEmptyCanvas();
    void modelDroppedAfterTheLastLaneAggregates();
    void foreignDragsAreRefused();
    void leavingDragLeavesNoIndicator();
    void addedModelGoesToTheSelectedLayer();
};

void TestCanvasDrag::draggingACardMovesItBetweenLanes()
{
    drag(centre("b"), viewPoint(card("e").center() + QPointF(0, 20)));
    QCOMPARE(shown(), u"a c|d e b|f"_qs);
    QCOMPARE(m_document->undoStack()->undoText(), u"Move b to layer 2"_qs);
    QCOMPARE(m_view->selectedAgents(), ids(u"b"_qs));
    // The picture follows.
    QCOMPARE(m_view->canvasScene()->card(id("b"))->card(), card("b"));
}

void TestCanvasDrag::draggingACardReordersItsLane()
{
    drag(centre("c"), viewPoint(card("a").center() - QPointF(0, 20)));
    QCOMPARE(shown(), u"c a b|d e|f"_qs);
}

void TestCanvasDrag::draggingBetweenLanesMakesALayer()
{
    const QRectF lane = m_view->canvasScene()->canvasLayout().lanes().at(0).rect;
    drag(centre("b"), viewPoint({lane.right() + 36, lane.center().y()}));
    QCOMPARE(shown(), u"a c|b|d e|f"_qs);
}

void TestCanvasDrag::draggingMovesTheWholeSelection()
{
    click(centre("a"));
    click(centre("c"), Qt::ControlModifier);
    drag(centre("c"), viewPoint(card("d").center() - QPointF(0, 20)));
    QCOMPARE(shown(), u"b|a c d e|f"_qs);
    QCOMPARE(m_document->undoStack()->count(), 1);
    QCOMPARE(m_view->selectedAgents(), ids(u"a c"_qs));
}

void TestCanvasDrag::escapeCancelsADrag()
{
    press(centre("b"));
    moveTo(centre("b"), centre("e"));
    QVERIFY(indicatorShows());
    key(Qt::Key_Escape);
    QVERIFY(!indicatorShows());
    release(centre("e"));
    QCOMPARE(m_document->undoStack()->count(), 0);
    QTRY_COMPARE(m_view->canvasScene()->card(id("b"))->card(), card("b"));
}

void TestCanvasDrag::movedCardsGlideToTheirPlaces()
{
    m_view->setAnimated(true);
    const QPointF before = m_view->canvasScene()->card(id("c"))->pos();
    m_document->apply(edit::moveAgents(m_document->mixture(), ids(u"c"_qs), {2, 0}), u"Move"_qs);
    const QPointF to = card("c").topLeft();
    QVERIFY(before != to);
    QCOMPARE(m_view->canvasScene()->card(id("c"))->pos(), before);
    QTRY_COMPARE(m_view->canvasScene()->card(id("c"))->pos(), to);
}

void TestCanvasDrag::theDropPlaceShowsWhileDragging()
{
    QVERIFY(!indicatorShows());
    press(centre("b"));
    QVERIFY(!indicatorShows());
    moveTo(centre("b"), centre("e"));
    QVERIFY(indicatorShows());
    QVERIFY(m_view->canvasScene()->card(id("b"))->is(AgentItem::Lifted));
    release(centre("e"));
    QVERIFY(!indicatorShows());
    QVERIFY(!m_view->canvasScene()->card(id("b"))->is(AgentItem::Lifted));
}

void TestCanvasDrag::draggingAtTheEdgeScrolls()
{
    m_view->resize(500, 300);
    const int before = m_view->horizontalScrollBar()->value();
    press(centre("a"));
    moveTo(centre("a"), {m_view->viewport()->width() - 4, 150});
    QTRY_VERIFY(m_view->horizontalScrollBar()->value() > before + 100);
    key(Qt::Key_Escape);
    QCOMPARE(m_document->undoStack()->count(), 0);
}

void TestCanvasDrag::linkIsDrawnFromPortToPort()
{
    m_document->reset(edit::unlink(m_document->mixture(), id("b"), id("e")));
    drag(viewPoint(outputPort(card("b"))), viewPoint(inputPort(card("e"))));
    QCOMPARE(m_document->undoStack()->undoText(), u"Link b to e"_qs);
    QVERIFY(!m_document->mixture().agent(id("e"))->references);
    QCOMPARE(m_document->undoStack()->count(), 1);
}

void TestCanvasDrag::refusedLinkSaysWhy()
{
    QSignalSpy messages(m_view.get(), &CanvasView::message);
    drag(viewPoint(outputPort(card("a"))), viewPoint(inputPort(card("d"))));
    QCOMPARE(messages.size(), 1);
    QVERIFY(messages.takeFirst().first().toString().contains(u"already"));
    drag(viewPoint(outputPort(card("a"))), centre("b"));
    QVERIFY(messages.takeFirst().first().toString().contains(u"side by side"));
    // An agent there could not answer later.
    drag(viewPoint(outputPort(card("a"))), viewPoint(card("c").bottomRight() + QPointF(30, 60)));
    QVERIFY(messages.takeFirst().first().toString().contains(u"later layer"));
    QCOMPARE(m_document->undoStack()->count(), 0);
}

void TestCanvasDrag::acceptingPortsLightUpWhileLinking()
{
    const auto lit = [this](const char *agent) {
        return m_view->canvasScene()->card(id(agent))->is(AgentItem::Accepting);
    };
    const QPoint from = viewPoint(outputPort(card("a")));
    press(from);
    moveTo(from, from + QPoint(40, 200));
    QVERIFY(lit("f"));
    QVERIFY(!lit("d"));
    QVERIFY(!lit("b"));
    key(Qt::Key_Escape);
    QVERIFY(!lit("f"));
    release(from);
}

void TestCanvasDrag::selectedLinkIsCutByDelete()
{
    m_document->reset(edit::unlink(m_document->mixture(), id("d"), id("f")));
    const QPointF middle = (outputPort(card("e")) + inputPort(card("f"))) / 2.0;
    click(viewPoint(middle));
    QVERIFY(m_view->canvasScene()->selectedLink() == std::optional(Link{id("e"), id("f")}));
    key(Qt::Key_Delete);
    QCOMPARE(m_document->mixture().agent(id("f"))->references,
             std::optional<QList<AgentId>>(QList<AgentId>()));
    QCOMPARE(m_document->undoStack()->undoText(), u"Cut the link from e to f"_qs);
    QVERIFY(!m_view->canvasScene()->selectedLink());
}

void TestCanvasDrag::linksOfASelectedAgentShowThroughTheBundle()
{
    const CanvasLinks &links = m_view->canvasScene()->links();
    QCOMPARE(links.lineCount(), 0);
    click(centre("d"));
    // Three references in, one reference out.
    QCOMPARE(links.lineCount(), 4);
    key(Qt::Key_Escape);
    QTest::mouseMove(m_view->viewport(), {2, 2});
    QTRY_COMPARE(links.lineCount(), 0);
}

void TestCanvasDrag::modelDroppedIntoALane()
{
    dropModel(viewPoint(card("d").center() + QPointF(0, 20)));
    QCOMPARE(shown(), u"a b c|d new e|f"_qs);
    QCOMPARE(m_document->mixture().agent(id("new"))->model, u"maker/new"_qs);
    QCOMPARE(m_document->undoStack()->undoText(), u"Add new"_qs);
    QCOMPARE(m_view->selectedAgents(), ids(u"new"_qs));
}

void TestCanvasDrag::modelDroppedOnTheEmptyCanvas()
{
    m_document->reset({});
    dropModel({600, 500});
    QCOMPARE(shown(), u"new"_qs);
    QCOMPARE(m_document->mixture().agent(id("new"))->role, Role::Proposer);
}

void TestCanvasDrag::modelDroppedAfterTheLastLaneAggregates()
{
    dropModel({1290, 300});
    QCOMPARE(shown(), u"a b c|d e|f|new"_qs);
    QCOMPARE(m_document->mixture().agent(id("new"))->role, Role::Aggregator);
}

void TestCanvasDrag::foreignDragsAreRefused()
{
    QMimeData mime;
    mime.setText(u"a model"_qs);
    dragModelOver(centre("a"), mime);
    QVERIFY(!m_dragAccepted);
    QVERIFY(!indicatorShows());
    mime.setData(QString::fromLatin1(modelMimeType), "{}");
    dragModelOver(centre("a"), mime);
    QVERIFY(!m_dragAccepted);
}

void TestCanvasDrag::leavingDragLeavesNoIndicator()
{
    QMimeData mime;
    mime.setData(QString::fromLatin1(modelMimeType),
                 encodeModel({ProviderId(u"sandbox"_qs), u"new"_qs, {}}));
    dragModelOver(centre("a"), mime);
    QVERIFY(m_dragAccepted);
    QVERIFY(indicatorShows());
    QDragLeaveEvent leave;
    QCoreApplication::sendEvent(m_view->viewport(), &leave);
    QVERIFY(!indicatorShows());
}

void TestCanvasDrag::addedModelGoesToTheSelectedLayer()
{
    const ModelRef model{ProviderId(u"sandbox"_qs), u"new"_qs, {}};
    m_view->addModel(model);
    QCOMPARE(shown(), u"a b c new|d e|f"_qs);
    click(centre("d"));
    m_view->addModel(model);
    QCOMPARE(shown(), u"a b c new|d e new-2|f"_qs);
    m_document->reset({});
    m_view->addModel(model);
    QCOMPARE(shown(), u"new"_qs);
}

QTEST_MAIN(TestCanvasDrag)
#include "tst_canvasdrag.moc"
