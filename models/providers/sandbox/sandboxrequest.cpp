// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/sandbox/sandboxrequest.h"

#include "providers/sandbox/sandboxtext.h"

#include <cmath>
#include <QJsonArray>
#include <QJsonDocument>

namespace moa {

namespace {

/** Reads the fields of a request one after the other; the first fault stays. */
class Reader
{
public:
    explicit Reader(const QJsonObject &request)
        : m_request(request)
    { }

    [[nodiscard]] const std::optional<SandboxRefusal> &refusal() const { return m_refusal; }

    void refuse(const QString &field, const QString &message)
    {
        if (!m_refusal)
            m_refusal = SandboxRefusal{400, message, field, {}};
    }

    /// Absent and null are the same.
    [[nodiscard]] std::optional<QJsonValue> value(const QString &field) const
    {
        const QJsonValue value = m_request.value(field);
        if (value.isUndefined() || value.isNull())
            return std::nullopt;
        return value;
    }

    [[nodiscard]] bool boolean(const QString &field)
    {
        const auto given = value(field);
        if (given && !given->isBool())
            refuse(field, QStringLiteral("'%1' must be true or false.").arg(field));
        return given && given->toBool();
    }

    [[nodiscard]] std::optional<qint64> integer(const QString &field, qint64 least)
    {
        const auto given = value(field);
        if (!given)
            return std::nullopt;
        const double number = given->toDouble(NAN);
        constexpr double most = 9.2e18;
        if (!(number == std::floor(number)) || std::abs(number) > most
            || given->toInteger() < least) {
            refuse(field,
                   least > 0 ? QStringLiteral("'%1' must be a whole number, %2 or more.")
                                   .arg(field)
                                   .arg(least)
                             : QStringLiteral("'%1' must be a whole number.").arg(field));
            return std::nullopt;
        }
        return given->toInteger();
    }

    [[nodiscard]] std::optional<double> number(const QString &field, double most)
    {
        const auto given = value(field);
        if (!given)
            return std::nullopt;
        const double number = given->toDouble(NAN);
        if (!(number >= 0 && number <= most)) {
            refuse(field,
                   QStringLiteral("'%1' must be a number from 0 to %2.").arg(field).arg(most));
            return std::nullopt;
        }
        return number;
    }

    [[nodiscard]] QStringList stop()
    {
        const QString field = QStringLiteral("stop");
        const auto given = value(field);
        if (!given)
            return {};
        QStringList words;
        const QJsonArray list = given->isArray() ? given->toArray() : QJsonArray{*given};
        for (const QJsonValue &word : list)
            words.append(word.toString());
        constexpr qsizetype most = 4;
        if (words.size() > most || words.contains(QString()))
            refuse(field, QStringLiteral("'stop' must be up to four texts that are not empty."));
        return words;
    }

    [[nodiscard]] Conversation messages()
    {
        const QString field = QStringLiteral("messages");
        const QJsonArray list = m_request.value(field).toArray();
        if (list.isEmpty())
            refuse(field, QStringLiteral("'messages' must be a list with at least one message."));
        Conversation messages;
        for (const QJsonValue &entry : list) {
            const auto author = authorOf(entry[QLatin1String("role")].toString());
            const auto text = textOf(entry[QLatin1String("content")]);
            if (!author)
                refuse(field,
                       QStringLiteral("Each message needs a role: system, developer, user "
                                      "or assistant."));
            if (!text)
                refuse(field,
                       QStringLiteral("Each message needs a content: a text, or a list of "
                                      "parts of the type text."));
            if (author && text)
                messages.append({*author, *text});
        }
        return messages;
    }

private:
    [[nodiscard]] static std::optional<Message::Author> authorOf(const QString &role)
    {
        if (role == QLatin1String("user"))
            return Message::Author::User;
        if (role == QLatin1String("assistant"))
            return Message::Author::Assistant;
        if (role == QLatin1String("system") || role == QLatin1String("developer"))
            return Message::Author::System;
        return std::nullopt;
    }

    [[nodiscard]] static std::optional<QString> textOf(const QJsonValue &content)
    {
        if (content.isString())
            return content.toString();
        if (!content.isArray())
            return std::nullopt;
        QString text;
        const QJsonArray parts = content.toArray();
        for (const QJsonValue &part : parts) {
            const QJsonValue partText = part[QLatin1String("text")];
            if (part[QLatin1String("type")].toString() != QLatin1String("text")
                || !partText.isString())
                return std::nullopt;
            text += partText.toString();
        }
        return text;
    }

