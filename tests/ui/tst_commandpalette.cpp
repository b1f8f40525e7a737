// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/commandlist.h"
#include "theme/studiostyle.h"
#include "ui/commandpalette.h"

#include <memory>
#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMainWindow>
#include <QMenuBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace moa;

namespace {

/** A field that keeps every key for itself, as fields do with those that edit text. */
class GreedyField : public QLineEdit
{
public:
    using QLineEdit::QLineEdit;

protected:
    bool event(QEvent *event) override
    {
        if (event->type() == QEvent::ShortcutOverride) {
            event->accept();
            return true;
        }
        return QLineEdit::event(event);
    }
};

} // namespace

/** Everything that a window can do, reached from one list by keys. */
class TestCommandPalette : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(std::make_unique<StudioStyle>().release()); }
    void init();
    void cleanup();
    void theKeyOpensAndClosesIt();
    void theKeyWorksInFieldsThatWouldTakeIt();
    void theKeyboardGoesBackWhereItWas();
    void typedLettersAndEnterDoIt();
    void theKeyboardIsBackBeforeItIsDone();
    void itLiesInTheMiddleOfTheWindow();
    void whatCannotBeDoneIsPassedOver();
    void whatIsNotFoundIsSaid();
    void keysAndPlacesAreShown();
    void aClickDoesIt();
    void whatWasUsedComesFirstAlsoLater();
    void presetsAreOpened();
    void contextMenusOfViewsInSightAreReached();
    void anActionThatIsGoneDoesNothing();

private:
    void openList() { QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier); }
    [[nodiscard]] CommandList &list() const { return *m_palette->list(); }
    void type(const QString &text) const { QTest::keyClicks(list().searchField(), text); }
    void fieldKey(Qt::Key key) const { QTest::keyClick(list().searchField(), key); }
    [[nodiscard]] QString current() const
    {
        return list().list()->currentIndex().data().toString();
    }
    QAction *add(QMenu *menu, const QString &text, const char *name)
    {
        QAction *action = menu->addAction(text);
        action->setObjectName(QLatin1String(name));
        connect(action, &QAction::triggered, this, [this, action] {
            m_done.append(action->objectName());
            m_focusThen = QApplication::focusWidget();
        });
        return action;
    }

    std::unique_ptr<QMainWindow> m_window;
    GreedyField *m_field = nullptr;
    CommandPalette *m_palette = nullptr;
    QAction *m_paste = nullptr;
    QStringList m_done;
    QWidget *m_focusThen = nullptr;
};

void TestCommandPalette::init()
{
    m_done.clear();
    m_window = std::make_unique<QMainWindow>();
    m_window->resize(1000, 700);
    m_field = new GreedyField;
    m_window->setCentralWidget(m_field);
    QMenu *file = m_window->menuBar()->addMenu(u"&File"_qs);
    add(file, u"&Open…"_qs, "open")->setShortcut(QKeySequence(u"Ctrl+O"_qs));
    add(file, u"&Save"_qs, "save");
    file->addSeparator();
    QMenu *exporting = file->addMenu(u"&Export as"_qs);
    add(exporting, u"S&VG…"_qs, "svg");
    QMenu *edit = m_window->menuBar()->addMenu(u"&Edit"_qs);
    m_paste = add(edit, u"&Paste"_qs, "paste");
    m_paste->setEnabled(false);
    m_palette = new CommandPalette(m_window.get());
    edit->addAction(m_palette->action);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_field->setFocus();
}

void TestCommandPalette::cleanup()
{
    m_window.reset();
}

void TestCommandPalette::theKeyOpensAndClosesIt()
{
    openList();
    QVERIFY(list().isVisible());
    QVERIFY(list().searchField()->hasFocus());
    QCOMPARE(list().list()->model()->rowCount(), 4); // not itself, no separator, no menu
    QTest::keyClick(list().searchField(), Qt::Key_K, Qt::ControlModifier);
    QVERIFY(!list().isVisible());
    openList();
    fieldKey(Qt::Key_Escape);
    QVERIFY(!list().isVisible());
    QVERIFY(m_done.isEmpty());
}

void TestCommandPalette::theKeyWorksInFieldsThatWouldTakeIt()
{
    QTest::keyClick(m_field, Qt::Key_K, Qt::ControlModifier);
    QVERIFY(list().isVisible());
}

void TestCommandPalette::theKeyboardGoesBackWhereItWas()
{
    openList();
    fieldKey(Qt::Key_Escape);
    QVERIFY(m_field->hasFocus());
}

void TestCommandPalette::typedLettersAndEnterDoIt()
{
    openList();
    type(u"export"_qs);
    QCOMPARE(current(), u"SVG…"_qs);
    fieldKey(Qt::Key_Return);
    QVERIFY(!list().isVisible());
    QCOMPARE(m_done, QStringList(u"svg"_qs));
    openList();
    QCOMPARE(list().searchField()->text(), QString());
}

void TestCommandPalette::theKeyboardIsBackBeforeItIsDone()
{
    openList();
    type(u"save"_qs);
    fieldKey(Qt::Key_Return);
    QCOMPARE(m_focusThen, m_field);
}

