// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/runengine.h"
#include "support/scriptedserver.h"

#include <memory>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

namespace moa::test {

inline const ProviderId scripted(u"scripted"_qs);

/// An agent at the scripted server. Its model is called as it is, so that the script of a model is
/// that of an agent.
[[nodiscard]] inline Agent agent(const QString &id, Role role = Role::Proposer)
{
    Agent result;
    result.id = AgentId(id);
    result.model = id;
    result.provider = scripted;
    result.role = role;
    return result;
}

[[nodiscard]] inline Agent agent(const char *id, Role role = Role::Proposer)
{
    return agent(QString::fromUtf8(id), role);
}

[[nodiscard]] inline Layer layer(const AgentList &agents)
{
    Layer result;
    result.agents = agents;
    return result;
}

[[nodiscard]] inline ScriptedReply answer(const QString &text)
{
    return ScriptedReply::openAiStream(text);
}

[[nodiscard]] inline QJsonArray messagesOf(const ScriptedRequest &request)
{
    return request.json()[u"messages"].toArray();
}

[[nodiscard]] inline QString systemMessage(const ScriptedRequest &request)
{
    return messagesOf(request).at(0)[u"content"].toString();
}

/** For tests of whole runs: a scripted server, and an engine with a plan for agents at it. */
class EngineFixture
{
protected:
    /// A server that answers "answer of MODEL", and a plan that asks "Why?" of nobody yet.
    void begin();
    /// Of the plan, with these layers.
    void start(const QList<Layer> &layers);
    /// The record of the run that was started, of several of the first; that of none if it takes
    /// too long.
    RunRecord waitForEnd();
    RunRecord run(const QList<Layer> &layers);
    RunRecord runPlan(const RunPlan &plan);

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<RunEngine> m_engine;
    std::unique_ptr<QSignalSpy> m_finished;
    RunPlan m_plan;
};

inline void EngineFixture::begin()
{
    m_server = std::make_unique<ScriptedServer>();
    QVERIFY(m_server->listen());
    m_server->setHandler(
        [](const ScriptedRequest &request) { return answer(u"answer of "_qs + request.model); });
    m_engine = std::make_unique<RunEngine>();
    m_finished = std::make_unique<QSignalSpy>(m_engine.get(), &RunEngine::finished);
    m_plan = {};
    Provider provider;
    provider.id = scripted;
    provider.name = u"Scripted"_qs;
    provider.baseUrl = m_server->baseUrl();
    provider.maxAttempts = 1;
    provider.maxConcurrent = 64;
    m_plan.providers = {provider};
    m_plan.conversation = {{Message::Author::User, u"Why?"_qs}};
}

inline void EngineFixture::start(const QList<Layer> &layers)
{
    m_plan.mixture.layers = layers;
    m_finished->clear();
    m_engine->start(m_plan);
}

inline RunRecord EngineFixture::waitForEnd()
{
    while (m_finished->isEmpty()) {
        if (!m_finished->wait(30'000))
            return {};
    }
    return m_finished->takeFirst().constFirst().value<RunRecord>();
}

inline RunRecord EngineFixture::run(const QList<Layer> &layers)
{
    start(layers);
    return waitForEnd();
}

inline RunRecord EngineFixture::runPlan(const RunPlan &plan)
{
    m_finished->clear();
    m_engine->start(plan);
    return waitForEnd();
}

} // namespace moa::test
