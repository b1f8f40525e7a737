// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowfixture.h"

#include "mixture/mixturefile.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QTextDocumentFragment>
#include <QTimer>

using namespace moa;
using moa::test::scriptedMixture;
using moa::test::shapeOf;
using moa::test::WindowFixture;

/** The way of a mixture to and from files, through the window's menus and dialogs. */
class TestPresetFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void aFileIsOpened();
    void cancelOpensNothing();
    void aFileIsSavedWhereItCameFrom();
    void saveAsTakesAnotherFile();
    void aBundledPresetAsksForAPlace();
    void suggestedNamesAreNamesOfFiles();
    void everyBundledPresetOpensWithoutProblems();
    void anUnreadablePresetLeavesTheDocumentAlone_data();
    void anUnreadablePresetLeavesTheDocumentAlone();
    void unsavedChangesAreAskedAbout_data();
    void unsavedChangesAreAskedAbout();
    void savedChangesAreNotAskedAbout();
    void closingAsks_data();
    void closingAsks();
    void closingAnUntitledMixtureMayBeSavedFirst();
    void aFolderThatCantBeWrittenIsTold_data();
    void aFolderThatCantBeWrittenIsTold();
    void aFailedSaveKeepsTheWindowOpen();
    void theTitleMarksUnsavedChanges();
    void namesAreShownAsTheyAre();

private:
    /// An edit as a person makes it: mutes the agent.
    void edit(const QString &agent = u"a"_qs)
    {
        // A window system would do so when a dialog goes.
        m_fixture->window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&m_fixture->window()));
        m_fixture->canvas().selectAgents({AgentId(agent)});
        m_fixture->canvas().setFocus();
        QTest::keyClick(&m_fixture->canvas(), Qt::Key_M);
        QVERIFY(m_fixture->document().isModified());
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers) const
    {
        QTest::keyClick(&m_fixture->window(), key, modifiers);
    }
    /// Enters @p path in the file dialog that is open, and accepts it.
    void enterFile(const QString &path)
    {
        auto *dialog = m_fixture->dialog<QFileDialog>();
        QVERIFY(dialog);
        QVERIFY(QApplication::activeModalWidget() == dialog);
        auto *name = dialog->findChild<QLineEdit *>(u"fileNameEdit"_qs);
        QTRY_VERIFY(name->hasFocus());
        name->setCompleter(nullptr); // its list would be in the mouse's way
        name->selectAll();
        QTest::keyClicks(name, path);
        const bool saves = dialog->acceptMode() == QFileDialog::AcceptSave;
        QPushButton *accept = dialog->findChild<QDialogButtonBox *>()->button(
            saves ? QDialogButtonBox::Save : QDialogButtonBox::Open);
        QTRY_VERIFY(accept->isEnabled());
        QTest::mouseClick(accept, Qt::LeftButton);
        QTRY_VERIFY(!m_fixture->window().findChild<QFileDialog *>());
    }
    void answer(QMessageBox::StandardButton button)
    {
        const QPointer box(m_fixture->dialog<QMessageBox>());
        QVERIFY(box);
        QVERIFY(QApplication::activeModalWidget() == box);
        QTest::mouseClick(box->button(button), Qt::LeftButton);
        QTRY_VERIFY(!box);
    }
    /// What the message on the screen says, as plain text.
    [[nodiscard]] QString messageText() const
    {
        const auto *box = m_fixture->dialog<QMessageBox>();
        return box ? box->text() + u'\n'
                + QTextDocumentFragment::fromHtml(box->informativeText()).toPlainText()
                   : QString();
    }
    [[nodiscard]] QString shown() const { return shapeOf(m_fixture->document().mixture()); }
    [[nodiscard]] QString path(const char *name) const
    {
        return QDir(m_fixture->folder()).filePath(QLatin1String(name));
    }
    [[nodiscard]] static bool isMuted(const QString &path)
    {
        const Result<Mixture> saved = loadMixture(path);
        return saved && saved->agent(AgentId(u"a"_qs))->muted;
    }

    std::unique_ptr<WindowFixture> m_fixture;
};

void TestPresetFiles::aFileIsOpened()
{
    m_fixture->show(scriptedMixture(u"a|final"_qs));
    Mixture other = scriptedMixture(u"x y|z"_qs);
    other.name = u"Other"_qs;
    other.examplePrompt = u"And now?"_qs;
    key(Qt::Key_O, Qt::ControlModifier);
    enterFile(m_fixture->file(other, u"other.moa.json"_qs));
    QCOMPARE(shown(), u"x y|z"_qs);
    QVERIFY(m_fixture->canvas().canvasScene()->card(AgentId(u"x"_qs)));
    QCOMPARE(m_fixture->prompt()->toPlainText(), u"And now?"_qs);
    QVERIFY(m_fixture->window().windowTitle().startsWith(u"Other[*]"));
    QVERIFY(!m_fixture->document().isModified());
    QVERIFY(!m_fixture->document().undoStack()->canUndo());
}

