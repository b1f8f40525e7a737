// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/openaidialect.h"

#include "providers/endpoint.h"
#include "providers/eventparser.h"
#include "providers/keyring.h"
#include "providers/replyjson.h"
#include "providers/requestbody.h"
#include "providers/servicequirks.h"
#include "providers/thinksplitter.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QRegularExpression>

namespace moa {

using namespace Qt::StringLiterals;

namespace {

StopReason stopReasonFrom(const QString &name)
{
    if (name == u"stop" || name == u"eos")
        return StopReason::Complete;
    if (name == u"length")
        return StopReason::Length;
    if (name == u"content_filter")
        return StopReason::Filtered;
    if (name == u"tool_calls" || name == u"function_call")
        return StopReason::Tool;
    if (name == u"error" || name == u"insufficient_system_resource" || name == u"abort")
        return StopReason::Error;
    // An unknown reason is still one: the answer did not just break off.
    return StopReason::Complete;
}

Usage usageFrom(const QJsonObject &object)
{
    Usage usage;
    usage.source = Usage::Source::Reported;
    usage.input = tokensIn(object.value("prompt_tokens"_L1));
    usage.output = tokensIn(object.value("completion_tokens"_L1));
    const QJsonObject prompt = object.value("prompt_tokens_details"_L1).toObject();
    usage.cached = tokensIn(prompt.value("cached_tokens"_L1));
    if (usage.cached == 0) // DeepSeek
        usage.cached = tokensIn(object.value("prompt_cache_hit_tokens"_L1));
    usage.cacheWritten = tokensIn(prompt.value("cache_write_tokens"_L1));
    usage.reasoning = tokensIn(
        object.value("completion_tokens_details"_L1).toObject().value("reasoning_tokens"_L1));
    return usage;
}

/// US dollars as a number, as text, or as the total of an object.
std::optional<Usd> costFrom(const QJsonValue &value)
{
    if (value.isObject())
        return costFrom(value["total_cost"_L1]);
    if (value.isString())
        return Usd::fromString(value.toString());
    // Twelve decimals give back the digits that stood in the JSON: a double has more.
    return value.isDouble() ? Usd::fromString(QString::number(value.toDouble(), 'f', 12))
                            : std::nullopt;
}

/// `reasoning_details`: a list whose parts have text or a summary; what is encrypted has neither.
QString detailsText(const QJsonValue &details)
{
    QString result;
    const QJsonArray parts = details.toArray();
    for (const QJsonValue &part : parts)
        result += part["text"_L1].toString() + part["summary"_L1].toString();
    return result;
}

/// What the chunks of a stream and a whole reply have in common.
class OpenAiDecoder : public ReplyDecoder
{
protected:
    /// Reads one JSON object; @p contentName is "delta" in a chunk and "message" in a whole reply.
    void readObject(const QByteArray &json, QLatin1StringView contentName)
    {
        const auto object = readReplyObject(json, m_reply);
        if (!object)
            return;
        const QJsonObject groq = object->value("x_groq"_L1).toObject();
        if (const QString error = groq.value("error"_L1).toString(); !error.isEmpty()) {
            m_reply.error = error;
            return;
        }
        if (const QString model = object->value("model"_L1).toString(); !model.isEmpty())
            m_reply.model = model;
        for (const QJsonValue &usage : {groq.value("usage"_L1), object->value("usage"_L1)}) {
            if (!usage.isObject())
                continue;
            m_reply.usage = usageFrom(usage.toObject());
            if (const auto cost = costFrom(usage["cost"_L1]))
                m_reply.cost = cost;
        }
        readChoice(object->value("choices"_L1).toArray().at(0).toObject(), contentName);
    }

    /// Nothing more is to come.
    void end()
    {
        m_splitter.finish(m_reply.text, m_reply.reasoning);
        if (m_reply.ended && !m_reply.refusal.isEmpty())
            m_reply.stopReason = StopReason::Filtered;
    }

private:
    void readChoice(const QJsonObject &choice, QLatin1StringView contentName)
    {
        const QJsonObject content = choice.value(contentName).toObject();
        readReasoning(content);
        readContent(content.value("content"_L1));
        m_reply.refusal += content.value("refusal"_L1).toString();
        const QString reason = choice.value("finish_reason"_L1).toString();
        if (reason.isEmpty())
            return;
        m_reply.stopName = reason;
        m_reply.stopReason = stopReasonFrom(reason);
        m_reply.ended = true;
    }

    /// A server may send the same text under several names: only one counts.
    void readReasoning(const QJsonObject &content)
    {
        for (const QString &text : {content.value("reasoning"_L1).toString(),
                                    content.value("reasoning_content"_L1).toString(),
                                    detailsText(content.value("reasoning_details"_L1))}) {
            if (!text.isEmpty()) {
                m_reply.reasoning += text;
                return;
            }
        }
    }

    void readContent(const QJsonValue &content)
    {
        if (!content.isArray()) {
            m_splitter.feed(content.toString(), m_reply.text, m_reply.reasoning);
            return;
        }
        const QJsonArray parts = content.toArray();
        for (const QJsonValue &part : parts) {
            if (part["type"_L1].toString() == u"thinking")
                m_reply.reasoning += thinkingText(part["thinking"_L1]);
            else if (part["type"_L1].toString() == u"refusal")
                m_reply.refusal += part["refusal"_L1].toString();
            else
                m_splitter.feed(part["text"_L1].toString(), m_reply.text, m_reply.reasoning);
        }
    }

