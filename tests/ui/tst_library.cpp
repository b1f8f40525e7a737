// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/librarycontrol.h"
#include "ui/librarypage.h"
#include "windowfixture.h"

#include "library/changesview.h"
#include "mixture/bundledpresets.h"
#include "mixture/mixturefile.h"
#include "ui/presetnotice.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QDir>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTreeView>
#include <QUrl>

using namespace moa;
using moa::test::scriptedMixture;
using moa::test::shapeOf;
using moa::test::WindowFixture;

namespace {

Mixture named(const QString &name, const QString &shape = u"a|final"_qs)
{
    Mixture mixture = scriptedMixture(shape);
    mixture.name = name;
    return mixture;
}

} // namespace

/** The library and the files behind it, through the window. */
class TestLibrary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<WindowFixture>();
        m_fixture->show(named(u"Start"_qs));
        m_fixture->window().setPlaces({path("mine"), path("revisions")});
    }
    void cleanup() { m_fixture.reset(); }

    void searchAndEnterOpenAPreset();
    void addedFoldersAreListed();
    void aFolderThatIsAddedComesIntoSight();
    void aPresetIsDuplicatedAndRenamed();
    void trashCanBeUndone();
    void theOpenPresetIsRenamedWithItsFile();
    void aChangeOnDiskIsOffered_data();
    void aChangeOnDiskIsOffered();
    void aPresetThatVanishesIsUnsaved();
    void theSameFromElsewhereIsNotToldOf();
    void savingOverSomebodyElsesWorkAsks_data();
    void savingOverSomebodyElsesWorkAsks();
    void whatWasReplacedIsARevision();
    void aRevisionIsBroughtBack();
    void aDroppedFileIsOpened_data();
    void aDroppedFileIsOpened();
    void severalDroppedFilesBecomeOwnPresets();
    void otherDropsAreLeftAlone();
    void anImportSaysWhatIsMissing();
    void theClipboardIsOpened();
    void whoReceivesAPresetMaySubstitute();
    void savingMayBeHeldUp();
    void aLostMixtureIsRestoredAsChanges_data();
    void aLostMixtureIsRestoredAsChanges();

private:
    [[nodiscard]] QString path(const char *name) const
    {
        return QDir(m_fixture->folder()).filePath(QLatin1String(name));
    }
    [[nodiscard]] LibraryPage *openLibrary() const
    {
        m_fixture->menuEntry(u"Library…"_qs)->trigger();
        LibraryPage *page = m_fixture->window().library()->page();
        return QTest::qWaitForWindowActive(page) ? page : nullptr;
    }
    /// Waits until the preset of this file is listed, and chooses it.
    void choose(LibraryPage *page, const QString &file) const
    {
        page->view()->choose(file);
        QTRY_COMPARE(page->view()->chosen(), file);
    }
    [[nodiscard]] QString shown() const { return shapeOf(m_fixture->document().mixture()); }
    [[nodiscard]] QString open() const { return path("mixture.moa.json"); }
    void edit()
    {
        Mixture mixture = m_fixture->document().mixture();
        mixture.layers[0].agents[0].muted = true;
        m_fixture->document().apply(mixture, u"Mute"_qs);
    }
    [[nodiscard]] PresetNotice &notice() const
    {
        return m_fixture->part<PresetNotice>("presetNotice");
    }
    void press(const char *name) const
    {
        auto &button = m_fixture->part<QPushButton>(name);
        QVERIFY(button.isVisible());
        QTest::mouseClick(&button, Qt::LeftButton);
    }
    /// Presses the button of the dialog that is open by its text.
    void answer(const QString &text) const
    {
        auto *dialog = m_fixture->dialog<QDialog>();
        QVERIFY(dialog);
        for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
            if (button->text().remove(u'&') == text) {
                QTest::mouseClick(button, Qt::LeftButton);
                return;
            }
        }
        QFAIL(qPrintable(u"There is no button “%1”."_qs.arg(text)));
    }
    /// Drops the files onto @p target, as the window system would; who declines passes them on.
    static void drop(QWidget *target, const QStringList &files)
    {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString &file : files)
            urls.append(QUrl::fromLocalFile(file));
        data.setUrls(urls);
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(target, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(target, &event);
    }

    std::unique_ptr<WindowFixture> m_fixture;
};

