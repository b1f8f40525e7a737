// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace moa {

class PromptEdit;

/**
 * Where the prompt is written and the run started: Ctrl+Return runs, and while a run goes on the
 * button stops it, as Esc does. When there is nothing to run, a sentence says why. While an earlier
 * prompt is edited, a notice above says so, and Esc gives that up.
 */
class PromptBar : public QWidget
{
    Q_OBJECT

public:
    explicit PromptBar(QWidget *parent = nullptr);

    [[nodiscard]] QString text() const;
    void setText(const QString &text);
    /// Whether a run goes on.
    void setRunning(bool running);
    /// Why nothing can be run, as a sentence; empty: it can. @p remedy is what can be done about
    /// it, for a button beside the sentence; empty: none.
    void setBlocked(const QString &reason, const QString &remedy = {});
    /// What Ctrl+Return does now, as a sentence; empty: it runs the mixture.
    void setRunHint(const QString &hint);
    /// Whose prompt is being edited and what a run makes of it, as a sentence; empty: nobody's.
    void setEditNotice(const QString &notice);

public Q_SLOTS:
    /// As if the button was pressed to run.
    void requestRun();

Q_SIGNALS:
    /// Whether requestRun() would do something.
    void runnableChanged(bool runnable);
    void textChanged();
    /// Never with a blank prompt, while blocked, or while a run goes on.
    void runRequested(const QString &prompt);
    void stopRequested();
    void remedyRequested();
    /// The edit that the notice tells of is given up; the owner ends it.
    void editCancelled();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void stop();
    void escape();
    void press();
    void refresh();
    void dressButton();
    /// Why Run does nothing now; empty: it runs.
    [[nodiscard]] QString obstacle() const;

    PromptEdit *m_edit;
    QPushButton *m_button;
    QLabel *m_hint;
    QToolButton *m_remedy;
    QWidget *m_editing; ///< the notice and its button
    QLabel *m_notice;
    QToolButton *m_cancel;
    QString m_blocked;
    QString m_runHint;
    bool m_running = false;
    bool m_runnable = false;
};

} // namespace moa
