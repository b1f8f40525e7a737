// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pins.h"

#include "items/agentdesign.h"
#include "items/responsesmodel.h"

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
        if (response.id.agent == agent && isAnswer(response.state))
            answers.append(response);
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

void Pins::clear()
{
    unpin(m_pinned.keys());
}

} // namespace moa
