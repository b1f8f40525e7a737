// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/appearance.h"

#include "canvas/canvasview.h"
#include "items/mixturedocument.h"
#include "support/notation.h"
#include "ui/settings/stepmark.h"
#include "ui/systemlook.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <QWidget>
#include <QWindow>

using namespace moa;
using namespace Qt::StringLiterals;
using Scheme = Theme::Scheme;

Q_DECLARE_METATYPE(Theme::Scheme)

namespace {

const QString freedesktop = u"org.freedesktop.appearance"_s;
const QString gnome = u"org.gnome.desktop.interface"_s;

Scheme shown()
{
    return Theme::of(QApplication::palette()).scheme;
}

} // namespace

class TestAppearance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theDesktopsWordIsFollowed_data();
    void theDesktopsWordIsFollowed();
    void whatIsNoNewsIsNotTold();
    void aChoiceOfOnesOwnGoesFirst();
    void anotherPaletteOfThePlatformIsFollowed();
    void aWidgetHearsOfAChangeWhileTheProgramRuns();
    void motionFollowsTheDesktop();
    void motionCanBeChosen();
    void theMenuEntryShowsWhatHolds();
    void reducedMotionMovesNothing();
    void aMarkThatIsBusyTurnsOnlyIfThingsMove();

private:
    std::unique_ptr<SystemLook> m_look;
    std::unique_ptr<Appearance> m_appearance;
};

void TestAppearance::init()
{
    m_appearance.reset();
    QApplication::setPalette({});
    m_look = std::make_unique<SystemLook>();
    m_appearance = std::make_unique<Appearance>();
    m_appearance->follow(m_look.get());
}

void TestAppearance::theDesktopsWordIsFollowed_data()
{
    QTest::addColumn<uint>("colours");
    QTest::addColumn<uint>("contrast");
    QTest::addColumn<Theme::Scheme>("scheme");
    const Scheme platform = Theme::of(QPalette(QApplication::style()->standardPalette())).scheme;
    QTest::newRow("dark") << 1U << 0U << Scheme::Dark;
    QTest::newRow("light") << 2U << 0U << Scheme::Light;
    QTest::newRow("no preference") << 0U << 0U << platform;
    QTest::newRow("a later meaning") << 7U << 0U << platform;
    QTest::newRow("more contrast") << 2U << 1U << Scheme::HighContrast;
}

void TestAppearance::theDesktopsWordIsFollowed()
{
    QFETCH(uint, colours);
    QFETCH(uint, contrast);
    QFETCH(Theme::Scheme, scheme);
    m_look->take(freedesktop, u"color-scheme"_s, colours);
    m_look->take(freedesktop, u"contrast"_s, contrast);
    QCOMPARE(shown(), scheme);
    QCOMPARE(m_appearance->schemeName(), u"system"_s);
}

void TestAppearance::whatIsNoNewsIsNotTold()
{
    QSignalSpy changes(m_look.get(), &SystemLook::changed);
    m_look->take(freedesktop, u"accent-color"_s, 1U);
    m_look->take(u"org.example"_s, u"color-scheme"_s, 1U);
    m_look->take(freedesktop, u"color-scheme"_s, u"nonsense"_s);
    QCOMPARE(changes.size(), 0);
    m_look->take(freedesktop, u"color-scheme"_s, 1U);
    m_look->take(freedesktop, u"color-scheme"_s, 1U);
    QCOMPARE(changes.size(), 1);
}

void TestAppearance::aChoiceOfOnesOwnGoesFirst()
{
    m_look->take(freedesktop, u"color-scheme"_s, 1U);
    m_appearance->setSchemeByName(u"light"_s);
    QCOMPARE(shown(), Scheme::Light);
    m_look->take(freedesktop, u"contrast"_s, 1U);
    QCOMPARE(shown(), Scheme::Light);
    m_appearance->setSchemeByName(u"system"_s);
    QCOMPARE(shown(), Scheme::HighContrast);
    m_look->take(freedesktop, u"contrast"_s, 0U);
    QCOMPARE(shown(), Scheme::Dark);
}

void TestAppearance::anotherPaletteOfThePlatformIsFollowed()
{
    // The platform's palette is its style's here; what is asked for is that the program reads it
    // again, and does not take its own for it.
    QWidget window;
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    m_appearance->setScheme(Scheme::Dark);
    const Scheme platform = Theme::of(QPalette(QApplication::style()->standardPalette())).scheme;
    QVERIFY(platform != Scheme::Dark);
    QEvent change(QEvent::ThemeChange);
    QCoreApplication::sendEvent(window.windowHandle(), &change);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(shown(), Scheme::Dark);
    m_appearance->setScheme(std::nullopt);
    QCOMPARE(shown(), platform);
}

