// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/conversationtree.h"

#include <QWidget>

class QAction;
class QListView;

namespace moa {

class TurnsModel;

/**
 * The conversation so far, above the prompt: a line for each turn, three at most before it scrolls,
 * and what can be done with one. By keyboard: up and down walk, Return shows a turn's responses,
 * left and right lead to its other branches, F2 edits its prompt. Hidden before the first turn.
 */
class TurnsBar : public QWidget
{
    Q_OBJECT

public:
    explicit TurnsBar(QWidget *parent = nullptr);

    /// @p model outlives this.
    void setModel(TurnsModel *model);
    /// Whether a run goes on: until its end nothing else can be run.
    void setRunning(bool running);

    /// For a menu of the window's as well.
    [[nodiscard]] QAction *newConversation() const { return m_newConversation; }

Q_SIGNALS:
    /// To show the turn's responses; it may be on another branch.
    void turnChosen(const moa::TurnId &id);
    /// To edit the turn's prompt and run that.
    void editRequested(const moa::TurnId &id);
    void rerunRequested(const moa::TurnId &id);
    void newConversationRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] QAction *addTurnAction(const QString &text, const QKeySequence &keys);
    void addButton(QAction *action, const QString &name);
    void refresh();
    void updateActions();
    void choose(int role);
    [[nodiscard]] TurnId turnAtCurrent(int role) const;

    TurnsModel *m_model = nullptr;
    QListView *m_list;
    QAction *m_show;
    QAction *m_edit;
    QAction *m_rerun;
    QAction *m_copy;
    QAction *m_previousBranch;
    QAction *m_nextBranch;
    QAction *m_newConversation;
    TurnId m_shown;
    bool m_running = false;
};

} // namespace moa
