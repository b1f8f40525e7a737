// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/partialrun.h"
#include "ui/liveestimate.h"

#include <memory>
#include <QObject>
#include <QTimer>

class QAction;
class QMenu;

namespace moa {

class CanvasView;
class ColumnsView;
class MixtureDocument;
class Pins;
class ResponsesModel;
class RunSession;

/**
 * What can be asked of the run that is shown without running all of it again: what comes of the
 * mixture's changes, of an answer that is asked for again or rewritten by hand, or of an agent that
 * is left out. Fills the columns' menus and connects the canvas's actions. Each of these runs is a
 * branch of the turn that is shown.
 */
class WhatIf : public QObject
{
    Q_OBJECT

public:
    /// All of it outlives this.
    struct Parts
    {
        MixtureDocument *document;
        ResponsesModel *responses;
        RunSession *session;
        Pins *pins;
        CanvasView *canvas;
        ColumnsView *columns;
    };

    WhatIf(const Parts &parts, QObject *parent);
    ~WhatIf() override;

    /// "Run Only What Changed"; its tool tip is what summary() says.
    [[nodiscard]] QAction *runChanged() const { return m_runChanged; }
    /// Says what runChanged() would do, for a menu; it can't be triggered.
    [[nodiscard]] QAction *summaryEntry() const { return m_summaryEntry; }
    /// Requests, money and time that runChanged() takes and saves, or why it does nothing.
    [[nodiscard]] QString summary() const { return m_summary; }

    /// The run that is shown, once it has ended; null: there is none.
    [[nodiscard]] std::shared_ptr<const RunRecord> shownRun() const;

    /// Runs these and what depends on them; they are not pinned any more.
    void askAgain(const QSet<ResponseId> &responses);
    /// The same with all samples.
    void askAgain(const QList<AgentId> &agents);
    /// Runs what depends on these agents as if they were muted; the mixture stays as it is.
    void runWithout(const QList<AgentId> &agents);

Q_SIGNALS:
    /// There is something to say about what was asked for, in a sentence.
    void told(const QString &sentence);

private:
    void connectActions();
    void fillMenu(QMenu *menu, const ResponseId &id);
    void togglePin(const AgentId &agent);
    /// Whether the agent that answered in the run that is shown is one of the document's. Another
    /// preset may have been opened since, which may have one of the same id.
    [[nodiscard]] bool isOfDocument(const AgentId &agent) const;
    void takeEdit(const Response &before, const QString &text);
    [[nodiscard]] PartialPlan planNow(const Mixture &mixture,
                                      const QSet<ResponseId> &rerun = {}) const;
    void run(const Mixture &mixture, const QSet<ResponseId> &rerun);
    /// Tells why nothing can be run now; returns whether that is so.
    bool isHeldUp();
    void refresh();
    void showSummary();

    Parts m_parts;
    QAction *m_runChanged;
    QAction *m_summaryEntry;
    PartialPlan m_partial; ///< what runChanged() would do
    QString m_summary;
    LiveEstimate m_estimate;
    QTimer m_refreshing; ///< once for a burst of edits
};

} // namespace moa
