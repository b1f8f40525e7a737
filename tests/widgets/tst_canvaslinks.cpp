// SPDX-License-Identifier: GPL-3.0-or-later
#include "gesturefixture.h"
#include "mixture/linkedits.h"

#include <QSignalSpy>

using namespace moa;
using namespace moa::notation;

/** Links in the hand: drawn, moved, cut, and dropped on. */
class TestCanvasLinks : public GestureFixture
{
    Q_OBJECT

private Q_SLOTS:
    void linkIsDrawnBackwards();
    void offeringPortsLightUpWhileLinkingBackwards();
    void refusalsAreSaidAtThePointer_data();
    void refusalsAreSaidAtThePointer();
    void linksSkipLayersPastTheirCards();
    void linkOnEmptyGroundAsksForAnAgent();
    void linkDroppedNoLaterThanItsSourceIsRefused_data();
    void linkDroppedNoLaterThanItsSourceIsRefused();
    void clickOnAPortSelectsItsCard();
    void cardOnALinkStandsBetweenItsEnds();
    void cardOnASkippingLinkStandsInALayerBetween();
    void modelOnALinkStandsBetweenItsEnds();
    void severalCardsOnALinkMakeALayer();
    void aBundleIsNoLinkToDropOn();
    void controlDragMovesAnEnd_data();
    void controlDragMovesAnEnd();
    void controlDragFromAPortMovesItsLink();
    void anEndThatIsRefusedSaysWhy();
    void anEndLetGoElsewhereStays();
    void altClickCutsAllLinksOfAPort_data();
    void altClickCutsAllLinksOfAPort();
    void altReleasedElsewhereCutsNothing();
    void controlDeleteKeepsTheLinks();
    void deleteTellsOfLostLinks();
    void deleteOfFullConnectionsSaysNothing();
    void portsTakeThePointerFromAfar();
    void portsShowWhereThePointerIs();
    void aCardPointedAtShowsItsLinks();
    void escapeLeavesNoTrace_data();
    void escapeLeavesNoTrace();
};

void TestCanvasLinks::linkIsDrawnBackwards()
{
    setReferences("e", u"a c"_qs);
    drag(inputOf("e"), outputOf("b"));
    QVERIFY(!m_document->mixture().agent(id("e"))->references);
    QCOMPARE(m_document->undoStack()->count(), 1);
    QCOMPARE(m_document->undoStack()->undoText(), u"Link b to e"_qs);
    QVERIFY(isAtRest());
}

void TestCanvasLinks::offeringPortsLightUpWhileLinkingBackwards()
{
    hold(inputOf("f"), inputOf("f") - QPoint(30, 100));
    QVERIFY(item("a")->is(AgentItem::Offering));
    QVERIFY(!item("a")->is(AgentItem::Accepting));
    QVERIFY(!item("d")->is(AgentItem::Offering)); // it is a reference already
    moveTo(inputOf("f") - QPoint(30, 100), centre("a"));
    QVERIFY(item("a")->is(AgentItem::Targeted));
    release(centre("a"));
    QCOMPARE(referencesOf("f"), u"a d e"_qs);
    QVERIFY(isAtRest());
}

void TestCanvasLinks::refusalsAreSaidAtThePointer_data()
{
    QTest::addColumn<QString>("over");
    QTest::addColumn<QString>("part");
    QTest::newRow("the same layer") << u"b"_qs << u"side by side"_qs;
    QTest::newRow("already linked") << u"d"_qs << u"already"_qs;
    QTest::newRow("takes it") << u"f"_qs << u""_qs;
}

void TestCanvasLinks::refusalsAreSaidAtThePointer()
{
    QFETCH(QString, over);
    QFETCH(QString, part);
    hold(outputOf("a"), centre(qPrintable(over)));
    if (part.isEmpty())
        QCOMPARE(hint(), QString());
    else
        QVERIFY2(hint().contains(part), qPrintable(hint()));
    const auto *label = m_view->findChild<PointerHint *>();
    if (label->isVisible())
        QVERIFY(m_view->viewport()->rect().contains(label->geometry()));
    key(Qt::Key_Escape);
    QCOMPARE(hint(), QString());
    release(centre("b"));
}