    static QString thinkingText(const QJsonValue &thinking)
    {
        return thinking.isString() ? thinking.toString() : detailsText(thinking);
    }

    ThinkSplitter m_splitter;
};

class OpenAiStreamDecoder final : public OpenAiDecoder
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
                return; // bytes after the end marker are to be ignored
            if (!event.error.isEmpty()) {
                setError(m_reply, readServerError(event.error));
            } else if (event.data == "[DONE]") {
                m_done = true;
                m_reply.ended = true;
                if (m_reply.stopReason == StopReason::None)
                    m_reply.stopReason = StopReason::Complete;
            } else if (!event.data.trimmed().isEmpty()) {
                readObject(event.data, "delta"_L1);
            }
        }
    }

    EventParser m_parser;
};

/// A server may also answer a request to stream with one whole JSON body.
class OpenAiWholeDecoder final : public OpenAiDecoder
{
public:
    void feed(QByteArrayView bytes) override { m_body.append(bytes); }

    void finish() override
    {
        readObject(m_body.trimmed(), "message"_L1);
        end();
        if (m_reply.error.isEmpty() && !m_reply.ended) {
            m_reply.error =
                QCoreApplication::translate("moa", "the reply is JSON, but not a chat completion");
        }
    }

private:
    QByteArray m_body;
};

/// OpenAI's own names of models that think: o1, o3-mini, o4-mini, gpt-5, gpt-5.1-codex; not those
/// of the chat product ("gpt-5-chat-latest").
bool isReasonerByName(const QString &model)
{
    static const QRegularExpression name(u"^(o[134]|gpt-5)(?![0-9a-z])(?!.*-chat)"_s);
    return name.match(model.toLower()).hasMatch();
}

void addEffort(RequestBody &body, ServiceQuirks::Effort form)
{
    const QString effort = body.settings().reasoningEffort.value_or(QString());
    if (effort.isEmpty())
        return;
    if (form == ServiceQuirks::Effort::Object)
        body.json.insert("reasoning"_L1, QJsonObject{{u"effort"_s, effort}});
    else if (form == ServiceQuirks::Effort::Thinking && effort == u"none")
        body.json.insert("thinking"_L1, QJsonObject{{u"type"_s, u"disabled"_s}});
    else
        body.json.insert("reasoning_effort"_L1, effort);
}

} // namespace

WireRequest OpenAiDialect::encode(const ChatRequest &asked) const
{
    using Limit = ServiceQuirks::Limit;
    const ServiceQuirks &quirks = quirksOf(asked.provider.baseUrl);
    ChatRequest request = asked;
    QStringList &omit = request.facts.omit;
    // Not to be sent under its older name is not: not to be sent.
    const bool hasNewName =
        omit.contains("max_tokens"_L1) && !omit.contains("max_completion_tokens"_L1);
    if (hasNewName)
        omit.removeAll("max_tokens"_L1);
    const bool reasons =
        request.facts.reasons || (quirks.namesByOpenAi && isReasonerByName(request.model));
    RequestBody body(request, {"model"_L1, "messages"_L1, "stream"_L1});
    AgentSettings &settings = body.settings();
    QJsonArray messages;
    for (const Message &message : request.messages) {
        messages.append(
            QJsonObject{{u"role"_s, authorName(message.author)}, {u"content"_s, message.text}});
    }
    body.json.insert("model"_L1, request.model);
    body.json.insert("messages"_L1, messages);
    if (reasons && !quirks.reasonersSample) {
        body.leaveOutSampling();
        if (settings.stop)
            body.leaveOut("stop"_L1);
        settings.stop.reset();
    }
    if (settings.temperature)
        body.json.insert("temperature"_L1, *settings.temperature);
    if (settings.topP)
        body.json.insert("top_p"_L1, *settings.topP);
    if (settings.maxTokens) {
        const bool newName = hasNewName || quirks.limit == Limit::MaxCompletionTokens
            || (quirks.limit == Limit::ByModel && reasons);
        body.json.insert(newName ? "max_completion_tokens"_L1 : "max_tokens"_L1,
                         *settings.maxTokens);
    }
    if (settings.stop)
        body.json.insert("stop"_L1, QJsonArray::fromStringList(*settings.stop));
    if (settings.seed)
        body.json.insert(quirks.seed, *settings.seed);
    addEffort(body, quirks.effort);
    body.json.insert("stream"_L1, request.stream);
    if (request.stream && quirks.streamOptions)
        body.json.insert("stream_options"_L1, QJsonObject{{u"include_usage"_s, true}});

    WireRequest wire = body.finished();
    wire.url = openAiEndpoint(request.provider.baseUrl, request.model);
    return wire;
}

void OpenAiDialect::authorize(QNetworkRequest &request, const ApiKey &key) const
{
    const QByteArray secret = key.secretFor(request.url());
    if (secret.isEmpty())
        return;
    if (quirksOf(request.url()).isAzure)
        request.setRawHeader("api-key", secret);
    else
        request.setRawHeader("Authorization", "Bearer " + secret);
}

std::unique_ptr<ReplyDecoder> OpenAiDialect::decoder(const QByteArray &contentType) const
{
    const QByteArray type = contentType.toLower();
    if (type.startsWith("application/json"))
        return std::make_unique<OpenAiWholeDecoder>();
    // Some servers label their stream as plain text or not at all.
    if (type.isEmpty() || type.startsWith("text/event-stream") || type.startsWith("text/plain"))
        return std::make_unique<OpenAiStreamDecoder>();
    return nullptr;
}

} // namespace moa
