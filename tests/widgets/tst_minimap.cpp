// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/minimap.h"

#include "canvasfixture.h"
#include "theme/theme.h"

#include <QWheelEvent>

using namespace moa;
using namespace moa::notation;

/** The overview in the canvas's corner. */
class TestMinimap : public CanvasFixture
{
    Q_OBJECT

private Q_SLOTS:
    void itIsThereOnlyWhileNotAllIsInView();
    void itCanBeTurnedOff();
    void itStandsInTheLowerRightCorner();
    void itFramesWhatIsInView();
    void aClickLooksThere();
    void theFrameIsDragged();
    void theWheelZooms();
    void itHasTheColoursOfTheAgents();
    void whatFailedHasAMark();
    void itFollowsEdits();
    void itIsNotDrawnAgainForAWord();
    void itStepsAsideForWhatIsDragged();
    void aModelDraggedOntoItReachesTheCanvas();
    void itLeavesTheKeyboardsCardClear();
    void itFollowsTheTheme();
    void itHasAName();

private:
    [[nodiscard]] Minimap &map() const { return *m_view->findChild<Minimap *>(); }
    [[nodiscard]] CanvasNavigation &navigation() const { return *m_view->navigation(); }
    [[nodiscard]] QImage picture() const
    {
        return map().grab().toImage().convertToFormat(QImage::Format_RGB32);
    }
    [[nodiscard]] QPoint onMap(const char *agent) const
    {
        return map().onMap(card(agent).center()).toPoint();
    }
    /// A mixture larger than the view.
    void showLarge(qsizetype agents = 20)
    {
        QStringList names;
        for (qsizetype row = 0; row < agents; ++row)
            names.append(u"x%1"_qs.arg(row));
        m_document->reset(mixture(names.join(u' ') + u"|y|"_qs + u"z1 z2 z3|final"_qs));
        QCoreApplication::sendPostedEvents();
    }
    /// How many pixels around @p point have about this colour.
    [[nodiscard]] static int count(const QImage &image, QPoint point, const QColor &color)
    {
        int found = 0;
        for (int y = point.y() - 7; y <= point.y() + 7; ++y) {
            for (int x = point.x() - 7; x <= point.x() + 7; ++x) {
                if (!image.rect().contains(x, y))
                    continue;
                const QColor is = image.pixelColor(x, y);
                found += std::abs(is.red() - color.red()) + std::abs(is.green() - color.green())
                        + std::abs(is.blue() - color.blue())
                    < 24;
            }
        }
        return found;
    }
};

void TestMinimap::itIsThereOnlyWhileNotAllIsInView()
{
    m_view->canvasActions()->frameAll->trigger();
    QVERIFY(!map().isVisible());
    m_view->navigation()->zoomTo(2.0, {100, 100});
    QVERIFY(map().isVisible());
    m_view->canvasActions()->frameAll->trigger();
    QVERIFY(!map().isVisible());
    showLarge();
    m_view->canvasActions()->actualSize->trigger();
    QVERIFY(map().isVisible());
    // In a view that is hardly larger than the map it would be in the way.
    m_view->resize(300, 120);
    QTRY_VERIFY(!map().isVisible());
}

void TestMinimap::itCanBeTurnedOff()
{
    showLarge();
    QVERIFY(map().isVisible());
    m_view->canvasActions()->minimap->trigger();
    QVERIFY(!map().isVisible());
    navigation().panBy({-20, -20});
    QVERIFY(!map().isVisible());
    m_view->canvasActions()->minimap->trigger();
    QVERIFY(map().isVisible());
}

void TestMinimap::itStandsInTheLowerRightCorner()
{
    showLarge();
    const auto check = [this] {
        const QRect room = m_view->viewport()->rect();
        const QRect place = map().geometry();
        return room.contains(place) && place.right() > room.right() - 24
            && place.bottom() > room.bottom() - 24;
    };
    QVERIFY(check());
    m_view->resize(1000, 600);
    QTRY_VERIFY(check());
    QVERIFY(map().width() <= minimap::width && map().height() <= minimap::height);
}

void TestMinimap::itFramesWhatIsInView()
{
    showLarge();
    const QColor accent = m_view->canvasScene()->look().theme.accent;
    const QPoint corner = map().onMap(navigation().seen().bottomRight()).toPoint();
    QVERIFY(count(picture(), corner, accent) > 6);
    navigation().panBy({0, -600});
    const QPoint lower = map().onMap(navigation().seen().bottomRight()).toPoint();
    QVERIFY(lower.y() > corner.y());
    QVERIFY(count(picture(), lower, accent) > 6);
}