void TestCommandPalette::itLiesInTheMiddleOfTheWindow()
{
    openList();
    const QRect place = list().geometry();
    QVERIFY(m_window->rect().contains(place));
    QVERIFY(std::abs(place.center().x() - m_window->rect().center().x()) <= 1);
    const int top = place.top();
    type(u"save"_qs);
    QCOMPARE(list().geometry().top(), top); // nothing jumps
    QVERIFY(list().height() < place.height());
    m_window->resize(300, 200);
    QTRY_VERIFY(m_window->rect().contains(list().geometry()));
}

void TestCommandPalette::whatCannotBeDoneIsPassedOver()
{
    openList();
    QCOMPARE(current(), u"Open…"_qs);
    fieldKey(Qt::Key_Up);
    QCOMPARE(current(), u"SVG…"_qs);
    fieldKey(Qt::Key_Down);
    QCOMPARE(current(), u"Open…"_qs);
    fieldKey(Qt::Key_End);
    QCOMPARE(current(), u"SVG…"_qs);
    fieldKey(Qt::Key_Home);
    fieldKey(Qt::Key_PageDown);
    QCOMPARE(current(), u"Open…"_qs); // around the end, since the last can't be taken
    type(u"paste"_qs);
    QCOMPARE(list().list()->model()->rowCount(), 1);
    fieldKey(Qt::Key_Return);
    QVERIFY(list().isVisible());
    QVERIFY(m_done.isEmpty());
    const QRect row = list().list()->visualRect(list().list()->model()->index(0, 0));
    QTest::mouseClick(list().list()->viewport(), Qt::LeftButton, {}, row.center());
    QVERIFY(m_done.isEmpty());
}

void TestCommandPalette::whatIsNotFoundIsSaid()
{
    openList();
    type(u"xyzzy"_qs);
    const auto *empty = list().findChild<QLabel *>(u"commandsEmpty"_qs);
    QVERIFY(empty->isVisible());
    QVERIFY(empty->text().contains(u"xyzzy"));
    fieldKey(Qt::Key_Return);
    QVERIFY(list().isVisible());
}

void TestCommandPalette::keysAndPlacesAreShown()
{
    openList();
    type(u"open"_qs);
    const QModelIndex index = list().list()->model()->index(0, 0);
    QCOMPARE(index.data(CommandsModel::KeysRole).toString(),
             QKeySequence(u"Ctrl+O"_qs).toString(QKeySequence::NativeText));
    list().searchField()->clear();
    type(u"svg"_qs);
    QCOMPARE(list().list()->model()->index(0, 0).data(CommandsModel::PlaceRole).toString(),
             u"File › Export as"_qs);
}

void TestCommandPalette::aClickDoesIt()
{
    openList();
    const QRect row = list().list()->visualRect(list().list()->model()->index(1, 0));
    QTest::mouseClick(list().list()->viewport(), Qt::LeftButton, {}, row.center());
    QCOMPARE(m_done, QStringList(u"save"_qs));
}

void TestCommandPalette::whatWasUsedComesFirstAlsoLater()
{
    const QTemporaryDir folder;
    QSettings kept(folder.filePath(u"kept.ini"_qs), QSettings::IniFormat);
    m_palette->remember(&kept);
    openList();
    type(u"svg"_qs);
    fieldKey(Qt::Key_Return);
    openList();
    QCOMPARE(current(), u"SVG…"_qs);

    init();
    m_palette->remember(&kept);
    openList();
    QCOMPARE(current(), u"SVG…"_qs);
}

void TestCommandPalette::presetsAreOpened()
{
    m_palette->setPresets({{u"/home/me/trio.moa.json"_qs, u"Trio"_qs, u"My presets"_qs}});
    QSignalSpy requested(m_palette, &CommandPalette::presetRequested);
    openList();
    type(u"trio"_qs);
    fieldKey(Qt::Key_Return);
    QCOMPARE(requested.size(), 1);
    QCOMPARE(requested.at(0).at(0).toString(), u"/home/me/trio.moa.json"_qs);
}

void TestCommandPalette::contextMenusOfViewsInSightAreReached()
{
    auto *view = new QListView(m_window.get());
    view->setAccessibleName(u"Runs"_qs);
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
    QMenu menu;
    view->addAction(add(&menu, u"&Star"_qs, "star"));
    openList();
    type(u"star"_qs);
    QCOMPARE(list().list()->model()->rowCount(), 0);
    fieldKey(Qt::Key_Escape);

    view->show();
    openList();
    type(u"star"_qs);
    QCOMPARE(list().list()->currentIndex().data(CommandsModel::PlaceRole).toString(), u"Runs"_qs);
    fieldKey(Qt::Key_Return);
    QCOMPARE(m_done, QStringList(u"star"_qs));
}

void TestCommandPalette::anActionThatIsGoneDoesNothing()
{
    auto extra = std::make_unique<QAction>(u"Fleeting"_qs);
    m_window->menuBar()->addAction(extra.get());
    openList();
    type(u"fleeting"_qs);
    extra.reset();
    fieldKey(Qt::Key_Return);
    QVERIFY(!list().isVisible());
}

QTEST_MAIN(TestCommandPalette)
#include "tst_commandpalette.moc"
