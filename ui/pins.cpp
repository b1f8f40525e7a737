// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins.h"

#include "items/agentdesign.h"
#include "items/responsesmodel.h"
#include "run/partialrun.h"

namespace moa {

Pins::Pins(const ResponsesModel *responses, QObject *parent)
    : QObject(parent)
    , m_responses(responses)
{ }

const Agent *Pins::design(const AgentId &agent) const
{
    const auto found = m_designs.constFind(agent);
    return found == m_designs.cend() ? nullptr : &*found;
}

QList<Response> Pins::answersOf(const AgentId &agent) const
{
    QList<Response> answers;
    for (int row = 0; row < m_responses->rowCount(); ++row) {
        const Response &response = m_responses->response(row);
        if (response.id.agent != agent || !isAnswer(response.state))
            continue;
        const bool edited = response.kept && response.kept->reason == Kept::Reason::Edited;
        answers.append(response);
        answers.last().kept =
            keptAs(response, edited ? Kept::Reason::Edited : Kept::Reason::Pinned);
    }
    return answers;
}

Result<void> Pins::pin(const QList<AgentId> &agents)
{
    const Mixture &mixture = m_responses->run().mixture;
    QList<AgentId> without;
    bool isNews = false;
    for (const AgentId &id : agents) {
        if (isPinned(id))
            continue;
        const QList<Response> answers = answersOf(id);
        const Agent *agent = mixture.agent(id);
        if (answers.isEmpty() || !agent) {
            without.append(id);
            continue;
        }
        m_pinned.insert(id, answers);
        m_designs.insert(id, designOf(*agent, mixture.defaults));
        isNews = true;
    }
    if (isNews)
        Q_EMIT changed();
    if (without.isEmpty())
        return {};
    if (without.size() == agents.size())
        return failure(tr("Run it first: there is no answer to keep."));
    return failure(tr("Some of them have no answer to keep: run those first."));
}

void Pins::unpin(const QList<AgentId> &agents)
{
    bool isNews = false;
    for (const AgentId &id : agents) {
        isNews = m_pinned.remove(id) || isNews;
        m_designs.remove(id);
    }
    if (isNews)
        Q_EMIT changed();
}

void Pins::keep(const Response &answer)
{
    const Mixture &mixture = m_responses->run().mixture;
    const Agent *agent = mixture.agent(answer.id.agent);
    if (!agent)
        return;
    QList<Response> &answers = m_pinned[agent->id];
    answers.removeIf([&answer](const Response &each) { return each.id == answer.id; });
    answers.append(answer);
    m_designs.insert(agent->id, designOf(*agent, mixture.defaults));
    Q_EMIT changed();
}

void Pins::unpin(const ResponseId &response)
{
    const auto kept = m_pinned.find(response.agent);
    if (kept == m_pinned.end())
        return;
    const auto gone =
        kept->removeIf([&response](const Response &each) { return each.id == response; });
    if (gone == 0)
        return;
    if (kept->isEmpty())
        unpin(QList<AgentId>{response.agent});
    else
        Q_EMIT changed();
}

void Pins::clear()
{
    unpin(m_pinned.keys());
}

} // namespace moa
