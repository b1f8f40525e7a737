// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvasfixture.h"
#include "mixture/mixtureedits.h"
#include "theme/theme.h"

#include <QApplication>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QWheelEvent>

using namespace moa;
using namespace moa::notation;

/** Selection, keys, the look into the canvas, and what cards show. */
class TestCanvasView : public CanvasFixture
{
    Q_OBJECT

private Q_SLOTS:
    void clickSelectsOneAgent();
    void controlAndShiftClickToggle();
    void rubberBandSelectsWhatItTouches();
    void clickOnTheGroundClearsTheSelection();
    void clickOnALaneHeaderSelectsTheLayer();
    void doubleClickAndEnterAskForTheInspector();
    void keysEdit_data();
    void keysEdit();
    void everyGestureIsOneUndoStep();
    void deleteDropsTheSelection();
    void duplicatesAreSelected();
    void copiesComeIntoSight();
    void newAgentsHaveColoursOfTheirOwn();
    void arrowsWalk();
    void arrowsExtendWithShift();
    void movingAgentsOfSeveralLayersByKeyIsRefused();
    void wheelZoomKeepsTheSceneUnderThePointer();
    void zoomStaysWithinItsLimits();
    void scrollBarsComeOnlyWhereNeeded();
    void spaceAndMiddleButtonPan();
    void framingShowsEverything();
    void contextMenuHasTheActions();
    void actionsFollowTheSelection();
    void streamingRepaintsOnlyItsCard();
    void cardStatesSurviveEdits();
    void problemsStandInTheToolTip();
    void aMutedCardSaysSo();
    void paletteChangeChangesTheLook();
    void whatIsFramedStaysSoUntilSomeoneNavigates();
    void largeMixturesShowLittleDetailFromAfar();
};

void TestCanvasView::clickSelectsOneAgent()
{
    QSignalSpy changes(m_view.get(), &CanvasView::selectionChanged);
    click(centre("b"));
    QCOMPARE(m_view->selectedAgents(), ids(u"b"_qs));
    click(centre("f"));
    QCOMPARE(m_view->selectedAgents(), ids(u"f"_qs));
    QCOMPARE(changes.size(), 2);
}

void TestCanvasView::controlAndShiftClickToggle()
{
    click(centre("e"));
    click(centre("a"), Qt::ControlModifier);
    click(centre("b"), Qt::ShiftModifier);
    QCOMPARE(m_view->selectedAgents(), ids(u"a b e"_qs));
    click(centre("a"), Qt::ControlModifier);
    QCOMPARE(m_view->selectedAgents(), ids(u"b e"_qs));
    // A plain click on one of several selects it alone.
    click(centre("e"));
    QCOMPARE(m_view->selectedAgents(), ids(u"e"_qs));
}

void TestCanvasView::rubberBandSelectsWhatItTouches()
{
    const QRectF band = card("a") | card("b");
    drag(viewPoint(band.topLeft() - QPointF(8, 8)),
         viewPoint(band.bottomLeft() + QPointF(40, -20)));
    QCOMPARE(m_view->selectedAgents(), ids(u"a b"_qs));
    QCOMPARE(m_document->undoStack()->count(), 0);
}

void TestCanvasView::clickOnTheGroundClearsTheSelection()
{
    click(centre("a"));
    click(viewPoint(card("a").topLeft() - QPointF(8, 8)));
    QVERIFY(m_view->selectedAgents().isEmpty());
}

void TestCanvasView::clickOnALaneHeaderSelectsTheLayer()
{
    click(centre("a"));
    const auto &lanes = m_view->canvasScene()->canvasLayout().lanes();
    click(viewPoint(lanes.at(1).header.center()));
    QCOMPARE(m_view->selectedLayer(), std::optional<qsizetype>(1));
    QVERIFY(m_view->selectedAgents().isEmpty());
    click(centre("a"));
    QVERIFY(!m_view->selectedLayer());
}

void TestCanvasView::doubleClickAndEnterAskForTheInspector()
{
    QSignalSpy asked(m_view.get(), &CanvasView::inspectRequested);
    click(centre("a"));
    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, centre("a"));
    QCOMPARE(asked.size(), 1);
    key(Qt::Key_Return);
    QCOMPARE(asked.size(), 2);
}

