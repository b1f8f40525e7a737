// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/searchfield.h"
#include "history/historydelegate.h"
#include "history/historydetails.h"
#include "history/historylist.h"
#include "items/historymodel.h"
#include "support/historyfixture.h"
#include "theme/theme.h"
#include "ui/historyworkspace.h"
#include "ui/runcomparison.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>
#include <QTreeWidget>

using namespace moa;
using moa::test::answerOf;
using moa::test::finishedRun;
using moa::test::HistoryFixture;

class TestHistoryWorkspace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void withoutRunsItSaysWhatComesHere();
    void aHistoryThatCannotBeOpenedSaysWhy();
    void theNewestRunIsShown();
    void typingSearches();
    void nothingFoundOffersAllRuns();
    void enterOpensTheRun();
    void theMixtureCanBeUsed();
    void onlyInterruptedRunsCanBeResumed();
    void keysStarARun();
    void aClickStarsARun();
    void noteAndTagsAreWrittenByKeyboard();
    void aNoteIsKeptWhenAnotherRunIsSelected();
    void deletedRunsCanBeBroughtBack();
    void twoRunsAreCompared();
    void severalRunsSaySo();
    void aFailedRunSaysWhy();
    void whatIsFilteredIsShown();

private:
    void show(int runs)
    {
        m_store->addRuns(runs);
        showPage();
        QTRY_COMPARE(list()->model()->rowCount(), runs);
        if (runs > 0)
            QTRY_COMPARE(details()->runId(), idOf(runs));
    }
    void showPage()
    {
        m_page->show();
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        list()->setFocus();
    }
    [[nodiscard]] static QString idOf(int number) { return finishedRun(number, {}, {}).id; }
    [[nodiscard]] RunSummary stored(int number) const
    {
        return answerOf(m_store->history()->summary(idOf(number))).value();
    }
    [[nodiscard]] HistoryList *list() const { return m_page->findChild<HistoryList *>(); }
    [[nodiscard]] HistoryDetails *details() const { return m_page->findChild<HistoryDetails *>(); }
    template <typename Widget>
    [[nodiscard]] Widget *part(const char *name) const
    {
        return m_page->findChild<Widget *>(QLatin1String(name));
    }
    [[nodiscard]] QString label(const char *name) const
    {
        const auto *found = part<QLabel>(name);
        return found->isVisible() ? found->text() : QString();
    }
    [[nodiscard]] QString answer() const
    {
        const auto *view = details()->findChild<QTextBrowser *>();
        return view ? view->toPlainText() : QString();
    }
    void click(const char *button) const
    {
        QTest::mouseClick(part<QAbstractButton>(button), Qt::LeftButton);
    }
    void selectFirstTwo() const
    {
        list()->setCurrentIndex(list()->model()->index(0, 0));
        QTest::keyClick(list(), Qt::Key_Down, Qt::ShiftModifier);
    }

    std::unique_ptr<HistoryFixture> m_store;
    std::unique_ptr<HistoryWorkspace> m_page;
};

void TestHistoryWorkspace::init()
{
    QApplication::setPalette(Theme::make(Theme::Scheme::Light).palette());
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    m_store = std::make_unique<HistoryFixture>();
    m_page = std::make_unique<HistoryWorkspace>(m_store->history());
    m_page->resize(1200, 800);
}

void TestHistoryWorkspace::cleanup()
{
    m_page.reset();
    m_store.reset();
}

void TestHistoryWorkspace::withoutRunsItSaysWhatComesHere()
{
    show(0);
    QTRY_VERIFY(label("emptyHistory").startsWith(u"There are no runs yet."));
    QVERIFY(!part<QPushButton>("showAllRuns")->isVisible());
    QVERIFY(label("detailsMessage").startsWith(u"Select a run"));
    // The first run takes the place of the words.
    m_store->add(finishedRun(1, u"Why?"_qs, u"So."_qs));
    QTRY_COMPARE(label("runCount"), u"One run"_qs);
    QVERIFY(list()->isVisible());
}

void TestHistoryWorkspace::theNewestRunIsShown()
{
    show(3);
    QCOMPARE(label("runCount"), u"3 runs"_qs);
    QCOMPARE(label("detailsTitle"), u"MoA-Lite"_qs);
    QCOMPARE(label("detailsAnswers"), u"2"_qs);
    QCOMPARE(label("detailsTokens"), u"1,624 in, 688 out"_qs);
    QCOMPARE(label("detailsCost"), u"$0.0024"_qs);
    QCOMPARE(label("detailsTime"), u"5.2 s"_qs);
    QTRY_COMPARE(part<QPlainTextEdit>("detailsPrompt")->toPlainText(), u"Question 3?"_qs);
    QTRY_COMPARE(answer(), u"Answer 3."_qs);
    QTest::keyClick(list(), Qt::Key_Down);
    QTRY_COMPARE(answer(), u"Answer 2."_qs);
}

