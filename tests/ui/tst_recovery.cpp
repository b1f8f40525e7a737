// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/promptbar.h"
#include "mixture/fileio.h"
#include "mixture/mixturefile.h"
#include "sessionfixture.h"
#include "ui/presetfiles.h"
#include "ui/recovery.h"
#include "ui/recoverybar.h"

#include <cstdio>
#include <QAction>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QMessageBox>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QToolButton>

using namespace moa;
using namespace moa::test;

namespace {

/** What a window has to lose, and its recovery. */
class Window
{
public:
    explicit Window(const QString &root)
        : m_bar(new PromptBar(&m_window))
        , m_files(&m_fixture.document(), &m_window)
        , m_recovery(std::make_unique<Recovery>(
              Recovery::Parts{&m_fixture.document(), &m_files, &m_fixture.session(), m_bar}, root,
              &m_window))
    {
        m_window.resize(800, 300);
        m_window.show();
    }

    [[nodiscard]] MixtureDocument &document() { return m_fixture.document(); }
    [[nodiscard]] RunSession &session() { return m_fixture.session(); }
    [[nodiscard]] PresetFiles &files() { return m_files; }
    [[nodiscard]] PromptBar &prompt() { return *m_bar; }
    [[nodiscard]] Recovery &recovery() { return *m_recovery; }
    [[nodiscard]] RecoveryBar &offers() { return *m_recovery->bar(); }

    void rename(const QString &name)
    {
        Mixture mixture = document().mixture();
        mixture.name = name;
        document().apply(mixture, u"Rename"_qs);
    }
    [[nodiscard]] QStringList sentences()
    {
        QStringList texts;
        for (const QLabel *label : offers().findChildren<QLabel *>(u"recoverySentence"_qs)) {
            if (label->isVisible())
                texts.append(label->text());
        }
        return texts;
    }
    void press(const char *name)
    {
        for (QToolButton *button : offers().findChildren<QToolButton *>(QLatin1String(name))) {
            if (button->isVisible()) {
                button->click();
                return;
            }
        }
        QFAIL("There is no such button.");
    }

private:
    QWidget m_window;
    SessionFixture m_fixture;
    PromptBar *m_bar;
    PresetFiles m_files;
    std::unique_ptr<Recovery> m_recovery;
};

QStringList draftsIn(const QString &root)
{
    QStringList drafts;
    for (const QString &name : QDir(root).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (QFile::exists(root + u'/' + name + u"/draft.json"_qs))
            drafts.append(root + u'/' + name + u"/draft.json"_qs);
    }
    return drafts;
}

/// The name of the mixture in the one draft; empty: there is not one.
QString keptName(const QString &root)
{
    const QStringList drafts = draftsIn(root);
    if (drafts.size() != 1)
        return {};
    const Result<Draft> draft = readFile(drafts.constFirst(), 1'000'000).and_then(readDraft);
    return draft ? draft->mixture.name : QString();
}

/// What the child process does: a window with unsaved work that is killed.
int editUntilKilled(const QStringList &arguments)
{
    const QString root = arguments.value(2);
    Window window(root);
    if (const QString preset = arguments.value(4); !preset.isEmpty())
        window.files().load(preset);
    window.rename(arguments.value(3));
    window.prompt().setText(u"Prompt of the child"_qs);
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, [&root] {
        for (const QString &path : draftsIn(root)) {
            const Result<Draft> draft = readFile(path, 1'000'000).and_then(readDraft);
            if (draft && draft->prompt == u"Prompt of the child") {
                std::puts("ready");
                std::fflush(stdout);
            }
        }
    });
    look.start(20);
    return QApplication::exec();
}

} // namespace

/** Unsaved work after an end that was none: what is kept when, what is offered, what comes back. */
class TestRecovery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void editsAreKept();
    void whatIsSavedIsNotKept();
    void aTypedPromptIsKept();
    void anExampleOrAPromptThatRanIsNotKept();
    void aCleanEndLeavesNothing();
    void whatAKilledProgramHadIsOffered();
    void openingBringsItBackAsUnsavedChanges();
    void aPresetThatIsGoneIsNoHindrance();
    void unsavedChangesAreAskedAboutFirst();
    void discardingTakesItAway();
    void whatIsNotDecidedIsOfferedAgain();
    void manyAreOfferedAFewAtATime();
    void whatCannotBeKeptIsSaidOnce();