void TestCanvasView::keysEdit_data()
{
    QTest::addColumn<QString>("selection");
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("modifiers");
    QTest::addColumn<QString>("expected");
    const int alt = static_cast<int>(Qt::AltModifier);
    const int control = static_cast<int>(Qt::ControlModifier);
    QTest::newRow("delete") << u"b e"_qs << int(Qt::Key_Delete) << 0 << u"a c|d|f"_qs;
    QTest::newRow("duplicate") << u"b"_qs << int(Qt::Key_D) << control << u"a b b-2 c|d e|f"_qs;
    QTest::newRow("up") << u"b"_qs << int(Qt::Key_Up) << alt << u"b a c|d e|f"_qs;
    QTest::newRow("up at the top") << u"a"_qs << int(Qt::Key_Up) << alt << u"a b c|d e|f"_qs;
    QTest::newRow("down") << u"a b"_qs << int(Qt::Key_Down) << alt << u"c a b|d e|f"_qs;
    QTest::newRow("right") << u"a"_qs << int(Qt::Key_Right) << alt << u"b c|a d e|f"_qs;
    QTest::newRow("left") << u"e"_qs << int(Qt::Key_Left) << alt << u"a e b c|d|f"_qs;
    QTest::newRow("out to the left") << u"b"_qs << int(Qt::Key_Left) << alt << u"b|a c|d e|f"_qs;
    QTest::newRow("nothing selected") << QString() << int(Qt::Key_Delete) << 0 << u"a b c|d e|f"_qs;
}

void TestCanvasView::keysEdit()
{
    QFETCH(QString, selection);
    QFETCH(int, key);
    QFETCH(int, modifiers);
    QFETCH(QString, expected);
    m_view->selectAgents(ids(selection));
    this->key(static_cast<Qt::Key>(key), Qt::KeyboardModifiers(modifiers));
    QCOMPARE(shown(), expected);
    QCOMPARE(m_document->undoStack()->count(), expected == u"a b c|d e|f" ? 0 : 1);
}

void TestCanvasView::everyGestureIsOneUndoStep()
{
    const Mixture before = m_document->mixture();
    drag(centre("b"), centre("e"));
    click(centre("a"));
    key(Qt::Key_M);
    QVERIFY(m_document->mixture().agent(id("a"))->muted);
    key(Qt::Key_D, Qt::ControlModifier);
    key(Qt::Key_Delete);
    QCOMPARE(m_document->undoStack()->count(), 4);
    while (m_document->undoStack()->canUndo())
        m_document->undoStack()->undo();
    QCOMPARE(m_document->mixture(), before);
    QCOMPARE(m_view->canvasScene()->card(id("b"))->card(), card("b"));
}

void TestCanvasView::deleteDropsTheSelection()
{
    m_view->selectAgents(ids(u"a b"_qs));
    QSignalSpy changes(m_view.get(), &CanvasView::selectionChanged);
    key(Qt::Key_Delete);
    QVERIFY(m_view->selectedAgents().isEmpty());
    QCOMPARE(changes.size(), 1);
    QVERIFY(!m_view->canvasScene()->card(id("a")));
}

