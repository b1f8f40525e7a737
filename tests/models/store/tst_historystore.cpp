// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/runjson.h"
#include "sqlfixture.h"
#include "storefixture.h"

#include <QDir>
#include <QTemporaryDir>

using namespace moa;
using namespace Qt::StringLiterals;

class TestHistoryStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void runComesBackWhole();
    void summaryTellsTheRun();
    void runIsKeptAsItGoes();
    void streamedTextDoesNotReplaceAFinalResponse();
    void abandonedRunIsInterrupted();
    void runOfALivingWriterIsNotInterrupted();
    void settledRunIsNotOfferedAgain();
    void interruptedRunIsFoundByItsText();
    void finishingTwiceKeepsWhatAPersonAdded();
    void importKeepsWhatIsThere();
    void judgementComesBack();
    void removedRunComesBackUntilItIsPurged();
    void runThatGoesOnIsNotRemoved();
    void ageLimitSparesStarredRuns();
    void sizeLimitDeletesTheOldest();
    void unknownRunIsAFailure();
    void damagedFileIsPutAside_data();
    void damagedFileIsPutAside();
    void damagedRunIsToldAndOthersStay();
    void twoStoresSeeOneAnother();
    void missingFileCantBeRead();
    void strangeTextsComeBack();

private:
    void reopen();

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    std::unique_ptr<HistoryStore> m_store;
};

void TestHistoryStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(u"new folder/history.sqlite"_s);
    m_store = openStore(m_path);
    QVERIFY(m_store);
}

void TestHistoryStore::cleanup()
{
    if (m_store)
        MOA_VERIFY(m_store->integrityCheck());
    m_store.reset();
    m_folder.reset();
}

void TestHistoryStore::reopen()
{
    m_store.reset();
    m_store = openStore(m_path);
    QVERIFY(m_store);
}

void TestHistoryStore::runComesBackWhole()
{
    RunRecord run = runOf(u"a"_s, u"Which?"_s, u"Paris."_s, moment(0));
    Exchange exchange;
    exchange.reply = "data: {}\n\n";
    exchange.requestBody = run.responses.at(0).request;
    run.responses[0].exchanges = {exchange};
    MOA_VERIFY(m_store->finish(run));
    reopen();
    const Result<RunRecord> read = m_store->run(u"a"_s);
    MOA_VERIFY(read);
    QCOMPARE(writeRun(*read, RunDetail::Exchanges), writeRun(run, RunDetail::Exchanges));
    QCOMPARE(read->responses, run.responses);
}

void TestHistoryStore::summaryTellsTheRun()
{
    RunRecord run =
        runOf(u"a"_s, u"  Which\ncity? "_s + u"x"_s.repeated(9000), u"Paris."_s, moment(0));
    run.responses[1].state = ResponseState::Failed;
    run.responses[1].model = run.responses[0].model;
    run.state = RunState::Degraded;
    run.totals.unpriced = 1;
    const Result<RunSummary> summary = m_store->finish(run);
    MOA_VERIFY(summary);
    QCOMPARE(summary->id, u"a"_s);
    QCOMPARE(summary->preset, u"MoA-Lite"_s);
    QVERIFY(summary->prompt.startsWith(u"Which city? xxx"));
    QVERIFY(summary->prompt.size() < 300);
    QCOMPARE(summary->answer, u"Paris."_s);
    QCOMPARE(summary->startedAt, moment(0));
    QCOMPARE(summary->state, RunState::Degraded);
    QVERIFY(!summary->interrupted);
    QCOMPARE(summary->models, QStringList({u"model/qwen"_s, u"model/final"_s}));
    QCOMPARE(summary->responses, 2);
    QCOMPARE(summary->cost, run.totals.cost);
    QCOMPARE(summary->unpriced, 1);
    QCOMPARE(summary->inputTokens, 300);
    QCOMPARE(summary->outputTokens, 60);
    QCOMPARE(summary->wallMs, 900);
    QVERIFY(!summary->starred);
    QVERIFY(!summary->rating);
    MOA_VERIFY(m_store->setStarred(u"a"_s, true));
    MOA_VERIFY(m_store->setNote(u"a"_s, u"Keep\nthis."_s));
    reopen();
    const Result<RunSummary> marked = m_store->summary(u"a"_s);
    MOA_VERIFY(marked);
    QVERIFY(marked->starred);
    QCOMPARE(marked->note, u"Keep\nthis."_s);
    QCOMPARE(m_store->find({}, {}, 10)->runs, QList<RunSummary>{*marked});
}

