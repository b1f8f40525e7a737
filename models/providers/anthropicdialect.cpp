// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/anthropicdialect.h"

#include "providers/endpoint.h"
#include "providers/eventparser.h"
#include "providers/keyring.h"
#include "providers/replyjson.h"
#include "providers/requestbody.h"
#include "providers/thinksplitter.h"

#include <algorithm>
#include <array>
#include <QCoreApplication>
#include <QJsonArray>
#include <QRegularExpression>

namespace moa {

using namespace Qt::StringLiterals;

namespace {

StopReason stopReasonFrom(const QString &name)
{
    if (name == u"max_tokens" || name == u"model_context_window_exceeded")
        return StopReason::Length;
    if (name == u"refusal")
        return StopReason::Filtered;
    if (name == u"tool_use" || name == u"pause_turn")
        return StopReason::Tool;
    // end_turn and stop_sequence; an unknown reason is still one.
    return StopReason::Complete;
}

/// What the events of a stream and a whole message have in common.
class AnthropicDecoder : public ReplyDecoder
{
protected:
    void readMessage(const QJsonObject &message)
    {
        if (const QString model = message.value("model"_L1).toString(); !model.isEmpty())
            m_reply.model = model;
        const QJsonArray blocks = message.value("content"_L1).toArray();
        for (const QJsonValue &block : blocks)
            readBlock(block.toObject());
        readStop(message);
        readUsage(message.value("usage"_L1).toObject());
    }

    /// A block or what is added to one: which of them does not matter, unknown kinds are skipped.
    void readBlock(const QJsonObject &block)
    {
        const QString type = block.value("type"_L1).toString();
        if (type == u"text" || type == u"text_delta")
            m_splitter.feed(block.value("text"_L1).toString(), m_reply.text, m_reply.reasoning);
        else if (type == u"thinking" || type == u"thinking_delta")
            m_reply.reasoning += block.value("thinking"_L1).toString();
    }

    void readStop(const QJsonObject &object)
    {
        const QString reason = object.value("stop_reason"_L1).toString();
        if (reason.isEmpty())
            return;
        m_reply.stopName = reason;
        m_reply.stopReason = stopReasonFrom(reason);
        m_reply.ended = true;
        if (m_reply.stopReason == StopReason::Filtered) {
            const QJsonObject details = object.value("stop_details"_L1).toObject();
            m_reply.refusal = details.value("explanation"_L1).toString();
            if (m_reply.refusal.isEmpty())
                m_reply.refusal = details.value("category"_L1).toString();
        }
    }

    /// Figures are totals; one that is null or absent leaves what was told before.
    void readUsage(const QJsonObject &usage)
    {
        const auto take = [](const QJsonValue &value, qint64 &figure) {
            if (value.isDouble())
                figure = tokensIn(value);
        };
        if (usage.isEmpty())
            return;
        take(usage.value("input_tokens"_L1), m_freshInput);
        take(usage.value("cache_read_input_tokens"_L1), m_usage.cached);
        take(usage.value("cache_creation_input_tokens"_L1), m_usage.cacheWritten);
        take(usage.value("output_tokens"_L1), m_usage.output);
        take(usage["output_tokens_details"_L1].toObject().value("thinking_tokens"_L1),
             m_usage.reasoning);
        m_usage.input = m_freshInput + m_usage.cached + m_usage.cacheWritten;
        m_usage.source = Usage::Source::Reported;
        m_reply.usage = m_usage;
    }

    void end() { m_splitter.finish(m_reply.text, m_reply.reasoning); }

private:
    ThinkSplitter m_splitter;
    Usage m_usage;
    qint64 m_freshInput = 0; ///< without what the cache gave or took
};

class AnthropicStreamDecoder final : public AnthropicDecoder
{
public:
    void feed(QByteArrayView bytes) override { take(m_parser.feed(bytes)); }