void TestCanvasView::duplicatesAreSelected()
{
    m_view->selectAgents(ids(u"a d"_qs));
    key(Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(m_view->selectedAgents(), ids(u"a-2 d-2"_qs));
}

void TestCanvasView::copiesComeIntoSight()
{
    m_view->resize(700, 400);
    m_view->selectAgents({id("f")});
    key(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    const AgentId copy = m_view->selectedAgents().value(0);
    QTRY_VERIFY(m_view->viewport()->rect().contains(
        m_view->mapFromScene(m_view->canvasScene()->canvasLayout().card(copy)).boundingRect()));
}

void TestCanvasView::newAgentsHaveColoursOfTheirOwn()
{
    for (int i = 0; i < 7; ++i) {
        m_view->selectAgents(ids(u"a"_qs));
        key(Qt::Key_D, Qt::ControlModifier);
    }
    QSet<int> newcomers;
    QSet<int> others;
    for (const Layer &layer : m_document->mixture().layers) {
        for (const Agent &agent : layer.agents) {
            const int color = agentColorIndex(agent.id.toString(), agent.color);
            (agent.id.toString().startsWith(u"a-") ? newcomers : others).insert(color);
        }
    }
    QCOMPARE(newcomers.size(), 7);
    QVERIFY(!newcomers.intersects(others));
    // One step for each, colour and all.
    for (int i = 0; i < 7; ++i)
        m_document->undoStack()->undo();
    QVERIFY(m_document->mixture() == notation::mixture(u"a b c|d e|f"_qs));
}

void TestCanvasView::arrowsWalk()
{
    key(Qt::Key_Down);
    QCOMPARE(m_view->selectedAgents(), ids(u"a"_qs));
    key(Qt::Key_Down);
    QCOMPARE(m_view->selectedAgents(), ids(u"b"_qs));
    QVERIFY(m_view->canvasScene()->card(id("b"))->is(AgentItem::Focused));
    key(Qt::Key_Right);
    QVERIFY(m_document->mixture().find(m_view->selectedAgents().first())->layer == 1);
    key(Qt::Key_Right);
    QCOMPARE(m_view->selectedAgents(), ids(u"f"_qs));
    key(Qt::Key_Right);
    QCOMPARE(m_view->selectedAgents(), ids(u"f"_qs));
    QCOMPARE(m_document->undoStack()->count(), 0);
}

void TestCanvasView::arrowsExtendWithShift()
{
    click(centre("a"));
    key(Qt::Key_Down, Qt::ShiftModifier);
    key(Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(m_view->selectedAgents(), ids(u"a b c"_qs));
}

void TestCanvasView::movingAgentsOfSeveralLayersByKeyIsRefused()
{
    QSignalSpy messages(m_view.get(), &CanvasView::message);
    m_view->selectAgents(ids(u"a d"_qs));
    key(Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(messages.size(), 1);
    QCOMPARE(m_document->undoStack()->count(), 0);
}

void TestCanvasView::wheelZoomKeepsTheSceneUnderThePointer()
{
    for (const QPoint at : {QPoint(900, 400), QPoint(30, 600)}) {
        const QPointF before = m_view->viewportTransform().inverted().map(QPointF(at));
        for (const int turn : {120, 120, -120, -120, -120}) {
            QWheelEvent wheel(at, m_view->viewport()->mapToGlobal(at), {}, {0, turn}, Qt::NoButton,
                              Qt::ControlModifier, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(m_view->viewport(), &wheel);
            // Scrolling counts whole pixels.
            const QPointF now = m_view->viewportTransform().map(before);
            QVERIFY2((now - at).manhattanLength() < 4.0,
                     qPrintable(QStringLiteral("%1, %2").arg(now.x()).arg(now.y())));
        }
        QVERIFY(m_view->navigation()->scale() < 1.0);
        m_view->canvasActions()->actualSize->trigger();
    }
}

void TestCanvasView::zoomStaysWithinItsLimits()
{
    m_view->navigation()->zoomTo(1000.0, {100, 100});
    QCOMPARE(m_view->navigation()->scale(), CanvasNavigation::largestScale);
    m_view->navigation()->zoomTo(0.0001, {100, 100});
    QCOMPARE(m_view->navigation()->scale(), CanvasNavigation::smallestScale);
    key(Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(m_view->navigation()->scale(), 1.0);
}

void TestCanvasView::scrollBarsComeOnlyWhereNeeded()
{
    QTRY_VERIFY(!m_view->horizontalScrollBar()->isVisible());
    QTRY_VERIFY(!m_view->verticalScrollBar()->isVisible());
    m_view->resize(600, 700);
    QTRY_VERIFY(m_view->horizontalScrollBar()->isVisible());
    QTRY_VERIFY(!m_view->verticalScrollBar()->isVisible());
    m_view->resize(1300, 200);
    QTRY_VERIFY(m_view->verticalScrollBar()->isVisible());
    QTRY_VERIFY(!m_view->horizontalScrollBar()->isVisible());
}

void TestCanvasView::spaceAndMiddleButtonPan()
{
    const QPointF before = m_view->mapToScene(0, 0);
    QTest::keyPress(m_view.get(), Qt::Key_Space);
    drag(centre("b"), centre("b") + QPoint(60, 40));
    QTest::keyRelease(m_view.get(), Qt::Key_Space);
    QCOMPARE((m_view->mapToScene(0, 0) - before).toPoint(), QPoint(-60, -40));
    QCOMPARE(m_document->undoStack()->count(), 0);

    QTest::mousePress(m_view->viewport(), Qt::MiddleButton, {}, {300, 300});
    moveTo({300, 300}, {240, 260});
    QTest::mouseRelease(m_view->viewport(), Qt::MiddleButton, {}, {240, 260});
    QCOMPARE((m_view->mapToScene(0, 0) - before).toPoint(), QPoint(0, 0));
}

void TestCanvasView::framingShowsEverything()
{
    m_view->resize(500, 300);
    key(Qt::Key_F, Qt::ShiftModifier);
    const QRectF visible = m_view->mapToScene(m_view->viewport()->rect()).boundingRect();
    // Scroll bars count whole pixels.
    const QRectF all = m_view->canvasScene()->canvasLayout().bounds();
    QVERIFY(visible.contains(all.adjusted(4, 4, -4, -4)));
    m_view->selectAgents(ids(u"f"_qs));
    key(Qt::Key_F);
    QCOMPARE(m_view->navigation()->scale(), 1.0);
    QVERIFY(m_view->mapToScene(m_view->viewport()->rect()).boundingRect().contains(card("f")));
}

void TestCanvasView::contextMenuHasTheActions()
{
    const QPoint at = centre("b");
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, m_view->viewport()->mapToGlobal(at));
    QCoreApplication::sendEvent(m_view->viewport(), &event);
    QCOMPARE(m_view->selectedAgents(), ids(u"b"_qs));
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu);
    QVERIFY(menu->actions().contains(m_view->canvasActions()->mute));
    QVERIFY(menu->actions().contains(m_view->canvasActions()->remove));
    menu->close();
}

void TestCanvasView::actionsFollowTheSelection()
{
    const CanvasActions *actions = m_view->canvasActions();
    QVERIFY(!actions->remove->isEnabled());
    QVERIFY(!actions->inspect->isEnabled());
    click(centre("a"));
    QVERIFY(actions->remove->isEnabled());
    QVERIFY(!actions->mute->isChecked());
    actions->mute->trigger();
    QVERIFY(actions->mute->isChecked());
    QVERIFY(m_document->mixture().agent(id("a"))->muted);
    m_document->undoStack()->undo();
    QVERIFY(!actions->mute->isChecked());
}

void TestCanvasView::streamingRepaintsOnlyItsCard()
{
    QRegion repainted;
    class Recorder : public QObject
    {
    public:
        explicit Recorder(QRegion &into)
            : m_into(into)
        { }
        bool eventFilter(QObject *, QEvent *event) override
        {
            if (event->type() == QEvent::Paint)
                m_into |= static_cast<QPaintEvent *>(event)->region();
            return false;
        }

    private:
        QRegion &m_into;
    };
    QTRY_VERIFY(!m_view->grab().isNull());
    QCoreApplication::sendPostedEvents();
    Recorder recorder(repainted);
    m_view->viewport()->installEventFilter(&recorder);
    CardState state;
    state.word = u"Streaming"_qs;
    state.tokensPerSecond = 42.0;
    m_view->setResponseSummary(id("b"), state);
    QTRY_VERIFY(!repainted.isEmpty());
    const QRect around = m_view->mapFromScene(card("b")).boundingRect().adjusted(-20, -20, 20, 20);
    QVERIFY(around.contains(repainted.boundingRect()));
}

void TestCanvasView::cardStatesSurviveEdits()
{
    CardState state;
    state.word = u"Done"_qs;
    m_view->setResponseSummary(id("b"), state);
    m_view->selectAgents(ids(u"b"_qs));
    key(Qt::Key_Delete);
    m_document->undoStack()->undo();
    QVERIFY(m_view->canvasScene()->card(id("b"))->toolTip().contains(u"Done"));
    m_view->clearResponseSummaries();
    QVERIFY(!m_view->canvasScene()->card(id("b"))->toolTip().contains(u"Done"));
}

void TestCanvasView::problemsStandInTheToolTip()
{
    m_view->setProblems({{id("b"), u"No price is known for <this> model."_qs}});
    QVERIFY(m_view->canvasScene()->card(id("b"))->toolTip().contains(
        u"No price is known for &lt;this&gt; model."));
    m_view->setProblems({});
    QVERIFY(!m_view->canvasScene()->card(id("b"))->toolTip().contains(u"price"));
}

void TestCanvasView::aMutedCardSaysSo()
{
    const QRect where = m_view->mapFromScene(card("b")).boundingRect();
    const QImage before = m_view->grab(where).toImage();
    click(centre("b"));
    key(Qt::Key_M);
    m_view->selectAgents({});
    QVERIFY(m_view->canvasScene()->card(id("b"))->toolTip().contains(u"muted"));
    QVERIFY(m_view->grab(where).toImage() != before);
}

void TestCanvasView::paletteChangeChangesTheLook()
{
    m_view->setPalette(Theme::make(Theme::Scheme::Light).palette());
    const QColor light = m_view->grab().toImage().pixelColor(3, 3);
    m_view->setPalette(Theme::make(Theme::Scheme::Dark).palette());
    const QColor dark = m_view->grab().toImage().pixelColor(3, 3);
    QCOMPARE(light, Theme::make(Theme::Scheme::Light).window);
    QCOMPARE(dark, Theme::make(Theme::Scheme::Dark).window);
}

void TestCanvasView::whatIsFramedStaysSoUntilSomeoneNavigates()
{
    const auto showsAll = [this] {
        const QRectF seen = m_view->mapToScene(m_view->viewport()->rect()).boundingRect();
        return seen.contains(m_view->canvasScene()->canvasLayout().bounds())
            && !m_view->verticalScrollBar()->isVisible()
            && !m_view->horizontalScrollBar()->isVisible();
    };
    m_document->reset(mixture(u"a b c d|e f|g"_qs));
    m_view->canvasActions()->frameAll->trigger();
    for (const QSize size : {QSize(700, 300), QSize(611, 277), QSize(500, 600), QSize(900, 420)}) {
        m_view->resize(size);
        QTRY_VERIFY(showsAll());
        QVERIFY(m_view->transform().m11() <= 1.0);
    }
    // Edits that need no more room don't end it.
    for (const char *agent : {"b", "g"}) {
        m_document->apply(edit::removeAgents(m_document->mixture(), {id(agent)}), u"Delete"_qs);
        QVERIFY(showsAll());
    }
    m_view->resize(800, 200);
    QTRY_VERIFY(showsAll());

    m_view->canvasActions()->zoomIn->trigger();
    const double chosen = m_view->transform().m11();
    m_view->resize(600, 240);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(m_view->transform().m11(), chosen);
}

void TestCanvasView::largeMixturesShowLittleDetailFromAfar()
{
    QCOMPARE(detailAt(1.0), Detail::Full);
    QCOMPARE(detailAt(0.4), Detail::Names);
    QCOMPARE(detailAt(0.1), Detail::Blocks);
    QStringList layers;
    for (int layer = 0; layer < 10; ++layer) {
        QStringList names;
        for (int row = 0; row < 64; ++row)
            names.append(u"x%1-%2"_qs.arg(layer).arg(row));
        layers.append(names.join(u' '));
    }
    m_document->reset(mixture(layers.join(u'|')));
    m_view->canvasActions()->frameAll->trigger();
    QVERIFY(!m_view->grab().isNull());
    // Full connections are nine bands, not thirty-six thousand lines, whatever is selected.
    m_view->canvasActions()->selectAll->trigger();
    QCOMPARE(m_view->selectedAgents().size(), 640);
    QCOMPARE(m_view->canvasScene()->links().lineCount(), 0);
}

QTEST_MAIN(TestCanvasView)
#include "tst_canvasview.moc"
