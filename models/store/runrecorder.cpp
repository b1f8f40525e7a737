// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/runrecorder.h"

#include <QFutureWatcher>

namespace moa {

namespace {

constexpr int c_textMs = 500;
constexpr int c_retryMs = 5000;

} // namespace

RunRecorder::RunRecorder(History &history, QObject *parent)
    : QObject(parent)
    , m_history(history)
    , m_textTimer(new QTimer(this))
    , m_retryTimer(new QTimer(this))
{
    m_textTimer->setSingleShot(true);
    m_textTimer->setInterval(c_textMs);
    connect(m_textTimer, &QTimer::timeout, this, &RunRecorder::writeTexts);
    m_retryTimer->setSingleShot(true);
    m_retryTimer->setInterval(c_retryMs);
    connect(m_retryTimer, &QTimer::timeout, this, [this] {
        const QList<RunRecord> ended = std::exchange(m_unwritten, {});
        for (const RunRecord &record : ended)
            writeEnded(record);
        if (m_isBehind)
            catchUp();
    });
}

RunRecorder::~RunRecorder()
{
    m_isWriting = false;
    writeTexts();
    for (const RunRecord &record : std::as_const(m_unwritten))
        m_history.finish(record);
}

template <typename T, typename Then>
void RunRecorder::watch(const QFuture<Result<T>> &future, Then then)
{
    auto *watcher = new QFutureWatcher<Result<T>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [watcher, then] {
        watcher->deleteLater();
        if (watcher->future().resultCount() > 0)
            then(watcher->result());
    });
    watcher->setFuture(future);
}

void RunRecorder::tell(const Error &error)
{
    if (!m_hasTold)
        Q_EMIT failed(tr("The run goes on, but can't be kept for now. %1").arg(error.message));
    m_hasTold = true;
}

void RunRecorder::begin(const RunRecord &record)
{
    m_recording = m_enabled;
    if (!m_recording)
        return;
    m_run = LiveRun(record);
    m_grown.clear();
    m_isBehind = false;
    m_hasTold = false;
    catchUp();
}

/// Writes all that there is of the run, whatever of it is written already.
void RunRecorder::catchUp()
{
    if (!m_recording)
        return;
    const QString id = m_run.record().id;
    watch(m_history.begin(m_run.record()), [this, id](const Result<RunSummary> &written) {
        if (id != m_run.record().id)
            return;
        m_isBehind = !written;
        if (written)
            return;
        tell(written.error());
        m_retryTimer->start();
    });
}

void RunRecorder::change(const Response &response)
{
    if (!m_recording)
        return;
    m_run.responseChanged(response);
    if (!isFinal(response.state))
        return;
    m_grown.remove(response.id);
    const QString id = m_run.record().id;
    watch(m_history.keep(id, response), [this, id](const Result<void> &written) {
        if (written || id != m_run.record().id || !m_recording)
            return;
        m_isBehind = true;
        tell(written.error());
        if (!m_retryTimer->isActive())
            m_retryTimer->start();
    });
}

void RunRecorder::addText(const ResponseId &id, const QString &text, const QString &reasoning)
{
    if (!m_recording)
        return;
    m_run.textAdded(id, text, reasoning);
    m_grown.insert(id);
    if (!m_textTimer->isActive())
        m_textTimer->start();
}

void RunRecorder::writeTexts()
{
    if (!m_recording || m_grown.isEmpty())
        return;
    // A slow disk is not given more than it can take.
    if (m_isWriting) {
        m_textTimer->start();
        return;
    }
    QList<StreamedText> texts;
    for (const ResponseId &id : std::as_const(m_grown)) {
        if (const Response *response = m_run.record().response(id))
            texts.append({id, response->text, response->reasoning});
    }
    m_grown.clear();
    m_isWriting = true;
    const QString run = m_run.record().id;
    watch(m_history.keepTexts(run, texts), [this, run, texts](const Result<void> &written) {
        m_isWriting = false;
        if (written || run != m_run.record().id || !m_recording)
            return;
        for (const StreamedText &text : texts) {
            const Response *response = m_run.record().response(text.id);
            if (response && !isFinal(response->state))
                m_grown.insert(text.id);
        }
        tell(written.error());
        m_textTimer->start();
    });
}

void RunRecorder::finish(const RunRecord &record)
{
    if (!m_recording)
        return;
    m_recording = false;
    m_isBehind = false;
    m_textTimer->stop();
    m_grown.clear();
    writeEnded(record);
}

void RunRecorder::writeEnded(const RunRecord &record)
{
    watch(m_history.finish(record), [this, record](const Result<RunSummary> &written) {
        if (written)
            return;
        m_unwritten.append(record);
        if (!m_hasTold) {
            m_hasTold = true;
            Q_EMIT failed(tr("The run can't be kept for now; it is tried again as long as the "
                             "window is open. %1")
                              .arg(written.error().message));
        }
        m_retryTimer->start();
    });
}

} // namespace moa
