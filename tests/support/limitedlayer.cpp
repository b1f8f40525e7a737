// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/limitedlayer.h"

#include <QJsonArray>

namespace moa {

namespace {

constexpr int maxTokens = 500;
constexpr int words = 60;

double tokensOf(const ScriptedRequest &request)
{
    const QJsonObject body = request.json();
    qsizetype characters = 0;
    const QJsonArray messages = body.value(QLatin1String("messages")).toArray();
    for (const auto &message : messages)
        characters += message.toObject().value(QLatin1String("content")).toString().size();
    return static_cast<double>(characters) / 4.0
        + body.value(QLatin1String("max_tokens"))
              .toDouble(body.value(QLatin1String("max_completion_tokens")).toDouble());
}

} // namespace

LimitedLayer::LimitedLayer(const ServedRules &rules, const Pace &pace)
    : m_rules(rules)
    , m_pace(pace)
    , m_limits(rules)
{
    m_server->setHandler([this](const ScriptedRequest &request) { return answer(request); });
}

ServedLimits LimitedLayer::limits() const
{
    const QMutexLocker lock(&m_mutex);
    return m_limits;
}

ScriptedReply LimitedLayer::answer(const ScriptedRequest &request)
{
    const double now = static_cast<double>(ScriptedServer::nowNs()) / 1e6;
    const QMutexLocker lock(&m_mutex);
    const bool admitted = m_limits.admit(tokensOf(request), m_server->counters().inFlight, now);
    ScriptedReply reply = admitted
        ? ScriptedReply::openAiStream(QStringLiteral("word ").repeated(words).trimmed())
        : ScriptedReply::openAiError(429, QStringLiteral("Rate limit reached"),
                                     QStringLiteral("rate_limit_exceeded"));
    reply.headers.append(m_limits.headers(!admitted, now));
    if (admitted) {
        reply.firstByteDelayMs = m_pace.headMs;
        reply.coalesce = true;
        reply.pieces[reply.pieces.size() / 2].delayMs = m_pace.streamMs;
    }
    return reply;
}

RunPlan LimitedLayer::plan(bool manyModels)
{
    RunPlan plan;
    Provider provider;
    provider.id = ProviderId(QStringLiteral("limited"));
    provider.name = QStringLiteral("Limited");
    provider.baseUrl = m_server->baseUrl();
    provider.maxConcurrent = m_rules.concurrent;
    plan.providers = {provider};
    plan.conversation = {{Message::Author::User, QStringLiteral("Tell me more. ").repeated(115)}};
    plan.mixture.defaults.maxTokens = maxTokens;
    Agent agent;
    agent.provider = provider.id;
    const auto named = [&agent](const QString &name) {
        agent.id = AgentId(name);
        agent.model = name;
        return agent;
    };
    Layer layer;
    if (!manyModels) {
        agent.samples = width;
        layer.agents = {named(QStringLiteral("one"))};
        plan.mixture.layers = {layer};
        return plan;
    }
    for (int i = 0; i < width; ++i)
        layer.agents.append(named(QStringLiteral("m%1").arg(i)));
    agent.role = Role::Aggregator;
    agent.references = QList{layer.agents.constFirst().id};
    Layer last;
    last.agents = {named(QStringLiteral("last"))};
    plan.mixture.layers = {layer, last};
    return plan;
}

} // namespace moa