void TestHistoryStore::runIsKeptAsItGoes()
{
    const RunRecord run = runOf(u"a"_s, u"Which?"_s, u"Paris."_s, moment(0));
    const Result<RunSummary> first = m_store->begin(begun(run));
    MOA_VERIFY(first);
    QCOMPARE(first->state, RunState::Running);
    QCOMPARE(first->prompt, u"Which?"_s);
    MOA_VERIFY(m_store->keep(u"a"_s, run.responses.at(0)));
    MOA_VERIFY(m_store->keepTexts(u"a"_s, {{run.responses.at(1).id, u"So"_s, u"Hm"_s}}));
    MOA_VERIFY(m_store->keepTexts(u"a"_s, {{run.responses.at(1).id, u"So far"_s, u"Hmm"_s}}));

    Result<RunRecord> read = m_store->run(u"a"_s);
    MOA_VERIFY(read);
    QCOMPARE(read->state, RunState::Running);
    QCOMPARE(read->mixture, run.mixture);
    QCOMPARE(read->conversation, run.conversation);
    QCOMPARE(read->responses.at(0), run.responses.at(0));
    QCOMPARE(read->responses.at(1).state, ResponseState::Streaming);
    QCOMPARE(read->responses.at(1).text, u"So far"_s);
    QCOMPARE(read->responses.at(1).reasoning, u"Hmm"_s);
    QCOMPARE(read->responses.at(2).state, ResponseState::Waiting);

    MOA_VERIFY(m_store->finish(run));
    read = m_store->run(u"a"_s);
    MOA_VERIFY(read);
    QCOMPARE(read->responses, run.responses);
    QCOMPARE(*m_store->count({}), 1);
    QVERIFY(m_store->interrupted()->isEmpty());
}

void TestHistoryStore::streamedTextDoesNotReplaceAFinalResponse()
{
    const RunRecord run = runOf(u"a"_s, u"Which?"_s, u"Paris."_s, moment(0));
    MOA_VERIFY(m_store->begin(begun(run)));
    MOA_VERIFY(m_store->keep(u"a"_s, run.responses.at(0)));
    MOA_VERIFY(m_store->keepTexts(u"a"_s, {{run.responses.at(0).id, u"late"_s, {}}}));
    QCOMPARE(m_store->run(u"a"_s)->responses.at(0), run.responses.at(0));
}

void TestHistoryStore::abandonedRunIsInterrupted()
{
    const RunRecord run = runOf(u"a"_s, u"Which?"_s, u"Paris."_s, moment(0));
    MOA_VERIFY(m_store->begin(begun(run)));
    MOA_VERIFY(m_store->keep(u"a"_s, run.responses.at(0)));
    MOA_VERIFY(m_store->keepTexts(u"a"_s, {{run.responses.at(1).id, u"So far"_s, {}}}));
    reopen(); // as another program would: the writer is gone
    Result<QList<RunSummary>> interrupted = m_store->interrupted();
    MOA_VERIFY(interrupted);
    QCOMPARE(idsOf(*interrupted), QStringList{u"a"_s});
    QVERIFY(interrupted->at(0).interrupted);
    QCOMPARE(interrupted->at(0).state, RunState::Cancelled);
    QCOMPARE(interrupted->at(0).responses, 1);
    QCOMPARE(interrupted->at(0).cost, run.responses.at(0).cost.value());
    QCOMPARE(interrupted->at(0).wallMs, 400);
    const Result<RunRecord> read = m_store->run(u"a"_s);
    MOA_VERIFY(read);
    QCOMPARE(read->state, RunState::Cancelled);
    QVERIFY(!read->error.isEmpty());
    QCOMPARE(read->responses.at(0), run.responses.at(0));
    QCOMPARE(read->responses.at(1).state, ResponseState::Cancelled);
    QCOMPARE(read->responses.at(1).text, u"So far"_s);
    QCOMPARE(read->responses.at(2).state, ResponseState::Cancelled);
    HistoryQuery query;
    query.interruptedOnly = true;
    QCOMPARE(*m_store->count(query), 1);
    reopen();
    QCOMPARE(idsOf(*m_store->interrupted()), QStringList{u"a"_s});
}

void TestHistoryStore::runOfALivingWriterIsNotInterrupted()
{
    const std::unique_ptr<HistoryStore> other = openStore(m_path);
    QVERIFY(other);
    MOA_VERIFY(other->begin(begun(runOf(u"other"_s, u"Which?"_s, {}, moment(0)))));
    MOA_VERIFY(m_store->begin(begun(runOf(u"mine"_s, u"Which?"_s, {}, moment(1)))));
    QVERIFY(m_store->interrupted()->isEmpty());
    QVERIFY(other->interrupted()->isEmpty());
    QCOMPARE(m_store->summary(u"other"_s)->state, RunState::Running);
}

