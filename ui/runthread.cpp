// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runthread.h"

#include "providers/sandbox/sandboxserver.h"
#include "run/runengine.h"

namespace moa {

class RunThread::Worker : public QObject
{
public:
    Worker()
        : m_engine(this)
        , m_sandbox(this)
    { }

    [[nodiscard]] RunEngine *engine() { return &m_engine; }

    void start(RunPlan plan)
    {
        for (Provider &provider : plan.providers) {
            if (provider.id.toString() == u"sandbox" && listens())
                provider.baseUrl = m_sandbox.baseUrl();
        }
        m_engine.start(plan);
    }

private:
    bool listens() { return m_sandbox.port() != 0 || m_sandbox.listen().has_value(); }

    RunEngine m_engine;
    SandboxServer m_sandbox;
};

RunThread::RunThread(QObject *parent)
    : QObject(parent)
    , m_worker(std::make_unique<Worker>().release())
{
    m_thread.setObjectName(QStringLiteral("run"));
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    RunEngine *engine = m_worker->engine();
    connect(engine, &RunEngine::started, this, &RunThread::started);
    connect(engine, &RunEngine::responseChanged, this, &RunThread::responseChanged);
    connect(engine, &RunEngine::textAdded, this, &RunThread::textAdded);
    connect(engine, &RunEngine::finished, this, &RunThread::finished);
    m_thread.start();
}

RunThread::~RunThread()
{
    m_thread.quit();
    m_thread.wait();
}

void RunThread::start(const RunPlan &plan)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, plan] { worker->start(plan); }, Qt::QueuedConnection);
}

void RunThread::stop()
{
    QMetaObject::invokeMethod(m_worker->engine(), &RunEngine::stop, Qt::QueuedConnection);
}

} // namespace moa