void TestLibrary::searchAndEnterOpenAPreset()
{
    LibraryPage *page = openLibrary();
    QVERIFY(page);
    QTRY_VERIFY(page->view()->tree()->isVisible());
    QTRY_VERIFY(page->view()->searchField()->hasFocus());
    QTest::keyClicks(page->view()->searchField(), u"ranker"_qs);
    QTRY_COMPARE(page->view()->tree()->currentIndex().data().toString(), u"LLM ranker"_qs);
    QTest::keyClick(page->view()->searchField(), Qt::Key_Return);
    QTRY_VERIFY(!page->isVisible());
    QCOMPARE(m_fixture->document().mixture().name, u"LLM ranker"_qs);
}

void TestLibrary::addedFoldersAreListed()
{
    QVERIFY(QDir().mkpath(path("team")));
    QVERIFY(saveMixture(named(u"Ours"_qs, u"x y|z"_qs), path("team/ours.moa.json")));
    m_fixture->window().library()->setFolders({path("team")});
    LibraryPage *page = openLibrary();
    QVERIFY(page);
    choose(page, path("team/ours.moa.json"));
    QTest::keyClick(page->view()->tree(), Qt::Key_Return);
    QCOMPARE(shown(), u"x y|z"_qs);
}

void TestLibrary::aFolderThatIsAddedComesIntoSight()
{
    QVERIFY(QDir().mkpath(path("team")));
    QVERIFY(saveMixture(named(u"Ours"_qs), path("team/ours.moa.json")));
    LibraryPage *page = openLibrary();
    QVERIFY(page);
    // The bundled presets alone are more than there is room for.
    choose(page, bundledPresets().constFirst().path);
    page->view()->searchField()->setText(u"sandbox"_qs);
    page->view()->action(LibraryCommand::AddFolder)->trigger();
    auto *dialog = page->findChild<QFileDialog *>();
    QVERIFY(dialog);
    Q_EMIT dialog->fileSelected(path("team"));
    dialog->close();
    QTRY_COMPARE(page->view()->chosen(), path("team/ours.moa.json"));
    const QTreeView *tree = page->view()->tree();
    for (const QModelIndex &each : {tree->currentIndex(), tree->currentIndex().parent()})
        QVERIFY(tree->viewport()->rect().contains(tree->visualRect(each)));
    QVERIFY(page->focusWidget() == tree);
    QTest::keyClick(page->view()->tree(), Qt::Key_Return);
    QCOMPARE(shown(), u"a|final"_qs);
    QCOMPARE(m_fixture->document().mixture().name, u"Ours"_qs);
}

void TestLibrary::aPresetIsDuplicatedAndRenamed()
{
    LibraryPage *page = openLibrary();
    QVERIFY(page);
    QVERIFY(QDir().mkpath(path("team")));
    const QString file = path("team/ours.moa.json");
    QVERIFY(saveMixture(named(u"Ours"_qs), file));
    m_fixture->window().library()->setFolders({path("team")});
    choose(page, file);
    page->view()->action(LibraryCommand::Duplicate)->trigger();
    const QString copy = path("team/Ours (copy).moa.json");
    QTRY_COMPARE(page->view()->chosen(), copy);
    page->view()->action(LibraryCommand::Rename)->trigger();
    auto *dialog = m_fixture->dialog<QInputDialog>();
    QVERIFY(dialog);
    dialog->setTextValue(u"second"_qs);
    dialog->accept();
    QTRY_COMPARE(page->view()->chosen(), path("team/second.moa.json"));
    QVERIFY(!QFileInfo::exists(copy));
    // A bundled preset can't be renamed; its copy is the person's own.
    choose(page, u":/moa/presets/moa-lite.moa.json"_qs);
    QVERIFY(!page->view()->action(LibraryCommand::Rename)->isEnabled());
    QVERIFY(!page->view()->action(LibraryCommand::Trash)->isEnabled());
    page->view()->action(LibraryCommand::Duplicate)->trigger();
    QTRY_COMPARE(page->view()->chosen(), path("mine/MoA-Lite (copy).moa.json"));
}

void TestLibrary::trashCanBeUndone()
{
    QVERIFY(QDir().mkpath(path("mine")));
    const QString file = path("mine/own.moa.json");
    QVERIFY(saveMixture(named(u"Own"_qs), file));
    LibraryPage *page = openLibrary();
    QVERIFY(page);
    choose(page, file);
    page->view()->action(LibraryCommand::Trash)->trigger();
    auto *sentence = page->findChild<QLabel *>(u"libraryMessage"_qs);
    if (QFileInfo::exists(file))
        QSKIP(qPrintable(sentence->text()));
    QVERIFY(sentence->text().contains(u"own.moa.json"));
    QTRY_VERIFY(page->view()->chosen() != file);
    QTest::mouseClick(page->findChild<QPushButton *>(u"libraryUndo"_qs), Qt::LeftButton);
    QVERIFY(QFileInfo::exists(file));
    QTRY_COMPARE(page->view()->chosen(), file);
}

