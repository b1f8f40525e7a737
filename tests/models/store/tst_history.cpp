// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/history.h"
#include "storefixture.h"
#include "support/historyfixture.h"

#include <QFutureWatcher>
#include <QSignalSpy>

using namespace moa;
using moa::test::answerOf;
using namespace Qt::StringLiterals;

class TestHistory : public QObject, private HistoryPlace
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void changesAreTold();
    void callsHappenInTheirOrder();
    void cancelledSearchIsNotMade();
    void everythingIsWrittenBeforeItIsGone();
    void failureIsTold();
    void storeThatCantBeOpenedFailsEveryCall();
    void noticeIsTold();
};

void TestHistory::changesAreTold()
{
    History history(m_path);
    QSignalSpy added(&history, &History::runAdded);
    QSignalSpy changed(&history, &History::runChanged);
    QSignalSpy removed(&history, &History::runsRemoved);
    const RunRecord run = runOf(u"a"_s, u"Which?"_s, u"Paris."_s, moment(0));
    history.begin(begun(run));
    history.finish(run);
    history.setStarred(u"a"_s, true);
    history.setNote(u"a"_s, u"note"_s);
    history.setTags(u"a"_s, {u"tag"_s});
    Judgement judgement;
    judgement.setRating(*run.final, 4);
    history.setJudgement(u"a"_s, judgement);
    QTRY_COMPARE(changed.size(), 5);
    QCOMPARE(added.size(), 1);
    const auto summary = changed.constLast().at(0).value<RunSummary>();
    QVERIFY(summary.starred);
    QCOMPARE(summary.note, u"note"_s);
    QCOMPARE(summary.tags, QStringList{u"tag"_s});
    QCOMPARE(summary.rating, 4);
    history.remove({u"a"_s});
    history.restore({u"a"_s});
    history.importRun(runOf(u"b"_s, u"Which?"_s, u"Rome."_s, moment(1)));
    QTRY_COMPARE(added.size(), 3);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(removed.at(0).at(0).toStringList(), QStringList{u"a"_s});
    // A run that is over before it could be begun is new all the same.
    history.finish(runOf(u"c"_s, u"Which?"_s, u"Oslo."_s, moment(2)));
    QTRY_COMPARE(added.size(), 4);
    QCOMPARE(changed.size(), 5);
}

void TestHistory::callsHappenInTheirOrder()
{
    History history(m_path);
    for (int number = 0; number < 20; ++number)
        history.finish(runOf(QString::number(number), u"Which?"_s, u"Paris."_s, moment(number)));
    const Result<HistoryPage> page = answerOf(history.find({}, {}, 5));
    MOA_VERIFY(page);
    QCOMPARE(page->runs.constFirst().id, u"19"_s);
    QCOMPARE(*answerOf(history.count({})), 20);
    QCOMPARE(answerOf(history.run(u"7"_s))->finalText, u"Paris."_s);
    QCOMPARE(answerOf(history.typicalOf(u"MoA-Lite"_s, page->runs.constFirst().models))->runs, 20);
    QCOMPARE(*answerOf(history.presets()), QStringList{u"MoA-Lite"_s});
    QVERIFY(*answerOf(history.sizeOnDisk()) > 0);
    MOA_VERIFY(answerOf(history.integrityCheck()));
    QVERIFY(answerOf(history.interrupted())->isEmpty());
}

void TestHistory::cancelledSearchIsNotMade()
{
    History history(m_path);
    QFuture<Result<HistoryPage>> first = history.find({}, {}, 5);
    QList<QFuture<Result<HistoryPage>>> searches;
    for (int letter = 0; letter < 50; ++letter) {
        searches.append(history.find({}, {}, 5));
        searches.last().cancel();
    }
    const Result<qint64> count = answerOf(history.count({}));
    MOA_VERIFY(count);
    QVERIFY(first.isValid());
    for (const QFuture<Result<HistoryPage>> &search : std::as_const(searches)) {
        QVERIFY(search.isFinished());
        QCOMPARE(search.resultCount(), 0);
    }
}

void TestHistory::everythingIsWrittenBeforeItIsGone()
{
    {
        History history(m_path);
        for (int number = 0; number < 30; ++number)
            history.finish(
                runOf(QString::number(number), u"Which?"_s, u"Paris."_s, moment(number)));
    }
    QCOMPARE(*openStore(m_path)->count({}), 30);
}

void TestHistory::failureIsTold()
{
    History history(m_path);
    QSignalSpy failed(&history, &History::failed);
    history.setStarred(u"nobody"_s, true);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed.at(0).at(0).toString().contains(u"no run nobody"));
    QVERIFY(!answerOf(history.run(u"nobody"_s)));
    QCOMPARE(failed.size(), 1); // who asks is told anyway
}

void TestHistory::storeThatCantBeOpenedFailsEveryCall()
{
    History history(m_folder->path()); // a folder is no file
    const Result<qint64> count = answerOf(history.count({}));
    QVERIFY(!count);
    const Result<RunSummary> written =
        answerOf(history.finish(runOf(u"a"_s, u"Which?"_s, u"Paris."_s, moment(0))));
    QVERIFY(!written);
    QCOMPARE(written.error(), count.error());
}

void TestHistory::noticeIsTold()
{
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray("damaged").repeated(1000));
    file.close();
    History history(m_path);
    QSignalSpy noticed(&history, &History::noticed);
    QTRY_COMPARE(noticed.size(), 1);
    QVERIFY(noticed.at(0).at(0).toString().contains(u"put aside"));
    QVERIFY(answerOf(history.finish(runOf(u"a"_s, u"Which?"_s, u"Paris."_s, moment(0)))));
}

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