void TestCanvasLinks::linksSkipLayersPastTheirCards()
{
    drag(outputOf("a"), inputOf("f"));
    QCOMPARE(referencesOf("f"), u"a d e"_qs);
    const LinkItem *line = scene().links().item({id("a"), id("f")});
    QVERIFY(line && line->isVisible());
    for (int step = 0; step <= 200; ++step) {
        const QPointF on = line->path().pointAtPercent(step / 200.0);
        QVERIFY(!card("d").contains(on) && !card("e").contains(on));
    }
}

void TestCanvasLinks::linkOnEmptyGroundAsksForAnAgent()
{
    QSignalSpy asked(m_view.get(), &CanvasView::quickAddRequested);
    const QPoint to = viewPoint(card("e").center() + QPointF(0, 80));
    hold(outputOf("a"), to);
    QVERIFY2(hint().contains(u"layer 2"), qPrintable(hint()));
    release(to);
    QCOMPARE(asked.size(), 1);
    const auto spot = asked.takeFirst().constFirst().value<QuickAddSpot>();
    QCOMPARE(spot.linkFrom, std::optional(id("a")));
    QCOMPARE(spot.place.kind, DropPlace::Kind::IntoLane);
    QCOMPARE(spot.place.position, (AgentPosition{1, 2}));
    QCOMPARE(spot.global, m_view->viewport()->mapToGlobal(to));
    QCOMPARE(m_document->undoStack()->count(), 0);
    QVERIFY(isAtRest());

    // What is chosen then is linked, in one step.
    m_view->addModelAt({ProviderId(u"sandbox"_qs), u"maker/new"_qs, u"new"_qs}, spot);
    QCOMPARE(shown(), u"a b c|d e new|f"_qs);
    QVERIFY(referencesOf("new").contains(u"a"));
    QCOMPARE(m_document->undoStack()->count(), 1);

    const QPointF gutter(card("f").right() + 60, card("f").center().y());
    drag(outputOf("d"), viewPoint(gutter));
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.constFirst().constFirst().value<QuickAddSpot>().place.kind,
             DropPlace::Kind::NewLane);
}

void TestCanvasLinks::linkDroppedNoLaterThanItsSourceIsRefused_data()
{
    QTest::addColumn<double>("shift");
    QTest::newRow("its own lane") << 0.0;
    QTest::newRow("an earlier one") << -328.0;
    QTest::newRow("before its lane") << -160.0;
}

void TestCanvasLinks::linkDroppedNoLaterThanItsSourceIsRefused()
{
    QFETCH(double, shift);
    QSignalSpy asked(m_view.get(), &CanvasView::quickAddRequested);
    QSignalSpy messages(m_view.get(), &CanvasView::message);
    // Above the cards, below the headers.
    m_document->reset(mixture(u"a b c d|x|e|f"_qs));
    const QPointF ground(card("e").center().x() + shift, card("a").top() + 20);
    drag(outputOf("e"), viewPoint(ground));
    QCOMPARE(asked.size(), 0);
    QCOMPARE(messages.size(), 1);
    QCOMPARE(m_document->undoStack()->count(), 0);
}

void TestCanvasLinks::clickOnAPortSelectsItsCard()
{
    click(outputOf("b"));
    QCOMPARE(m_view->selectedAgents(), ids(u"b"_qs));
    click(inputOf("e"));
    QCOMPARE(m_view->selectedAgents(), ids(u"e"_qs));
    QCOMPARE(m_document->undoStack()->count(), 0);
}

void TestCanvasLinks::cardOnALinkStandsBetweenItsEnds()
{
    setReferences("d", u"a"_qs);
    setReferences("e", u"b c"_qs);
    const QPoint middle = middleOf("a", "d");
    hold(centre("c"), middle);
    const LinkItem *line = scene().links().item({id("a"), id("d")});
    QCOMPARE(line->emphasis(), LinkItem::Emphasis::Targeted);
    QCOMPARE(hint(), u"Between a and d"_qs);
    QCOMPARE(sign().kind, DropIndicatorItem::Sign::Kind::None);
    release(middle);
    QCOMPARE(shown(), u"a b|c|d e|f"_qs);
    QCOMPARE(referencesOf("c"), u"a"_qs);
    QCOMPARE(referencesOf("d"), u"c"_qs);
    QCOMPARE(referencesOf("e"), u"b c"_qs);
    QCOMPARE(m_document->undoStack()->count(), 1);
    QCOMPARE(m_document->undoStack()->undoText(), u"Move c between a and d"_qs);
    QVERIFY(isAtRest());
}

