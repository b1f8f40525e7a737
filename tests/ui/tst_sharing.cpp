// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionfixture.h"

#include "sharing/bundledialog.h"
#include "support/historyfixture.h"
#include "ui/sharing.h"

#include <QAction>
#include <QFile>
#include <QFileDialog>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace moa;
using moa::test::finishedRun;
using moa::test::HistoryFixture;
using moa::test::SessionFixture;

namespace {

const QString key = u"gsk_0a1B2c3D4e5F6g7H8i9JkLmN"_qs;

} // namespace

class TestSharing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void formatsAreWritten_data();
    void formatsAreWritten();
    void aMixtureThatCantRunIsTold();
    void keysAreAskedAbout();
    void whatIsAnsweredNoIsNotWritten();
    void aCleanMixtureIsNotAskedAbout();
    void savingSaysWhatIsInTheFile();
    void runsAreHandedOnInABundle();
    void runsOfOtherDaysAreOffered();
    void aFolderThatCantBeWrittenIsTold();

private:
    template <typename Dialog>
    [[nodiscard]] Dialog *dialog() const
    {
        Dialog *found = nullptr;
        (void)QTest::qWaitFor(
            [&] {
                for (auto *each : m_window->findChildren<Dialog *>())
                    found = each->isVisible() ? each : found;
                return found != nullptr;
            },
            5000);
        return found;
    }
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
    void chooseFile(const QString &file) const
    {
        auto *chooser = dialog<QFileDialog>();
        QVERIFY(chooser);
        Q_EMIT chooser->fileSelected(file);
        chooser->close();
    }
    [[nodiscard]] QAction *entry(int index) const
    {
        return m_sharing->exportMenu->actions().at(index);
    }
    [[nodiscard]] QByteArray contentOf(const QString &file) const
    {
        QFile opened(file);
        return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
    }
    void plantKey()
    {
        Mixture mixture = m_fixture->document().mixture();
        mixture.notes = u"mine: "_qs + key;
        m_fixture->document().reset(mixture);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<QWidget> m_window;
    Sharing *m_sharing = nullptr;
    std::unique_ptr<QSignalSpy> m_told;
};

void TestSharing::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_fixture = std::make_unique<SessionFixture>();
    m_window = std::make_unique<QWidget>();
    m_window->show();
    m_sharing = new Sharing(&m_fixture->document(), &m_fixture->session(), m_window.get());
    m_told = std::make_unique<QSignalSpy>(m_sharing, &Sharing::told);
}

void TestSharing::cleanup()
{
    m_told.reset();
    m_window.reset();
}

void TestSharing::formatsAreWritten_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("Python") << 0 << u"x.py"_qs << QByteArray("#!/usr/bin/env python3\n");
    QTest::newRow("Mermaid") << 1 << u"x.mmd"_qs << QByteArray("flowchart LR\n");
}

void TestSharing::formatsAreWritten()
{
    QFETCH(int, index);
    QFETCH(QString, name);
    QFETCH(QByteArray, start);
    entry(index)->trigger();
    chooseFile(path(name));
    QCOMPARE(m_told->size(), 1);
    const QString sentence = m_told->at(0).at(0).toString();
    QVERIFY2(sentence.contains(path(name)), qPrintable(sentence));
    QVERIFY(sentence.endsWith(u"Contains no keys; contains no answers."));
    QVERIFY(contentOf(path(name)).startsWith(start));
}

void TestSharing::aMixtureThatCantRunIsTold()
{
    Mixture mixture = m_fixture->document().mixture();
    mixture.layers.first().agents.first().provider = ProviderId(u"acme"_qs);
    m_fixture->document().reset(mixture);
    entry(0)->trigger();
    QCOMPARE(m_told->size(), 1);
    QVERIFY(m_told->at(0).at(0).toString().contains(u"The mixture can’t run"));
    QVERIFY(m_window->findChildren<QFileDialog *>().isEmpty());
}

void TestSharing::keysAreAskedAbout()
{
    plantKey();
    entry(1)->trigger();
    auto *box = dialog<QMessageBox>();
    QVERIFY(box);
    QVERIFY2(box->informativeText().contains(u"notes holds what looks like a key of Groq"),
             qPrintable(box->informativeText()));
    QVERIFY(!box->informativeText().contains(key));
    for (QAbstractButton *button : box->buttons()) {
        if (box->buttonRole(button) == QMessageBox::AcceptRole)
            QTest::mouseClick(button, Qt::LeftButton);
    }
    chooseFile(path(u"x.mmd"_qs));
    QCOMPARE(m_told->size(), 1);
    QVERIFY(!m_told->at(0).at(0).toString().contains(u"no keys"));
}

