// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/studiostyle.h"
#include "ui/settings/shortcutspage.h"
#include "ui/shortcuts.h"

#include <memory>
#include <QAction>
#include <QApplication>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenuBar>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

using namespace moa;

/** Keys that the person chooses: kept, never with two meanings, and taken back. */
class TestShortcuts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(std::make_unique<StudioStyle>().release()); }
    void init();
    void cleanup();
    void chosenKeysWorkAtOnceAndLater();
    void keysCanBeTakenAway();
    void whatIsTakenIsRefusedInWords();
    void theStartOfLongerKeysIsTaken();
    void lettersAreForTexts();
    void onACanvasLettersAreKeys();
    void swappedKeysComeBackSwapped();
    void foreignChoicesThatCollideAreLeftOut();
    void aResetOfTakenKeysIsRefused();
    void allAreReset();
    void thePageShowsAndTakesKeys();
    void thePageSaysWhyNot();
    void thePageIsSearched();

private:
    void open();
    [[nodiscard]] static QKeySequence keys(const char *text)
    {
        return QKeySequence(QLatin1String(text));
    }
    template <typename Part>
    [[nodiscard]] Part &part(const char *name) const
    {
        return *m_page->findChild<Part *>(QLatin1String(name));
    }
    void choose(const QString &title) const
    {
        auto &table = part<QTreeWidget>("shortcutTable");
        table.setCurrentItem(table.findItems(title, Qt::MatchExactly).value(0));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_kept;
    std::unique_ptr<QMainWindow> m_window;
    std::unique_ptr<ShortcutsPage> m_page;
    Shortcuts *m_shortcuts = nullptr;
    QAction *m_save = nullptr;
    QAction *m_print = nullptr;
    QAction *m_mute = nullptr; ///< works on the canvas alone
    QAction *m_pin = nullptr; ///< there, too
};

void TestShortcuts::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_kept = std::make_unique<QSettings>(m_folder->filePath(u"kept.ini"_qs), QSettings::IniFormat);
    open();
}

void TestShortcuts::open()
{
    m_page.reset();
    m_window = std::make_unique<QMainWindow>();
    auto *canvas = new QWidget;
    m_window->setCentralWidget(canvas);
    QMenu *file = m_window->menuBar()->addMenu(u"&File"_qs);
    const auto add = [](QMenu *menu, const QString &text, const char *name, const char *key) {
        QAction *action = menu->addAction(text);
        action->setObjectName(QLatin1String(name));
        action->setShortcut(keys(key));
        return action;
    };
    m_save = add(file, u"&Save"_qs, "file.save", "Ctrl+S");
    m_print = add(file, u"&Print…"_qs, "file.print", "Ctrl+P");
    QMenu *edit = m_window->menuBar()->addMenu(u"&Edit"_qs);
    m_mute = add(edit, u"&Mute"_qs, "canvas.mute", "M");
    m_pin = add(edit, u"P&in"_qs, "canvas.pin", "P");
    for (QAction *action : {m_mute, m_pin}) {
        action->setShortcutContext(Qt::WidgetShortcut);
        canvas->addAction(action);
    }
    m_shortcuts = new Shortcuts(m_window.get(), m_kept.get());
    m_page = std::make_unique<ShortcutsPage>(m_shortcuts);
    m_page->show();
}

void TestShortcuts::cleanup()
{
    m_page.reset();
    m_window.reset();
    m_kept.reset();
}

