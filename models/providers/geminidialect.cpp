// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/geminidialect.h"

#include "providers/endpoint.h"
#include "providers/eventparser.h"
#include "providers/jsonpieces.h"
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
    constexpr std::array filtered{u"SAFETY", u"RECITATION", u"BLOCKLIST", u"PROHIBITED_CONTENT",
                                  u"SPII"};
    if (name == u"STOP")
        return StopReason::Complete;
    if (name == u"MAX_TOKENS")
        return StopReason::Length;
    if (std::find(filtered.begin(), filtered.end(), name) != filtered.end()
        || (name.startsWith(u"IMAGE_") && name != u"IMAGE_OTHER"))
        return StopReason::Filtered;
    if (name.contains(u"TOOL_CALL") || name == u"MALFORMED_FUNCTION_CALL")
        return StopReason::Tool;
    if (name == u"OTHER" || name == u"IMAGE_OTHER" || name == u"LANGUAGE")
        return StopReason::Error;
    return StopReason::Complete;
}

class GeminiDecoder : public ReplyDecoder
{
protected:
    /// Every event is a whole response; the texts follow one another.
    void readResponse(const QByteArray &json)
    {
        const auto object = readReplyObject(json, m_reply);
        if (!object)
            return;
        if (const QString model = object->value("modelVersion"_L1).toString(); !model.isEmpty())
            m_reply.model = model;
        readCandidate(object->value("candidates"_L1).toArray().at(0).toObject());
        readFeedback(object->value("promptFeedback"_L1).toObject());
        if (const QJsonValue usage = object->value("usageMetadata"_L1); usage.isObject())
            readUsage(usage.toObject());
    }

    void end() { m_splitter.finish(m_reply.text, m_reply.reasoning); }

private:
    void readCandidate(const QJsonObject &candidate)
    {
        const QJsonArray parts =
            candidate.value("content"_L1).toObject().value("parts"_L1).toArray();
        for (const QJsonValue &part : parts) {
            const QString text = part["text"_L1].toString();
            if (part["thought"_L1].toBool())
                m_reply.reasoning += text;
            else
                m_splitter.feed(text, m_reply.text, m_reply.reasoning);
        }
        const QString reason = candidate.value("finishReason"_L1).toString();
        if (reason.isEmpty() || reason == u"FINISH_REASON_UNSPECIFIED")
            return;
        m_reply.stopName = reason;
        m_reply.stopReason = stopReasonFrom(reason);
        m_reply.ended = true;
        if (m_reply.stopReason == StopReason::Filtered)
            m_reply.refusal = candidate.value("finishMessage"_L1).toString();
    }

    void readFeedback(const QJsonObject &feedback)
    {
        const QString reason = feedback.value("blockReason"_L1).toString();
        if (reason.isEmpty())
            return;
        m_reply.stopName = reason;
        m_reply.stopReason = StopReason::Filtered;
        m_reply.refusal = feedback.value("blockReasonMessage"_L1).toString();
        m_reply.promptBlocked = true;
        m_reply.ended = true;
    }

    void readUsage(const QJsonObject &metadata)
    {
        Usage usage;
        usage.source = Usage::Source::Reported;
        usage.input = tokensIn(metadata.value("promptTokenCount"_L1));
        usage.cached = tokensIn(metadata.value("cachedContentTokenCount"_L1));
        usage.reasoning = tokensIn(metadata.value("thoughtsTokenCount"_L1));
        usage.output = tokensIn(metadata.value("candidatesTokenCount"_L1)) + usage.reasoning;
        m_reply.usage = usage;
    }

    ThinkSplitter m_splitter;
};

class GeminiStreamDecoder final : public GeminiDecoder
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
            if (!m_reply.error.isEmpty())
                return;
            if (!event.data.trimmed().isEmpty() && event.data != "[DONE]")
                readResponse(event.data);
        }
    }

    EventParser m_parser;
};

/// One response, or the list of responses in which a stream comes that is not asked for as events.
class GeminiJsonDecoder final : public GeminiDecoder
{
public:
    void feed(QByteArrayView bytes) override { take(m_pieces.feed(bytes)); }

    void finish() override
    {
        if (!m_reply.ended)
            take(m_pieces.finish());
        end();
        if (m_reply.error.isEmpty() && !m_reply.ended && !m_any)
            m_reply.error =
                QCoreApplication::translate("moa", "the reply is JSON, but not an answer");
    }

private:
    void take(const QList<QByteArray> &objects)
    {
        for (const QByteArray &object : objects) {
            if (!m_reply.error.isEmpty())
                return;
            m_any = true;
            readResponse(object);
        }
    }