void TestSharing::whatIsAnsweredNoIsNotWritten()
{
    plantKey();
    bool proceeded = false;
    m_sharing->guard(m_fixture->document().mixture(), [&] { proceeded = true; });
    auto *box = dialog<QMessageBox>();
    QVERIFY(box);
    QTest::keyClick(box, Qt::Key_Return); // the careful answer is the one at hand
    QTRY_VERIFY(m_window->findChildren<QMessageBox *>().isEmpty());
    QVERIFY(!proceeded);
}

void TestSharing::aCleanMixtureIsNotAskedAbout()
{
    bool proceeded = false;
    m_sharing->guard(m_fixture->document().mixture(), [&] { proceeded = true; });
    QVERIFY(proceeded);
}

void TestSharing::savingSaysWhatIsInTheFile()
{
    QCOMPARE(Sharing::savedSentence(m_fixture->document().mixture()),
             u"Saved. Contains no keys; contains no answers."_qs);
    plantKey();
    QVERIFY(!Sharing::savedSentence(m_fixture->document().mixture()).contains(u"no keys"));
}

void TestSharing::runsAreHandedOnInABundle()
{
    m_fixture->session().run(u"Hello"_qs);
    QVERIFY(m_fixture->waitForEnd());
    m_sharing->shareBundle->trigger();
    auto *bundle = dialog<BundleDialog>();
    QVERIFY(bundle);
    auto *save = bundle->findChild<QPushButton *>(u"bundleSave"_qs);
    QTRY_VERIFY(save->isEnabled());
    QTest::mouseClick(save, Qt::LeftButton);
    chooseFile(path(u"x.moa.zip"_qs));
    QTRY_COMPARE(m_told->size(), 1);
    QVERIFY2(m_told->at(0).at(0).toString().contains(u"no keys"),
             qPrintable(m_told->at(0).at(0).toString()));
    const Result<Bundle> read = readBundle(contentOf(path(u"x.moa.zip"_qs)));
    QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
    QCOMPARE(read->mixture, m_fixture->document().mixture());
    QCOMPARE(read->runs.size(), 1);
    QVERIFY(read->runs.constFirst().contains("answer of final to Hello"));
}

void TestSharing::runsOfOtherDaysAreOffered()
{
    const HistoryFixture store;
    store.addRuns(2);
    RunRecord other = finishedRun(3, u"Of another preset?"_qs, u"Yes."_qs);
    other.mixture.name = u"Another"_qs;
    store.add(other);
    Mixture mixture = m_fixture->document().mixture();
    mixture.name = finishedRun(1, {}, {}).mixture.name;
    m_fixture->document().reset(mixture);
    m_fixture->session().run(u"Hello"_qs);
    QVERIFY(m_fixture->waitForEnd());
    // One that is kept already is there once.
    store.add(*m_fixture->session().conversation().turn(m_fixture->turn(0))->run);
    m_sharing->setHistory(store.history());
    m_sharing->shareBundle->trigger();
    auto *bundle = dialog<BundleDialog>();
    QVERIFY(bundle);
    const auto *list = bundle->findChild<QListWidget *>();
    QCOMPARE(list->count(), 3);
    QVERIFY(list->item(0)->text().endsWith(u": Hello"));
    QVERIFY(list->item(1)->text().endsWith(u": Question 2?"));
    QVERIFY(list->item(2)->text().endsWith(u": Question 1?"));
    // Answers are handed on only if the person says so.
    QCOMPARE(bundle->bundle().runs.size(), 1);
    list->item(2)->setCheckState(Qt::Checked);
    QVERIFY(bundle->bundle().runs.constLast().contains("Answer 1."));
    bundle->close();
    m_window.reset(); // before the history
}

void TestSharing::aFolderThatCantBeWrittenIsTold()
{
    entry(1)->trigger();
    chooseFile(path(u"nowhere/x.mmd"_qs));
    QCOMPARE(m_told->size(), 1);
    QVERIFY(m_told->at(0).at(0).toString().contains(u"The file cannot be written"));
}

QTEST_MAIN(TestSharing)

#include "tst_sharing.moc"