void TestShortcuts::chosenKeysWorkAtOnceAndLater()
{
    QVERIFY(m_shortcuts->setKeys(m_save, keys("Ctrl+Alt+W")));
    QVERIFY(m_shortcuts->isChanged(m_save));
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QSignalSpy saved(m_save, &QAction::triggered);
    QTest::keyClick(m_window.get(), Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(saved.size(), 0);
    QTest::keyClick(m_window.get(), Qt::Key_W, Qt::ControlModifier | Qt::AltModifier);
    QCOMPARE(saved.size(), 1);
    open();
    QCOMPARE(m_save->shortcut(), keys("Ctrl+Alt+W"));
    QCOMPARE(m_print->shortcut(), keys("Ctrl+P"));
}

void TestShortcuts::keysCanBeTakenAway()
{
    QVERIFY(m_shortcuts->setKeys(m_save, {}));
    QVERIFY(m_save->shortcuts().isEmpty());
    open();
    QVERIFY(m_save->shortcuts().isEmpty());
    QVERIFY(m_shortcuts->reset(m_save));
    QCOMPARE(m_save->shortcut(), keys("Ctrl+S"));
    open();
    QCOMPARE(m_save->shortcut(), keys("Ctrl+S"));
}

void TestShortcuts::whatIsTakenIsRefusedInWords()
{
    const Result<void> taken = m_shortcuts->setKeys(m_print, keys("Ctrl+S"));
    QVERIFY(!taken);
    QVERIFY(taken.error().message.contains(u"“Save” (File)"));
    QCOMPARE(m_print->shortcut(), keys("Ctrl+P"));
    // Nobody else's any more: now it can be had.
    QVERIFY(m_shortcuts->setKeys(m_save, keys("Ctrl+Alt+W")));
    QVERIFY(m_shortcuts->setKeys(m_print, keys("Ctrl+S")));
}

void TestShortcuts::theStartOfLongerKeysIsTaken()
{
    QVERIFY(m_shortcuts->setKeys(m_save, QKeySequence(u"Ctrl+E, Ctrl+S"_qs)));
    QVERIFY(!m_shortcuts->setKeys(m_print, keys("Ctrl+E")));
}

void TestShortcuts::lettersAreForTexts()
{
    for (const char *key : {"W", "Shift+W", "7", "Space", "Return", "Left", "Delete"}) {
        const Result<void> taken = m_shortcuts->setKeys(m_save, keys(key));
        QVERIFY2(!taken, key);
        QVERIFY(taken.error().message.contains(u"writing"));
    }
    for (const char *key : {"F7", "Alt+W", "Ctrl+Return"})
        QVERIFY2(m_shortcuts->setKeys(m_save, keys(key)), key);
}

void TestShortcuts::onACanvasLettersAreKeys()
{
    QVERIFY(m_shortcuts->setKeys(m_mute, keys("X")));
    QVERIFY(!m_shortcuts->setKeys(m_pin, keys("X"))); // both are the canvas's
    QVERIFY(!m_shortcuts->setKeys(m_mute, keys("Ctrl+S"))); // that is the whole window's
}

void TestShortcuts::swappedKeysComeBackSwapped()
{
    QVERIFY(m_shortcuts->setKeys(m_save, {}));
    QVERIFY(m_shortcuts->setKeys(m_print, keys("Ctrl+S")));
    QVERIFY(m_shortcuts->setKeys(m_save, keys("Ctrl+P")));
    open();
    QCOMPARE(m_save->shortcut(), keys("Ctrl+P"));
    QCOMPARE(m_print->shortcut(), keys("Ctrl+S"));
}

void TestShortcuts::foreignChoicesThatCollideAreLeftOut()
{
    m_kept->setValue(u"shortcuts/file.print"_qs, u"Ctrl+S"_qs);
    m_kept->setValue(u"shortcuts/canvas.mute"_qs, u"no keys at all"_qs);
    open();
    QCOMPARE(m_save->shortcut(), keys("Ctrl+S"));
    QCOMPARE(m_print->shortcut(), keys("Ctrl+P"));
}

void TestShortcuts::aResetOfTakenKeysIsRefused()
{
    QVERIFY(m_shortcuts->setKeys(m_save, {}));
    QVERIFY(m_shortcuts->setKeys(m_print, keys("Ctrl+S")));
    const Result<void> reset = m_shortcuts->reset(m_save);
    QVERIFY(!reset);
    QVERIFY(reset.error().message.contains(u"“Print…” (File)"));
    QVERIFY(m_save->shortcuts().isEmpty());
}

void TestShortcuts::allAreReset()
{
    QVERIFY(m_shortcuts->setKeys(m_save, {}));
    QVERIFY(m_shortcuts->setKeys(m_print, keys("Ctrl+S")));
    m_shortcuts->resetAll();
    QCOMPARE(m_save->shortcut(), keys("Ctrl+S"));
    QCOMPARE(m_print->shortcut(), keys("Ctrl+P"));
    open();
    QCOMPARE(m_save->shortcut(), keys("Ctrl+S"));
}

void TestShortcuts::thePageShowsAndTakesKeys()
{
    choose(u"Save"_qs);
    auto &edit = part<QKeySequenceEdit>("shortcutKeys");
    QCOMPARE(edit.keySequence(), keys("Ctrl+S"));
    QVERIFY(!part<QPushButton>("shortcutReset").isEnabled());
    QTest::keyClick(&edit, Qt::Key_W, Qt::ControlModifier | Qt::AltModifier);
    QCOMPARE(m_save->shortcut(), keys("Ctrl+Alt+W"));
    QVERIFY(!part<QTreeWidget>("shortcutTable")
                 .findItems(u"Ctrl+Alt+W"_qs, Qt::MatchExactly, 2)
                 .isEmpty());
    // A second press is another choice, not a second half.
    QTest::keyClick(&edit, Qt::Key_E, Qt::ControlModifier | Qt::AltModifier);
    QCOMPARE(m_save->shortcut(), keys("Ctrl+Alt+E"));
    part<QPushButton>("shortcutReset").click();
    QCOMPARE(m_save->shortcut(), keys("Ctrl+S"));
    part<QPushButton>("shortcutNone").click();
    QVERIFY(m_save->shortcuts().isEmpty());
    part<QPushButton>("shortcutResetAll").click();
    QCOMPARE(m_save->shortcut(), keys("Ctrl+S"));
}

void TestShortcuts::thePageSaysWhyNot()
{
    choose(u"Print…"_qs);
    const auto &problem = part<QLabel>("shortcutProblem");
    QVERIFY(!problem.isVisible());
    QTest::keyClick(&part<QKeySequenceEdit>("shortcutKeys"), Qt::Key_S, Qt::ControlModifier);
    QVERIFY(problem.isVisible());
    QVERIFY(problem.text().contains(u"“Save” (File)"));
    QCOMPARE(m_print->shortcut(), keys("Ctrl+P"));
    choose(u"Save"_qs);
    QVERIFY(!problem.isVisible());
}

void TestShortcuts::thePageIsSearched()
{
    auto &search = part<QLineEdit>("shortcutSearch");
    const auto shown = [this] {
        QStringList names;
        const auto &table = part<QTreeWidget>("shortcutTable");
        for (int row = 0; row < table.topLevelItemCount(); ++row) {
            if (!table.topLevelItem(row)->isHidden())
                names.append(table.topLevelItem(row)->text(0));
        }
        return names;
    };
    QCOMPARE(shown().size(), 4);
    search.setText(u"edit m"_qs);
    QCOMPARE(shown(), QStringList(u"Mute"_qs));
    search.setText(u"ctrl+p"_qs);
    QCOMPARE(shown(), QStringList(u"Print…"_qs));
}

QTEST_MAIN(TestShortcuts)
#include "tst_shortcuts.moc"
