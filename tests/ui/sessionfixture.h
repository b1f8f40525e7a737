// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/mixturedocument.h"
#include "items/responsesmodel.h"
#include "support/scriptedserver.h"
#include "ui/runsession.h"

#include <QJsonArray>
#include <QTest>

namespace moa::test {

/**
 * A session without a window: two proposers "a" and "b" and the aggregator "final", at a server
 * that answers "answer of MODEL to PROMPT" unless the test says otherwise.
 */
class SessionFixture
{
public:
    SessionFixture()
    {
        server().setHandler([](const ScriptedRequest &request) {
            return ScriptedReply::openAiStream(u"answer of %1 to %2"_qs.arg(
                request.model, messages(request).last().toObject()[u"content"].toString()));
        });
        Mixture mixture;
        for (const QStringList &ids : {QStringList{u"a"_qs, u"b"_qs}, QStringList{u"final"_qs}}) {
            Layer layer;
            for (const QString &id : ids)
                layer.agents.append(agent(id));
            mixture.layers.append(layer);
        }
        mixture.layers.last().agents.first().role = Role::Aggregator;
        m_document.reset(mixture);
        Provider scripted;
        scripted.id = ProviderId(u"scripted"_qs);
        scripted.baseUrl = m_server->baseUrl();
        scripted.maxAttempts = 1;
        StudioContext context;
        context.providers = {scripted};
        m_session = std::make_unique<RunSession>(context, &m_document, &m_responses, nullptr);
    }

    [[nodiscard]] ScriptedServer &server() { return m_server.server(); }
    [[nodiscard]] MixtureDocument &document() { return m_document; }
    [[nodiscard]] ResponsesModel &responses() { return m_responses; }
    [[nodiscard]] RunSession &session() { return *m_session; }
    /// Destroys the session.
    void close() { m_session.reset(); }

    [[nodiscard]] static Agent agent(const QString &id)
    {
        Agent result;
        result.id = AgentId(id);
        result.model = id;
        result.provider = ProviderId(u"scripted"_qs);
        return result;
    }
    [[nodiscard]] static QJsonArray messages(const ScriptedRequest &request)
    {
        return request.json()[u"messages"].toArray();
    }
    /// What @p model was asked last, "role: text" per message, without the system message.
    [[nodiscard]] QStringList lastAsked(const QString &model)
    {
        QStringList result;
        const QList<ScriptedRequest> requests = server().requests(model);
        if (requests.isEmpty())
            return result;
        for (const QJsonValue &message : messages(requests.constLast())) {
            if (message[u"role"].toString() != u"system")
                result.append(message[u"role"].toString() + u": "_qs
                              + message[u"content"].toString());
        }
        return result;
    }
    /// Of the current path.
    [[nodiscard]] QStringList prompts() const
    {
        QStringList result;
        for (const TurnId &id : m_session->conversation().path())
            result.append(m_session->conversation().turn(id)->prompt);
        return result;
    }
    [[nodiscard]] TurnId turn(qsizetype place) const
    {
        return m_session->conversation().path().value(place);
    }
    /// What the responses model shows for the only sample of @p agent.
    [[nodiscard]] QString shown(const QString &agent) const
    {
        const std::optional<int> row = m_responses.row({AgentId(agent), 1});
        return row ? m_responses.response(*row).text : QString();
    }
    [[nodiscard]] bool waitForEnd() const
    {
        return QTest::qWaitFor([this] { return !m_session->isRunning(); }, 60'000);
    }

private:
    ThreadedScriptedServer m_server;
    MixtureDocument m_document;
    ResponsesModel m_responses;
    std::unique_ptr<RunSession> m_session;
};

} // namespace moa::test
