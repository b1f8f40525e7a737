// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/ollamadialect.h"

#include "providers/endpoint.h"
#include "providers/jsonpieces.h"
#include "providers/keyring.h"
#include "providers/linereader.h"
#include "providers/replyjson.h"
#include "providers/requestbody.h"
#include "providers/thinksplitter.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace moa {

using namespace Qt::StringLiterals;

namespace {

/// Reads objects, which @p Reader cuts out of the body.
template <typename Reader>
class OllamaDecoder final : public ReplyDecoder
{
public:
    void feed(QByteArrayView bytes) override { take(m_reader.feed(bytes)); }

    void finish() override
    {
        take(m_reader.finish());
        m_splitter.finish(m_reply.text, m_reply.reasoning);
    }

private:
    void take(const QList<QByteArray> &objects)
    {
        for (const QByteArray &json : objects) {
            if (m_done || !m_reply.error.isEmpty())
                return;
            if (const auto object = readReplyObject(json, m_reply))
                read(*object);
        }
    }

    void read(const QJsonObject &object)
    {
        if (const QString model = object.value("model"_L1).toString(); !model.isEmpty())
            m_reply.model = model;
        const QJsonObject message = object.value("message"_L1).toObject();
        m_reply.reasoning += message.value("thinking"_L1).toString();
        m_splitter.feed(message.value("content"_L1).toString(), m_reply.text, m_reply.reasoning);
        if (!object.value("done"_L1).toBool())
            return;
        m_done = true;
        m_reply.ended = true;
        m_reply.stopName = object.value("done_reason"_L1).toString();
        m_reply.stopReason =
            m_reply.stopName == u"length" ? StopReason::Length : StopReason::Complete;
        const QJsonValue input = object.value("prompt_eval_count"_L1);
        const QJsonValue output = object.value("eval_count"_L1);
        // A counter that is 0 is left out; without either nothing was counted.
        if (input.isDouble() || output.isDouble()) {
            Usage usage;
            usage.source = Usage::Source::Reported;
            usage.input = tokensIn(input);
            usage.output = tokensIn(output);
            m_reply.usage = usage;
        }
    }

    Reader m_reader;
    ThinkSplitter m_splitter;
};

/// The words that the server knows, for those that others have.
QJsonValue thinkFor(const QString &effort)
{
    if (effort == u"none")
        return false;
    if (effort == u"minimal")
        return u"low"_s;
    return effort == u"xhigh" ? u"max"_s : effort;
}

} // namespace

WireRequest OllamaDialect::encode(const ChatRequest &request) const
{
    RequestBody body(request, {"model"_L1, "messages"_L1, "stream"_L1});
    const AgentSettings &settings = body.settings();
    QJsonArray messages;
    for (const Message &message : request.messages) {
        messages.append(
            QJsonObject{{u"role"_s, authorName(message.author)}, {u"content"_s, message.text}});
    }
    body.json.insert("model"_L1, request.model);
    body.json.insert("messages"_L1, messages);
    body.json.insert("stream"_L1, request.stream); // absent it would be true
    if (settings.reasoningEffort)
        body.json.insert("think"_L1, thinkFor(*settings.reasoningEffort));

    QJsonObject options;
    if (settings.temperature)
        options.insert("temperature"_L1, *settings.temperature);
    if (settings.topP)
        options.insert("top_p"_L1, *settings.topP);
    if (settings.maxTokens)
        options.insert("num_predict"_L1, *settings.maxTokens);
    if (settings.stop)
        options.insert("stop"_L1, QJsonArray::fromStringList(*settings.stop));
    if (settings.seed)
        options.insert("seed"_L1, *settings.seed);
    // The server's own default is small, and it cuts what is longer; but a large one takes memory,
    // so only what the person says is asked for.
    if (const ModelOverride *model = request.provider.overrideFor(request.model);
        model && model->contextWindow)
        options.insert("num_ctx"_L1, *model->contextWindow);
    if (!options.isEmpty())
        body.json.insert("options"_L1, options);

    WireRequest wire = body.finished();
    wire.url = ollamaEndpoint(request.provider.baseUrl);
    wire.headers = {{"Accept", "application/x-ndjson, application/json"}};
    return wire;
}

void OllamaDialect::authorize(QNetworkRequest &request, const ApiKey &key) const
{
    if (const QByteArray secret = key.secretFor(request.url()); !secret.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + secret);
}

std::unique_ptr<ReplyDecoder> OllamaDialect::decoder(const QByteArray &contentType) const
{
    const QByteArray type = contentType.toLower();
    if (type.startsWith("application/json"))
        return std::make_unique<OllamaDecoder<JsonPieces>>();
    if (type.isEmpty() || type.startsWith("application/x-ndjson")
        || type.startsWith("application/jsonl") || type.startsWith("text/plain"))
        return std::make_unique<OllamaDecoder<LineReader>>();
    return nullptr;
}

} // namespace moa
