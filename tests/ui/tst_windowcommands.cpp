// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/commandlist.h"
#include "editors/modelchooser.h"
#include "mixture/fileio.h"
#include "store/draft.h"
#include "ui/librarycontrol.h"
#include "ui/presetfiles.h"
#include "ui/runsession.h"
#include "windowfixture.h"

#include <QDir>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QSignalSpy>

using namespace moa;
using namespace moa::test;

/** The list of everything that can be done, and what is kept for a crash, in the real window. */
class TestWindowCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void theListOpensFromThePrompt();
    void whatTheCanvasCanDoIsReached();
    void whatOpensAPanelOfItsOwnKeepsIt();
    void namesThatChangeAreFound();
    void newMixturesBeginWithTheDefaults();
    void presetsOfTheLibraryOpenByTheirNames();
    void turnsCanBeRunAgain();
    void unsavedWorkIsKeptUntilTheWindowGoes();

private:
    [[nodiscard]] CommandList &list() const { return m_fixture->part<CommandList>(); }
    void run(const QString &words) const
    {
        QTest::keyClick(m_fixture->prompt(), Qt::Key_K, Qt::ControlModifier);
        QVERIFY(list().isVisible());
        QTest::keyClicks(list().searchField(), words);
        QTest::keyClick(list().searchField(), Qt::Key_Return);
    }

    std::unique_ptr<WindowFixture> m_fixture;
};

void TestWindowCommands::theListOpensFromThePrompt()
{
    m_fixture->show(u"sandbox"_qs);
    m_fixture->prompt()->setFocus();
    const QString before = m_fixture->prompt()->toPlainText();
    QTest::keyClick(m_fixture->prompt(), Qt::Key_K, Qt::ControlModifier);
    QVERIFY(list().isVisible());
    QVERIFY(list().list()->model()->rowCount() > 50);
    QTest::keyClick(list().searchField(), Qt::Key_Escape);
    QVERIFY(m_fixture->prompt()->hasFocus());
    QCOMPARE(m_fixture->prompt()->toPlainText(), before);
}

void TestWindowCommands::whatTheCanvasCanDoIsReached()
{
    m_fixture->show(scriptedMixture(u"a b|final"_qs));
    run(u"select all"_qs);
    QCOMPARE(m_fixture->canvas().canvasScene()->selectedAgents().size(), 3);
}

void TestWindowCommands::whatOpensAPanelOfItsOwnKeepsIt()
{
    m_fixture->show(scriptedMixture(u"a b|final"_qs));
    run(u"add agent"_qs);
    QVERIFY(!list().isVisible());
    QVERIFY(m_fixture->part<ModelChooser>().isVisible());
    QVERIFY(m_fixture->part<ModelChooser>().searchField()->hasFocus());
}

void TestWindowCommands::namesThatChangeAreFound()
{
    m_fixture->show(scriptedMixture(u"a b|final"_qs));
    Mixture changed = m_fixture->document().mixture();
    changed.name = u"Other"_qs;
    m_fixture->document().apply(changed, u"Rename the mixture"_qs);
    run(u"undo rename"_qs);
    QVERIFY(m_fixture->document().mixture().name != u"Other");
}

void TestWindowCommands::newMixturesBeginWithTheDefaults()
{
    m_fixture->show(u"sandbox"_qs);
    AgentSettings defaults;
    defaults.temperature = 0.3;
    m_fixture->window().setNewMixtureDefaults(defaults);
    run(u"new mixture"_qs);
    QCOMPARE(m_fixture->document().mixture().defaults, defaults);
    QVERIFY(!m_fixture->document().isModified());
}

void TestWindowCommands::presetsOfTheLibraryOpenByTheirNames()
{
    m_fixture->show(u"sandbox"_qs);
    const QString own = m_fixture->folder() + u"/own"_qs;
    QVERIFY(QDir().mkpath(own));
    Mixture mixture = scriptedMixture(u"a b|final"_qs);
    mixture.name = u"Our trio"_qs;
    QVERIFY(!m_fixture->file(mixture, u"own/trio.moa.json"_qs).isEmpty());
    m_fixture->window().setPlaces({own, m_fixture->folder() + u"/revisions"_qs});
    QSignalSpy read(&m_fixture->part<LibraryControl>(), &LibraryControl::commandsChanged);
    QVERIFY(read.wait());
    run(u"our trio"_qs);
    QTRY_COMPARE(m_fixture->document().mixture().name, mixture.name);
}

void TestWindowCommands::turnsCanBeRunAgain()
{
    m_fixture->show(scriptedMixture(u"a b|final"_qs));
    m_fixture->prompt()->setPlainText(u"Why is the sky blue?"_qs);
    QTest::keyClick(m_fixture->prompt(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(m_fixture->answer(u"final"_qs), u"answer of final"_qs);
    QTRY_VERIFY(!m_fixture->session().isRunning());
    const qsizetype asked = m_fixture->server().requests().size();
    run(u"turns rerun"_qs);
    QTRY_COMPARE(m_fixture->server().requests().size(), 2 * asked);
    QTRY_VERIFY(!m_fixture->session().isRunning());
}

void TestWindowCommands::unsavedWorkIsKeptUntilTheWindowGoes()
{
    m_fixture->show(scriptedMixture(u"a b|final"_qs));
    const QString root = m_fixture->folder() + u"/drafts"_qs;
    m_fixture->window().recoverIn(root);
    const auto folders = [&root] {
        return QDir(root).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    };
    m_fixture->prompt()->setPlainText(u"Half a thought"_qs);
    const auto kept = [&] {
        return readFile(root + u'/' + folders().value(0) + u"/draft.json"_qs, 1'000'000)
            .and_then(readDraft)
            .value_or(Draft());
    };
    QTRY_COMPARE(kept().prompt, u"Half a thought"_qs);
    m_fixture->close();
    QVERIFY(folders().isEmpty());
}

int main(int argc, char *argv[])
{
    return windowTestMain<TestWindowCommands>(argc, argv);
}
#include "tst_windowcommands.moc"
