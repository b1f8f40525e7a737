// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/replayhandler.h"

#include <algorithm>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace moa {

namespace {

using Recordings = QHash<QString, QHash<QString, QString>>; ///< instruction, recording name

const QHash<QString, QString> &recordingNames()
{
    static const QHash<QString, QString> names{
        {QStringLiteral("Qwen/Qwen1.5-110B-Chat"), QStringLiteral("Qwen1.5-110B-Chat")},
        {QStringLiteral("Qwen/Qwen1.5-72B-Chat"), QStringLiteral("Qwen1.5-72B-Chat")},
        {QStringLiteral("meta-llama/Llama-3-70b-chat-hf"),
         QStringLiteral("Meta-Llama-3-70B-Instruct")},
        {QStringLiteral("mistralai/Mixtral-8x22B-Instruct-v0.1"),
         QStringLiteral("Mixtral-8x22B-Instruct-v0.1")},
        {QStringLiteral("databricks/dbrx-instruct"), QStringLiteral("dbrx-instruct")}};
    return names;
}

Recordings readRecordings(const QJsonObject &answers)
{
    Recordings recordings;
    const QJsonArray items = answers.value(QLatin1String("items")).toArray();
    for (const QJsonValue &item : items) {
        const QJsonObject outputs = item[QLatin1String("outputs")].toObject();
        auto &byModel = recordings[item[QLatin1String("instruction")].toString()];
        for (auto it = outputs.begin(); it != outputs.end(); ++it)
            byModel.insert(it.key(), it.value().toString());
    }
    return recordings;
}

struct Asked
{
    QString user; ///< the last user message
    bool hasReferences = false;
};

Asked asked(const QJsonObject &request)
{
    Asked result;
    const QJsonArray messages = request.value(QLatin1String("messages")).toArray();
    for (const QJsonValue &message : messages) {
        const QString content = message[QLatin1String("content")].toString();
        if (message[QLatin1String("role")].toString() == QLatin1String("user"))
            result.user = content;
        if (content.contains(QLatin1String("Responses from models:")))
            result.hasReferences = true;
    }
    return result;
}

/** The instruction that was asked, also when a block with references stands around it. */
QString instructionIn(const Asked &request, const Recordings &recordings)
{
    if (recordings.contains(request.user) || !request.hasReferences)
        return request.user;
    QString longest;
    for (auto it = recordings.begin(); it != recordings.end(); ++it) {
        if (it.key().size() > longest.size() && request.user.contains(it.key()))
            longest = it.key();
    }
    return longest;
}

ScriptedReply modelList()
{
    QStringList ids = recordingNames().keys();
    ids.sort();
    QJsonArray data;
    for (const QString &id : std::as_const(ids))
        data.append(QJsonObject{{QStringLiteral("id"), id},
                                {QStringLiteral("object"), QStringLiteral("model")}});
    const QJsonObject list{{QStringLiteral("object"), QStringLiteral("list")},
                           {QStringLiteral("data"), data}};
    return ScriptedReply::body(QJsonDocument(list).toJson(QJsonDocument::Compact));
}

/** As OpenAI counts a chat: four tokens around each message, three to start the reply. */
qint64 promptTokens(const QJsonObject &request,
                    const std::function<qint64(const QString &)> &countTokens)
{
    qint64 tokens = 3;
    const QJsonArray messages = request.value(QLatin1String("messages")).toArray();
    for (const QJsonValue &message : messages)
        tokens += 4 + countTokens(message[QLatin1String("content")].toString());
    return tokens;
}

ScriptedReply replay(const ScriptedRequest &request, const Recordings &recordings,
                     const ReplayOptions &options)
{
    if (request.method == "GET" && request.path.endsWith("/models"))
        return modelList();
    if (request.method != "POST" || !request.path.endsWith("/chat/completions"))
        return ScriptedReply::openAiError(404, QStringLiteral("There is nothing here."));
    const QString name = recordingNames().value(request.model);
    if (name.isEmpty()) {
        return ScriptedReply::openAiError(
            404, QStringLiteral("The model '%1' has no recordings.").arg(request.model),
            QStringLiteral("model_not_found"));
    }
    const QJsonObject json = request.json();
    const Asked question = asked(json);
    const auto found = recordings.find(instructionIn(question, recordings));
    if (found == recordings.end())
        return ScriptedReply::openAiError(400, QStringLiteral("This prompt was not recorded."));

    const QString mixture = request.model == QLatin1String("Qwen/Qwen1.5-110B-Chat")
        ? QStringLiteral("Together-MoA")
        : QStringLiteral("Together-MoA-Lite");
    OpenAiOptions answer;
    answer.model = request.model;
    answer.delayMs = options.pieceDelayMs;
    answer.promptTokens = static_cast<int>(request.body.size() / 4);
    const QString text = found->value(question.hasReferences ? mixture : name);
    if (options.countTokens) {
        answer.promptTokens = static_cast<int>(promptTokens(json, options.countTokens));
        answer.completionTokens = static_cast<int>(options.countTokens(text));
    }
    return json.value(QLatin1String("stream")).toBool()
        ? ScriptedReply::openAiStream(text, options.policy, answer)
        : ScriptedReply::openAiJson(text, answer);
}

} // namespace

ScriptedHandler replayHandler(const QJsonObject &answers, const ReplayOptions &options)
{
    return [recordings = readRecordings(answers), options](const ScriptedRequest &request) {
        ScriptedReply reply = replay(request, recordings, options);
        reply.firstByteDelayMs = options.firstByteDelayMs;
        return reply;
    };
}

Result<QJsonObject> readAnswers(const QString &file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return failure(QStringLiteral("%1: %2").arg(file, source.errorString()));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(source.readAll(), &error);
    if (!document.isObject())
        return failure(QStringLiteral("%1: %2").arg(file, error.errorString()));
    return document.object();
}

} // namespace moa
