// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/historymodel.h"
#include "support/historyfixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace moa;
using moa::test::answerOf;
using moa::test::finishedRun;
using moa::test::HistoryFixture;

class TestHistoryModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void anEmptyHistoryHasNoRows();
    void theNewestRunComesFirst();
    void pagesComeAsTheyAreFetched();
    void whatWasScrolledPastIsReadAgain();
    void theLastOfSeveralQueriesIsAnswered();
    void aSearchTellsWhereItHit();
    void theTotalIsCounted();
    void aNewRunComesOnTop();
    void aNewRunThatTheQueryLeavesOutStaysOut();
    void aNewRunThatASearchHitsComesWithWhatWasHit();
    void changesShow();
    void whatNoLongerMeetsTheQueryStays();
    void removedRunsGoAndComeBack();
    void aFailureIsTold();
    void rowsAreReadOut();

private:
    void ask(const HistoryQuery &query)
    {
        QSignalSpy searched(m_model.get(), &HistoryModel::searched);
        m_model->setQuery(query);
        QVERIFY(searched.wait());
    }
    [[nodiscard]] RunSummary at(int row) const
    {
        return m_model->index(row).data(HistoryModel::SummaryRole).value<RunSummary>();
    }
    [[nodiscard]] QStringList prompts() const
    {
        QStringList result;
        for (int row = 0; row < m_model->rowCount(); ++row)
            result.append(m_model->index(row).data().toString());
        return result;
    }
    std::unique_ptr<HistoryFixture> m_store;
    std::unique_ptr<HistoryModel> m_model;
};

void TestHistoryModel::init()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    m_store = std::make_unique<HistoryFixture>();
    m_model = std::make_unique<HistoryModel>(m_store->history());
    new QAbstractItemModelTester(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest, m_model.get());
}

void TestHistoryModel::cleanup()
{
    m_model.reset();
    m_store.reset();
}

void TestHistoryModel::anEmptyHistoryHasNoRows()
{
    QCOMPARE(m_model->rowCount(), 0);
    ask({});
    QCOMPARE(m_model->rowCount(), 0);
    QVERIFY(!m_model->canFetchMore({}));
    QCOMPARE(m_model->total(), std::optional<qint64>(0));
}

void TestHistoryModel::theNewestRunComesFirst()
{
    m_store->addRuns(3);
    ask({});
    QCOMPARE(prompts(), QStringList({u"Question 3?"_qs, u"Question 2?"_qs, u"Question 1?"_qs}));
    QCOMPARE(at(0).id, u"run-000003"_qs);
    QCOMPARE(m_model->index(0).data(HistoryModel::IdRole).toString(), u"run-000003"_qs);
    QCOMPARE(m_model->rowOf(u"run-000001"_qs), std::optional(2));
    QCOMPARE(at(0).preset, u"MoA-Lite"_qs);
}

void TestHistoryModel::pagesComeAsTheyAreFetched()
{
    const int runs = HistoryModel::pageSize + 20;
    m_store->addRuns(runs);
    // Without the tester, which fetches whatever it can.
    HistoryModel model(m_store->history());
    QSignalSpy searched(&model, &HistoryModel::searched);
    model.setQuery({});
    QVERIFY(searched.wait());
    QCOMPARE(model.rowCount(), HistoryModel::pageSize);
    QVERIFY(model.canFetchMore({}));
    model.fetchMore({});
    // A second page is not asked for while the first is under way.
    QVERIFY(!model.canFetchMore({}));
    QTRY_COMPARE(model.rowCount(), runs);
    QVERIFY(!model.canFetchMore({}));
    for (int row = 0; row < runs; ++row)
        QCOMPARE(model.index(row).data().toString(), u"Question %1?"_qs.arg(runs - row));
}

