// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runsession.h"

#include "items/mixturedocument.h"
#include "items/responsesmodel.h"
#include "run/partialrun.h"

#include <algorithm>
#include <utility>

namespace moa {

namespace {

/// Whether it is what turns make of a conversation: prompt, answer, ..., prompt.
bool isOfTurns(const Conversation &conversation)
{
    for (qsizetype at = 0; at < conversation.size(); ++at) {
        if (conversation.at(at).author
            != (at % 2 == 0 ? Message::Author::User : Message::Author::Assistant))
            return false;
    }
    return conversation.size() % 2 == 1;
}

} // namespace

RunSession::RunSession(StudioContext context, MixtureDocument *document, ResponsesModel *responses,
                       QObject *parent)
    : QObject(parent)
    , m_context(std::move(context))
    , m_document(document)
    , m_responses(responses)
{
    connect(&m_thread, &RunThread::started, this, &RunSession::takeStart);
    connect(&m_thread, &RunThread::responseChanged, this, &RunSession::takeResponse);
    connect(&m_thread, &RunThread::textAdded, this, &RunSession::takeText);
    connect(&m_thread, &RunThread::finished, this, &RunSession::takeEnd);
}

void RunSession::setContext(const StudioContext &context)
{
    m_context = context;
}

void RunSession::setPinned(const PinnedResponses &pinned)
{
    m_pinned = pinned;
    Q_EMIT pinnedChanged();
}

TurnId RunSession::repeatedTurn(const QString &prompt) const
{
    const Turn *last = m_conversation.turn(m_conversation.current());
    return last && last->prompt == prompt ? last->id : TurnId();
}

RunPlan RunSession::planFor(const TurnId &id) const
{
    return m_conversation.turn(id) ? plan(m_conversation.messagesFor(id)) : RunPlan();
}

RunPlan RunSession::nextPlan(const QString &prompt) const
{
    ConversationTree after = m_conversation;
    const TurnId again = repeatedTurn(prompt);
    return plan(after.messagesFor(again.isEmpty() ? after.append(prompt) : again));
}

void RunSession::run(const QString &prompt)
{
    const TurnId again = repeatedTurn(prompt);
    if (again.isEmpty())
        start(prompt);
    else
        rerunTurn(again);
}

void RunSession::start(const QString &prompt)
{
    if (!m_running)
        begin(m_conversation.append(prompt));
}

void RunSession::editTurn(const TurnId &id, const QString &prompt)
{
    if (!m_running && m_conversation.turn(id))
        begin(m_conversation.edit(id, prompt));
}

void RunSession::rerunTurn(const TurnId &id)
{
    if (!m_running && m_conversation.turn(id))
        begin(m_conversation.rerun(id));
}

void RunSession::rerunTurn(const TurnId &id, const Mixture &mixture, const PinnedResponses &kept)
{
    if (m_running || !m_conversation.turn(id))
        return;
    const TurnId turn = m_conversation.rerun(id);
    RunPlan part = planFor(turn);
    part.mixture = mixture;
    part.pinned = kept;
    begin(turn, part);
}

TurnId RunSession::recall(const RunRecord &run, const QList<RunDocument> &earlier)
{
    const Conversation &said = run.conversation;
    m_conversation.beginAnew();
    if (isOfTurns(said)) {
        for (qsizetype at = 0; at + 1 < said.size(); at += 2) {
            const QString &answer = said.at(at + 1).text;
            const TurnId turn = m_conversation.append(said.at(at).text, answer);
            const auto found = std::find_if(
                earlier.cbegin(), earlier.cend(), [&said, &answer, at](const RunDocument &each) {
                    return each.record.final && each.record.finalText == answer
                        && each.record.conversation == said.first(at + 1);
                });
            if (found == earlier.cend())
                continue;
            m_conversation.setRun(turn, std::make_shared<const RunRecord>(found->record));
            m_conversation.setJudgement(turn, found->judgement);
        }
    }
    return m_conversation.append(said.constLast().text);
}

void RunSession::resume(const RunRecord &interrupted, const QList<RunDocument> &earlier)
{
    if (m_running || interrupted.conversation.isEmpty())
        return;
    const TurnId turn = recall(interrupted, earlier);
    RunPlan rest = planFor(turn);
    rest.mixture = interrupted.mixture;
    rest.conversation = interrupted.conversation;
    rest.pinned = finishedResponses(interrupted);
    begin(turn, rest);
}

void RunSession::open(const RunRecord &run, const Judgement &judgement,
                      const QList<RunDocument> &earlier)
{
    if (m_running || run.conversation.isEmpty())
        return;
    const TurnId turn = recall(run, earlier);
    m_conversation.setRun(turn, std::make_shared<const RunRecord>(run));
    m_conversation.setJudgement(turn, judgement);
    showTurn(turn);
}

void RunSession::begin(const TurnId &turn)
{
    // A value: later edits of the document can't touch the run.
    begin(turn, planFor(turn));
}

void RunSession::begin(const TurnId &turn, const RunPlan &plan)
{
    m_runningTurn = turn;
    m_shownTurn = turn;
    setRunning(true);
    publish();
    m_thread.start(plan);
}

void RunSession::stop()
{
    m_thread.stop();
}

void RunSession::showTurn(const TurnId &id)
{
    const Turn *shown = m_conversation.turn(id);
    if (!shown)
        return;
    m_conversation.choose(id);
    if (m_shownTurn != id) {
        m_shownTurn = id;
        if (shown->run)
            m_responses->showRun(*shown->run);
        else if (id == m_runningTurn && m_live)
            m_responses->showRun(m_live->record());
        else
            m_responses->showRun({});
    }
    publish();
}

void RunSession::newConversation()
{
    stop();
    m_shownTurn = {};
    m_responses->showRun({});
    beginAnew();
}

void RunSession::beginAnew()
{
    m_conversation.beginAnew();
    publish();
}

void RunSession::setJudgement(const TurnId &id, const Judgement &judgement)
{
    m_conversation.setJudgement(id, judgement);
    if (const Turn *turn = m_conversation.turn(id); turn && turn->run)
        Q_EMIT judged(turn->run->id, judgement);
}

void RunSession::takeStart(const RunRecord &record)
{
    if (m_runningTurn.isEmpty())
        return;
    m_live.emplace(record);
    if (showsRunning())
        m_responses->runStarted(record);
}

void RunSession::takeResponse(const Response &response)
{
    if (!m_live)
        return;
    m_live->responseChanged(response);
    if (showsRunning())
        m_responses->responseChanged(response);
}

void RunSession::takeText(const ResponseId &id, const QString &text, const QString &reasoning)
{
    if (!m_live)
        return;
    m_live->textAdded(id, text, reasoning);
    if (showsRunning())
        m_responses->textAdded(id, text, reasoning);
}

void RunSession::takeEnd(const RunRecord &record)
{
    if (!m_runningTurn.isEmpty()) {
        m_conversation.setRun(m_runningTurn, std::make_shared<const RunRecord>(record));
        if (showsRunning())
            m_responses->runFinished(record);
    }
    m_runningTurn = {};
    m_live.reset();
    Q_EMIT runEnded(record);
    setRunning(false);
    publish();
}

bool RunSession::showsRunning() const
{
    return !m_runningTurn.isEmpty() && m_shownTurn == m_runningTurn;
}

void RunSession::publish()
{
    m_turns.setConversation(m_conversation, m_runningTurn, m_shownTurn);
    Q_EMIT conversationChanged();
}

RunPlan RunSession::plan(const Conversation &messages) const
{
    RunPlan result;
    result.mixture = m_document->mixture();
    result.pinned = m_pinned;
    result.conversation = messages;
    result.providers = m_context.providers;
    result.keys = m_context.keys;
    result.models = m_context.models;
    result.network = m_context.network;
    result.history = m_context.history;
    result.maxCost = m_context.maxCost;
    result.maxCostToday = m_context.maxCostToday;
    result.spentToday = m_context.spentToday;
    return result;
}

void RunSession::setRunning(bool running)
{
    if (m_running == running)
        return;
    m_running = running;
    Q_EMIT runningChanged(running);
}

} // namespace moa
