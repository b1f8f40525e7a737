// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runsession.h"

#include "items/mixturedocument.h"
#include "items/responsesmodel.h"

namespace moa {

RunSession::RunSession(StudioContext context, MixtureDocument *document, ResponsesModel *responses,
                       QObject *parent)
    : QObject(parent)
    , m_context(std::move(context))
    , m_document(document)
{
    connect(&m_thread, &RunThread::started, responses, &ResponsesModel::runStarted);
    connect(&m_thread, &RunThread::responseChanged, responses, &ResponsesModel::responseChanged);
    connect(&m_thread, &RunThread::textAdded, responses, &ResponsesModel::textAdded);
    connect(&m_thread, &RunThread::finished, responses, &ResponsesModel::runFinished);
    connect(&m_thread, &RunThread::finished, this, [this] { setRunning(false); });
}

QString RunSession::obstacle() const
{
    const Result<void> usable = checkPlan(plan(QStringLiteral("?")));
    return usable ? QString() : usable.error().message;
}

void RunSession::start(const QString &prompt)
{
    if (m_running)
        return;
    setRunning(true);
    // A value: later edits of the document can't touch the run.
    m_thread.start(plan(prompt));
}

void RunSession::stop()
{
    m_thread.stop();
}

RunPlan RunSession::plan(const QString &prompt) const
{
    RunPlan result;
    result.mixture = m_document->mixture();
    result.conversation = {{Message::Author::User, prompt}};
    result.providers = m_context.providers;
    result.keys = m_context.keys;
    result.prices = m_context.prices;
    return result;
}

void RunSession::setRunning(bool running)
{
    if (m_running == running)
        return;
    m_running = running;
    Q_EMIT runningChanged(running);
}

} // namespace moa