private:
    [[nodiscard]] QString root() const { return m_folder->filePath(u"drafts"_qs); }
    /// A program with an unsaved mixture of this name that ends by kill -9.
    void crash(const QString &name, const QString &preset = {})
    {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {u"--edit"_qs, root(), name, preset});
        while (child.waitForReadyRead(30'000) && !child.canReadLine()) { }
        QCOMPARE(child.readLine().trimmed(), QByteArray("ready"));
        child.kill();
        QVERIFY(child.waitForFinished());
    }
    void leave(const QString &name, int minute)
    {
        const auto folder = DraftFolder::create(root());
        QVERIFY(folder);
        Draft draft;
        draft.mixture.name = name;
        draft.isModified = true;
        draft.changedAt = QDateTime::currentDateTimeUtc().addSecs(60 * minute);
        QVERIFY((*folder)->write(draft));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestRecovery::editsAreKept()
{
    Window window(root());
    window.rename(u"First"_qs);
    QTRY_COMPARE(keptName(root()), u"First"_qs);
    window.rename(u"Second"_qs);
    QTRY_COMPARE(keptName(root()), u"Second"_qs);
    QVERIFY(!window.offers().isVisible());
}

void TestRecovery::whatIsSavedIsNotKept()
{
    Window window(root());
    window.rename(u"Trio"_qs);
    QTRY_COMPARE(keptName(root()), u"Trio"_qs);
    window.document().undoStack()->setClean();
    QTRY_VERIFY(draftsIn(root()).isEmpty());
}

void TestRecovery::aTypedPromptIsKept()
{
    Window window(root());
    window.prompt().setText(u"A thought"_qs);
    QTRY_COMPARE(draftsIn(root()).size(), 1);
    const Result<Draft> draft =
        readFile(draftsIn(root()).constFirst(), 1'000'000).and_then(readDraft);
    QVERIFY(draft);
    QCOMPARE(draft->prompt, u"A thought"_qs);
    QVERIFY(!draft->isModified);
    window.prompt().setText({});
    QTRY_VERIFY(draftsIn(root()).isEmpty());
}

void TestRecovery::anExampleOrAPromptThatRanIsNotKept()
{
    Window window(root());
    window.prompt().setText(u"Ask this"_qs);
    QTRY_COMPARE(draftsIn(root()).size(), 1);
    QSignalSpy ended(&window.session(), &RunSession::runEnded);
    window.session().run(u"Ask this"_qs);
    QVERIFY(ended.wait());
    QTRY_VERIFY(draftsIn(root()).isEmpty());
    Mixture mixture = window.document().mixture();
    mixture.examplePrompt = u"An example"_qs;
    window.document().reset(mixture);
    window.prompt().setText(u"Something else"_qs);
    QTRY_COMPARE(draftsIn(root()).size(), 1);
    window.prompt().setText(u"An example"_qs);
    QTRY_VERIFY(draftsIn(root()).isEmpty());
}

void TestRecovery::aCleanEndLeavesNothing()
{
    {
        Window window(root());
        window.rename(u"Trio"_qs);
        QTRY_COMPARE(keptName(root()), u"Trio"_qs);
        window.rename(u"Quartet"_qs);
    }
    QVERIFY(QDir(root()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).isEmpty());
}

void TestRecovery::whatAKilledProgramHadIsOffered()
{
    crash(u"Trio"_qs);
    Window window(root());
    QTRY_VERIFY(window.offers().isVisible());
    QCOMPARE(window.sentences().size(), 1);
    QVERIFY(window.sentences().at(0).contains(u"Trio"));
    // A second instance meanwhile offers nothing, and does no harm.
    Window second(root());
    second.rename(u"Of the second"_qs);
    QTRY_COMPARE(draftsIn(root()).size(), 2);
    QVERIFY(!second.offers().isVisible());
    QVERIFY(window.document().mixture().name != u"Trio"); // never silently
}

void TestRecovery::openingBringsItBackAsUnsavedChanges()
{
    Mixture saved;
    saved.name = u"As saved"_qs;
    const QString preset = m_folder->filePath(u"trio.moa.json"_qs);
    QVERIFY(saveMixture(saved, preset));
    crash(u"As edited"_qs, preset);

    Window window(root());
    QTRY_VERIFY(window.offers().isVisible());
    QSignalSpy recovered(&window.recovery(), &Recovery::recovered);
    window.press("openDraft");
    QCOMPARE(recovered.size(), 1);
    QCOMPARE(window.document().mixture().name, u"As edited"_qs);
    QCOMPARE(window.prompt().text(), u"Prompt of the child"_qs);
    QCOMPARE(window.files().source(), preset);
    QVERIFY(window.document().isModified());
    QVERIFY(!window.offers().isVisible());
    // It is this window's now.
    QTRY_COMPARE(keptName(root()), u"As edited"_qs);
    window.document().undoStack()->undo();
    QCOMPARE(window.document().mixture().name, u"As saved"_qs);
}

void TestRecovery::aPresetThatIsGoneIsNoHindrance()
{
    Mixture saved;
    saved.name = u"As saved"_qs;
    const QString preset = m_folder->filePath(u"trio.moa.json"_qs);
    QVERIFY(saveMixture(saved, preset));
    crash(u"As edited"_qs, preset);
    QVERIFY(QFile::remove(preset));

    Window window(root());
    QTRY_VERIFY(window.offers().isVisible());
    window.press("openDraft");
    QCOMPARE(window.document().mixture().name, u"As edited"_qs);
    QVERIFY(window.files().source().isEmpty());
    QVERIFY(window.document().isModified());
}

void TestRecovery::unsavedChangesAreAskedAboutFirst()
{
    leave(u"Left"_qs, 0);
    Window window(root());
    window.rename(u"Mine"_qs);
    QTRY_VERIFY(window.offers().isVisible());
    window.press("openDraft");
    QMessageBox *question = nullptr;
    QTRY_VERIFY((question = window.offers().window()->findChild<QMessageBox *>()));
    QCOMPARE(window.document().mixture().name, u"Mine"_qs);
    question->button(QMessageBox::Cancel)->click();
    QCOMPARE(window.document().mixture().name, u"Mine"_qs);
    QVERIFY(window.offers().isVisible());
}

void TestRecovery::discardingTakesItAway()
{
    crash(u"Trio"_qs);
    Window window(root());
    QTRY_VERIFY(window.offers().isVisible());
    window.press("discardDraft");
    QVERIFY(!window.offers().isVisible());
    QTRY_VERIFY(draftsIn(root()).isEmpty());
}

void TestRecovery::whatIsNotDecidedIsOfferedAgain()
{
    leave(u"Left"_qs, 0);
    for (int start = 0; start < 2; ++start) {
        Window window(root());
        QTRY_VERIFY(window.offers().isVisible());
        QVERIFY(window.sentences().at(0).contains(u"Left"));
    }
}

void TestRecovery::manyAreOfferedAFewAtATime()
{
    for (int number = 1; number <= 6; ++number)
        leave(u"Number %1"_qs.arg(number), number);
    Window window(root());
    QTRY_VERIFY(window.offers().isVisible());
    QCOMPARE(window.sentences().size(), 4);
    QVERIFY(window.sentences().at(0).contains(u"Number 6")); // the latest
    const auto *more = window.offers().findChild<QLabel *>(u"moreDrafts"_qs);
    QVERIFY(more->isVisible() && more->text().contains(u'2'));
    window.press("discardDraft");
    QCOMPARE(window.sentences().size(), 4);
    QVERIFY(window.sentences().at(0).contains(u"Number 5"));
}

void TestRecovery::whatCannotBeKeptIsSaidOnce()
{
    QVERIFY(replaceFile(root(), "no folder"));
    Window window(root());
    QSignalSpy failed(&window.recovery(), &Recovery::failed);
    window.rename(u"One"_qs);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed.at(0).at(0).toString().contains(u"crash"));
    window.rename(u"Two"_qs);
    // Room again: it is kept after all, and nothing more was said until then.
    QVERIFY(QFile::remove(root()));
    QTRY_COMPARE(keptName(root()), u"Two"_qs);
    QCOMPARE(failed.size(), 1);
}

int main(int argc, char *argv[])
{
    QStandardPaths::setTestModeEnabled(true);
    const QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--edit")
        return editUntilKilled(arguments);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    TestRecovery test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_recovery.moc"
