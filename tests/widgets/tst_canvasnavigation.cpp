// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvasfixture.h"
#include "paintedregion.h"
#include "theme/theme.h"

#include <cmath>
#include <QLabel>
#include <QNativeGestureEvent>
#include <QPointingDevice>
#include <QScrollBar>
#include <QSignalSpy>
#include <QWheelEvent>

using namespace moa;
using namespace moa::notation;

/** The look into the canvas: wheels, fingers, keys, and what must not move it. */
class TestCanvasNavigation : public CanvasFixture
{
    Q_OBJECT

private Q_SLOTS:
    void fractionsOfAWheelAddUpToItsNotches();
    void manySmallZoomStepsHoldThePointUnderThePointer();
    void atALimitNothingMoves();
    void wheelsAndTouchpadsScroll_data();
    void wheelsAndTouchpadsScroll();
    void aWheelMovesNothingWhereAllIsInSight();
    void aPanPaintsOnlyWhatComesIntoSight_data();
    void aPanPaintsOnlyWhatComesIntoSight();
    void aScrollThatRunsOutDoesNotBecomeAZoom();
    void touchpadPinchZoomsAboutThePointer();
    void twoFingersOnTheScreenZoomAboutTheirMiddleAndPan();
    void aPinchLeavesEveryCardWhereItWas();
    void keysFrame_data();
    void keysFrame();
    void aSingleCardIsFramedAtFullSize();
    void thousandsOfAgentsFitAndNothingZoomsBeyond();
    void aPlaceIsFoundAgain();
    void everythingIsFoundAgainInAnotherSize();
    void onlyAPersonNavigates();
    void aBarAboveMovesNothing_data();
    void aBarAboveMovesNothing();
    void aBarAboveLeavesAFramedMixtureFramed();
    void aBarGrowsWithItsWords();

private:
    [[nodiscard]] CanvasNavigation &navigation() const { return *m_view->navigation(); }
    void wheel(QPoint at, QPoint angle, Qt::KeyboardModifiers modifiers = {}, QPoint pixels = {},
               Qt::ScrollPhase phase = Qt::NoScrollPhase)
    {
        QWheelEvent event(at, m_view->viewport()->mapToGlobal(at), pixels, angle, Qt::NoButton,
                          modifiers, phase, false);
        QCoreApplication::sendEvent(m_view->viewport(), &event);
        QVERIFY(event.isAccepted());
    }
    [[nodiscard]] QPointF sceneAt(QPoint viewport) const
    {
        return m_view->viewportTransform().inverted().map(QPointF(viewport));
    }
    /// Where a point of the scene is on the screen, whatever the viewport's own place.
    [[nodiscard]] QPointF onScreen(QPointF scene) const
    {
        return m_view->viewport()->mapTo(m_view.get(), m_view->viewportTransform().map(scene));
    }
    void showLarge(qsizetype layers, qsizetype agents)
    {
        QStringList texts;
        for (qsizetype layer = 0; layer < layers; ++layer) {
            QStringList names;
            for (qsizetype row = 0; row < agents; ++row)
                names.append(u"x%1-%2"_qs.arg(layer).arg(row));
            texts.append(names.join(u' '));
        }
        m_document->reset(mixture(texts.join(u'|')));
    }
};

void TestCanvasNavigation::fractionsOfAWheelAddUpToItsNotches()
{
    wheel({400, 300}, {0, 120}, Qt::ControlModifier);
    const double notch = navigation().scale();
    QVERIFY(notch > 1.0);
    m_view->canvasActions()->actualSize->trigger();
    for (int part = 0; part < 8; ++part)
        wheel({400, 300}, {0, 15}, Qt::ControlModifier);
    QVERIFY(std::abs(navigation().scale() - notch) < 1e-9);

    showLarge(12, 12);
    m_view->canvasActions()->actualSize->trigger();
    wheel({400, 300}, {0, -120});
    const int whole = m_view->verticalScrollBar()->value();
    QVERIFY(whole != 0);
    wheel({400, 300}, {0, 120});
    const int start = m_view->verticalScrollBar()->value();
    // Each of these is an eighth of a pixel.
    for (int part = 0; part < 480; ++part)
        wheel({400, 300}, {0, part % 4 == 0 ? -1 : 0});
    QCOMPARE(m_view->verticalScrollBar()->value() - start, whole - start);
}

