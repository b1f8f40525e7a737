// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

namespace moa::test {

inline ResponseId responseId(const char *agent, int sample = 1)
{
    return {AgentId(QLatin1String(agent)), sample};
}

/// A run that has just begun: @p layers of agents by id, one sample each, all waiting.
inline RunRecord makeRun(const QList<QStringList> &layers)
{
    RunRecord run;
    run.id = QStringLiteral("run");
    run.startedAt = QDateTime::currentDateTimeUtc();
    for (qsizetype layer = 0; layer < layers.size(); ++layer) {
        Layer members;
        for (const QString &id : layers.at(layer)) {
            Agent agent;
            agent.id = AgentId(id);
            agent.name = id.toUpper();
            agent.model = QStringLiteral("lab/") + id + QStringLiteral("-model");
            agent.provider = ProviderId(QStringLiteral("sandbox"));
            members.agents.append(agent);
            Response response;
            response.id = {agent.id, 1};
            response.layer = static_cast<int>(layer);
            response.model = agent.model;
            response.provider = agent.provider;
            run.responses.append(response);
        }
        run.mixture.layers.append(members);
    }
    return run;
}

/// The response @p id of @p run in another state and with this text.
inline Response changed(const RunRecord &run, const ResponseId &id, ResponseState state,
                        const QString &text = {})
{
    for (Response response : run.responses) {
        if (response.id == id) {
            response.state = state;
            response.text = text;
            return response;
        }
    }
    return {};
}

} // namespace moa::test
