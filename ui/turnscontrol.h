// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/conversationtree.h"

#include <QObject>

namespace moa {

class PromptBar;
class RunSession;
class TurnsBar;

/**
 * Makes a conversation of session, turns and prompt: runs what is written as its next turn, or in
 * place of an earlier one that is being edited, and says beforehand which of these it will be.
 */
class TurnsControl : public QObject
{
    Q_OBJECT

public:
    /// All three outlive this.
    TurnsControl(RunSession *session, TurnsBar *turns, PromptBar *prompt, QObject *parent);

    /// Gives up an edit; what is run next begins a conversation of its own.
    void beginAnew();
    /// As beginAnew(), and shows nothing until then; a run that goes on is stopped.
    void newConversation();

private:
    void run(const QString &prompt);
    void edit(const TurnId &id);
    /// Puts back what was being written when the edit began.
    void endEdit();
    void refresh();
    [[nodiscard]] QString runHint() const;
    /// "Turn 2 has no final answer and is left out."; empty: none is.
    [[nodiscard]] QString leftOut(const QList<TurnId> &unanswered) const;

    RunSession *m_session;
    TurnsBar *m_turns;
    PromptBar *m_prompt;
    TurnId m_edited; ///< empty: none is being edited
    QString m_draft; ///< what was being written before the edit
};

} // namespace moa
