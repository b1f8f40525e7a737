// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/runrecorder.h"
#include "ui/runfinder.h"

#include <QObject>

namespace moa {

class HistoryWorkspace;
class PresetFiles;
class RecoveryBar;
class RunSession;
class Workspaces;

/**
 * Keeps the runs of a window in the history as they go, shows the history as a workspace, and takes
 * from it what the person wants back: a run with its answers, its mixture, or what is missing of a
 * run that was interrupted. Runs that other programs left so are offered at the start.
 */
class HistoryControl : public QObject
{
    Q_OBJECT

public:
    /// All of it outlives this.
    struct Parts
    {
        History *history;
        RunSession *session;
        PresetFiles *files;
        Workspaces *workspaces;
    };

    /// @p window is the parent of what is shown.
    HistoryControl(const Parts &parts, QWidget *window);

    /// Offers interrupted runs; to be put above everything.
    [[nodiscard]] RecoveryBar *bar() const { return m_bar; }
    [[nodiscard]] HistoryWorkspace *page() const { return m_page; }
    /// Whether runs are kept from the next one on.
    void setRecording(bool recording) { m_recorder.setEnabled(recording); }

public Q_SLOTS:
    /// Keeps a run that was none of the session's.
    void keep(const moa::RunRecord &run);

Q_SIGNALS:
    /// A sentence for the person.
    void told(const QString &sentence);

private:
    void open(const RunRecord &run, const Judgement &judgement);
    void resume(const RunRecord &run);
    /// Tells why not, and returns true, while a run goes on.
    bool isHeldUp();
    /// Keeps the runs that came with a preset.
    void takeIn(const QList<QByteArray> &documents);
    void look();
    void showOffers();

    Parts m_parts;
    RunRecorder m_recorder;
    RunFinder m_finder;
    HistoryWorkspace *m_page;
    RecoveryBar *m_bar;
    QList<RunSummary> m_interrupted; ///< that are offered
};

} // namespace moa