void TestHistoryWorkspace::typingSearches()
{
    m_store->add(finishedRun(1, u"Why is the sky blue?"_qs, u"Air scatters short waves."_qs));
    m_store->add(finishedRun(2, u"Name a fruit."_qs, u"A pear."_qs));
    showPage();
    QTRY_COMPARE(list()->model()->rowCount(), 2);
    m_page->startSearch();
    auto *search = m_page->findChild<SearchField *>();
    QTest::keyClicks(search, u"scatt"_qs);
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    QCOMPARE(list()->model()->index(0, 0).data().toString(), u"Why is the sky blue?"_qs);
    QTRY_COMPARE(label("runCount"), u"One run was found"_qs);
    QTRY_COMPARE(details()->runId(), idOf(1));
    QTest::keyClick(search, Qt::Key_Down);
    QVERIFY(list()->hasFocus());
}

void TestHistoryWorkspace::nothingFoundOffersAllRuns()
{
    show(2);
    m_page->findChild<SearchField *>()->setText(u"xylophone"_qs);
    QTRY_VERIFY(label("emptyHistory").startsWith(u"No run is like that."));
    QTRY_VERIFY(label("detailsMessage").startsWith(u"Select a run"));
    click("showAllRuns");
    QTRY_COMPARE(list()->model()->rowCount(), 2);
    QVERIFY(list()->isVisible());
}

void TestHistoryWorkspace::enterOpensTheRun()
{
    show(2);
    Judgement judgement;
    judgement.setRating({AgentId(u"final"_qs), 1}, 4);
    QVERIFY(answerOf(m_store->history()->setJudgement(idOf(2), judgement)));
    QSignalSpy opened(m_page.get(), &HistoryWorkspace::openRunRequested);
    QTest::keyClick(list(), Qt::Key_Return);
    QVERIFY(opened.wait());
    QCOMPARE(opened.constFirst().at(0).value<RunRecord>().id, idOf(2));
    QCOMPARE(opened.constFirst().at(1).value<Judgement>(), judgement);
    click("openButton");
    QVERIFY(opened.wait());
    QCOMPARE(opened.size(), 2);
}

void TestHistoryWorkspace::theMixtureCanBeUsed()
{
    show(1);
    QSignalSpy used(m_page.get(), &HistoryWorkspace::useMixtureRequested);
    click("useButton");
    QVERIFY(used.wait());
    QCOMPARE(used.constFirst().constFirst().value<Mixture>(), finishedRun(1, {}, {}).mixture);
}

void TestHistoryWorkspace::onlyInterruptedRunsCanBeResumed()
{
    show(1);
    QVERIFY(!part<QPushButton>("resumeButton")->isVisible());
    QVERIFY(!part<QAction>("resumeRun")->isVisible());
    auto *shown = details();
    RunSummary interrupted = stored(1);
    interrupted.interrupted = true;
    shown->setRun(interrupted);
    QVERIFY(part<QPushButton>("resumeButton")->isVisible());
    QSignalSpy resumed(m_page.get(), &HistoryWorkspace::resumeRequested);
    click("resumeButton");
    QVERIFY(resumed.wait());
    QCOMPARE(resumed.constFirst().constFirst().value<RunRecord>().id, idOf(1));
}

void TestHistoryWorkspace::keysStarARun()
{
    show(2);
    QTest::keyClick(list(), Qt::Key_S);
    QTRY_VERIFY(stored(2).starred);
    QTRY_VERIFY(part<QToolButton>("detailsStar")->isChecked());
    QTest::keyClick(list(), Qt::Key_S);
    QTRY_VERIFY(!stored(2).starred);
    QTRY_VERIFY(!part<QToolButton>("detailsStar")->isChecked());
    click("detailsStar");
    QTRY_VERIFY(stored(2).starred);
}

void TestHistoryWorkspace::aClickStarsARun()
{
    show(2);
    const QRect row = list()->visualRect(list()->model()->index(1, 0));
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {},
                      HistoryDelegate::starPlace(row).center());
    QTRY_VERIFY(stored(1).starred);
    QVERIFY(!stored(2).starred);
}

