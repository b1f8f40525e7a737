// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/runjson.h"
#include "smalldisk.h"
#include "store/runrecorder.h"
#include "storefixture.h"
#include "support/enginefixture.h"

using namespace moa;
using namespace moa::test;
using namespace Qt::StringLiterals;

namespace {

const QString slowText = u"slow "_s.repeated(100);

} // namespace

class TestRunRecorder : public QObject, private EngineFixture, private HistoryPlace
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void wholeRunIsWritten();
    void runIsWrittenWhileItGoesOn();
    void windowThatClosesLeavesAnInterruptedRun();
    void oneThatIsSwitchedOffWritesNothing();
    void brokenHistoryIsToldOnceAndTheRunGoesOn();
    void runThatFoundADiskFullIsWrittenWhenThereIsRoom();

private:
    void record(const QString &path);

    std::unique_ptr<History> m_history;
    std::unique_ptr<RunRecorder> m_recorder;
};

void TestRunRecorder::init()
{
    HistoryPlace::begin();
    EngineFixture::begin();
    m_server->setHandler([](const ScriptedRequest &request) {
        OpenAiOptions options;
        options.reasoning = u"Thought."_s;
        if (request.model == u"slow")
            options.delayMs = 20;
        return ScriptedReply::openAiStream(
            request.model == u"slow" ? slowText : u"Answer of %1: Paris."_s.arg(request.model),
            ChunkPolicy::words(), options);
    });
    m_plan.conversation = {{Message::Author::User, u"Which city?"_s}};
    m_plan.mixture.name = u"Mine"_s;
    m_plan.mixture.layers = {layer({agent("quick"), agent("slow")}),
                             layer({agent("last", Role::Aggregator)})};
}

void TestRunRecorder::cleanup()
{
    m_recorder.reset();
    m_history.reset();
    m_finished.reset();
    m_engine.reset();
    m_server.reset();
    m_folder.reset();
}

void TestRunRecorder::record(const QString &path)
{
    m_history = std::make_unique<History>(path);
    m_recorder = std::make_unique<RunRecorder>(*m_history);
    m_recorder->follow(m_engine.get());
}

void TestRunRecorder::wholeRunIsWritten()
{
    record(m_path);
    QSignalSpy added(m_history.get(), &History::runAdded);
    QSignalSpy changed(m_history.get(), &History::runChanged);
    m_engine->start(m_plan);
    const RunRecord run = waitForEnd();
    QCOMPARE(run.state, RunState::Done);
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(added.size(), 1);
    QCOMPARE(changed.at(0).at(0).value<RunSummary>().answer, u"Answer of last: Paris."_s);
    m_recorder.reset();
    m_history.reset();
    const std::unique_ptr<HistoryStore> store = openStore(m_path);
    QVERIFY(store);
    const Result<RunRecord> read = store->run(run.id);
    MOA_VERIFY(read);
    QCOMPARE(read->responses.size(), 3);
    for (qsizetype index = 0; index < run.responses.size(); ++index) {
        QVERIFY(!run.responses.at(index).exchanges.isEmpty());
        QCOMPARE(read->responses.at(index), run.responses.at(index));
    }
    QCOMPARE(read->mixture, run.mixture);
    QCOMPARE(read->totals, run.totals);
    QCOMPARE(writeRun(*read, RunDetail::Exchanges), writeRun(run, RunDetail::Exchanges));
}

void TestRunRecorder::runIsWrittenWhileItGoesOn()
{
    record(m_path);
    QSignalSpy added(m_history.get(), &History::runAdded);
    m_engine->start(m_plan);
    QTRY_COMPARE(added.size(), 1);
    const QString id = added.at(0).at(0).value<RunSummary>().id;
    const std::unique_ptr<HistoryStore> other = openStore(m_path);
    QVERIFY(other);
    const auto kept = [&other, &id](const QString &agent) {
        const Result<RunRecord> run = other->run(id);
        const Response *response = run ? run->response({AgentId(agent), 1}) : nullptr;
        return response ? *response : Response();
    };
    QTRY_COMPARE(kept(u"quick"_s).state, ResponseState::Done);
    QTRY_VERIFY(kept(u"slow"_s).text.startsWith(u"slow slow "));
    QVERIFY(m_engine->isRunning());
    QVERIFY(kept(u"slow"_s).text.size() < slowText.size());
    QCOMPARE(kept(u"slow"_s).reasoning, u"Thought."_s);
    QVERIFY(other->interrupted()->isEmpty());
    QCOMPARE(waitForEnd().state, RunState::Done);
    QTRY_COMPARE(other->summary(id)->state, RunState::Done);
}

