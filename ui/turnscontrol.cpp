// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/turnscontrol.h"

#include "editors/promptbar.h"
#include "editors/turnsbar.h"
#include "ui/runsession.h"

#include <QLocale>
#include <utility>

namespace moa {

TurnsControl::TurnsControl(RunSession *session, TurnsBar *turns, PromptBar *prompt, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_turns(turns)
    , m_prompt(prompt)
{
    m_turns->setModel(session->turns());
    connect(m_turns, &TurnsBar::turnChosen, m_session, &RunSession::showTurn);
    connect(m_turns, &TurnsBar::editRequested, this, &TurnsControl::edit);
    connect(m_turns, &TurnsBar::rerunRequested, this, [this](const TurnId &id) {
        endEdit();
        m_session->rerunTurn(id);
    });
    connect(m_turns, &TurnsBar::newConversationRequested, this, &TurnsControl::newConversation);
    connect(m_prompt, &PromptBar::runRequested, this, &TurnsControl::run);
    connect(m_prompt, &PromptBar::stopRequested, m_session, &RunSession::stop);
    connect(m_prompt, &PromptBar::editCancelled, this, &TurnsControl::endEdit);
    connect(m_prompt, &PromptBar::textChanged, this, &TurnsControl::refresh);
    connect(m_session, &RunSession::conversationChanged, this, &TurnsControl::refresh);
    connect(m_session, &RunSession::runningChanged, m_turns, &TurnsBar::setRunning);
    connect(m_session, &RunSession::runningChanged, m_prompt, &PromptBar::setRunning);
    refresh();
}

void TurnsControl::beginAnew()
{
    endEdit();
    m_session->beginAnew();
}

void TurnsControl::newConversation()
{
    endEdit();
    m_session->newConversation();
    m_prompt->setFocus();
}

void TurnsControl::run(const QString &prompt)
{
    if (m_edited.isEmpty()) {
        m_session->run(prompt);
        return;
    }
    const TurnId edited = m_edited;
    const QString text = prompt;
    endEdit();
    m_session->editTurn(edited, text);
}

void TurnsControl::edit(const TurnId &id)
{
    const Turn *turn = m_session->conversation().turn(id);
    const std::optional<int> row = m_session->turns()->row(id);
    if (!turn || !row)
        return;
    if (m_edited.isEmpty())
        m_draft = m_prompt->text();
    m_edited = id;
    m_prompt->setEditNotice(tr("Editing turn %1: runs as a branch, the turn as it is stays.")
                                .arg(QLocale().toString(*row + 1)));
    m_prompt->setText(turn->prompt);
    m_prompt->setFocus();
    refresh();
}

void TurnsControl::endEdit()
{
    if (m_edited.isEmpty())
        return;
    m_edited = {};
    m_prompt->setEditNotice({});
    m_prompt->setText(std::exchange(m_draft, {}));
    refresh();
}

void TurnsControl::refresh()
{
    m_prompt->setRunHint(runHint());
}

QString TurnsControl::runHint() const
{
    const ConversationTree &conversation = m_session->conversation();
    if (conversation.current().isEmpty())
        return {};
    if (!m_edited.isEmpty())
        return tr("Ctrl+Return runs this as a branch. Esc leaves the turn as it is.");
    const QLocale locale;
    const qsizetype turns = conversation.path().size();
    QList<TurnId> unanswered = conversation.unanswered();
    const TurnId again = m_session->repeatedTurn(m_prompt->text());
    if (again.isEmpty()) {
        return tr("Ctrl+Return continues the conversation with turn %1.")
                   .arg(locale.toString(turns + 1))
            + leftOut(unanswered);
    }
    unanswered.removeOne(again);
    return tr("Ctrl+Return runs turn %1 again, as a branch.").arg(locale.toString(turns))
        + leftOut(unanswered);
}

QString TurnsControl::leftOut(const QList<TurnId> &unanswered) const
{
    if (unanswered.isEmpty())
        return {};
    QStringList numbers;
    for (const TurnId &id : unanswered)
        numbers.append(QLocale().toString(m_session->turns()->row(id).value_or(0) + 1));
    const QString sentence = unanswered.size() == 1
        ? tr("Turn %1 has no final answer and is left out.")
        : tr("Turns %1 have no final answer and are left out.");
    return u' ' + sentence.arg(numbers.join(u", "));
}

} // namespace moa
