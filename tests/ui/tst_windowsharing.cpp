// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowfixture.h"

#include "editors/passingmessage.h"
#include "mixture/fileio.h"
#include "mixture/mixturefile.h"
#include "run/bundle.h"
#include "run/runjson.h"
#include "sharing/substitutiondialog.h"
#include "support/historyfixture.h"

#include <QCryptographicHash>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>

using namespace moa;
using moa::test::HistoryFixture;
using moa::test::scriptedMixture;
using moa::test::shapeOf;
using moa::test::WindowFixture;

/** Presets and bundles of others on their way into the window. */
class TestWindowSharing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void somebodyElsesPresetIsShownFirst();
    void substitutesAreOneUndoStep();
    void onesOwnPresetOpensAtOnce();
    void onesOwnPresetIsKnownBeforeItsFileIsThere();
    void aBundleOpensWithItsRuns();
    void aBrokenBundleIsTold();
    void whatIsToldIsSeenInEveryWorkspace_data();
    void whatIsToldIsSeenInEveryWorkspace();

private:
    void press(const char *name) const
    {
        auto *dialog = m_fixture->dialog<SubstitutionDialog>();
        QVERIFY(dialog);
        QTest::mouseClick(dialog->findChild<QPushButton *>(QLatin1String(name)), Qt::LeftButton);
    }
    [[nodiscard]] QString shown() const { return shapeOf(m_fixture->document().mixture()); }

    std::unique_ptr<QSettings> m_kept;
    std::unique_ptr<WindowFixture> m_fixture;
};

void TestWindowSharing::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    m_kept =
        std::make_unique<QSettings>(m_fixture->folder() + u"/kept.ini"_qs, QSettings::IniFormat);
    m_fixture->show(u"sandbox"_qs);
    m_fixture->window().remember(m_kept.get());
}

void TestWindowSharing::somebodyElsesPresetIsShownFirst()
{
    const QString before = shown();
    m_fixture->window().openPreset(
        m_fixture->file(scriptedMixture(u"x y|z"_qs), u"theirs.moa.json"_qs));
    QCOMPARE(shown(), before);
    press("openAsItIs");
    QCOMPARE(shown(), u"x y|z"_qs);
    QVERIFY(!m_fixture->document().isModified());
    QVERIFY(m_fixture->server().requests().isEmpty());
}

void TestWindowSharing::substitutesAreOneUndoStep()
{
    Mixture theirs = scriptedMixture(u"x y|z"_qs);
    theirs.layers.first().agents.first().provider = ProviderId(u"acme"_qs);
    m_fixture->window().openPreset(m_fixture->file(theirs, u"theirs.moa.json"_qs));
    auto *dialog = m_fixture->dialog<SubstitutionDialog>();
    QVERIFY(dialog);
    auto *choice = dialog->findChild<QWidget *>(u"useChoice"_qs);
    QVERIFY(choice);
    QTest::keyClick(choice, Qt::Key_Down);
    press("openWithSubstitutes");
    MixtureDocument &document = m_fixture->document();
    QVERIFY(document.mixture().layers.first().agents.constFirst().provider
            != ProviderId(u"acme"_qs));
    QVERIFY(document.isModified());
    document.undoStack()->undo();
    QCOMPARE(document.mixture(), theirs);
    QVERIFY(!document.undoStack()->canUndo());
}

void TestWindowSharing::onesOwnPresetOpensAtOnce()
{
    const QString path = m_fixture->file(scriptedMixture(u"x y|z"_qs), u"mine.moa.json"_qs);
    m_fixture->window().openPreset(path);
    press("openAsItIs");
    m_fixture->window().openPreset(u"sandbox"_qs);
    m_fixture->window().openPreset(path);
    QCOMPARE(shown(), u"x y|z"_qs);
}

void TestWindowSharing::onesOwnPresetIsKnownBeforeItsFileIsThere()
{
    const QString path = m_fixture->file(scriptedMixture(u"x y|z"_qs), u"mine.moa.json"_qs);
    m_fixture->window().openPreset(path);
    press("openAsItIs");
    m_fixture->document().apply(scriptedMixture(u"x|z"_qs), u"Remove"_qs);
    const QByteArray content = writeMixture(m_fixture->document().mixture());
    const QByteArray hash = QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
    constexpr qsizetype most = 100'000;
    bool isKnown = false;
    auto &files = m_fixture->part<PresetFiles>();
    connect(&files, &PresetFiles::saving, &files, [&] {
        // Were the program killed now, this is what the next one would find.
        isKnown = readFile(m_kept->fileName(), most)->contains(hash);
        QVERIFY(*readFile(path, most) != content);
    });
    files.save->trigger();
    QCOMPARE(*readFile(path, most), content);
    QVERIFY(isKnown);
}

void TestWindowSharing::aBundleOpensWithItsRuns()
{
    const QByteArray run = writeRun(RunRecord());
    const QString path = m_fixture->folder() + u"/theirs.moa.zip"_qs;
    QVERIFY(replaceFile(path, writeBundle({scriptedMixture(u"x y|z"_qs), {run}}).value()));
    QSignalSpy came(&m_fixture->part<PresetFiles>(), &PresetFiles::runsCame);
    m_fixture->window().openPreset(path);
    QVERIFY(came.isEmpty());
    press("openAsItIs");
    QCOMPARE(shown(), u"x y|z"_qs);
    QCOMPARE(came.size(), 1);
    QCOMPARE(came.at(0).at(0).value<QList<QByteArray>>(), QList{run});
}

void TestWindowSharing::aBrokenBundleIsTold()
{
    const QString before = shown();
    const QString path = m_fixture->folder() + u"/theirs.moa.zip"_qs;
    QVERIFY(replaceFile(path, "PK but no more"));
    m_fixture->window().openPreset(path);
    auto *box = m_fixture->dialog<QMessageBox>();
    QVERIFY(box);
    QCOMPARE(box->text(), u"The bundle can’t be opened"_qs);
    box->close();
    QCOMPARE(shown(), before);
}

void TestWindowSharing::whatIsToldIsSeenInEveryWorkspace_data()
{
    QTest::addColumn<Qt::Key>("key");
    QTest::newRow("Design") << Qt::Key_1;
    QTest::newRow("Compare") << Qt::Key_2;
    QTest::newRow("History") << Qt::Key_4;
    QTest::newRow("Design and Compare") << Qt::Key_5;
}

void TestWindowSharing::whatIsToldIsSeenInEveryWorkspace()
{
    QFETCH(Qt::Key, key);
    const HistoryFixture store;
    MainWindow &window = m_fixture->window();
    window.keepHistory(store.history(), true);
    QTest::keyClick(&window, key, Qt::ControlModifier);
    window.tell(u"It was saved."_qs);
    const auto seen = [&window] {
        for (const auto *each : window.findChildren<PassingMessage *>()) {
            const QPoint middle = each->mapTo(&window, each->rect().center());
            if (each->text() == u"It was saved." && window.childAt(middle) == each)
                return true;
        }
        return false;
    };
    QVERIFY(seen());
    QTest::keyClick(&window, key == Qt::Key_1 ? Qt::Key_2 : Qt::Key_1, Qt::ControlModifier);
    QVERIFY(seen());
    m_fixture.reset(); // before the history
}

int main(int argc, char *argv[])
{
    return moa::test::windowTestMain<TestWindowSharing>(argc, argv);
}

#include "tst_windowsharing.moc"