void TestHistoryWorkspace::noteAndTagsAreWrittenByKeyboard()
{
    show(2);
    QTest::keyClick(list(), Qt::Key_T);
    auto *tags = part<QLineEdit>("detailsTags");
    QVERIFY(tags->hasFocus());
    QTest::keyClicks(tags, u"sky, physics,sky"_qs);
    QTest::keyClick(tags, Qt::Key_Return);
    QTRY_COMPARE(stored(2).tags, QStringList({u"physics"_qs, u"sky"_qs}));
    QVERIFY(list()->hasFocus());
    QTest::keyClick(list(), Qt::Key_N);
    auto *note = part<QPlainTextEdit>("detailsNote");
    QVERIFY(note->hasFocus());
    QTest::keyClicks(note, u"Good"_qs);
    QTest::keyClick(note, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(stored(2).note, u"Good"_qs);
    // Escape leaves it as it was.
    QTest::keyClick(list(), Qt::Key_N);
    QTest::keyClicks(note, u"nonsense"_qs);
    QTest::keyClick(note, Qt::Key_Escape);
    QVERIFY(list()->hasFocus());
    QCOMPARE(note->toPlainText(), u"Good"_qs);
    QCOMPARE(stored(2).note, u"Good"_qs);
    // The tag is there to filter by.
    QTRY_VERIFY(part<QComboBox>("tagFilter")->findText(u"physics"_qs) > 0);
}

void TestHistoryWorkspace::aNoteIsKeptWhenAnotherRunIsSelected()
{
    show(2);
    auto *note = part<QPlainTextEdit>("detailsNote");
    note->setFocus();
    QTest::keyClicks(note, u"Half a note"_qs);
    list()->setCurrentIndex(list()->model()->index(1, 0));
    QTRY_COMPARE(details()->runId(), idOf(1));
    QTRY_COMPARE(stored(2).note, u"Half a note"_qs);
    QVERIFY(stored(1).note.isEmpty());
    QCOMPARE(note->toPlainText(), QString());
}

void TestHistoryWorkspace::deletedRunsCanBeBroughtBack()
{
    show(3);
    selectFirstTwo();
    QTest::keyClick(list(), Qt::Key_Delete);
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    QTRY_COMPARE(label("undoSentence"), u"2 runs were deleted."_qs);
    QTRY_COMPARE(details()->runId(), idOf(1));
    click("undoRemoval");
    QTRY_COMPARE(list()->model()->rowCount(), 3);
    QCOMPARE(label("undoSentence"), QString());
    // The same by keyboard.
    list()->setCurrentIndex(list()->model()->index(0, 0));
    QTest::keyClick(list(), Qt::Key_Delete);
    QTRY_COMPARE(label("undoSentence"), u"The run was deleted."_qs);
    QTest::keyClick(list(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(list()->model()->rowCount(), 3);
}

void TestHistoryWorkspace::twoRunsAreCompared()
{
    show(2);
    selectFirstTwo();
    QTRY_COMPARE(label("detailsMessage"), u"2 runs are selected."_qs);
    click("compareButton");
    auto *comparison = m_page->findChild<RunComparison *>();
    QVERIFY(comparison);
    QTRY_VERIFY(comparison->findChild<QTreeWidget *>(u"figureChanges"_qs)->isVisible());
    // The older one is the old one.
    QVERIFY(comparison->findChild<QLabel *>(u"firstRun"_qs)->text().contains(u":01"));
    comparison->close();
    QTest::keyClick(list(), Qt::Key_C);
    QTRY_COMPARE(m_page->findChildren<RunComparison *>().size(), 1);
}

void TestHistoryWorkspace::severalRunsSaySo()
{
    show(5);
    QTest::keyClick(list(), Qt::Key_A, Qt::ControlModifier);
    QTRY_COMPARE(label("detailsMessage"), u"5 runs are selected."_qs);
    QVERIFY(!part<QPushButton>("compareButton")->isVisible());
    QTest::keyClick(list(), Qt::Key_S);
    QTRY_VERIFY(stored(1).starred && stored(5).starred);
}

void TestHistoryWorkspace::aHistoryThatCannotBeOpenedSaysWhy()
{
    const QTemporaryDir folder;
    // A folder of that name stands where the file should be.
    const QString path = folder.filePath(u"history.sqlite"_qs);
    QVERIFY(QDir().mkpath(path));
    History unreadable(path);
    m_page = std::make_unique<HistoryWorkspace>(&unreadable);
    m_page->resize(1200, 800);
    showPage();
    const Result<qint64> count = answerOf(unreadable.count({}));
    QVERIFY(!count);
    QTRY_COMPARE(label("emptyHistory"), count.error().message);
    QVERIFY(!part<QPushButton>("showAllRuns")->isVisible());
    m_page.reset(); // before its history
}

void TestHistoryWorkspace::aFailedRunSaysWhy()
{
    RunRecord failed = finishedRun(1, u"Why?"_qs, {});
    failed.state = RunState::Failed;
    failed.error = u"No agent of the last layer answered."_qs;
    failed.final.reset();
    m_store->add(failed);
    showPage();
    QTRY_COMPARE(details()->findChild<QLabel *>(u"noticeText"_qs)->text(), failed.error);
}

void TestHistoryWorkspace::whatIsFilteredIsShown()
{
    m_store->addRuns(2);
    RunRecord failed = finishedRun(3, u"Failing?"_qs, {});
    failed.state = RunState::Failed;
    m_store->add(failed);
    showPage();
    QTRY_COMPARE(list()->model()->rowCount(), 3);
    auto *states = part<QComboBox>("stateFilter");
    states->setCurrentIndex(states->findText(u"Failed"_qs));
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    QTRY_COMPARE(label("runCount"), u"One run was found"_qs);
    click("clearFilters");
    QTRY_COMPARE(list()->model()->rowCount(), 3);
}

QTEST_MAIN(TestHistoryWorkspace)

#include "tst_historyworkspace.moc"
