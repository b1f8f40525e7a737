// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scriptedserver.h"
#include "ui/runthread.h"

#include <QSignalSpy>
#include <QTest>

using namespace moa;
using Cut = ScriptedReply::Cut;

class TestRunThread : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aRunStartsAndFinishes();
    void signalsComeInTheCallersThread();
    void stopEndsTheRunAndItsSockets();
    void aRunThatCantBeginFinishesWithItsReason();
    void destructionInMidRunClosesTheSockets();
    void destructionRightAfterTheStartIsClean();
    void destructionWithoutARunIsClean();
    void connectionsStayWarmBetweenRuns();
    void theSandboxNeedsNoAddress();

private:
    [[nodiscard]] RunRecord finish();

    std::unique_ptr<ThreadedScriptedServer> m_server;
    std::unique_ptr<RunThread> m_thread;
    std::unique_ptr<QSignalSpy> m_finished;
    RunPlan m_plan;
};

void TestRunThread::init()
{
    m_server = std::make_unique<ThreadedScriptedServer>();
    m_server->server().setHandler([](const ScriptedRequest &request) {
        return ScriptedReply::openAiStream(u"answer of "_qs + request.model);
    });
    Provider provider;
    provider.id = ProviderId(u"scripted"_qs);
    provider.baseUrl = m_server->server().baseUrl();
    provider.maxAttempts = 1;
    m_plan = {};
    m_plan.providers = {provider};
    m_plan.conversation = {{Message::Author::User, u"Why?"_qs}};
    for (const QStringList &ids : {QStringList{u"a"_qs, u"b"_qs}, QStringList{u"final"_qs}}) {
        Layer layer;
        for (const QString &id : ids) {
            Agent agent;
            agent.id = AgentId(id);
            agent.model = id;
            agent.provider = provider.id;
            agent.role = id == u"final" ? Role::Aggregator : Role::Proposer;
            layer.agents.append(agent);
        }
        m_plan.mixture.layers.append(layer);
    }
    m_thread = std::make_unique<RunThread>();
    m_finished = std::make_unique<QSignalSpy>(m_thread.get(), &RunThread::finished);
}

void TestRunThread::cleanup()
{
    m_thread.reset();
    m_server.reset();
}

RunRecord TestRunThread::finish()
{
    if (m_finished->isEmpty() && !m_finished->wait(30'000))
        return {};
    return m_finished->takeFirst().constFirst().value<RunRecord>();
}

void TestRunThread::aRunStartsAndFinishes()
{
    QSignalSpy started(m_thread.get(), &RunThread::started);
    QSignalSpy changed(m_thread.get(), &RunThread::responseChanged);
    QSignalSpy added(m_thread.get(), &RunThread::textAdded);
    m_thread->start(m_plan);
    const RunRecord record = finish();
    QCOMPARE(record.state, RunState::Done);
    QCOMPARE(record.finalText, u"answer of final"_qs);
    QCOMPARE(started.size(), 1);
    QCOMPARE(started.constFirst().constFirst().value<RunRecord>().id, record.id);
    QVERIFY(changed.size() >= 3);
    QVERIFY(added.size() >= 3);
}

void TestRunThread::signalsComeInTheCallersThread()
{
    QThread *seen = nullptr;
    // Direct: in whichever thread it is emitted.
    connect(
        m_thread.get(), &RunThread::finished, m_thread.get(),
        [&seen] { seen = QThread::currentThread(); }, Qt::DirectConnection);
    m_thread->start(m_plan);
    QCOMPARE(finish().state, RunState::Done);
    QCOMPARE(seen, QThread::currentThread());
}

void TestRunThread::stopEndsTheRunAndItsSockets()
{
    const ScriptedReply stalled =
        ScriptedReply::openAiStream(u"one two three"_qs).cutShort(Cut::Kind::Stall, 2);
    m_server->server().script(u"a"_qs, {stalled});
    m_server->server().script(u"b"_qs, {stalled});
    QSignalSpy added(m_thread.get(), &RunThread::textAdded);
    m_thread->start(m_plan);
    QTRY_VERIFY(added.size() >= 2);
    QTRY_COMPARE(m_server->server().counters().connectionsOpen, 2);
    m_thread->stop();
    QCOMPARE(finish().state, RunState::Cancelled);
    QTRY_COMPARE(m_server->server().counters().connectionsOpen, 0);
    m_thread->stop(); // nothing left to stop
    m_server->server().script(u"a"_qs, {});
    m_server->server().script(u"b"_qs, {});
    m_thread->start(m_plan);
    QCOMPARE(finish().state, RunState::Done);
    QVERIFY(m_finished->isEmpty());
}

void TestRunThread::aRunThatCantBeginFinishesWithItsReason()
{
    m_plan.providers.clear();
    m_thread->start(m_plan);
    const RunRecord record = finish();
    QCOMPARE(record.state, RunState::Failed);
    QVERIFY2(record.error.contains(u"scripted"), qPrintable(record.error));
}

void TestRunThread::destructionInMidRunClosesTheSockets()
{
    m_server->server().script(
        u"b"_qs, {ScriptedReply::openAiStream(u"one two three"_qs).cutShort(Cut::Kind::Stall, 2)});
    QSignalSpy added(m_thread.get(), &RunThread::textAdded);
    m_thread->start(m_plan);
    QTRY_VERIFY(added.size() >= 2);
    m_thread.reset();
    QTRY_COMPARE(m_server->server().counters().connectionsOpen, 0);
    // What waited for the stopped answer was not begun on the way out.
    QVERIFY(m_server->server().requests(u"final"_qs).isEmpty());
    QVERIFY(m_finished->isEmpty());
}

void TestRunThread::destructionRightAfterTheStartIsClean()
{
    for (int round = 0; round < 20; ++round) {
        m_thread = std::make_unique<RunThread>();
        m_thread->start(m_plan);
    }
    m_thread.reset();
    QTRY_COMPARE(m_server->server().counters().connectionsOpen, 0);
}

void TestRunThread::destructionWithoutARunIsClean()
{
    m_thread.reset();
    QCOMPARE(m_server->server().counters().connectionsOpened, 0);
}

void TestRunThread::connectionsStayWarmBetweenRuns()
{
    m_thread->start(m_plan);
    QCOMPARE(finish().state, RunState::Done);
    const int opened = m_server->server().counters().connectionsOpened;
    QVERIFY(opened >= 1 && opened <= 3);
    m_thread->start(m_plan);
    QCOMPARE(finish().state, RunState::Done);
    QCOMPARE(m_server->server().counters().requests, 6);
    QCOMPARE(m_server->server().counters().connectionsOpened, opened);
}

void TestRunThread::theSandboxNeedsNoAddress()
{
    Provider sandbox;
    sandbox.id = ProviderId(u"sandbox"_qs);
    sandbox.baseUrl = QUrl(u"http://127.0.0.1/v1"_qs);
    m_plan.providers = {sandbox};
    Agent agent;
    agent.id = AgentId(u"brief"_qs);
    agent.model = u"sandbox-brief"_qs;
    agent.provider = sandbox.id;
    Layer layer;
    layer.agents = {agent};
    m_plan.mixture.layers = {layer};
    m_thread->start(m_plan);
    const RunRecord record = finish();
    QCOMPARE(record.state, RunState::Done);
    QVERIFY(!record.finalText.isEmpty());
}

QTEST_GUILESS_MAIN(TestRunThread)
#include "tst_runthread.moc"