    void finish() override
    {
        take(m_parser.finish());
        end();
    }

private:
    void take(const QList<ServerSentEvent> &events)
    {
        for (const ServerSentEvent &event : events) {
            if (m_done || !m_reply.error.isEmpty())
                return;
            if (!event.error.isEmpty())
                setError(m_reply, readServerError(event.error));
            else if (!event.data.trimmed().isEmpty() && event.data != "[DONE]")
                readEvent(event.data);
        }
    }

    void readEvent(const QByteArray &json)
    {
        const auto object = readReplyObject(json, m_reply);
        if (!object)
            return;
        const QString type = object->value("type"_L1).toString();
        if (type == u"message_start") {
            readMessage(object->value("message"_L1).toObject());
        } else if (type == u"content_block_start") {
            readBlock(object->value("content_block"_L1).toObject());
        } else if (type == u"content_block_delta") {
            readBlock(object->value("delta"_L1).toObject());
        } else if (type == u"message_delta") {
            readStop(object->value("delta"_L1).toObject());
            readUsage(object->value("usage"_L1).toObject());
        } else if (type == u"message_stop") {
            m_done = true;
            m_reply.ended = true;
            if (m_reply.stopReason == StopReason::None)
                m_reply.stopReason = StopReason::Complete;
        }
    }

    EventParser m_parser;
};

class AnthropicWholeDecoder final : public AnthropicDecoder
{
public:
    void feed(QByteArrayView bytes) override { m_body.append(bytes); }

    void finish() override
    {
        if (const auto object = readReplyObject(m_body.trimmed(), m_reply))
            readMessage(*object);
        end();
        if (m_reply.error.isEmpty() && !m_reply.ended)
            m_reply.error =
                QCoreApplication::translate("moa", "the reply is JSON, but not a message");
    }

private:
    QByteArray m_body;
};

/** What a model's name tells of how it wants to be asked. */
struct Generation
{
    int version = 0; ///< 405 for 4.5; of a name that tells none it is the newest

    [[nodiscard]] bool thinks() const { return version >= 307; }
    /// Decides by itself how long to think; older ones are given a budget.
    [[nodiscard]] bool thinksAdaptively() const { return version >= 406; }
    [[nodiscard]] bool refusesSampling() const { return version >= 407 && version < newest; }