void TestPresetFiles::cancelOpensNothing()
{
    m_fixture->show(scriptedMixture(u"a|final"_qs));
    key(Qt::Key_O, Qt::ControlModifier);
    auto *dialog = m_fixture->dialog<QFileDialog>();
    QVERIFY(dialog);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!m_fixture->window().findChild<QFileDialog *>());
    QCOMPARE(shown(), u"a|final"_qs);
}

void TestPresetFiles::aFileIsSavedWhereItCameFrom()
{
    m_fixture->show(scriptedMixture(u"a|final"_qs));
    edit();
    key(Qt::Key_S, Qt::ControlModifier);
    QVERIFY(isMuted(path("mixture.moa.json")));
    QVERIFY(!m_fixture->document().isModified());
    // Saving is no point of no return.
    key(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(!m_fixture->document().mixture().agent(AgentId(u"a"_qs))->muted);
    QVERIFY(m_fixture->document().isModified());
}

void TestPresetFiles::saveAsTakesAnotherFile()
{
    m_fixture->show(scriptedMixture(u"a|final"_qs));
    edit();
    key(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    enterFile(path("copy")); // the suffix comes by itself
    QVERIFY(isMuted(path("copy.moa.json")));
    QVERIFY(!isMuted(path("mixture.moa.json")));
    QVERIFY(!m_fixture->document().isModified());
    // From now on that is its file.
    edit();
    key(Qt::Key_S, Qt::ControlModifier);
    QVERIFY(!isMuted(path("copy.moa.json")));
}

void TestPresetFiles::aBundledPresetAsksForAPlace()
{
    m_fixture->show(u"sandbox"_qs);
    edit(u"brief"_qs);
    key(Qt::Key_S, Qt::ControlModifier);
    auto *dialog = m_fixture->dialog<QFileDialog>();
    QVERIFY(dialog);
    QCOMPARE(dialog->findChild<QLineEdit *>(u"fileNameEdit"_qs)->text(), u"Sandbox.moa.json"_qs);
    enterFile(path("mine.moa.json"));
    const Result<Mixture> saved = loadMixture(path("mine.moa.json"));
    QVERIFY(saved);
    QVERIFY(saved->agent(AgentId(u"brief"_qs))->muted);
    QVERIFY(!m_fixture->document().isModified());
}

void TestPresetFiles::suggestedNamesAreNamesOfFiles()
{
    m_fixture->show(u"sandbox"_qs);
    Mixture mixture = scriptedMixture(u"a|final"_qs);
    mixture.name = u"MoA w/ GPT-4.1"_qs;
    m_fixture->document().apply(mixture, u"Test"_qs);
    key(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    auto *dialog = m_fixture->dialog<QFileDialog>();
    QVERIFY(dialog);
    QCOMPARE(dialog->findChild<QLineEdit *>(u"fileNameEdit"_qs)->text(),
             u"MoA w- GPT-4.1.moa.json"_qs);
}

void TestPresetFiles::everyBundledPresetOpensWithoutProblems()
{
    m_fixture->show(scriptedMixture(u"a|final"_qs));
    QList<QAction *> presets;
    for (const QMenu *menu : m_fixture->window().findChildren<QMenu *>()) {
        if (menu->title().remove(u'&') == u"Open Bundled Preset")
            presets = menu->actions();
    }
    QVERIFY(presets.size() >= 5);
    for (QAction *preset : std::as_const(presets)) {
        preset->trigger();
        const QString name = preset->text();
        QVERIFY2(m_fixture->window().windowTitle().startsWith(name + u"[*]"_qs), qPrintable(name));
        QVERIFY2(m_fixture->document().mixture().agentCount() > 0, qPrintable(name));
        QVERIFY(!m_fixture->prompt()->toPlainText().isEmpty());
        // The mixture is checked from the event loop, before this.
        bool turned = false;
        QTimer::singleShot(0, &m_fixture->window(), [&turned] { turned = true; });
        QTRY_VERIFY(turned);
        QVERIFY2(m_fixture->label("problemSentence").isEmpty(),
                 qPrintable(m_fixture->label("problemSentence")));
        QVERIFY(!m_fixture->document().isModified());
    }
}

void TestPresetFiles::anUnreadablePresetLeavesTheDocumentAlone_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("part");
    QTest::newRow("not JSON") << QByteArray("{\n \"format\": \"moa-studio/mixture\",\n oops\n}")
                              << u"ine 3"_qs;
    QTest::newRow("wrong type") << QByteArray(
        "{\"format\": \"moa-studio/mixture\", \"version\": 1, \"layers\": 7}")
                                << u"layers"_qs;
    QTest::newRow("some other file") << QByteArray("{\"a\": \"<b>bold</b>\"}") << u"ormat"_qs;
    QTest::newRow("no such file") << QByteArray() << u"cannot be opened"_qs;
}

void TestPresetFiles::anUnreadablePresetLeavesTheDocumentAlone()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, part);
    m_fixture->show(scriptedMixture(u"a|final"_qs));
    const QString bad = path("bad.moa.json");
    if (!content.isEmpty()) {
        QFile file(bad);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    m_fixture->window().openPreset(bad);
    const QString text = messageText();
    QVERIFY2(text.contains(u"can’t be opened"), qPrintable(text));
    QVERIFY2(text.contains(QDir::toNativeSeparators(bad)), qPrintable(text));
    QVERIFY2(text.contains(part), qPrintable(text));
    answer(QMessageBox::Ok);
    QCOMPARE(shown(), u"a|final"_qs);
    // It is still the other file's mixture.
    edit();
    key(Qt::Key_S, Qt::ControlModifier);
    QVERIFY(isMuted(path("mixture.moa.json")));
}

void TestPresetFiles::unsavedChangesAreAskedAbout_data()
{
    QTest::addColumn<QString>("by");
    QTest::addColumn<QMessageBox::StandardButton>("button");
    QTest::addColumn<bool>("saved");
    QTest::addColumn<bool>("replaced");
    for (const QString &by : {u"new"_qs, u"bundled"_qs}) {
        QTest::addRow("%s, save", qPrintable(by)) << by << QMessageBox::Save << true << true;
        QTest::addRow("%s, discard", qPrintable(by)) << by << QMessageBox::Discard << false << true;
        QTest::addRow("%s, cancel", qPrintable(by)) << by << QMessageBox::Cancel << false << false;
    }
}

void TestPresetFiles::unsavedChangesAreAskedAbout()
{
    QFETCH(QString, by);
    QFETCH(QMessageBox::StandardButton, button);
    QFETCH(bool, saved);
    QFETCH(bool, replaced);
    m_fixture->show(scriptedMixture(u"a|final"_qs));
    edit();
    if (by == u"new")
        key(Qt::Key_N, Qt::ControlModifier);
    else
        m_fixture->menuEntry(u"Sandbox"_qs)->trigger();
    const QString text = messageText();
    QVERIFY2(text.contains(u"“mixture.moa.json” has changes that are not saved."),
             qPrintable(text));
    answer(button);
    QCOMPARE(isMuted(path("mixture.moa.json")), saved);
    QCOMPARE(shown() != u"a|final", replaced);
    QCOMPARE(m_fixture->document().isModified(), !replaced);
}

void TestPresetFiles::savedChangesAreNotAskedAbout()
{
    m_fixture->show(scriptedMixture(u"a|final"_qs));
    key(Qt::Key_N, Qt::ControlModifier);
    QVERIFY(!m_fixture->window().findChild<QMessageBox *>());
    QCOMPARE(shown(), QString());
    QVERIFY(m_fixture->window().windowTitle().startsWith(u"Untitled mixture[*]"));
}

void TestPresetFiles::closingAsks_data()
{
    QTest::addColumn<QMessageBox::StandardButton>("button");
    QTest::addColumn<bool>("saved");
    QTest::addColumn<bool>("closed");
    QTest::newRow("save") << QMessageBox::Save << true << true;
    QTest::newRow("discard") << QMessageBox::Discard << false << true;
    QTest::newRow("cancel") << QMessageBox::Cancel << false << false;
}

void TestPresetFiles::closingAsks()
{
    QFETCH(QMessageBox::StandardButton, button);
    QFETCH(bool, saved);
    QFETCH(bool, closed);
    m_fixture->show(scriptedMixture(u"a|final"_qs));
    edit();
    QVERIFY(!m_fixture->window().close());
    answer(button);
    QCOMPARE(m_fixture->window().isVisible(), !closed);
    QCOMPARE(isMuted(path("mixture.moa.json")), saved);
}

void TestPresetFiles::closingAnUntitledMixtureMayBeSavedFirst()
{
    m_fixture->show(u"sandbox"_qs);
    edit(u"brief"_qs);
    QVERIFY(!m_fixture->window().close());
    answer(QMessageBox::Save);
    auto *dialog = m_fixture->dialog<QFileDialog>();
    QVERIFY(dialog);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!m_fixture->window().findChild<QFileDialog *>());
    QVERIFY(m_fixture->window().isVisible());

    QVERIFY(!m_fixture->window().close());
    answer(QMessageBox::Save);
    enterFile(path("mine.moa.json"));
    QVERIFY(!m_fixture->window().isVisible());
    QVERIFY(QFile::exists(path("mine.moa.json")));
}