void TestCanvasLinks::cardOnASkippingLinkStandsInALayerBetween()
{
    setReferences("f", u"a e"_qs);
    const LinkItem *line = scene().links().item({id("a"), id("f")});
    const QPoint inLane = viewPoint(line->path().pointAtPercent(0.5));
    drag(centre("b"), inLane);
    QVERIFY(shown().startsWith(u"a c|"));
    QCOMPARE(m_document->mixture().find(id("b"))->layer, 1);
    QCOMPARE(m_document->mixture().layers.size(), 3);
    QVERIFY(!referencesOf("f").contains(u"a"));
    QVERIFY(referencesOf("f").contains(u"b"));
}

void TestCanvasLinks::modelOnALinkStandsBetweenItsEnds()
{
    m_document->reset(mixture(u"a|b"_qs));
    const QPoint middle = middleOf("a", "b");
    dragModelOver(middle, *modelMime());
    QCOMPARE(scene().links().item({id("a"), id("b")})->emphasis(), LinkItem::Emphasis::Targeted);
    dropModel(middle);
    QCOMPARE(shown(), u"a|new|b"_qs);
    QCOMPARE(referencesOf("b"), u"new"_qs);
    QCOMPARE(m_document->undoStack()->count(), 1);
    QCOMPARE(m_document->undoStack()->undoText(), u"Add new between a and b"_qs);
    QCOMPARE(m_view->selectedAgents(), ids(u"new"_qs));
    QVERIFY(isAtRest());
}

void TestCanvasLinks::severalCardsOnALinkMakeALayer()
{
    setReferences("d", u"a"_qs);
    const QPoint middle = middleOf("a", "d");
    m_view->selectAgents(ids(u"b c"_qs));
    drag(centre("c"), middle);
    QCOMPARE(shown(), u"a|b c|d e|f"_qs);
}

void TestCanvasLinks::aBundleIsNoLinkToDropOn()
{
    const QPointF gutter = (outputPort(card("b")) + inputPort(card("d"))) / 2.0;
    hold(centre("c"), viewPoint(gutter));
    QCOMPARE(sign().kind, DropIndicatorItem::Sign::Kind::NewLane);
    release(viewPoint(gutter));
    QCOMPARE(shown(), u"a b|c|d e|f"_qs);
}

void TestCanvasLinks::controlDragMovesAnEnd_data()
{
    QTest::addColumn<double>("part");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("ofD");
    QTest::addColumn<QString>("ofE");
    QTest::newRow("the end") << 0.8 << u"e"_qs << u""_qs << u"a b"_qs;
    QTest::newRow("the beginning") << 0.2 << u"c"_qs << u"c"_qs << u"b"_qs;
}

void TestCanvasLinks::controlDragMovesAnEnd()
{
    QFETCH(double, part);
    QFETCH(QString, to);
    setReferences("d", u"a"_qs);
    setReferences("e", u"b"_qs);
    const LinkItem *line = scene().links().item({id("a"), id("d")});
    const QPoint from = viewPoint(line->path().pointAtPercent(part));
    hold(from, centre(qPrintable(to)), Qt::ControlModifier);
    QVERIFY(item(qPrintable(to))->is(AgentItem::Targeted));
    QVERIFY(!scene().links().item({id("a"), id("d")})->isVisible());
    release(centre(qPrintable(to)), Qt::ControlModifier);
    QTEST(referencesOf("d"), "ofD");
    QTEST(referencesOf("e"), "ofE");
    QCOMPARE(m_document->undoStack()->count(), 1);
    QVERIFY(isAtRest());
}

void TestCanvasLinks::controlDragFromAPortMovesItsLink()
{
    setReferences("d", u"a"_qs);
    setReferences("e", u"b"_qs);
    drag(inputOf("d"), centre("e"), Qt::ControlModifier);
    QCOMPARE(referencesOf("d"), QString());
    QCOMPARE(referencesOf("e"), u"a b"_qs);
    QCOMPARE(m_document->undoStack()->undoText(), u"Move a link of a to e"_qs);
}