void TestCanvasNavigation::manySmallZoomStepsHoldThePointUnderThePointer()
{
    const QPoint at(733, 241);
    const QPointF held = sceneAt(at);
    for (int step = 0; step < 200; ++step)
        wheel(at, {0, step < 100 ? 7 : -7}, Qt::ControlModifier);
    QVERIFY(std::abs(navigation().scale() - 1.0) < 1e-6);
    const QPointF now = m_view->viewportTransform().map(held);
    QVERIFY2((now - at).manhattanLength() <= 2.0,
             qPrintable(u"%1, %2"_qs.arg(now.x()).arg(now.y())));
}

void TestCanvasNavigation::atALimitNothingMoves()
{
    for (const int turn : {120, -120}) {
        for (int step = 0; step < 30; ++step)
            wheel({900, 200}, {0, turn}, Qt::ControlModifier);
        QCOMPARE(navigation().scale(),
                 turn > 0 ? CanvasNavigation::largestScale : CanvasNavigation::smallestScale);
        const QRectF seen = navigation().seen();
        QSignalSpy navigated(&navigation(), &CanvasNavigation::navigated);
        for (const QPoint at : {QPoint(10, 10), QPoint(900, 600), QPoint(333, 77)})
            wheel(at, {0, turn}, Qt::ControlModifier);
        QCOMPARE(navigation().seen(), seen);
        QCOMPARE(navigated.size(), 0);
    }
}

void TestCanvasNavigation::wheelsAndTouchpadsScroll_data()
{
    QTest::addColumn<QPoint>("angle");
    QTest::addColumn<QPoint>("pixels");
    QTest::addColumn<Qt::ScrollPhase>("phase");
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::addColumn<QPoint>("moved");
    QTest::newRow("wheel") << QPoint(0, -120) << QPoint() << Qt::NoScrollPhase
                           << Qt::KeyboardModifiers() << QPoint(0, 60);
    QTest::newRow("wheel, tilted") << QPoint(-120, 0) << QPoint() << Qt::NoScrollPhase
                                   << Qt::KeyboardModifiers() << QPoint(60, 0);
    QTest::newRow("Shift") << QPoint(0, -240) << QPoint() << Qt::NoScrollPhase
                           << Qt::KeyboardModifiers(Qt::ShiftModifier) << QPoint(120, 0);
    QTest::newRow("Shift, sideways already")
        << QPoint(-120, 0) << QPoint() << Qt::NoScrollPhase
        << Qt::KeyboardModifiers(Qt::ShiftModifier) << QPoint(60, 0);
    QTest::newRow("touchpad") << QPoint(-30, -60) << QPoint(-17, -31) << Qt::ScrollUpdate
                              << Qt::KeyboardModifiers() << QPoint(17, 31);
    QTest::newRow("running out") << QPoint(0, -60) << QPoint(0, -9) << Qt::ScrollMomentum
                                 << Qt::KeyboardModifiers() << QPoint(0, 9);
    QTest::newRow("a driver's units") << QPoint(0, -120) << QPoint(0, -15) << Qt::NoScrollPhase
                                      << Qt::KeyboardModifiers() << QPoint(0, 60);
}

void TestCanvasNavigation::wheelsAndTouchpadsScroll()
{
    QFETCH(QPoint, angle);
    QFETCH(QPoint, pixels);
    QFETCH(Qt::ScrollPhase, phase);
    QFETCH(Qt::KeyboardModifiers, modifiers);
    QFETCH(QPoint, moved);
    showLarge(12, 12);
    const QPointF before = onScreen({});
    wheel({400, 300}, angle, modifiers, pixels, phase);
    QCOMPARE((before - onScreen({})).toPoint(), moved);
    QCOMPARE(navigation().scale(), 1.0);
}