void TestPresetFiles::aFolderThatCantBeWrittenIsTold_data()
{
    QTest::addColumn<bool>("removed");
    QTest::newRow("the folder is gone") << true;
    QTest::newRow("the folder takes no files") << false;
}

void TestPresetFiles::aFolderThatCantBeWrittenIsTold()
{
    QFETCH(bool, removed);
    const QString folder = path("folder");
    QVERIFY(QDir().mkdir(folder));
    const QString preset = folder + u"/mixture.moa.json"_qs;
    QVERIFY(saveMixture(scriptedMixture(u"a|final"_qs), preset));
    m_fixture->show(preset);
    edit();
    const auto restore = qScopeGuard([&folder] {
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    });
    if (removed) {
        QVERIFY(QDir(folder).removeRecursively());
    } else {
        QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::ExeOwner));
        if (QFileInfo(folder).isWritable())
            QSKIP("This user may write everywhere.");
    }
    key(Qt::Key_S, Qt::ControlModifier);
    const QString text = messageText();
    QVERIFY2(text.contains(u"The file cannot be written: "), qPrintable(text));
    QVERIFY2(text.contains(QDir::toNativeSeparators(preset)), qPrintable(text));
    answer(QMessageBox::Ok);
    QVERIFY(m_fixture->document().isModified());
    QVERIFY(m_fixture->window().isWindowModified());
}