void TestRunRecorder::windowThatClosesLeavesAnInterruptedRun()
{
    record(m_path);
    QString streamed;
    connect(m_engine.get(), &RunEngine::textAdded, m_recorder.get(),
            [&streamed](const ResponseId &id, const QString &text) {
                if (id.agent.toString() == u"slow")
                    streamed += text;
            });
    m_engine->start(m_plan);
    QTRY_VERIFY(streamed.size() > 60);
    m_recorder.reset();
    m_history.reset();
    const std::unique_ptr<HistoryStore> store = openStore(m_path);
    QVERIFY(store);
    const Result<QList<RunSummary>> interrupted = store->interrupted();
    MOA_VERIFY(interrupted);
    QCOMPARE(interrupted->size(), 1);
    const Result<RunRecord> run = store->run(interrupted->at(0).id);
    MOA_VERIFY(run);
    QCOMPARE(run->response({AgentId(u"quick"_s), 1})->state, ResponseState::Done);
    QCOMPARE(run->response({AgentId(u"slow"_s), 1})->text, streamed);
}

void TestRunRecorder::oneThatIsSwitchedOffWritesNothing()
{
    record(m_path);
    m_recorder->setEnabled(false);
    m_engine->start(m_plan);
    QCOMPARE(waitForEnd().state, RunState::Done);
    m_recorder.reset();
    m_history.reset();
    QCOMPARE(*openStore(m_path)->count({}), 0);
}

void TestRunRecorder::brokenHistoryIsToldOnceAndTheRunGoesOn()
{
    QFile file(m_folder->filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    record(file.fileName() + u"/history.sqlite"_s); // in a folder that is none
    QSignalSpy failed(m_recorder.get(), &RunRecorder::failed);
    m_engine->start(m_plan);
    QCOMPARE(waitForEnd().state, RunState::Done);
    QTRY_COMPARE(failed.size(), 1);
    const QString told = failed.at(0).at(0).toString();
    QVERIFY2(told.contains(u"can't be made"), qUtf8Printable(told));
    m_engine->start(m_plan);
    QCOMPARE(waitForEnd().state, RunState::Done);
    QTRY_COMPARE(failed.size(), 2); // once for each run
}

void TestRunRecorder::runThatFoundADiskFullIsWrittenWhenThereIsRoom()
{
    SmallDisk disk;
    if (!disk.isMounted())
        QSKIP("A small disk can only be made by root.");
    const QString path = disk.filePath(u"history.sqlite"_s);
    disk.fill();
    record(path);
    QSignalSpy failed(m_recorder.get(), &RunRecorder::failed);
    QSignalSpy added(m_history.get(), &History::runAdded);
    m_engine->start(m_plan);
    const RunRecord run = waitForEnd();
    QCOMPARE(run.state, RunState::Done);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY2(failed.at(0).at(0).toString().contains(u"full"),
             qUtf8Printable(failed.at(0).at(0).toString()));
    QVERIFY(added.isEmpty());
    disk.makeRoom();
    QTRY_COMPARE_WITH_TIMEOUT(added.size(), 1, 20'000);
    QCOMPARE(added.at(0).at(0).value<RunSummary>().id, run.id);
    m_recorder.reset();
    m_history.reset();
    QCOMPARE(openStore(path)->run(run.id)->responses, run.responses);
}

QTEST_GUILESS_MAIN(TestRunRecorder)
#include "tst_runrecorder.moc"