void TestHistoryStore::settledRunIsNotOfferedAgain()
{
    MOA_VERIFY(m_store->begin(begun(runOf(u"a"_s, u"Which?"_s, {}, moment(0)))));
    MOA_VERIFY(m_store->begin(begun(runOf(u"b"_s, u"Which?"_s, {}, moment(1)))));
    reopen();
    QCOMPARE(idsOf(*m_store->interrupted()), QStringList({u"b"_s, u"a"_s}));
    MOA_VERIFY(m_store->settle({u"b"_s}));
    QCOMPARE(idsOf(*m_store->interrupted()), QStringList{u"a"_s});
    QVERIFY(m_store->summary(u"b"_s)->interrupted);
    MOA_VERIFY(m_store->remove({u"a"_s}));
    QVERIFY(m_store->interrupted()->isEmpty());
}

void TestHistoryStore::interruptedRunIsFoundByItsText()
{
    const RunRecord run = runOf(u"a"_s, u"Which?"_s, u"Paris."_s, moment(0));
    MOA_VERIFY(m_store->begin(begun(run)));
    MOA_VERIFY(m_store->keepTexts(u"a"_s, {{run.responses.at(1).id, u"a zebra"_s, {}}}));
    reopen();
    MOA_VERIFY(m_store->interrupted());
    HistoryQuery query;
    query.text = u"zebra"_s;
    QCOMPARE(*m_store->count(query), 1);
}

void TestHistoryStore::finishingTwiceKeepsWhatAPersonAdded()
{
    const RunRecord run = runOf(u"a"_s, u"Which?"_s, u"Paris."_s, moment(0));
    MOA_VERIFY(m_store->finish(run));
    MOA_VERIFY(m_store->setStarred(u"a"_s, true));
    MOA_VERIFY(m_store->setNote(u"a"_s, u"note"_s));
    MOA_VERIFY(m_store->setTags(u"a"_s, {u"tag"_s}));
    Judgement judgement;
    judgement.setRating(*run.final, 5);
    MOA_VERIFY(m_store->setJudgement(u"a"_s, judgement));
    MOA_VERIFY(m_store->finish(run));
    const Result<RunSummary> summary = m_store->summary(u"a"_s);
    MOA_VERIFY(summary);
    QVERIFY(summary->starred);
    QCOMPARE(summary->note, u"note"_s);
    QCOMPARE(summary->tags, QStringList{u"tag"_s});
    QCOMPARE(summary->rating, 5);
    QCOMPARE(*m_store->judgement(u"a"_s), judgement);
}

void TestHistoryStore::importKeepsWhatIsThere()
{
    const RunRecord run = runOf(u"a"_s, u"Which?"_s, u"Paris."_s, moment(0));
    Judgement judgement;
    judgement.setRating(run.responses.at(0).id, 3);
    Result<RunSummary> imported = m_store->importRun(run, judgement);
    MOA_VERIFY(imported);
    QCOMPARE(imported->rating, 3);
    RunRecord other = run;
    other.finalText = u"London."_s;
    imported = m_store->importRun(other);
    MOA_VERIFY(imported);
    QCOMPARE(imported->answer, u"Paris."_s);
    QCOMPARE(imported->rating, 3);
    MOA_VERIFY(m_store->remove({u"a"_s}));
    MOA_VERIFY(m_store->importRun(run));
    QCOMPARE(*m_store->count({}), 1);
}

void TestHistoryStore::judgementComesBack()
{
    const RunRecord run = runOf(u"a"_s, u"Which?"_s, u"Paris."_s, moment(0));
    MOA_VERIFY(m_store->finish(run));
    Judgement judgement;
    judgement.setRating(run.responses.at(0).id, 5);
    judgement.setRating(run.responses.at(2).id, 2);
    Result<RunSummary> summary = m_store->setJudgement(u"a"_s, judgement);
    MOA_VERIFY(summary);
    QCOMPARE(summary->rating, 2); // the final answer's, though another has more
    QCOMPARE(*m_store->judgement(u"a"_s), judgement);
    judgement.setRating(run.responses.at(2).id, {});
    summary = m_store->setJudgement(u"a"_s, judgement);
    MOA_VERIFY(summary);
    QCOMPARE(summary->rating, 5);
    summary = m_store->setJudgement(u"a"_s, {});
    MOA_VERIFY(summary);
    QVERIFY(!summary->rating);
}