void TestPresetFiles::aFailedSaveKeepsTheWindowOpen()
{
    m_fixture->show(scriptedMixture(u"a|final"_qs));
    edit();
    QVERIFY(QDir(m_fixture->folder()).removeRecursively());
    QVERIFY(!m_fixture->window().close());
    answer(QMessageBox::Save);
    QVERIFY(messageText().contains(u"The file cannot be written: "));
    answer(QMessageBox::Ok);
    QVERIFY(m_fixture->window().isVisible());
    QVERIFY(m_fixture->document().isModified());
}

void TestPresetFiles::theTitleMarksUnsavedChanges()
{
    m_fixture->show(scriptedMixture(u"a|final"_qs));
    QCOMPARE(m_fixture->label("presetTitle"), u"mixture.moa.json"_qs);
    QVERIFY(!m_fixture->window().isWindowModified());
    edit();
    QCOMPARE(m_fixture->label("presetTitle"), u"mixture.moa.json •"_qs);
    QVERIFY(m_fixture->window().isWindowModified());
    key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(m_fixture->label("presetTitle"), u"mixture.moa.json"_qs);
    QVERIFY(!m_fixture->window().isWindowModified());
    // The saved state may as well be one that redo leads to.
    edit();
    key(Qt::Key_S, Qt::ControlModifier);
    QVERIFY(!m_fixture->window().isWindowModified());
    key(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(m_fixture->window().isWindowModified());
    key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(!m_fixture->window().isWindowModified());
    QCOMPARE(m_fixture->label("presetTitle"), u"mixture.moa.json"_qs);
}

void TestPresetFiles::namesAreShownAsTheyAre()
{
    Mixture mixture = scriptedMixture(u"a|final"_qs);
    mixture.name = u"<img src=x> [*] & co"_qs;
    m_fixture->show(mixture);
    QCOMPARE(m_fixture->label("presetTitle"), mixture.name);
    // Qt takes two marks for one that is meant.
    QVERIFY(m_fixture->window().windowTitle().startsWith(u"<img src=x> [*][*] & co[*]"));
    edit();
    QVERIFY(!m_fixture->window().close());
    const auto *box = m_fixture->dialog<QMessageBox>();
    QVERIFY(box);
    QVERIFY(box->text().contains(mixture.name));
    QCOMPARE(box->textFormat(), Qt::PlainText);
}

int main(int argc, char *argv[])
{
    return moa::test::windowTestMain<TestPresetFiles>(argc, argv);
}

#include "tst_presetfiles.moc"