void TestHistoryModel::whatWasScrolledPastIsReadAgain()
{
    const int runs = HistoryModel::pageSize * (HistoryWindow::mostLoaded + 3);
    m_store->addRuns(runs);
    ask({});
    for (int rows = m_model->rowCount(); rows < runs; rows = m_model->rowCount()) {
        m_model->fetchMore({});
        QTRY_VERIFY(m_model->rowCount() > rows);
    }
    QCOMPARE(m_model->rowCount(), runs);
    QSignalSpy read(m_model.get(), &HistoryModel::dataChanged);
    const QModelIndex first = m_model->index(HistoryModel::pageSize);
    QVERIFY(!first.data(HistoryModel::SummaryRole).isValid());
    // Who it is stays known meanwhile.
    QCOMPARE(first.data(HistoryModel::IdRole).toString(),
             finishedRun(runs - HistoryModel::pageSize, {}, {}).id);
    QTRY_COMPARE(first.data().toString(), u"Question %1?"_qs.arg(runs - HistoryModel::pageSize));
    QVERIFY(!read.isEmpty());
}

void TestHistoryModel::theLastOfSeveralQueriesIsAnswered()
{
    m_store->addRuns(12);
    QSignalSpy searched(m_model.get(), &HistoryModel::searched);
    for (const char *typed : {"q", "qu", "question 1", "question 12"}) {
        HistoryQuery query;
        query.text = QString::fromLatin1(typed);
        m_model->setQuery(query);
    }
    QVERIFY(m_model->isSearching());
    QVERIFY(searched.wait());
    QVERIFY(!m_model->isSearching());
    QCOMPARE(prompts(), QStringList({u"Question 12?"_qs}));
    // Those before it were dropped.
    QCOMPARE(answerOf(m_store->history()->count({})).value(), 12);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(searched.size(), 1);
}

void TestHistoryModel::aSearchTellsWhereItHit()
{
    m_store->add(finishedRun(1, u"Why is the sky blue?"_qs, u"Air scatters short waves."_qs));
    m_store->add(finishedRun(2, u"Name a fruit."_qs, u"A pear."_qs));
    HistoryQuery query;
    query.text = u"scatters"_qs;
    ask(query);
    QCOMPARE(prompts(), QStringList({u"Why is the sky blue?"_qs}));
    QVERIFY(at(0).snippet.contains(searchHitBegin + u"scatters"_qs + searchHitEnd));
}

void TestHistoryModel::theTotalIsCounted()
{
    const int runs = HistoryModel::pageSize + 7;
    m_store->addRuns(runs);
    ask({});
    QVERIFY(!m_model->total());
    QTRY_COMPARE(m_model->total(), std::optional<qint64>(runs));
    m_store->add(finishedRun(runs + 1, u"One more?"_qs, u"Yes."_qs));
    QTRY_COMPARE(m_model->total(), std::optional<qint64>(runs + 1));
}

void TestHistoryModel::aNewRunComesOnTop()
{
    m_store->addRuns(2);
    ask({});
    m_store->add(finishedRun(3, u"The newest?"_qs, u"Yes."_qs));
    QTRY_COMPARE(m_model->rowCount(), 3);
    QCOMPARE(at(0).prompt, u"The newest?"_qs);
    // One from before finds its place.
    RunRecord old = finishedRun(1, u"In between?"_qs, u"Yes."_qs);
    old.id = u"between"_qs;
    old.startedAt = old.startedAt.addSecs(30);
    m_store->add(old);
    QTRY_COMPARE(m_model->rowCount(), 4);
    QCOMPARE(at(2).prompt, u"In between?"_qs);
}

void TestHistoryModel::aNewRunThatTheQueryLeavesOutStaysOut()
{
    m_store->addRuns(1);
    HistoryQuery query;
    query.states = {RunState::Done};
    ask(query);
    RunRecord failed = finishedRun(2, u"Failing?"_qs, {});
    failed.state = RunState::Failed;
    m_store->add(failed);
    m_store->add(finishedRun(3, u"Working?"_qs, u"Yes."_qs));
    QTRY_COMPARE(prompts(), QStringList({u"Working?"_qs, u"Question 1?"_qs}));
}

