// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/tokenestimate.h"
#include "mixture/prompt.h"
#include "run/response.h"
#include "run/tokencounter.h"

/** Mixtures and made-up runs of them, for tests of what is learnt and foreseen. */
namespace moa::estimatefixture {

inline const ProviderId provider(QStringLiteral("p"));

[[nodiscard]] inline Agent agent(const QString &id, Role role = Role::Proposer)
{
    Agent result;
    result.id = AgentId(id);
    result.provider = provider;
    result.model = QStringLiteral("model-") + id;
    result.role = role;
    return result;
}

[[nodiscard]] inline Layer layer(const AgentList &agents)
{
    Layer result;
    result.agents = agents;
    return result;
}

/// Two proposers and an aggregator.
[[nodiscard]] inline Mixture mixture()
{
    Mixture result;
    result.layers = {layer({agent(QStringLiteral("a")), agent(QStringLiteral("b"))}),
                     layer({agent(QStringLiteral("final"), Role::Aggregator)})};
    return result;
}

[[nodiscard]] inline Conversation prompt(const QString &text)
{
    return {{Message::Author::User, text}};
}

/// A text of about that many tokens.
[[nodiscard]] inline QString words(int tokens)
{
    QString text;
    while (estimateTokens(text) < tokens)
        text += QStringLiteral("some words ");
    return text;
}

struct Behaviour
{
    double inputRatio = 1.0;
    double outputRatio = 1.0;
    qint64 firstTokenMs = 500;
    double tokensPerSecond = 50.0;
};

/// A run of @p design in which every agent answers with @p length tokens.
[[nodiscard]] inline RunRecord run(const Mixture &design, const Conversation &conversation,
                                   int length, const Behaviour &behaviour = {})
{
    RunRecord record;
    record.state = RunState::Done;
    record.mixture = design;
    record.conversation = conversation;
    QList<ResponseId> before;
    for (qsizetype at = 0; at < design.layers.size(); ++at) {
        QList<ResponseId> now;
        for (const Agent &member : design.layers.at(at).agents) {
            for (int sample = 1; sample <= member.samples; ++sample) {
                Response response;
                response.id = {member.id, sample};
                response.layer = static_cast<int>(at);
                response.provider = member.provider;
                response.model = member.model;
                response.state = ResponseState::Done;
                response.attempts = 1;
                response.text = words(length);
                response.references = before;
                QStringList references;
                for (const ResponseId &id : std::as_const(before))
                    references.append(record.response(id)->text);
                double input = 0.0;
                const Conversation messages =
                    buildConversation(member.settings, record.conversation, references);
                for (const Message &message : messages) {
                    input += TokenCounter::perMessage
                        + behaviour.inputRatio * static_cast<double>(estimateTokens(message.text));
                }
                Usage usage;
                usage.input = qRound64(input) + TokenCounter::perReply;
                usage.output = qRound64(behaviour.outputRatio
                                        * static_cast<double>(estimateTokens(response.text)));
                usage.source = Usage::Source::Reported;
                response.usage = usage;
                response.timing = {0, 0, behaviour.firstTokenMs,
                                   behaviour.firstTokenMs
                                       + qRound64(1000.0 * static_cast<double>(usage.output)
                                                  / behaviour.tokensPerSecond)};
                now.append(response.id);
                record.responses.append(response);
            }
        }
        before = now;
    }
    return record;
}

[[nodiscard]] inline RunRecord run(const Mixture &design, const QString &text, int length,
                                   const Behaviour &behaviour = {})
{
    return run(design, prompt(text), length, behaviour);
}

} // namespace moa::estimatefixture