void TestAppearance::aWidgetHearsOfAChangeWhileTheProgramRuns()
{
    MixtureDocument document;
    document.reset(notation::mixture(u"a|b"_s));
    CanvasView canvas(&document);
    canvas.show();
    m_look->take(freedesktop, u"color-scheme"_s, 2U);
    QTRY_COMPARE(canvas.grab().toImage().pixelColor(3, 3), Theme::make(Scheme::Light).window);
    m_look->take(freedesktop, u"color-scheme"_s, 1U);
    QTRY_COMPARE(canvas.grab().toImage().pixelColor(3, 3), Theme::make(Scheme::Dark).window);
}

void TestAppearance::motionFollowsTheDesktop()
{
    QVERIFY(!m_appearance->isMotionReduced());
    m_look->take(gnome, u"enable-animations"_s, false);
    QVERIFY(m_appearance->isMotionReduced());
    m_look->take(gnome, u"enable-animations"_s, true);
    QVERIFY(!m_appearance->isMotionReduced());
    m_look->take(freedesktop, u"reduced-motion"_s, 1U);
    QVERIFY(m_appearance->isMotionReduced());
}

void TestAppearance::motionCanBeChosen()
{
    QCOMPARE(m_appearance->motionName(), u"system"_s);
    m_appearance->setMotionByName(u"reduced"_s);
    QVERIFY(m_appearance->isMotionReduced());
    QCOMPARE(m_appearance->motionName(), u"reduced"_s);
    m_look->take(gnome, u"enable-animations"_s, false);
    m_appearance->setMotionByName(u"full"_s);
    QVERIFY(!m_appearance->isMotionReduced());
    m_appearance->setMotionByName(u"whatever"_s);
    QCOMPARE(m_appearance->motionName(), u"full"_s);
    m_appearance->setMotionByName(u"system"_s);
    QVERIFY(m_appearance->isMotionReduced());
}

void TestAppearance::theMenuEntryShowsWhatHolds()
{
    QMenu menu;
    QAction *entry = m_appearance->createMotionAction(&menu);
    menu.addAction(entry);
    QVERIFY(!entry->isChecked());
    m_look->take(gnome, u"enable-animations"_s, false);
    QVERIFY(entry->isChecked());
    entry->trigger();
    QVERIFY(!entry->isChecked());
    QCOMPARE(m_appearance->motionName(), u"full"_s);
    entry->trigger();
    QVERIFY(m_appearance->isMotionReduced());
}

void TestAppearance::reducedMotionMovesNothing()
{
    MixtureDocument document;
    document.reset(notation::mixture(u"a b c|d"_s));
    CanvasView canvas(&document);
    canvas.resize(900, 600);
    canvas.show();
    QVERIFY(QTest::qWaitForWindowExposed(&canvas));
    const auto removeFirst = [&] {
        const AgentItem *last = canvas.canvasScene()->card(AgentId(u"c"_s));
        canvas.selectAgents({AgentId(u"a"_s)});
        canvas.canvasActions()->remove->trigger();
        const bool atOnce = last->card() == canvas.canvasScene()->canvasLayout().card(last->id());
        document.undoStack()->undo();
        return atOnce;
    };
    QVERIFY(!removeFirst());
    m_appearance->setReducedMotion(true);
    QVERIFY(removeFirst());

    m_appearance->setReducedMotion(false);
    QVERIFY(!removeFirst());
}

void TestAppearance::aMarkThatIsBusyTurnsOnlyIfThingsMove()
{
    class Counter : public QObject
    {
    public:
        int ticks = 0;
        bool eventFilter(QObject *, QEvent *event) override
        {
            ticks += event->type() == QEvent::Paint;
            return false;
        }
    } counter;
    StepMark mark;
    mark.show();
    QVERIFY(QTest::qWaitForWindowExposed(&mark));
    mark.installEventFilter(&counter);
    mark.setState(StepMark::State::Busy);
    QTRY_VERIFY(counter.ticks > 3);
    m_appearance->setReducedMotion(true);
    mark.setState(StepMark::State::Busy);
    // A painter of still things paints nothing while another thing happens five times as long.
    QCoreApplication::sendPostedEvents();
    counter.ticks = 0;
    int later = 0;
    QTimer others;
    others.callOnTimeout([&later] { ++later; });
    others.start(motion::activityStep);
    QTRY_VERIFY(later > 5);
    QCOMPARE(counter.ticks, 0);
}

QTEST_MAIN(TestAppearance)
#include "tst_appearance.moc"