void TestLibrary::theOpenPresetIsRenamedWithItsFile()
{
    m_fixture->window().library()->setFolders({m_fixture->folder()});
    LibraryPage *page = openLibrary();
    QVERIFY(page);
    choose(page, open());
    page->view()->action(LibraryCommand::Rename)->trigger();
    auto *dialog = m_fixture->dialog<QInputDialog>();
    QVERIFY(dialog);
    dialog->setTextValue(u"renamed"_qs);
    dialog->accept();
    edit();
    m_fixture->menuEntry(u"Save"_qs)->trigger();
    QVERIFY(loadMixture(path("renamed.moa.json"))->layers.at(0).agents.at(0).muted);
    QVERIFY(!QFileInfo::exists(open()));
    QVERIFY(!notice().isVisible());
}

void TestLibrary::aChangeOnDiskIsOffered_data()
{
    QTest::addColumn<QByteArray>("button");
    QTest::addColumn<QString>("shape");
    QTest::addColumn<bool>("modified");
    QTest::newRow("reload") << QByteArray("presetReload") << u"x y|z"_qs << false;
    QTest::newRow("keep mine") << QByteArray("presetKeep") << u"a|final"_qs << true;
}

void TestLibrary::aChangeOnDiskIsOffered()
{
    QFETCH(QByteArray, button);
    QFETCH(QString, shape);
    QFETCH(bool, modified);
    QVERIFY(!notice().isVisible());
    QVERIFY(saveMixture(named(u"Start"_qs, u"x y|z"_qs), open()));
    QTRY_VERIFY(notice().isVisible());
    QCOMPARE(m_fixture->label("presetNoticeText"), u"“mixture.moa.json” was changed on disk."_qs);
    QCOMPARE(shown(), u"a|final"_qs);
    press("presetDifferences");
    auto *changes = m_fixture->window().findChild<ChangesView *>();
    QVERIFY(changes);
    QVERIFY(changes->topLevelItemCount() > 1);
    answer(u"Close"_qs);
    QTRY_VERIFY(!m_fixture->window().findChild<ChangesView *>());
    press(button.constData());
    QVERIFY(!notice().isVisible());
    QCOMPARE(shown(), shape);
    QCOMPARE(m_fixture->document().isModified(), modified);
    // Whatever was chosen can be taken back or saved.
    if (modified) {
        m_fixture->menuEntry(u"Save"_qs)->trigger();
        QCOMPARE(shapeOf(*loadMixture(open())), u"a|final"_qs);
    } else {
        m_fixture->document().undoStack()->undo();
        QCOMPARE(shown(), u"a|final"_qs);
    }
}

void TestLibrary::aPresetThatVanishesIsUnsaved()
{
    QVERIFY(QFile::remove(open()));
    QTRY_VERIFY(notice().isVisible());
    QVERIFY(m_fixture->label("presetNoticeText").contains(u"not on disk any more"));
    QVERIFY(m_fixture->document().isModified());
    press("presetSaveAgain");
    QVERIFY(QFileInfo::exists(open()));
    QVERIFY(!m_fixture->document().isModified());
    QTRY_VERIFY(!notice().isVisible());
}

void TestLibrary::theSameFromElsewhereIsNotToldOf()
{
    edit();
    QVERIFY(saveMixture(m_fixture->document().mixture(), open()));
    QTRY_VERIFY(!m_fixture->document().isModified());
    QVERIFY(!notice().isVisible());
}

void TestLibrary::savingOverSomebodyElsesWorkAsks_data()
{
    QTest::addColumn<QString>("choice");
    QTest::addColumn<QString>("onDisk");
    QTest::addColumn<QString>("here");
    QTest::newRow("mine") << u"Replace It with Mine"_qs << u"a|final"_qs << u"a|final"_qs;
    QTest::newRow("theirs") << u"Take What Is on Disk"_qs << u"x y|z"_qs << u"x y|z"_qs;
    QTest::newRow("neither") << u"Cancel"_qs << u"x y|z"_qs << u"a|final"_qs;
}

