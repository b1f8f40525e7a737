// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scriptedreply.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace moa {

namespace {

QByteArray event(const QJsonObject &object)
{
    return "data: " + QJsonDocument(object).toJson(QJsonDocument::Compact) + "\n\n";
}

QStringList splitWords(const QString &text)
{
    QStringList words;
    qsizetype start = 0;
    for (qsizetype i = 1; i <= text.size(); ++i) {
        if (i == text.size() || (!text[i].isSpace() && text[i - 1].isSpace())) {
            words.append(text.mid(start, i - start));
            start = i;
        }
    }
    return words;
}

QStringList splitText(const QString &text, const ChunkPolicy &policy)
{
    if (policy.kind != ChunkPolicy::Kind::Characters)
        return text.isEmpty() ? QStringList() : splitWords(text);
    QStringList parts;
    const int size = std::max(policy.size, 1);
    for (qsizetype i = 0; i < text.size(); i += size)
        parts.append(text.mid(i, size));
    return parts;
}

QList<QByteArray> cutAnywhere(const QByteArray &bytes, const ChunkPolicy &policy)
{
    QList<QByteArray> pieces;
    quint64 state = policy.seed;
    for (qsizetype i = 0; i < bytes.size();) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        const auto size = 1
            + static_cast<qsizetype>((state >> 33)
                                     % static_cast<quint64>(std::max(policy.size, 1)));
        pieces.append(bytes.mid(i, size));
        i += size;
    }
    return pieces;
}

QJsonObject usage(const QString &text, const OpenAiOptions &options)
{
    const int completion = options.completionTokens.value_or(
        text.isEmpty() ? 0 : static_cast<int>(splitWords(text).size()));
    return {{QStringLiteral("prompt_tokens"), options.promptTokens},
            {QStringLiteral("completion_tokens"), completion},
            {QStringLiteral("total_tokens"), options.promptTokens + completion}};
}

QJsonValue finishReason(const OpenAiOptions &options)
{
    return options.finishReason.isEmpty() ? QJsonValue() : QJsonValue(options.finishReason);
}

QJsonObject chunk(const OpenAiOptions &options, const QJsonArray &choices)
{
    return {{QStringLiteral("id"), QStringLiteral("chatcmpl-scripted")},
            {QStringLiteral("object"), QStringLiteral("chat.completion.chunk")},
            {QStringLiteral("created"), 1},
            {QStringLiteral("model"), options.model},
            {QStringLiteral("choices"), choices}};
}

QJsonObject deltaChunk(const OpenAiOptions &options, const QJsonObject &delta,
                       const QJsonValue &finish = {})
{
    return chunk(options,
                 {QJsonObject{{QStringLiteral("index"), 0},
                              {QStringLiteral("delta"), delta},
                              {QStringLiteral("finish_reason"), finish}}});
}

} // namespace

ScriptedReply ScriptedReply::cutShort(Cut::Kind kind, int afterPieces) const
{
    ScriptedReply copy = *this;
    copy.cut = Cut{kind, afterPieces};
    return copy;
}

ScriptedReply ScriptedReply::withHeader(const QByteArray &name, const QByteArray &value) const
{
    ScriptedReply copy = *this;
    copy.headers.append({name, value});
    return copy;
}

ScriptedReply ScriptedReply::body(const QByteArray &bytes, const QByteArray &contentType,
                                  int status)
{
    ScriptedReply reply;
    reply.status = status;
    reply.contentType = contentType;
    reply.framing = Framing::ContentLength;
    reply.pieces = {{bytes, 0}};
    return reply;
}

ScriptedReply ScriptedReply::raw(const QByteArray &bytes)
{
    ScriptedReply reply;
    reply.framing = Framing::Raw;
    reply.pieces = {{bytes, 0}};
    return reply;
}

ScriptedReply ScriptedReply::eventStream(const QList<ScriptedPiece> &pieces)
{
    ScriptedReply reply;
    reply.contentType = "text/event-stream; charset=utf-8";
    reply.headers = {{"Cache-Control", "no-cache"}};
    reply.pieces = pieces;
    return reply;
}

ScriptedReply ScriptedReply::openAiStream(const QString &text, const ChunkPolicy &policy,
                                          const OpenAiOptions &options)
{
    QList<QByteArray> events;
    events.append(event(deltaChunk(options,
                                   {{QStringLiteral("role"), QStringLiteral("assistant")},
                                    {QStringLiteral("content"), QString()}})));
    for (const QString &part : splitText(options.reasoning, policy))
        events.append(event(deltaChunk(options, {{QStringLiteral("reasoning_content"), part}})));
    for (const QString &part : splitText(text, policy))
        events.append(event(deltaChunk(options, {{QStringLiteral("content"), part}})));
    if (!options.finishReason.isEmpty())
        events.append(event(deltaChunk(options, {}, finishReason(options))));
    if (options.usage) {
        QJsonObject last = chunk(options, {});
        last.insert(QStringLiteral("usage"), moa::usage(text, options));
        events.append(event(last));
    }
    if (options.done)
        events.append("data: [DONE]\n\n");
    if (policy.kind == ChunkPolicy::Kind::OddBytes)
        events = cutAnywhere(events.join(), policy);

    QList<ScriptedPiece> pieces;
    for (const QByteArray &bytes : std::as_const(events))
        pieces.append({bytes, options.delayMs});
    return eventStream(pieces);
}

ScriptedReply ScriptedReply::openAiJson(const QString &text, const OpenAiOptions &options)
{
    QJsonObject message{{QStringLiteral("role"), QStringLiteral("assistant")},
                        {QStringLiteral("content"), text}};
    if (!options.reasoning.isEmpty())
        message.insert(QStringLiteral("reasoning_content"), options.reasoning);
    QJsonObject object =
        chunk(options,
              {QJsonObject{{QStringLiteral("index"), 0},
                           {QStringLiteral("message"), message},
                           {QStringLiteral("finish_reason"), finishReason(options)}}});
    object.insert(QStringLiteral("object"), QStringLiteral("chat.completion"));
    if (options.usage)
        object.insert(QStringLiteral("usage"), moa::usage(text, options));
    ScriptedReply reply = body(QJsonDocument(object).toJson(QJsonDocument::Compact));
    reply.pieces.first().delayMs = options.delayMs;
    return reply;
}

ScriptedReply ScriptedReply::openAiError(int status, const QString &message, const QString &code)
{
    const QJsonObject error{
        {QStringLiteral("message"), message},
        {QStringLiteral("type"),
         status >= 500 ? QStringLiteral("server_error") : QStringLiteral("invalid_request_error")},
        {QStringLiteral("param"), QJsonValue()},
        {QStringLiteral("code"), code.isEmpty() ? QJsonValue() : QJsonValue(code)}};
    const QJsonObject object{{QStringLiteral("error"), error}};
    return body(QJsonDocument(object).toJson(QJsonDocument::Compact), "application/json", status);
}

} // namespace moa