void TestHistoryModel::aNewRunThatASearchHitsComesWithWhatWasHit()
{
    m_store->add(finishedRun(1, u"A pear?"_qs, u"Yes."_qs));
    HistoryQuery query;
    query.text = u"pear"_qs;
    ask(query);
    m_store->add(finishedRun(2, u"An apple?"_qs, u"No."_qs));
    m_store->add(finishedRun(3, u"Another pear?"_qs, u"No."_qs));
    QTRY_COMPARE(prompts(), QStringList({u"Another pear?"_qs, u"A pear?"_qs}));
    QVERIFY(at(0).snippet.contains(searchHitBegin));
}

void TestHistoryModel::changesShow()
{
    m_store->addRuns(2);
    ask({});
    QSignalSpy changed(m_model.get(), &HistoryModel::dataChanged);
    m_store->history()->setStarred(u"run-000001"_qs, true);
    m_store->history()->setTags(u"run-000001"_qs, {u"fruit"_qs});
    m_store->history()->setNote(u"run-000001"_qs, u"Good."_qs);
    QTRY_COMPARE(changed.size(), 3);
    QCOMPARE(changed.constFirst().at(0).toModelIndex().row(), 1);
    QVERIFY(at(1).starred);
    QCOMPARE(at(1).tags, QStringList{u"fruit"_qs});
    QCOMPARE(at(1).note, u"Good."_qs);
}

void TestHistoryModel::whatNoLongerMeetsTheQueryStays()
{
    m_store->addRuns(2);
    QVERIFY(answerOf(m_store->history()->setStarred(u"run-000002"_qs, true)));
    HistoryQuery query;
    query.starredOnly = true;
    ask(query);
    QCOMPARE(m_model->rowCount(), 1);
    m_store->history()->setStarred(u"run-000002"_qs, false);
    QTRY_VERIFY(!at(0).starred);
    QCOMPARE(m_model->rowCount(), 1);
    // One that comes to meet it shows.
    m_store->history()->setStarred(u"run-000001"_qs, true);
    QTRY_COMPARE(m_model->rowCount(), 2);
}

void TestHistoryModel::removedRunsGoAndComeBack()
{
    m_store->addRuns(5);
    ask({});
    const QStringList ids{u"run-000002"_qs, u"run-000004"_qs};
    m_store->history()->remove(ids);
    QTRY_COMPARE(prompts(), QStringList({u"Question 5?"_qs, u"Question 3?"_qs, u"Question 1?"_qs}));
    QCOMPARE(m_model->total(), std::optional<qint64>(3));
    m_store->history()->restore(ids);
    QTRY_COMPARE(m_model->rowCount(), 5);
    QCOMPARE(at(1).id, u"run-000004"_qs);
    QCOMPARE(at(3).id, u"run-000002"_qs);
}

void TestHistoryModel::aFailureIsTold()
{
    History history(u"/dev/null/history.sqlite"_qs);
    HistoryModel model(&history);
    QSignalSpy failed(&model, &HistoryModel::failed);
    QSignalSpy searched(&model, &HistoryModel::searched);
    model.setQuery({});
    QVERIFY(searched.wait());
    QCOMPARE(failed.size(), 1);
    QVERIFY(!failed.constFirst().constFirst().toString().isEmpty());
    QVERIFY(!model.isSearching());
}

void TestHistoryModel::rowsAreReadOut()
{
    m_store->addRuns(1);
    QVERIFY(answerOf(m_store->history()->setStarred(u"run-000001"_qs, true)));
    ask({});
    const QString words = m_model->index(0).data(Qt::AccessibleTextRole).toString();
    for (const char *part : {"MoA-Lite", "Question 1?", "Done", "wizard, final", "2,312 tokens",
                             "$0.0024", "5.2 s", "starred"})
        QVERIFY2(words.contains(QLatin1String(part)), qPrintable(words));
}

QTEST_GUILESS_MAIN(TestHistoryModel)

#include "tst_historymodel.moc"