void TestHistoryStore::removedRunComesBackUntilItIsPurged()
{
    for (const QString &id : {u"a"_s, u"b"_s})
        MOA_VERIFY(m_store->finish(runOf(id, u"Which?"_s, u"Paris."_s, moment(0))));
    QCOMPARE(*m_store->remove({u"a"_s, u"nobody"_s}), QStringList{u"a"_s});
    QCOMPARE(idsOf(m_store->find({}, {}, 10)->runs), QStringList{u"b"_s});
    MOA_VERIFY(m_store->purgeRemoved(60'000)); // it has only just been removed
    const Result<QList<RunSummary>> restored = m_store->restore({u"a"_s});
    MOA_VERIFY(restored);
    QCOMPARE(idsOf(*restored), QStringList{u"a"_s});
    QCOMPARE(*m_store->count({}), 2);
    MOA_VERIFY(m_store->remove({u"a"_s}));
    MOA_VERIFY(m_store->purgeRemoved());
    QVERIFY(!m_store->restore({u"a"_s}));
    QVERIFY(!m_store->run(u"a"_s));
    QCOMPARE(*m_store->count({}), 1);
}

void TestHistoryStore::runThatGoesOnIsNotRemoved()
{
    const RunRecord run = runOf(u"a"_s, u"Which?"_s, u"Paris."_s, moment(0));
    MOA_VERIFY(m_store->begin(begun(run)));
    QVERIFY(m_store->remove({u"a"_s})->isEmpty());
    HistoryLimits limits;
    limits.maxAgeDays = 1;
    limits.maxBytes = 1;
    QVERIFY(m_store->applyLimits(limits)->isEmpty());
    MOA_VERIFY(m_store->finish(run));
}

void TestHistoryStore::ageLimitSparesStarredRuns()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    MOA_VERIFY(m_store->finish(runOf(u"old"_s, u"Which?"_s, u"Paris."_s, now.addDays(-31))));
    MOA_VERIFY(m_store->finish(runOf(u"starred"_s, u"Which?"_s, u"Paris."_s, now.addDays(-32))));
    MOA_VERIFY(m_store->finish(runOf(u"new"_s, u"Which?"_s, u"Paris."_s, now.addDays(-29))));
    MOA_VERIFY(m_store->setStarred(u"starred"_s, true));
    QVERIFY(m_store->applyLimits({})->isEmpty());
    HistoryLimits limits;
    limits.maxAgeDays = 30;
    QCOMPARE(*m_store->applyLimits(limits), QStringList{u"old"_s});
    QCOMPARE(idsOf(m_store->find({}, {}, 10)->runs), QStringList({u"new"_s, u"starred"_s}));
}

void TestHistoryStore::sizeLimitDeletesTheOldest()
{
    constexpr int count = 120;
    for (int index = 0; index < count; ++index) {
        QString answer;
        for (int word = 0; word < 2000; ++word)
            answer += QString::number((word * 7919 + index * 104729) % 1'000'003, 36) + u' ';
        MOA_VERIFY(
            m_store->finish(runOf(QString::number(index), u"Which?"_s, answer, moment(index))));
    }
    reopen(); // what was written is in the file now
    const qint64 before = m_store->sizeOnDisk();
    HistoryLimits limits;
    limits.maxBytes = before / 2;
    const Result<QStringList> deleted = m_store->applyLimits(limits);
    MOA_VERIFY(deleted);
    QVERIFY2(deleted->size() > count / 3 && deleted->size() < count * 2 / 3,
             qPrintable(QString::number(deleted->size())));
    QVERIFY(deleted->contains(u"0"_s));
    QCOMPARE(*m_store->count({}), count - deleted->size());
    QCOMPARE(m_store->find({}, {}, 1)->runs.at(0).id, QString::number(count - 1));
    QVERIFY2(m_store->sizeOnDisk() < before * 3 / 4,
             qPrintable(u"%1 of %2"_s.arg(m_store->sizeOnDisk()).arg(before)));
}

void TestHistoryStore::unknownRunIsAFailure()
{
    QVERIFY(sentence(m_store->run(u"x"_s)).contains("no run x"));
    QVERIFY(!m_store->summary(u"x"_s));
    QVERIFY(!m_store->keep(u"x"_s, {}));
    QVERIFY(!m_store->setStarred(u"x"_s, true));
    QVERIFY(m_store->judgement(u"x"_s).has_value() == false);
}

void TestHistoryStore::damagedFileIsPutAside_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("no database") << QByteArray("This is not a database at all.").repeated(100);
    QTest::newRow("header only") << QByteArray("SQLite format 3\0", 16) + QByteArray(200, 'x');
    QTest::newRow("pages overwritten") << QByteArray();
}