void TestLibrary::savingOverSomebodyElsesWorkAsks()
{
    QFETCH(QString, choice);
    QFETCH(QString, onDisk);
    QFETCH(QString, here);
    edit();
    QVERIFY(saveMixture(named(u"Start"_qs, u"x y|z"_qs), open()));
    m_fixture->menuEntry(u"Save"_qs)->trigger(); // before anything was told
    auto *changes = m_fixture->window().findChild<ChangesView *>();
    QVERIFY(changes);
    QVERIFY(changes->topLevelItemCount() > 1);
    answer(choice);
    QTRY_VERIFY(!m_fixture->window().findChild<ChangesView *>());
    QCOMPARE(shapeOf(*loadMixture(open())), onDisk);
    QCOMPARE(shown(), here);
    QCOMPARE(m_fixture->document().isModified(), choice == u"Cancel");
}

void TestLibrary::whatWasReplacedIsARevision()
{
    edit();
    QVERIFY(saveMixture(named(u"Start"_qs, u"x y|z"_qs), open()));
    m_fixture->menuEntry(u"Save"_qs)->trigger();
    answer(u"Replace It with Mine"_qs);
    const PresetRevisions revisions(path("revisions"));
    const QList<PresetRevision> kept = revisions.of(open());
    QCOMPARE(kept.size(), 2);
    QCOMPARE(shapeOf(*revisions.load(open(), kept.at(0).id)), u"a|final"_qs);
    QCOMPARE(shapeOf(*revisions.load(open(), kept.at(1).id)), u"x y|z"_qs);
}

void TestLibrary::aRevisionIsBroughtBack()
{
    edit();
    m_fixture->menuEntry(u"Save"_qs)->trigger();
    m_fixture->part<PresetFiles>().showRevisions(open());
    auto *list = m_fixture->window().findChild<QListWidget *>(u"revisions"_qs);
    QVERIFY(list);
    QCOMPARE(list->count(), 2);
    list->setCurrentRow(1); // as it first was
    auto *changes = m_fixture->window().findChild<ChangesView *>();
    QCOMPARE(changes->topLevelItemCount(), 1);
    QCOMPARE(changes->topLevelItem(0)->text(1), u"muted"_qs);
    list->currentItem()->setText(u"First"_qs);
    QCOMPARE(PresetRevisions(path("revisions")).of(open()).at(1).name, u"First"_qs);
    QCOMPARE(list->currentItem()->text(), u"First"_qs);
    answer(u"Bring Back"_qs);
    QVERIFY(!m_fixture->document().mixture().layers.at(0).agents.at(0).muted);
    QVERIFY(m_fixture->document().isModified());
    m_fixture->document().undoStack()->undo();
    QVERIFY(m_fixture->document().mixture().layers.at(0).agents.at(0).muted);
}

void TestLibrary::aDroppedFileIsOpened_data()
{
    QTest::addColumn<QByteArray>("onto");
    QTest::newRow("window") << QByteArray();
    QTest::newRow("prompt") << QByteArray("prompt");
}

void TestLibrary::aDroppedFileIsOpened()
{
    QFETCH(QByteArray, onto);
    QWidget *target = &m_fixture->window();
    if (!onto.isEmpty())
        target = &m_fixture->part<QWidget>(onto.constData());
    drop(target, {m_fixture->file(named(u"Dropped"_qs, u"x y|z"_qs), u"other.moa.json"_qs)});
    QCOMPARE(shown(), u"x y|z"_qs);
    QCOMPARE(m_fixture->part<PresetFiles>().source(), path("other.moa.json"));
    QCOMPARE(m_fixture->prompt()->toPlainText(), u"What now?"_qs);
}

void TestLibrary::severalDroppedFilesBecomeOwnPresets()
{
    QFile bad(path("bad.json"));
    QVERIFY(bad.open(QIODevice::WriteOnly));
    bad.write("{}");
    bad.close();
    drop(&m_fixture->window(),
         {m_fixture->file(named(u"One"_qs), u"1.moa.json"_qs),
          m_fixture->file(named(u"Two"_qs), u"2.moa.json"_qs), bad.fileName()});
    QCOMPARE(shown(), u"a|final"_qs);
    QVERIFY(QFileInfo::exists(path("mine/One.moa.json")));
    QVERIFY(QFileInfo::exists(path("mine/Two.moa.json")));
    LibraryPage *page = m_fixture->window().library()->page();
    QVERIFY(page->isVisible());
    const QString said = page->findChild<QLabel *>(u"libraryMessage"_qs)->text();
    QVERIFY2(said.contains(u"2.moa.json is among your presets now."), qPrintable(said));
    QVERIFY2(said.contains(u"bad.json could not be taken: "), qPrintable(said));
    QTRY_COMPARE(page->view()->chosen(), path("mine/Two.moa.json"));
}