void TestMinimap::aClickLooksThere()
{
    showLarge(60);
    QTest::mouseClick(&map(), Qt::LeftButton, {}, onMap("x50"));
    QVERIFY(navigation().seen().contains(card("x50")));
    QCOMPARE(navigation().scale(), 1.0);
    QVERIFY(m_view->selectedAgents().isEmpty());
    QCOMPARE(m_document->undoStack()->count(), 0);
}

void TestMinimap::theFrameIsDragged()
{
    showLarge(60);
    const QPoint start = map().onMap(navigation().seen().center()).toPoint() + QPoint(1, 2);
    const QRectF before = navigation().seen();
    QTest::mousePress(&map(), Qt::LeftButton, {}, start);
    // Taken by its side, it stays where it is.
    QVERIFY((navigation().seen().center() - before.center()).manhattanLength() < 4.0);
    QTest::mouseMove(&map(), start + QPoint(0, 40));
    QTest::mouseRelease(&map(), Qt::LeftButton, {}, start + QPoint(0, 40));
    const double moved =
        map().onMap(navigation().seen().center()).y() - map().onMap(before.center()).y();
    QVERIFY2(std::abs(moved - 40.0) < 1.5, qPrintable(QString::number(moved)));
    // Dragged out of the map it does not lose the mixture.
    QTest::mousePress(&map(), Qt::LeftButton, {}, start + QPoint(0, 40));
    QTest::mouseMove(&map(), QPoint(4000, 4000));
    QTest::mouseRelease(&map(), Qt::LeftButton, {}, QPoint(4000, 4000));
    QVERIFY(navigation().seen().intersects(navigation().content()));
}

void TestMinimap::theWheelZooms()
{
    showLarge();
    const QPointF middle = navigation().seen().center();
    QWheelEvent wheel({20, 20}, map().mapToGlobal(QPoint(20, 20)), {}, {0, 120}, Qt::NoButton, {},
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&map(), &wheel);
    QCOMPARE(navigation().scale(), 1.2);
    QVERIFY((navigation().seen().center() - middle).manhattanLength() < 12.0);
}

void TestMinimap::itHasTheColoursOfTheAgents()
{
    showLarge();
    const Theme &theme = m_view->canvasScene()->look().theme;
    // A run has asked it, so its colour is in full; and the frame is elsewhere.
    CardState state;
    state.word = u"Done"_qs;
    m_view->setResponseSummary(id("y"), state);
    navigation().panBy({0, -1400});
    const Agent *agent = m_document->mixture().agent(id("y"));
    QColor color = theme.agentColor(agentColorIndex(u"y"_qs, agent->color));
    // What is out of view lies under a veil.
    const auto veiled = [&](int channel, int ground) {
        return qRound(channel * (1.0 - minimap::veil) + ground * minimap::veil);
    };
    color =
        QColor(veiled(color.red(), theme.window.red()), veiled(color.green(), theme.window.green()),
               veiled(color.blue(), theme.window.blue()));
    QVERIFY(count(picture(), onMap("y"), color) > 4);
}

void TestMinimap::whatFailedHasAMark()
{
    showLarge();
    const QImage before = picture();
    CardState state;
    state.word = u"Failed"_qs;
    state.tone = CardState::Tone::Danger;
    m_view->setResponseSummary(id("x3"), state);
    const QImage after = picture();
    const QColor danger = m_view->canvasScene()->look().theme.danger;
    QVERIFY(count(after, onMap("x3"), danger) > count(before, onMap("x3"), danger) + 6);
    // Larger than its block: it does not depend on telling red from the agent's colour.
    const QPoint beside = onMap("x3") + QPoint(0, -3);
    QVERIFY(before.copy(QRect(beside, QSize(4, 1))) != after.copy(QRect(beside, QSize(4, 1)))
            || before.copy(QRect(beside - QPoint(4, 0), QSize(4, 1)))
                != after.copy(QRect(beside - QPoint(4, 0), QSize(4, 1))));
    m_view->clearResponseSummaries();
    QCOMPARE(picture(), before);
}