    static constexpr int newest = 100'000;
};

/// "claude-opus-4-7", "claude-sonnet-4-5-20250929", "claude-3-7-sonnet-latest", "claude-opus-5".
Generation generationOf(const QString &model)
{
    static const QRegularExpression number(u"claude-(?:[a-z]+-)*?([0-9]{1,2})(?:[-.]([0-9]{1,2}))?"
                                           "(?![0-9])"_s);
    const QRegularExpressionMatch match = number.match(model.toLower());
    if (!match.hasMatch())
        return {Generation::newest};
    return {match.captured(1).toInt() * 100 + match.captured(2).toInt()};
}

int budgetFor(const QString &effort)
{
    if (effort == u"minimal")
        return 1024;
    if (effort == u"low")
        return 2048;
    if (effort == u"medium")
        return 8192;
    return effort == u"high" ? 16'384 : 32'000;
}

/// An answer must have a limit. Unless one is set: room for a long one, within what the model can.
qint64 limitOf(const ChatRequest &request, qint64 thinkingBudget)
{
    constexpr qint64 unknownModel = 4096;
    constexpr qint64 usual = 8192;
    const qint64 answer = request.facts.maxOutput ? usual : unknownModel;
    return std::min(answer + thinkingBudget,
                    request.facts.maxOutput.value_or(answer + thinkingBudget));
}

/// Puts in the limit of the answer and, from the reasoning effort, how to think.
void addThinking(RequestBody &body, const ChatRequest &request)
{
    constexpr qint64 leastBudget = 1024;
    constexpr auto effortName = "reasoning_effort"_L1;
    AgentSettings &settings = body.settings();
    const Generation generation = generationOf(request.model);
    const QString effort = settings.reasoningEffort.value_or(QString());
    qint64 budget = 0;
    if (effort.isEmpty()) {
        // As the model does by itself.
    } else if (!generation.thinks()) {
        body.leaveOut(effortName);
    } else if (effort == u"none") {
        body.json.insert("thinking"_L1, QJsonObject{{u"type"_s, u"disabled"_s}});
    } else if (generation.thinksAdaptively()) {
        body.json.insert("thinking"_L1,
                         QJsonObject{{u"type"_s, u"adaptive"_s}, {u"display"_s, u"summarized"_s}});
        body.json.insert("output_config"_L1,
                         QJsonObject{{u"effort"_s, effort == u"minimal" ? u"low"_s : effort}});
        body.leaveOutSampling();
        budget = budgetFor(effort); // what it thinks counts as output
    } else {
        budget = budgetFor(effort);
        if (const qint64 room = settings.maxTokens.value_or(limitOf(request, budget));
            budget >= room)
            budget = std::max(leastBudget, room / 2);
        if (settings.maxTokens && budget >= *settings.maxTokens) {
            budget = 0;
            body.leaveOut(effortName);
        } else {
            body.json.insert("thinking"_L1,
                             QJsonObject{{u"type"_s, u"enabled"_s}, {u"budget_tokens"_s, budget}});
            body.leaveOutSampling();
        }
    }
    body.json.insert("max_tokens"_L1, settings.maxTokens.value_or(limitOf(request, budget)));
}

} // namespace

WireRequest AnthropicDialect::encode(const ChatRequest &request) const
{
    RequestBody body(request, {"model"_L1, "messages"_L1, "max_tokens"_L1, "stream"_L1});
    const AgentSettings &settings = body.settings();
    const Turns turns = turnsOf(request.messages);
    QJsonArray messages;
    for (const Message &message : turns.turns) {
        messages.append(
            QJsonObject{{u"role"_s, authorName(message.author)}, {u"content"_s, message.text}});
    }
    body.json.insert("model"_L1, request.model);
    body.json.insert("messages"_L1, messages);
    if (!turns.system.isEmpty())
        body.json.insert("system"_L1, turns.system);
    addThinking(body, request);
    if (generationOf(request.model).refusesSampling())
        body.leaveOutSampling();
    // Some models refuse the two together.
    if (settings.temperature) {
        body.json.insert("temperature"_L1, *settings.temperature);
        if (settings.topP)
            body.leaveOut("top_p"_L1);
    } else if (settings.topP) {
        body.json.insert("top_p"_L1, *settings.topP);
    }
    if (settings.stop)
        body.json.insert("stop_sequences"_L1, QJsonArray::fromStringList(*settings.stop));
    if (settings.seed)
        body.leaveOut("seed"_L1);
    body.json.insert("stream"_L1, request.stream);

    WireRequest wire = body.finished();
    wire.url = anthropicEndpoint(request.provider.baseUrl);
    constexpr std::array sampling{"temperature"_L1, "top_p"_L1, "top_k"_L1};
    // The newer version has no sampling values at all.
    const bool samples = std::any_of(sampling.begin(), sampling.end(), [&](QLatin1StringView name) {
        return body.json.contains(name);
    });
    wire.headers = {{"anthropic-version", samples ? "2023-06-01" : "2026-10-21"}};
    return wire;
}

void AnthropicDialect::authorize(QNetworkRequest &request, const ApiKey &key) const
{
    if (const QByteArray secret = key.secretFor(request.url()); !secret.isEmpty())
        request.setRawHeader("x-api-key", secret);
}

std::unique_ptr<ReplyDecoder> AnthropicDialect::decoder(const QByteArray &contentType) const
{
    const QByteArray type = contentType.toLower();
    if (type.startsWith("application/json"))
        return std::make_unique<AnthropicWholeDecoder>();
    if (type.isEmpty() || type.startsWith("text/event-stream") || type.startsWith("text/plain"))
        return std::make_unique<AnthropicStreamDecoder>();
    return nullptr;
}

} // namespace moa
