// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

namespace moa::test {

/// Adds @p agent to its layer of @p run, at the provider "together", and what it answered.
inline Response &addAnswer(RunRecord &run, int layer, Agent agent, const QString &text)
{
    agent.provider = ProviderId(QStringLiteral("together"));
    while (run.mixture.layers.size() <= layer)
        run.mixture.layers.append(Layer());
    run.mixture.layers[layer].agents.append(agent);
    Response response;
    response.id = {agent.id, 1};
    response.layer = layer;
    response.provider = agent.provider;
    response.model = agent.model;
    response.state = ResponseState::Done;
    response.text = text;
    run.responses.append(response);
    return run.responses.last();
}

/// The last answer is the final one.
inline void endWith(RunRecord &run)
{
    run.state = RunState::Done;
    run.final = run.responses.constLast().id;
    run.finalText = run.responses.constLast().text;
}

} // namespace moa::test