void TestMinimap::itFollowsEdits()
{
    showLarge();
    const QImage before = picture();
    m_view->selectAgents(ids(u"z1 z2"_qs));
    m_view->canvasActions()->remove->trigger();
    QVERIFY(picture() != before);
    m_document->undoStack()->undo();
    m_view->selectAgents({});
    QCOMPARE(picture(), before);

    Agent agent = *m_document->mixture().agent(id("y"));
    agent.muted = true;
    m_document->apply(edit::setAgent(m_document->mixture(), agent), u"Mute"_qs);
    const QImage muted = picture();
    QVERIFY(muted != before);
    agent.muted = false;
    agent.color = agentColorIndex(u"y"_qs, {}) == 0 ? 1 : 0;
    m_document->apply(edit::setAgent(m_document->mixture(), agent), u"Colour"_qs);
    QVERIFY(picture() != before);
    QVERIFY(picture() != muted);
}

void TestMinimap::itIsNotDrawnAgainForAWord()
{
    showLarge();
    CardState state;
    state.word = u"Streaming"_qs;
    state.tone = CardState::Tone::Busy;
    m_view->setResponseSummary(id("x1"), state);
    QCoreApplication::sendPostedEvents();
    class Counter : public QObject
    {
    public:
        int paints = 0;
        bool eventFilter(QObject *, QEvent *event) override
        {
            paints += event->type() == QEvent::Paint || event->type() == QEvent::UpdateRequest;
            return false;
        }
    } counter;
    map().installEventFilter(&counter);
    for (int token = 0; token < 50; ++token) {
        state.outputTokens = token;
        m_view->setResponseSummary(id("x1"), state);
    }
    QCoreApplication::sendPostedEvents();
    QCOMPARE(counter.paints, 0);
}

void TestMinimap::itStepsAsideForWhatIsDragged()
{
    showLarge();
    const QPoint start = centre("x1");
    const QRect place = map().geometry();
    press(start);
    moveTo(start, place.center());
    QVERIFY(!map().isVisible());
    moveTo(place.center(), start);
    QVERIFY(map().isVisible());
    moveTo(start, place.topLeft() - QPoint(5, 5));
    QVERIFY(!map().isVisible());
    release(place.topLeft() - QPoint(5, 5));
    QVERIFY(map().isVisible());
}

void TestMinimap::aModelDraggedOntoItReachesTheCanvas()
{
    showLarge();
    const QPoint inside = map().geometry().center();
    QMimeData mime;
    mime.setData(QString::fromLatin1(modelMimeType),
                 encodeModel({ProviderId(u"sandbox"_qs), u"maker/new"_qs, u"new"_qs}));
    // From outside the window it enters where the map is.
    QDragEnterEvent enter(map().rect().center(), Qt::CopyAction, &mime, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&map(), &enter);
    QVERIFY(enter.isAccepted()); // by the canvas
    QVERIFY(!map().isVisible());
    const qsizetype before = m_document->mixture().agentCount();
    dropModel(inside);
    QCOMPARE(m_document->mixture().agentCount(), before + 1);
    QVERIFY(map().isVisible());
}

void TestMinimap::itLeavesTheKeyboardsCardClear()
{
    showLarge(40);
    const QRect right = map().geometry();
    // Bring a card under the map, and the keyboard to it.
    const QPoint under = right.center();
    navigation().panBy(QPointF(under - centre("x8")));
    click(viewPoint(card("x7").center()));
    QCOMPARE(map().geometry(), right);
    key(Qt::Key_Down);
    QCOMPARE(m_view->selectedAgents(), ids(u"x8"_qs));
    const QRect place = m_view->mapFromScene(card("x8")).boundingRect();
    QVERIFY(map().isVisible());
    QVERIFY(!map().geometry().intersects(place));
}

void TestMinimap::itFollowsTheTheme()
{
    showLarge();
    m_view->setPalette(Theme::make(Theme::Scheme::Light).palette());
    const QColor light = picture().pixelColor(map().width() - 3, map().height() - 3);
    m_view->setPalette(Theme::make(Theme::Scheme::HighContrast).palette());
    const QColor black = picture().pixelColor(map().width() - 3, map().height() - 3);
    QVERIFY(light.lightness() > 200);
    QVERIFY(black.lightness() < 20);
}

void TestMinimap::itHasAName()
{
    QVERIFY(!map().accessibleName().isEmpty());
    QVERIFY(!m_view->canvasActions()->minimap->text().isEmpty());
    QVERIFY(m_view->canvasActions()->viewActions().contains(m_view->canvasActions()->minimap));
}

QTEST_MAIN(TestMinimap)
#include "tst_minimap.moc"
