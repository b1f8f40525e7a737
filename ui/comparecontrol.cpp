// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/comparecontrol.h"

#include "columns/columncontents.h"
#include "columns/columnsview.h"
#include "judgement/judgementpanel.h"
#include "run/reportwords.h"
#include "ui/comparepage.h"
#include "ui/runsession.h"

#include <QLocale>

namespace moa {

CompareControl::CompareControl(RunSession *session, ComparePage *page, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_page(page)
{
    connect(session, &RunSession::conversationChanged, this, &CompareControl::refresh);
    connect(page->judgement(), &JudgementPanel::judgementChanged, session,
            [session](const Judgement &judgement) {
                session->setJudgement(session->shownTurn(), judgement);
            });
    refresh();
}

std::shared_ptr<const RunRecord> CompareControl::shownRun() const
{
    const Turn *turn = m_session->conversation().turn(m_session->shownTurn());
    return turn ? turn->run : nullptr;
}

void CompareControl::refresh()
{
    const Turn *turn = m_session->conversation().turn(m_session->shownTurn());
    if (turn)
        m_page->judgement()->setRun(turn->run, turn->judgement);
    else
        m_page->judgement()->setRun(nullptr, {});
    refreshOtherTexts();
    Q_EMIT shownRunChanged();
}

void CompareControl::refreshOtherTexts()
{
    const ConversationTree &conversation = m_session->conversation();
    const QLocale locale;
    QList<DiffBase> texts;
    const QList<TurnId> path = conversation.path();
    for (qsizetype place = 0; place < path.size(); ++place) {
        const QString number = locale.toString(place + 1);
        for (const TurnId &branch : conversation.branches(path.at(place))) {
            const Turn *turn = conversation.turn(branch);
            if (branch == m_session->shownTurn() || !turn->run)
                continue;
            const bool onPath = branch == path.at(place);
            const QString where =
                onPath ? tr("Turn %1").arg(number) : tr("Turn %1, another branch").arg(number);
            for (const Response &response : turn->run->responses) {
                if (!isAnswer(response.state))
                    continue;
                // Behind one another as in the run, the final answer last.
                texts.append({turn->run->id + u'/' + response.id.toString(),
                              tr("%1: %2").arg(where, report::name(*turn->run, response)),
                              response.text});
            }
        }
    }
    m_page->columns()->contents()->setOtherTexts(texts);
}

} // namespace moa
