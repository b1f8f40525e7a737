// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/judgement.h"
#include "run/variantruns.h"

#include <memory>
#include <QObject>
#include <QPointer>

class QAction;
class QWidget;

namespace moa {

class RunSession;
class RunThread;
class VariantsDialog;

/**
 * Opens the dialog that leaves out each proposer of the run that is shown, or holds the best single
 * model against the mixture, and runs what it asks for in a thread of its own: the conversation
 * does not change.
 */
class VariantsControl : public QObject
{
    Q_OBJECT

public:
    /// @p session outlives this; @p window is the parent of dialogs.
    VariantsControl(RunSession *session, QWidget *window);
    ~VariantsControl() override;

    /// "Leave Each Proposer Out…"
    [[nodiscard]] QAction *open() const { return m_open; }

Q_SIGNALS:
    /// One of the runs has ended: it has cost something.
    void runEnded(const moa::RunRecord &run);
    /// There is something to say, in a sentence.
    void told(const QString &sentence);

private:
    void refresh();
    void showDialog();
    /// "6 runs with 6 calls, about $0.012."
    [[nodiscard]] QString need(const QList<Variant> &variants) const;
    void offerBaselines();
    void begin(const QList<Variant> &variants);
    void exportTable();

    RunSession *m_session;
    QWidget *m_window;
    QAction *m_open;
    std::unique_ptr<RunThread> m_thread; ///< null until something was run
    VariantRuns m_runs;
    std::shared_ptr<const RunRecord> m_original; ///< of the dialog
    RunPlan m_context; ///< as the dialog was opened
    Judgement m_judgement;
    QPointer<VariantsDialog> m_dialog;
};

} // namespace moa