void TestLibrary::otherDropsAreLeftAlone()
{
    QMimeData data;
    data.setUrls(
        {QUrl(u"https://example.org/x.moa.json"_qs), QUrl::fromLocalFile(u"/tmp/picture.png"_qs)});
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, {});
    enter.ignore();
    QApplication::sendEvent(&m_fixture->window(), &enter);
    QVERIFY(!enter.isAccepted());
}

void TestLibrary::anImportSaysWhatIsMissing()
{
    QFile script(path("moa.py"));
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write("reference_models = [\"m/a\", \"m/b\"]\naggregator_model = \"m/c\"\n");
    script.close();
    m_fixture->window().openPreset(script.fileName());
    auto *box = m_fixture->dialog<QMessageBox>();
    QVERIFY(box);
    QCOMPARE(box->text(), u"The mixture was imported"_qs);
    QVERIFY(box->informativeText().contains(u"provider “together”"));
    QCOMPARE(shown(), u"a b|c"_qs);
    QCOMPARE(m_fixture->document().mixture().name, u"moa"_qs);
    // It is in no file: saving asks for one, and never overwrites the script.
    QVERIFY(m_fixture->document().isModified());
    QVERIFY(m_fixture->part<PresetFiles>().source().isEmpty());
}

void TestLibrary::theClipboardIsOpened()
{
    QGuiApplication::clipboard()->setText(
        QString::fromUtf8(writeMixture(named(u"Pasted"_qs, u"x y|z"_qs))));
    m_fixture->menuEntry(u"Open from Clipboard"_qs)->trigger();
    QCOMPARE(shown(), u"x y|z"_qs);
    QVERIFY(m_fixture->document().isModified());
    QVERIFY(m_fixture->part<PresetFiles>().source().isEmpty());
}

void TestLibrary::whoReceivesAPresetMaySubstitute()
{
    std::function<void()> goOn;
    m_fixture->part<PresetFiles>().setReception(
        [&](const Mixture &mixture, const QString &source,
            const std::function<void(const Mixture &)> &proceed) {
            QCOMPARE(source, path("other.moa.json"));
            Mixture other = mixture;
            other.layers[0].agents[0].model = u"substitute"_qs;
            goOn = [proceed, other] { proceed(other); };
        });
    const QString before = shown();
    m_fixture->window().openPreset(
        m_fixture->file(named(u"Theirs"_qs, u"x|z"_qs), u"other.moa.json"_qs));
    QCOMPARE(shown(), before);
    goOn();
    QCOMPARE(shown(), u"x|z"_qs);
    QCOMPARE(m_fixture->document().mixture().layers.at(0).agents.at(0).model, u"substitute"_qs);
    QVERIFY(m_fixture->document().isModified());
}

void TestLibrary::savingMayBeHeldUp()
{
    std::function<void()> goOn;
    m_fixture->part<PresetFiles>().setGuard(
        [&](const Mixture &, const std::function<void()> &proceed) { goOn = proceed; });
    edit();
    m_fixture->menuEntry(u"Save"_qs)->trigger();
    QVERIFY(m_fixture->document().isModified());
    QVERIFY(goOn);
    goOn();
    QVERIFY(!m_fixture->document().isModified());
}

void TestLibrary::aLostMixtureIsRestoredAsChanges_data()
{
    QTest::addColumn<bool>("fileIsThere");
    QTest::newRow("of a file") << true;
    QTest::newRow("whose file is gone") << false;
}

void TestLibrary::aLostMixtureIsRestoredAsChanges()
{
    QFETCH(bool, fileIsThere);
    const QString file = m_fixture->file(named(u"Lost"_qs, u"x|z"_qs), u"lost.moa.json"_qs);
    if (!fileIsThere)
        QVERIFY(QFile::remove(file));
    bool restored = false;
    m_fixture->part<PresetFiles>().restore(named(u"Lost"_qs, u"x y|z"_qs), file,
                                           [&restored] { restored = true; });
    QVERIFY(restored);
    QCOMPARE(shown(), u"x y|z"_qs);
    QVERIFY(m_fixture->document().isModified());
    QCOMPARE(m_fixture->part<PresetFiles>().source(), fileIsThere ? file : QString());
    m_fixture->document().undoStack()->undo();
    QCOMPARE(shown(), fileIsThere ? u"x|z"_qs : QString());
}

int main(int argc, char *argv[])
{
    return moa::test::windowTestMain<TestLibrary>(argc, argv);
}

#include "tst_library.moc"