void TestCanvasLinks::anEndThatIsRefusedSaysWhy()
{
    setReferences("d", u"a"_qs);
    QSignalSpy messages(m_view.get(), &CanvasView::message);
    const LinkItem *line = scene().links().item({id("a"), id("d")});
    const QPoint from = viewPoint(line->path().pointAtPercent(0.8));
    hold(from, centre("b"), Qt::ControlModifier);
    QVERIFY(hint().contains(u"side by side"));
    release(centre("b"), Qt::ControlModifier);
    QCOMPARE(messages.size(), 1);
    QCOMPARE(m_document->undoStack()->count(), 0);
    QVERIFY(isAtRest());
}

void TestCanvasLinks::anEndLetGoElsewhereStays()
{
    setReferences("d", u"a"_qs);
    const LinkItem *line = scene().links().item({id("a"), id("d")});
    const QPoint from = viewPoint(line->path().pointAtPercent(0.8));
    drag(from, from + QPoint(0, 250), Qt::ControlModifier);
    QCOMPARE(referencesOf("d"), u"a"_qs);
    QCOMPARE(m_document->undoStack()->count(), 0);
    QVERIFY(isAtRest());
    // Pressed and released, it is a click.
    click(from, Qt::ControlModifier);
    QVERIFY(scene().selectedLink() == std::optional(Link{id("a"), id("d")}));
}

void TestCanvasLinks::altClickCutsAllLinksOfAPort_data()
{
    QTest::addColumn<QString>("agent");
    QTest::addColumn<bool>("output");
    QTest::addColumn<QString>("ofD");
    QTest::addColumn<QString>("ofE");
    QTest::addColumn<QString>("text");
    QTest::newRow("in") << u"d"_qs << false << u""_qs << u"a b c"_qs << u"Cut the links to d"_qs;
    QTest::newRow("out") << u"b"_qs << true << u"a c"_qs << u"a c"_qs << u"Cut the links from b"_qs;
}

void TestCanvasLinks::altClickCutsAllLinksOfAPort()
{
    QFETCH(QString, agent);
    QFETCH(bool, output);
    click(output ? outputOf(qPrintable(agent)) : inputOf(qPrintable(agent)), Qt::AltModifier);
    QTEST(referencesOf("d"), "ofD");
    QTEST(referencesOf("e"), "ofE");
    QTEST(m_document->undoStack()->undoText(), "text");
    QCOMPARE(m_document->undoStack()->count(), 1);
    m_document->undoStack()->undo();
    QCOMPARE(referencesOf("d"), u"a b c"_qs);
}

void TestCanvasLinks::altReleasedElsewhereCutsNothing()
{
    drag(inputOf("d"), centre("e"), Qt::AltModifier);
    QCOMPARE(m_document->undoStack()->count(), 0);
    press(inputOf("d"), Qt::AltModifier);
    key(Qt::Key_Escape);
    release(inputOf("d"), Qt::AltModifier);
    QCOMPARE(m_document->undoStack()->count(), 0);
}

void TestCanvasLinks::controlDeleteKeepsTheLinks()
{
    setReferences("d", u"a"_qs);
    setReferences("e", u"b c"_qs);
    QSignalSpy messages(m_view.get(), &CanvasView::message);
    click(centre("d"));
    key(Qt::Key_Delete, Qt::ControlModifier);
    QCOMPARE(shown(), u"a b c|e|f"_qs);
    QCOMPARE(referencesOf("f"), u"a e"_qs);
    QCOMPARE(referencesOf("e"), u"b c"_qs);
    QCOMPARE(m_document->undoStack()->count(), 1);
    QCOMPARE(m_document->undoStack()->undoText(), u"Delete d and keep the links"_qs);
    QCOMPARE(messages.size(), 0);
}

void TestCanvasLinks::deleteTellsOfLostLinks()
{
    setReferences("d", u"a"_qs);
    QSignalSpy messages(m_view.get(), &CanvasView::message);
    click(centre("d"));
    key(Qt::Key_Delete);
    QCOMPARE(shown(), u"a b c|e|f"_qs);
    QCOMPARE(messages.size(), 1);
    QVERIFY(messages.constFirst().constFirst().toString().contains(u"Ctrl+Del"));
}

void TestCanvasLinks::deleteOfFullConnectionsSaysNothing()
{
    QSignalSpy messages(m_view.get(), &CanvasView::message);
    click(centre("d"));
    key(Qt::Key_Delete);
    QCOMPARE(shown(), u"a b c|e|f"_qs);
    QCOMPARE(messages.size(), 0);
}

