// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/openaidialect.h"

#include "providers/eventparser.h"
#include "providers/keyring.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace moa {

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
    const auto integer = [](const QJsonValue &value) {
        return std::max<qint64>(0, value.toInteger(static_cast<qint64>(value.toDouble())));
    };
    Usage usage;
    usage.source = Usage::Source::Reported;
    usage.input = integer(object.value(QLatin1String("prompt_tokens")));
    usage.output = integer(object.value(QLatin1String("completion_tokens")));
    usage.cached = integer(object.value(QLatin1String("prompt_tokens_details"))
                               .toObject()
                               .value(QLatin1String("cached_tokens")));
    usage.reasoning = integer(object.value(QLatin1String("completion_tokens_details"))
                                  .toObject()
                                  .value(QLatin1String("reasoning_tokens")));
    return usage;
}

/// What the chunks of a stream and a whole reply have in common.
class OpenAiDecoder : public ReplyDecoder
{
protected:
    /// Reads one JSON object; @p contentName is "delta" in a chunk and "message" in a whole reply.
    void readObject(const QByteArray &json, QLatin1String contentName)
    {
        QJsonParseError parseError{};
        const QJsonDocument document = QJsonDocument::fromJson(json, &parseError);
        if (!document.isObject()) {
            m_reply.error = QCoreApplication::translate("moa", "part of the reply is not JSON");
            return;
        }
        const QJsonObject object = document.object();
        if (hasError(object)) {
            const ServerError error = readServerError(json);
            m_reply.error = error.message.isEmpty()
                ? QCoreApplication::translate("moa", "the server reported a failure")
                : error.message;
            m_reply.errorCode = error.code;
            return;
        }
        if (const QString model = object.value(QLatin1String("model")).toString(); !model.isEmpty())
            m_reply.model = model;
        if (const QJsonValue usage = object.value(QLatin1String("usage")); usage.isObject())
            m_reply.usage = usageFrom(usage.toObject());
        readChoice(object.value(QLatin1String("choices")).toArray().at(0).toObject(), contentName);
    }

private:
    static bool hasError(const QJsonObject &object)
    {
        const QJsonValue error = object.value(QLatin1String("error"));
        return (error.isObject() && !error.toObject().isEmpty())
            || (error.isString() && !error.toString().isEmpty())
            || object.value(QLatin1String("object")).toString() == u"error";
    }

    void readChoice(const QJsonObject &choice, QLatin1String contentName)
    {
        const QJsonObject content = choice.value(contentName).toObject();
        m_reply.text.append(content.value(QLatin1String("content")).toString());
        for (const QLatin1String name :
             {QLatin1String("reasoning"), QLatin1String("reasoning_content")}) {
            // A server may send both with the same text.
            if (const QString text = content.value(name).toString(); !text.isEmpty()) {
                m_reply.reasoning.append(text);
                break;
            }
        }
        if (const QString refusal = content.value(QLatin1String("refusal")).toString();
            !refusal.isEmpty()) {
            m_reply.text.append(refusal);
            m_refused = true;
        }
        if (const QString reason = choice.value(QLatin1String("finish_reason")).toString();
            !reason.isEmpty()) {
            m_reply.stopReason = stopReasonFrom(reason);
            m_reply.ended = true;
        }
        if (m_refused && m_reply.ended)
            m_reply.stopReason = StopReason::Filtered;
    }

    bool m_refused = false;
};

class OpenAiStreamDecoder final : public OpenAiDecoder
{
public:
    void feed(QByteArrayView bytes) override { take(m_parser.feed(bytes)); }
    void finish() override { take(m_parser.finish()); }

private:
    void take(const QList<ServerSentEvent> &events)
    {
        for (const ServerSentEvent &event : events) {
            if (m_done || !m_reply.error.isEmpty())
                return; // bytes after the end marker are to be ignored
            if (!event.error.isEmpty()) {
                const ServerError error = readServerError(event.error);
                m_reply.error = error.message;
                m_reply.errorCode = error.code;
            } else if (event.data == "[DONE]") {
                m_done = true;
                m_reply.ended = true;
                if (m_reply.stopReason == StopReason::None)
                    m_reply.stopReason = StopReason::Complete;
            } else if (!event.data.trimmed().isEmpty()) {
                readObject(event.data, QLatin1String("delta"));
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
        readObject(m_body.trimmed(), QLatin1String("message"));
        if (m_reply.error.isEmpty() && !m_reply.ended) {
            m_reply.error =
                QCoreApplication::translate("moa", "the reply is JSON, but not a chat completion");
        }
    }

private:
    QByteArray m_body;
};

QJsonValue parsedValue(const QByteArray &json)
{
    // QJsonDocument reads objects and arrays only.
    return QJsonDocument::fromJson('[' + json + ']').array().at(0);
}

} // namespace

WireRequest OpenAiDialect::encode(const ChatRequest &request) const
{
    QJsonArray messages;
    for (const Message &message : request.messages) {
        messages.append(QJsonObject{{QStringLiteral("role"), authorName(message.author)},
                                    {QStringLiteral("content"), message.text}});
    }
    QJsonObject body;
    body.insert(QLatin1String("model"), request.model);
    body.insert(QLatin1String("messages"), messages);
    const AgentSettings &settings = request.settings;
    if (settings.temperature)
        body.insert(QLatin1String("temperature"), *settings.temperature);
    if (settings.topP)
        body.insert(QLatin1String("top_p"), *settings.topP);
    if (settings.maxTokens)
        body.insert(QLatin1String("max_tokens"), *settings.maxTokens);
    if (settings.stop)
        body.insert(QLatin1String("stop"), QJsonArray::fromStringList(*settings.stop));
    if (settings.seed)
        body.insert(QLatin1String("seed"), *settings.seed);
    if (settings.reasoningEffort)
        body.insert(QLatin1String("reasoning_effort"), *settings.reasoningEffort);
    body.insert(QLatin1String("stream"), request.stream);
    if (request.stream) {
        body.insert(QLatin1String("stream_options"),
                    QJsonObject{{QStringLiteral("include_usage"), true}});
    }
    for (const JsonField &field : settings.extra)
        body.insert(field.name, parsedValue(field.value));

    WireRequest wire;
    wire.url = request.provider.baseUrl;
    QString path = wire.url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    if (!path.endsWith(u"/chat/completions"))
        path += u"/chat/completions";
    wire.url.setPath(path);
    wire.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return wire;
}

void OpenAiDialect::authorize(QNetworkRequest &request, const ApiKey &key) const
{
    if (const QByteArray secret = key.secretFor(request.url()); !secret.isEmpty())
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

const ChatDialect *dialectFor(Dialect dialect)
{
    static const OpenAiDialect openAi;
    return dialect == Dialect::OpenAi ? &openAi : nullptr;
}

} // namespace moa
