// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/liverun.h"
#include "store/history.h"

#include <QSet>
#include <QTimer>

namespace moa {

/**
 * Writes the runs of an engine into the history as they go: a response as soon as it is final,
 * streamed text twice a second. Nothing waits for the disk; if it can't be written, that is said
 * once for each run, the run goes on, and what is missing is tried again with every later write and
 * now and then.
 */
class RunRecorder : public QObject
{
    Q_OBJECT

public:
    /// @p history must outlive the recorder.
    explicit RunRecorder(History &history, QObject *parent = nullptr);
    /// A run that goes on is left as it is: interrupted, with all that it has streamed.
    ~RunRecorder() override;

    /// Records every run of @p source from its next start on: a RunEngine, or what passes its
    /// signals on. It may live in another thread.
    template <typename Source>
    void follow(Source *source)
    {
        connect(source, &Source::started, this, &RunRecorder::begin);
        connect(source, &Source::responseChanged, this, &RunRecorder::change);
        connect(source, &Source::textAdded, this, &RunRecorder::addText);
        connect(source, &Source::finished, this, &RunRecorder::finish);
    }
    /// Whether runs that begin are recorded; one that is being recorded goes on to its end.
    void setEnabled(bool enabled) { m_enabled = enabled; }
    [[nodiscard]] bool isEnabled() const { return m_enabled; }

Q_SIGNALS:
    /// A run can't be written: why, and that it goes on.
    void failed(const QString &sentence);

private:
    void begin(const RunRecord &record);
    void change(const Response &response);
    void addText(const ResponseId &id, const QString &text, const QString &reasoning);
    void finish(const RunRecord &record);
    void writeTexts();
    void catchUp();
    void writeEnded(const RunRecord &record);
    template <typename T, typename Then>
    void watch(const QFuture<Result<T>> &future, Then then);
    void tell(const Error &error);

    History &m_history;
    LiveRun m_run; ///< as far as it got
    QSet<ResponseId> m_grown; ///< responses whose text is not all written
    QTimer *m_textTimer;
    QTimer *m_retryTimer;
    QList<RunRecord> m_unwritten; ///< runs that ended and could not be written
    bool m_isWriting = false; ///< texts, which the history has not come to yet
    bool m_enabled = true;
    bool m_recording = false;
    bool m_isBehind = false; ///< something of the run could not be written
    bool m_hasTold = false; ///< that this run can't be written
};

} // namespace moa