    const QJsonObject m_request;
    std::optional<SandboxRefusal> m_refusal;
};

} // namespace

QByteArray SandboxRefusal::toJson() const
{
    const auto orNull = [](const QString &text) {
        return text.isEmpty() ? QJsonValue() : QJsonValue(text);
    };
    const QJsonObject error{
        {QStringLiteral("message"), message},
        {QStringLiteral("type"),
         status >= 500 ? QStringLiteral("server_error") : QStringLiteral("invalid_request_error")},
        {QStringLiteral("param"), orNull(param)},
        {QStringLiteral("code"), orNull(code)}};
    return QJsonDocument(QJsonObject{{QStringLiteral("error"), error}})
        .toJson(QJsonDocument::Compact);
}

tl::expected<SandboxChat, SandboxRefusal> readSandboxChat(const QByteArray &body)
{
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(body, &parsed);
    if (!document.isObject()) {
        const QString why = parsed.error == QJsonParseError::NoError
            ? QStringLiteral("it is no object")
            : parsed.errorString();
        return tl::make_unexpected(SandboxRefusal{
            400, QStringLiteral("The request's body is not a JSON object: %1.").arg(why), {}, {}});
    }
    Reader reader(document.object());
    SandboxChat chat;
    const auto model = reader.value(QStringLiteral("model"));
    if (!model || !model->isString())
        reader.refuse(QStringLiteral("model"), QStringLiteral("'model' must be a model's name."));
    chat.prompt.model = model ? model->toString() : QString();
    chat.prompt.messages = reader.messages();
    chat.prompt.seed = reader.integer(QStringLiteral("seed"), std::numeric_limits<qint64>::min());
    constexpr double mostTemperature = 2;
    chat.prompt.temperature = reader.number(QStringLiteral("temperature"), mostTemperature);
    static_cast<void>(reader.number(QStringLiteral("top_p"), 1));
    const auto maxTokens = reader.integer(QStringLiteral("max_tokens"), 1);
    const auto maxCompletion = reader.integer(QStringLiteral("max_completion_tokens"), 1);
    chat.maxTokens = maxCompletion ? maxCompletion : maxTokens;
    chat.stop = reader.stop();
    chat.stream = reader.boolean(QStringLiteral("stream"));
    if (reader.integer(QStringLiteral("n"), 1).value_or(1) != 1)
        reader.refuse(QStringLiteral("n"), QStringLiteral("'n' must be 1 here."));
    if (const auto options = reader.value(QStringLiteral("stream_options"))) {
        if (!options->isObject() || !chat.stream)
            reader.refuse(
                QStringLiteral("stream_options"),
                QStringLiteral("'stream_options' must be an object, and needs 'stream'."));
        chat.includeUsage = options.value()[QLatin1String("include_usage")].toBool();
    }
    if (reader.refusal())
        return tl::make_unexpected(*reader.refusal());

    chat.model = sandboxModel(chat.prompt.model);
    if (!chat.model) {
        return tl::make_unexpected(SandboxRefusal{
            404,
            QStringLiteral("The sandbox has no model '%1'. GET /v1/models lists those it has.")
                .arg(chat.prompt.model),
            QStringLiteral("model"), QStringLiteral("model_not_found")});
    }
    return chat;
}

QJsonObject SandboxCompletion::usage() const
{
    return {{QStringLiteral("prompt_tokens"), promptTokens},
            {QStringLiteral("completion_tokens"), tokens.size()},
            {QStringLiteral("total_tokens"), promptTokens + tokens.size()}};
}

SandboxCompletion completeSandboxChat(const SandboxChat &chat)
{
    QString text = sandboxAnswer(chat.prompt);
    qsizetype end = text.size();
    for (const QString &word : chat.stop) {
        const qsizetype at = text.indexOf(word);
        if (at >= 0)
            end = std::min(end, at);
    }
    text.truncate(end);

    SandboxCompletion completion;
    completion.tokens = sandboxTokens(text);
    completion.finishReason = QStringLiteral("stop");
    if (chat.maxTokens && *chat.maxTokens < completion.tokens.size()) {
        completion.tokens.resize(static_cast<qsizetype>(*chat.maxTokens));
        completion.finishReason = QStringLiteral("length");
    }
    constexpr qsizetype tokensAroundMessage = 4;
    for (const Message &message : chat.prompt.messages)
        completion.promptTokens += sandboxTokenCount(message.text) + tokensAroundMessage;
    return completion;
}

QJsonObject sandboxModelEntry(const SandboxModel &model)
{
    return {{QStringLiteral("id"), model.id},
            {QStringLiteral("object"), QStringLiteral("model")},
            {QStringLiteral("created"), 0},
            {QStringLiteral("owned_by"), QStringLiteral("sandbox")},
            {QStringLiteral("name"), model.name},
            {QStringLiteral("description"), model.description}};
}

QJsonObject sandboxModelList()
{
    QJsonArray data;
    for (const SandboxModel &model : sandboxModels())
        data.append(sandboxModelEntry(model));
    return {{QStringLiteral("object"), QStringLiteral("list")}, {QStringLiteral("data"), data}};
}

} // namespace moa
