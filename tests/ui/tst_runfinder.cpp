// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/historyfixture.h"
#include "ui/runfinder.h"

using namespace moa;
using moa::test::finishedRun;
using moa::test::HistoryFixture;

class TestRunFinder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTurnsBeforeAreFound();
    void aFirstTurnHasNoneBefore();
    void onlyTheLastSearchIsAnswered();
    void anUnreadableHistoryHasNone();
    void theNewestRunsOfAPresetAreFound();
};

namespace {

/// The runs of a conversation of as many turns.
QList<RunRecord> conversationOf(int turns)
{
    QList<RunRecord> runs;
    Conversation said;
    for (int turn = 1; turn <= turns; ++turn) {
        RunRecord run =
            finishedRun(turn, u"Question %1?"_qs.arg(turn), u"Answer\n%1."_qs.arg(turn));
        said.append(run.conversation.constFirst());
        run.conversation = said;
        said.append({Message::Author::Assistant, run.finalText});
        runs.append(run);
    }
    return runs;
}

} // namespace

void TestRunFinder::theTurnsBeforeAreFound()
{
    const HistoryFixture store;
    const QList<RunRecord> runs = conversationOf(3);
    for (const RunRecord &run : runs)
        store.add(run);
    store.add(finishedRun(4, u"Something else?"_qs, u"No."_qs));
    Judgement judgement;
    judgement.setRating(*runs.at(1).final, 4);
    (void)store.history()->setJudgement(runs.at(1).id, judgement);
    RunFinder finder(store.history(), nullptr);
    QMap<QString, Judgement> found;
    bool isAnswered = false;
    finder.before(runs.at(2), [&](const QList<RunDocument> &documents) {
        for (const RunDocument &each : documents)
            found.insert(each.record.id, each.judgement);
        isAnswered = true;
    });
    QTRY_VERIFY(isAnswered);
    QCOMPARE(found.keys(), (QStringList{runs.at(0).id, runs.at(1).id}));
    QCOMPARE(found.value(runs.at(1).id), judgement);
}

void TestRunFinder::aFirstTurnHasNoneBefore()
{
    const HistoryFixture store;
    RunFinder finder(store.history(), nullptr);
    bool isAnswered = false;
    finder.before(conversationOf(1).constFirst(),
                  [&](const QList<RunDocument> &runs) { isAnswered = runs.isEmpty(); });
    QVERIFY(isAnswered);
}

void TestRunFinder::onlyTheLastSearchIsAnswered()
{
    const HistoryFixture store;
    const QList<RunRecord> runs = conversationOf(2);
    store.add(runs.constFirst());
    RunFinder finder(store.history(), nullptr);
    int first = 0;
    int second = 0;
    finder.before(runs.constLast(), [&first](const QList<RunDocument> &) { ++first; });
    finder.before(runs.constLast(), [&second](const QList<RunDocument> &) { ++second; });
    QTRY_COMPARE(second, 1);
    QCOMPARE(first, 0);
}

void TestRunFinder::anUnreadableHistoryHasNone()
{
    const QTemporaryDir folder;
    History unreadable(folder.path()); // a folder, no file
    RunFinder finder(&unreadable, nullptr);
    bool isAnswered = false;
    finder.before(conversationOf(2).constLast(),
                  [&](const QList<RunDocument> &runs) { isAnswered = runs.isEmpty(); });
    QTRY_VERIFY(isAnswered);
}

void TestRunFinder::theNewestRunsOfAPresetAreFound()
{
    const HistoryFixture store;
    store.addRuns(4);
    RunRecord other = finishedRun(5, u"Why?"_qs, u"So."_qs);
    other.mixture.name = u"Another"_qs;
    store.add(other);
    RunFinder finder(store.history(), nullptr);
    QStringList found;
    finder.ofPreset(u"MoA-Lite"_qs, 3, [&found](const QList<RunDocument> &runs) {
        for (const RunDocument &each : runs)
            found.append(each.record.id);
    });
    QTRY_COMPARE(found,
                 (QStringList{finishedRun(4, {}, {}).id, finishedRun(3, {}, {}).id,
                              finishedRun(2, {}, {}).id}));
}

QTEST_GUILESS_MAIN(TestRunFinder)

#include "tst_runfinder.moc"