void TestCanvasNavigation::aWheelMovesNothingWhereAllIsInSight()
{
    const QPointF before = onScreen({});
    wheel({400, 300}, {0, -120});
    wheel({400, 300}, {-120, 0});
    QCOMPARE(onScreen({}), before);
    m_view->resize(600, 700); // too narrow
    QTRY_VERIFY(m_view->horizontalScrollBar()->isVisible());
    wheel({400, 300}, {0, -120});
    QCOMPARE(onScreen({}), before);
    wheel({400, 300}, {-120, 0});
    QVERIFY(onScreen({}).x() < before.x());
    QCOMPARE(onScreen({}).y(), before.y());
}

void TestCanvasNavigation::aPanPaintsOnlyWhatComesIntoSight_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("all fits") << QSize(1300, 700);
    QTest::newRow("too narrow") << QSize(600, 700);
    QTest::newRow("too low") << QSize(1300, 260);
}

void TestCanvasNavigation::aPanPaintsOnlyWhatComesIntoSight()
{
    QFETCH(const QSize, size);
    m_view->resize(size);
    QWidget *viewport = m_view->viewport();
    QPoint at(300, 100);
    const auto move = [&](QPoint by) {
        at += by;
        QMouseEvent event(QEvent::MouseMove, at, viewport->mapToGlobal(at), Qt::NoButton,
                          Qt::MiddleButton, {});
        QCoreApplication::sendEvent(viewport, &event);
    };
    PaintedRegion painted(viewport);
    viewport->update();
    QTRY_VERIFY(painted.area() > 0);
    QTest::mousePress(viewport, Qt::MiddleButton, {}, at);
    move({12, 8}); // scroll bars may come and go
    painted.forget();
    viewport->update(0, 0, 1, 1);
    QTRY_VERIFY(painted.area() > 0);
    painted.forget();
    const QPointF before = onScreen({});
    move({6, 3});
    QCOMPARE(onScreen({}) - before, QPointF(6, 3));
    QTRY_VERIFY(painted.area() > 0);
    QVERIFY2(painted.area() < viewport->width() * viewport->height() / 5,
             qPrintable(QString::number(painted.area())));
    QTest::mouseRelease(viewport, Qt::MiddleButton, {}, at);
}

void TestCanvasNavigation::aScrollThatRunsOutDoesNotBecomeAZoom()
{
    showLarge(12, 12);
    wheel({400, 300}, {0, -60}, {}, {0, -30}, Qt::ScrollBegin);
    wheel({400, 300}, {0, -60}, {}, {0, -30}, Qt::ScrollUpdate);
    const QPointF before = onScreen({});
    wheel({400, 300}, {0, -60}, Qt::ControlModifier, {0, -30}, Qt::ScrollMomentum);
    QCOMPARE(navigation().scale(), 1.0);
    QCOMPARE((before - onScreen({})).toPoint(), QPoint(0, 30));
}

void TestCanvasNavigation::touchpadPinchZoomsAboutThePointer()
{
    const QPoint at(640, 350);
    const QPointF held = sceneAt(at);
    const auto send = [&](Qt::NativeGestureType type, qreal value, QPointF delta = {}) {
        QNativeGestureEvent event(type, QPointingDevice::primaryPointingDevice(), 2, at, at,
                                  m_view->viewport()->mapToGlobal(at), value, delta);
        QCoreApplication::sendEvent(m_view->viewport(), &event);
    };
    send(Qt::BeginNativeGesture, 0);
    for (int step = 0; step < 20; ++step)
        send(Qt::ZoomNativeGesture, 0.02);
    QVERIFY(std::abs(navigation().scale() - std::pow(1.02, 20)) < 1e-6);
    const QPointF now = m_view->viewportTransform().map(held);
    QVERIFY2((now - at).manhattanLength() <= 2.0,
             qPrintable(u"%1, %2"_qs.arg(now.x()).arg(now.y())));
    const QPointF before = onScreen({});
    send(Qt::PanNativeGesture, 0, {-25, -10});
    send(Qt::EndNativeGesture, 0);
    QCOMPARE((before - onScreen({})).toPoint(), QPoint(25, 10));
}