void TestHistoryStore::damagedFileIsPutAside()
{
    QFETCH(QByteArray, content);
    MOA_VERIFY(m_store->finish(runOf(u"lost"_s, u"Which?"_s, u"Paris."_s, moment(0))));
    m_store.reset();
    if (content.isEmpty()) {
        constexpr qsizetype header = 100;
        QFile whole(m_path);
        QVERIFY(whole.open(QIODevice::ReadOnly));
        content = whole.readAll();
        std::fill(content.begin() + header, content.end(), '\x7f');
    }
    QDir(QFileInfo(m_path).path()).removeRecursively();
    QDir().mkpath(QFileInfo(m_path).path());
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    m_store = openStore(m_path);
    QVERIFY(m_store);
    QVERIFY2(m_store->notice().contains(u".damaged-"), qUtf8Printable(m_store->notice()));
    const QStringList kept =
        QFileInfo(m_path).dir().entryList({u"history.sqlite.damaged-*"_s}, QDir::Files);
    QCOMPARE(kept.size(), 1);
    QFile aside(QFileInfo(m_path).dir().filePath(kept.constFirst()));
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), content);
    MOA_VERIFY(m_store->finish(runOf(u"a"_s, u"Which?"_s, u"Paris."_s, moment(0))));
    reopen();
    QVERIFY(m_store->notice().isEmpty());
    QCOMPARE(*m_store->count({}), 1);
}

void TestHistoryStore::damagedRunIsToldAndOthersStay()
{
    MOA_VERIFY(m_store->finish(runOf(u"a"_s, u"Which?"_s, u"Paris."_s, moment(0))));
    MOA_VERIFY(m_store->finish(runOf(u"b"_s, u"Which?"_s, u"Rome."_s, moment(1))));
    execute(m_path,
            {u"UPDATE documents SET document = x'0000100078' || zeroblob(50) WHERE number ="
             " (SELECT number FROM runs WHERE id = 'b')"_s});
    MOA_VERIFY(m_store->run(u"a"_s));
    const Result<RunRecord> damaged = m_store->run(u"b"_s);
    QVERIFY2(sentence(damaged).contains("can't be read from the history"),
             sentence(damaged).constData());
    QCOMPARE(*m_store->count({}), 2);
}

void TestHistoryStore::twoStoresSeeOneAnother()
{
    const std::unique_ptr<HistoryStore> other = openStore(m_path);
    QVERIFY(other);
    MOA_VERIFY(other->finish(runOf(u"a"_s, u"Which?"_s, u"Paris."_s, moment(0))));
    QCOMPARE(*m_store->count({}), 1);
    MOA_VERIFY(m_store->setStarred(u"a"_s, true));
    QVERIFY(other->summary(u"a"_s)->starred);
}

void TestHistoryStore::missingFileCantBeRead()
{
    const auto store =
        HistoryStore::open(m_folder->filePath(u"none"_s), HistoryStore::Access::ReadOnly);
    QVERIFY(!store);
    QVERIFY(store.error().message.contains(u"There is no history yet"));
    QVERIFY(!QFile::exists(m_folder->filePath(u"none"_s)));
}

void TestHistoryStore::strangeTextsComeBack()
{
    const QString strange = u"'\"; DROP TABLE runs; --\r\n\t\x01\x02\x03 \u202E 🚀 e\u0301 안녕"_s;
    RunRecord run = runOf(strange, strange + QChar(u'\0') + u"x"_s, strange, moment(0));
    run.mixture.name = strange;
    run.responses[0].model = strange;
    MOA_VERIFY(m_store->finish(run));
    MOA_VERIFY(m_store->setTags(strange, {strange}));
    const Result<RunRecord> read = m_store->run(strange);
    MOA_VERIFY(read);
    QCOMPARE(read->conversation, run.conversation);
    QCOMPARE(read->responses, run.responses);
    HistoryQuery query;
    query.preset = strange;
    query.model = strange;
    query.tag = strange.simplified();
    query.text = strange;
    QCOMPARE(*m_store->count(query), 1);
    MOA_VERIFY(m_store->remove({strange}));
    MOA_VERIFY(m_store->purgeRemoved());
}

QTEST_GUILESS_MAIN(TestHistoryStore)
#include "tst_historystore.moc"
