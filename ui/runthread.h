// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"
#include "run/runplan.h"

#include <memory>
#include <QThread>

namespace moa {

/**
 * The run engine and the Sandbox's server in a thread of their own, so that neither parsing nor
 * a slow socket ever holds the window. Its signals are the engine's, delivered in the caller's
 * thread.
 */
class RunThread : public QObject
{
    Q_OBJECT

public:
    explicit RunThread(QObject *parent = nullptr);
    /// Ends a run that is under way and closes its sockets.
    ~RunThread() override;

    /// Starts a run. The plan's provider "sandbox", if it has one, gets the server's address.
    void start(const RunPlan &plan);
    void stop();

Q_SIGNALS:
    void started(const moa::RunRecord &record);
    void responseChanged(const moa::Response &response);
    void textAdded(const moa::ResponseId &id, const QString &text, const QString &reasoning);
    void finished(const moa::RunRecord &record);

private:
    class Worker;

    QThread m_thread;
    Worker *m_worker; ///< lives in the thread and is deleted there at its end
};

} // namespace moa