void TestCanvasNavigation::twoFingersOnTheScreenZoomAboutTheirMiddleAndPan()
{
    const std::unique_ptr<QPointingDevice> screen(QTest::createTouchDevice());
    QWidget *viewport = m_view->viewport();
    const QPoint middle(600, 340);
    const QPointF held = sceneAt(middle);
    QTest::touchEvent(viewport, screen.get()).press(0, middle - QPoint(60, 0), viewport);
    QTest::touchEvent(viewport, screen.get())
        .stationary(0)
        .press(1, middle + QPoint(60, 0), viewport);
    for (int reach = 65; reach <= 120; reach += 5) {
        QTest::touchEvent(viewport, screen.get())
            .move(0, middle - QPoint(reach, 0), viewport)
            .move(1, middle + QPoint(reach, 0), viewport);
    }
    // A little of the way tells that it is a pinch.
    QVERIFY2(std::abs(navigation().scale() - 2.0) < 0.2,
             qPrintable(QString::number(navigation().scale())));
    QVERIFY((m_view->viewportTransform().map(held) - middle).manhattanLength() <= 4.0);

    const double scale = navigation().scale();
    const QPointF before = onScreen(held);
    for (int way = 10; way <= 80; way += 10) {
        QTest::touchEvent(viewport, screen.get())
            .move(0, middle + QPoint(-120 - way, way / 2), viewport)
            .move(1, middle + QPoint(120 - way, way / 2), viewport);
    }
    QTest::touchEvent(viewport, screen.get())
        .release(0, middle + QPoint(-200, 40), viewport)
        .release(1, middle + QPoint(40, 40), viewport);
    QVERIFY(std::abs(navigation().scale() - scale) < 0.02);
    const QPointF moved = onScreen(held) - before;
    QVERIFY2((moved - QPointF(-80, 40)).manhattanLength() <= 6.0,
             qPrintable(u"%1, %2"_qs.arg(moved.x()).arg(moved.y())));
}

void TestCanvasNavigation::aPinchLeavesEveryCardWhereItWas()
{
    // The first finger is on a card, and would be dragging it.
    const std::unique_ptr<QPointingDevice> screen(QTest::createTouchDevice());
    QWidget *viewport = m_view->viewport();
    const QPoint first = centre("b");
    const QPoint second = first + QPoint(150, 0);
    QTest::touchEvent(viewport, screen.get()).press(0, first, viewport);
    QTest::touchEvent(viewport, screen.get()).stationary(0).press(1, second, viewport);
    for (int way = 10; way <= 120; way += 10) {
        QTest::touchEvent(viewport, screen.get())
            .move(0, first - QPoint(0, way), viewport)
            .move(1, second + QPoint(0, way), viewport);
    }
    QTest::touchEvent(viewport, screen.get())
        .release(0, first - QPoint(0, 120), viewport)
        .release(1, second + QPoint(0, 120), viewport);
    QVERIFY(navigation().scale() > 1.2);
    QCOMPARE(m_document->undoStack()->count(), 0);
    QCOMPARE(shown(), u"a b c|d e|f"_qs);
    QTRY_COMPARE(m_view->canvasScene()->card(id("b"))->card(), card("b"));
}

void TestCanvasNavigation::keysFrame_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("modifiers");
    QTest::addColumn<bool>("everything");
    QTest::newRow("F") << int(Qt::Key_F) << 0 << false;
    QTest::newRow("full stop") << int(Qt::Key_Period) << 0 << false;
    QTest::newRow("Shift+F") << int(Qt::Key_F) << int(Qt::ShiftModifier) << true;
    QTest::newRow("Home") << int(Qt::Key_Home) << 0 << true;
}