void TestCanvasLinks::portsTakeThePointerFromAfar()
{
    const QPointF port = outputPort(card("a"));
    for (const QPointF off : {QPointF(11, 0), QPointF(-11, 0), QPointF(11, 11), QPointF(0, -11)}) {
        const CanvasHit hit = scene().hitTest(port + off);
        QCOMPARE(hit.kind, CanvasHit::Kind::OutputPort);
        QCOMPARE(hit.agent, id("a"));
    }
    QVERIFY(scene().hitTest(port + QPointF(14, 0)).kind != CanvasHit::Kind::OutputPort);
    // A link is drawn from there too.
    drag(viewPoint(port + QPointF(10, 9)), inputOf("f"));
    QCOMPARE(referencesOf("f"), u"a d e"_qs);
}

void TestCanvasLinks::aCardPointedAtShowsItsLinks()
{
    const auto picture = [this] { return m_view->viewport()->grab().toImage(); };
    const QImage bundles = picture();
    QCOMPARE(scene().links().lineCount(), 0);
    hover(centre("d"));
    // Three references in, one reference out.
    QCOMPARE(scene().links().lineCount(), 4);
    const QPoint onLine = middleOf("a", "d");
    QVERIFY(picture().pixelColor(onLine) != bundles.pixelColor(onLine));
    hover({2, 2});
    QTRY_COMPARE(scene().links().lineCount(), 0);
    QCOMPARE(picture().pixelColor(onLine), bundles.pixelColor(onLine));
}

void TestCanvasLinks::portsShowWhereThePointerIs()
{
    const auto accentAt = [this](QPoint point) {
        const QImage image = m_view->viewport()->grab().toImage();
        const QColor accent = scene().look().theme.accent;
        // Somewhere on the ring of the port.
        for (int x = -7; x <= 7; ++x) {
            if (image.pixelColor(point + QPoint(x, 0)) == accent)
                return true;
        }
        return false;
    };
    QVERIFY(!accentAt(outputOf("b")));
    hover(centre("b"));
    QVERIFY(accentAt(outputOf("b")));
    hover(centre("f"));
    QVERIFY(!accentAt(outputOf("b")));
    hold(outputOf("a"), outputOf("a") + QPoint(30, 240));
    QVERIFY(accentAt(inputOf("f")));
    key(Qt::Key_Escape);
    release(outputOf("a"));
    hover({3, 3});
    QVERIFY(!accentAt(inputOf("f")));
}

void TestCanvasLinks::escapeLeavesNoTrace_data()
{
    QTest::addColumn<QString>("gesture");
    for (const char *gesture : {"forwards", "backwards", "end", "insert"})
        QTest::newRow(gesture) << QString::fromLatin1(gesture);
}

void TestCanvasLinks::escapeLeavesNoTrace()
{
    QFETCH(QString, gesture);
    setReferences("d", u"a"_qs);
    const Mixture before = m_document->mixture();
    QSignalSpy messages(m_view.get(), &CanvasView::message);
    QSignalSpy asked(m_view.get(), &CanvasView::quickAddRequested);
    const qsizetype lines = scene().links().lineCount();
    QPoint to = centre("f");
    if (gesture == u"forwards") {
        hold(outputOf("b"), to);
    } else if (gesture == u"backwards") {
        to = centre("b");
        hold(inputOf("d"), to);
    } else if (gesture == u"end") {
        const LinkItem *line = scene().links().item({id("a"), id("d")});
        hold(viewPoint(line->path().pointAtPercent(0.8)), to, Qt::ControlModifier);
    } else {
        to = middleOf("a", "d");
        hold(centre("f"), to);
    }
    QVERIFY(!isAtRest());
    key(Qt::Key_Escape);
    QVERIFY(isAtRest());
    release(to);
    hover({3, 3});
    m_view->canvasScene()->clearAll();
    QVERIFY(isAtRest());
    QCOMPARE(m_document->mixture(), before);
    QCOMPARE(m_document->undoStack()->count(), 0);
    QCOMPARE(messages.size() + asked.size(), 0);
    QCOMPARE(scene().links().lineCount(), lines);
}

QTEST_MAIN(TestCanvasLinks)
#include "tst_canvaslinks.moc"