    JsonPieces m_pieces;
    bool m_any = false;
};

/// 205 for "gemini-2.5-pro"; of a name that tells none it is the newest.
int versionOf(const QString &model)
{
    static const QRegularExpression number(u"gemini-([0-9]+)(?:\\.([0-9]+))?"_s);
    const QRegularExpressionMatch match = number.match(model.toLower());
    return match.hasMatch() ? match.captured(1).toInt() * 100 + match.captured(2).toInt() : 100'000;
}

/// Up to 2.5 thinking has a budget, later a level.
QJsonObject thinkingFor(const QString &effort, const QString &model)
{
    constexpr int firstWithLevels = 300;
    QJsonObject thinking{{u"includeThoughts"_s, effort != u"none"}};
    if (effort.isEmpty())
        return thinking;
    if (versionOf(model) >= firstWithLevels) {
        QString level = effort.toUpper();
        if (effort == u"none")
            level = u"MINIMAL"_s;
        else if (effort == u"xhigh" || effort == u"max")
            level = u"HIGH"_s;
        thinking.insert("thinkingLevel"_L1, level);
        return thinking;
    }
    int budget = 24'576;
    if (effort == u"none") // which the largest models do not offer: as little as they take
        budget = model.contains(u"pro") ? 128 : 0;
    else if (effort == u"minimal")
        budget = 512;
    else if (effort == u"low")
        budget = 1024;
    else if (effort == u"medium")
        budget = 8192;
    thinking.insert("thinkingBudget"_L1, budget);
    return thinking;
}

QJsonObject content(const QString &text)
{
    return {{u"parts"_s, QJsonArray{QJsonObject{{u"text"_s, text}}}}};
}

} // namespace

WireRequest GeminiDialect::encode(const ChatRequest &request) const
{
    constexpr int firstToThink = 205;
    RequestBody body(request, {"contents"_L1});
    const AgentSettings &settings = body.settings();
    const Turns turns = turnsOf(request.messages);
    QJsonArray contents;
    for (const Message &message : turns.turns) {
        QJsonObject turn = content(message.text);
        turn.insert("role"_L1, message.author == Message::Author::User ? u"user"_s : u"model"_s);
        contents.append(turn);
    }
    body.json.insert("contents"_L1, contents);
    if (!turns.system.isEmpty())
        body.json.insert("systemInstruction"_L1, content(turns.system));

    QJsonObject config;
    if (settings.temperature)
        config.insert("temperature"_L1, *settings.temperature);
    if (settings.topP)
        config.insert("topP"_L1, *settings.topP);
    if (settings.maxTokens)
        config.insert("maxOutputTokens"_L1, *settings.maxTokens);
    if (settings.stop)
        config.insert("stopSequences"_L1, QJsonArray::fromStringList(*settings.stop));
    if (settings.seed)
        config.insert("seed"_L1, *settings.seed);
    const QString effort = settings.reasoningEffort.value_or(QString());
    if (!effort.isEmpty() && versionOf(request.model) < firstToThink)
        body.leaveOut("reasoning_effort"_L1);
    else if (!effort.isEmpty() || request.facts.reasons)
        config.insert("thinkingConfig"_L1, thinkingFor(effort, request.model));
    if (!config.isEmpty())
        body.json.insert("generationConfig"_L1, config);

    WireRequest wire = body.finished();
    wire.url = geminiEndpoint(request.provider.baseUrl, request.model, request.stream);
    return wire;
}

void GeminiDialect::authorize(QNetworkRequest &request, const ApiKey &key) const
{
    if (const QByteArray secret = key.secretFor(request.url()); !secret.isEmpty())
        request.setRawHeader("x-goog-api-key", secret);
}

std::unique_ptr<ReplyDecoder> GeminiDialect::decoder(const QByteArray &contentType) const
{
    const QByteArray type = contentType.toLower();
    if (type.startsWith("application/json"))
        return std::make_unique<GeminiJsonDecoder>();
    if (type.isEmpty() || type.startsWith("text/event-stream") || type.startsWith("text/plain"))
        return std::make_unique<GeminiStreamDecoder>();
    return nullptr;
}

} // namespace moa