void TestCanvasNavigation::keysFrame()
{
    QFETCH(int, key);
    QFETCH(int, modifiers);
    QFETCH(bool, everything);
    showLarge(8, 8);
    m_view->selectAgents(ids(u"x5-5"_qs));
    this->key(static_cast<Qt::Key>(key), Qt::KeyboardModifiers(modifiers));
    const QRectF seen = navigation().seen();
    QVERIFY(seen.contains(card("x5-5")));
    QCOMPARE(seen.contains(navigation().content().adjusted(4, 4, -4, -4)), everything);
    QCOMPARE(navigation().scale() < 1.0, everything);
    this->key(Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(navigation().scale(), 1.0);
    this->key(Qt::Key_Plus, Qt::ControlModifier);
    QCOMPARE(navigation().scale(), 1.25);
    this->key(Qt::Key_Minus, Qt::ControlModifier);
    QCOMPARE(navigation().scale(), 1.0);
}

void TestCanvasNavigation::aSingleCardIsFramedAtFullSize()
{
    m_document->reset(mixture(u"a"_qs));
    for (const Qt::Key pressed : {Qt::Key_Home, Qt::Key_F}) {
        m_view->selectAgents(ids(u"a"_qs));
        key(pressed);
        QCOMPARE(navigation().scale(), 1.0);
        QVERIFY(navigation().seen().contains(card("a")));
    }
}

void TestCanvasNavigation::thousandsOfAgentsFitAndNothingZoomsBeyond()
{
    const auto check = [this] {
        key(Qt::Key_Home);
        const QRectF content = navigation().content();
        const double slack = 4.0 / navigation().scale();
        QVERIFY(navigation().seen().contains(content.adjusted(slack, slack, -slack, -slack)));
        QVERIFY(!m_view->horizontalScrollBar()->isVisible());
        QVERIFY(!m_view->verticalScrollBar()->isVisible());
        const double fitting = navigation().scale();
        QVERIFY(fitting < CanvasNavigation::smallestScale);
        key(Qt::Key_Minus, Qt::ControlModifier);
        QCOMPARE(navigation().scale(), fitting);
        // In, and back out to where it was.
        wheel({400, 300}, {0, 1200}, Qt::ControlModifier);
        QVERIFY(navigation().scale() > fitting);
        wheel({400, 300}, {0, -1200}, Qt::ControlModifier);
        QCOMPARE(navigation().scale(), fitting);
    };
    showLarge(50, 100);
    check();
    showLarge(1, 500);
    check();
}

void TestCanvasNavigation::aPlaceIsFoundAgain()
{
    showLarge(8, 8);
    navigation().zoomTo(1.7, {200, 100});
    navigation().panBy({-300, -220});
    const ViewPlace place = navigation().state();
    const QRectF seen = navigation().seen();
    key(Qt::Key_Home);
    QVERIFY(navigation().seen() != seen);
    navigation().restore(place);
    QCOMPARE(navigation().scale(), 1.7);
    QVERIFY((navigation().seen().center() - seen.center()).manhattanLength() < 20.0);

    // Of a mixture that is much smaller by now something is seen.
    m_document->reset(mixture(u"a"_qs));
    navigation().restore({1.0, {90'000, 90'000}, false});
    QVERIFY(navigation().seen().intersects(navigation().content()));
}

void TestCanvasNavigation::everythingIsFoundAgainInAnotherSize()
{
    showLarge(8, 8);
    key(Qt::Key_Home);
    const ViewPlace place = navigation().state();
    QVERIFY(place.everything);
    key(Qt::Key_0, Qt::ControlModifier);
    QVERIFY(!navigation().state().everything);
    m_view->resize(640, 400);
    QCoreApplication::sendPostedEvents();
    navigation().restore(place);
    QTRY_VERIFY(navigation().seen().contains(navigation().content().adjusted(9, 9, -9, -9)));
    QVERIFY(navigation().state().everything);
}

void TestCanvasNavigation::onlyAPersonNavigates()
{
    showLarge(8, 8);
    QSignalSpy navigated(&navigation(), &CanvasNavigation::navigated);
    showLarge(9, 9);
    m_view->resize(900, 500);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(navigated.size(), 0);
    wheel({300, 200}, {0, -120});
    QCOMPARE(navigated.size(), 1);
    m_view->horizontalScrollBar()->triggerAction(QAbstractSlider::SliderPageStepAdd);
    QTRY_COMPARE(navigated.size(), 2);
    key(Qt::Key_Home);
    QCOMPARE(navigated.size(), 3);
}

void TestCanvasNavigation::aBarAboveMovesNothing_data()
{
    QTest::addColumn<QString>("view");
    QTest::newRow("nobody has navigated") << u"home"_qs;
    QTest::newRow("all framed") << u"all"_qs;
    QTest::newRow("zoomed in") << u"in"_qs;
    QTest::newRow("zoomed out") << u"out"_qs;
}

void TestCanvasNavigation::aBarAboveMovesNothing()
{
    QFETCH(QString, view);
    showLarge(6, 9);
    if (view == u"all")
        key(Qt::Key_Home);
    if (view == u"in")
        navigation().zoomTo(2.0, {500, 300});
    if (view == u"out")
        navigation().zoomTo(0.3, {500, 300});
    QCoreApplication::sendPostedEvents();
    auto *bar = new QLabel(u"Something is the matter."_qs);
    bar->setFixedHeight(40);
    bar->hide();
    m_view->setTopBar(bar);
    const double scale = navigation().scale();
    const QList<QPointF> points{card("x0-0").center(), card("x3-4").center()};
    const auto places = [&] {
        QCoreApplication::sendPostedEvents();
        QList<QPoint> result;
        for (const QPointF point : points)
            result.append(onScreen(point).toPoint());
        return result;
    };
    const QList<QPoint> before = places();
    for (int time = 0; time < 3; ++time) {
        bar->show();
        QCOMPARE(places(), before);
        QCOMPARE(navigation().scale(), scale);
        QCOMPARE(bar->geometry().bottom() + 1, m_view->viewport()->geometry().top());
        QCOMPARE(bar->height(), 40);
        // An edit below it does not move what is there either.
        Mixture edited = m_document->mixture();
        edited.layers[0].name = u"Edited %1"_qs.arg(time);
        m_document->apply(edited, u"Rename"_qs);
        QCOMPARE(places(), before);
        bar->hide();
        QCOMPARE(places(), before);
        QCOMPARE(m_view->viewport()->geometry().top(), 0);
    }
}

void TestCanvasNavigation::aBarAboveLeavesAFramedMixtureFramed()
{
    showLarge(6, 9);
    key(Qt::Key_Home);
    auto *bar = new QLabel(u"Something is the matter."_qs);
    bar->setFixedHeight(40);
    m_view->setTopBar(bar);
    bar->show();
    QCoreApplication::sendPostedEvents();
    Mixture edited = m_document->mixture();
    edited.layers[0].name = u"Edited"_qs;
    m_document->apply(edited, u"Rename"_qs);
    m_view->resize(1000, 520);
    const auto showsAll = [this] {
        const double slack = 4.0 / navigation().scale();
        return navigation().seen().contains(
            navigation().content().adjusted(slack, slack, -slack, -slack));
    };
    QTRY_VERIFY(showsAll());
    bar->hide();
    QCoreApplication::sendPostedEvents();
    QVERIFY(showsAll());
    m_view->resize(900, 480);
    QTRY_VERIFY(showsAll());
}

void TestCanvasNavigation::aBarGrowsWithItsWords()
{
    auto *bar = new QLabel(QString(u"Many words are said here. "_qs).repeated(12));
    bar->setWordWrap(true);
    m_view->setTopBar(bar);
    bar->show();
    QCoreApplication::sendPostedEvents();
    const int wide = bar->height();
    QCOMPARE(bar->width(), m_view->viewport()->width());
    m_view->resize(500, 700);
    QTRY_VERIFY(bar->height() > wide);
    QTRY_COMPARE(bar->geometry().bottom() + 1, m_view->viewport()->geometry().top());
}

QTEST_MAIN(TestCanvasNavigation)
#include "tst_canvasnavigation.moc"
