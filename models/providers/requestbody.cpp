// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/requestbody.h"

#include <algorithm>
#include <QJsonArray>
#include <QJsonDocument>

namespace moa {

using namespace Qt::StringLiterals;

namespace {

/// What the dialects and services call a setting on the wire.
struct SettingNames
{
    QLatin1StringView setting; ///< as in a preset
    QList<QLatin1StringView> names;
};

const QList<SettingNames> &settingNames()
{
    static const QList<SettingNames> names{
        {"temperature"_L1, {"temperature"_L1}},
        {"top_p"_L1, {"top_p"_L1, "topP"_L1}},
        {"max_tokens"_L1,
         {"max_tokens"_L1, "max_completion_tokens"_L1, "maxOutputTokens"_L1, "max_output_tokens"_L1,
          "num_predict"_L1}},
        {"stop"_L1, {"stop"_L1, "stop_sequences"_L1, "stopSequences"_L1}},
        {"seed"_L1, {"seed"_L1, "random_seed"_L1}},
        {"reasoning_effort"_L1,
         {"reasoning_effort"_L1, "reasoning"_L1, "thinking"_L1, "think"_L1, "effort"_L1,
          "output_config"_L1, "thinkingConfig"_L1, "thinking_config"_L1}},
    };
    return names;
}

AgentSettings sendable(AgentSettings settings, const QStringList &omit)
{
    for (const QString &field : omit) {
        const QString setting = settingOf(field);
        if (setting == u"temperature")
            settings.temperature.reset();
        else if (setting == u"top_p")
            settings.topP.reset();
        else if (setting == u"max_tokens")
            settings.maxTokens.reset();
        else if (setting == u"stop")
            settings.stop.reset();
        else if (setting == u"seed")
            settings.seed.reset();
        else if (setting == u"reasoning_effort")
            settings.reasoningEffort.reset();
    }
    return settings;
}

QJsonValue parsedValue(const QByteArray &json)
{
    // QJsonDocument reads objects and arrays only.
    return QJsonDocument::fromJson('[' + json + ']').array().at(0);
}

QJsonValue merged(const QJsonValue &under, const QJsonValue &over)
{
    if (!under.isObject() || !over.isObject())
        return over;
    QJsonObject result = under.toObject();
    const QJsonObject added = over.toObject();
    for (auto member = added.begin(); member != added.end(); ++member)
        result.insert(member.key(), merged(result.value(member.key()), member.value()));
    return result;
}

void remove(QJsonObject &object, const QString &path)
{
    const qsizetype point = path.indexOf(u'.');
    if (point < 0) {
        object.remove(path);
        return;
    }
    const auto member = object.find(path.left(point));
    if (member == object.end() || !member->isObject())
        return;
    QJsonObject inner = member->toObject();
    remove(inner, path.mid(point + 1));
    *member = inner;
}

} // namespace

QString settingOf(const QString &field)
{
    // Servers name the field that they refuse with or without what it stands in: "options.seed".
    const QString first = field.section(u'.', 0, 0);
    const QString last = field.section(u'.', -1);
    for (const SettingNames &each : settingNames()) {
        if (each.names.contains(first) || each.names.contains(last))
            return each.setting;
    }
    return {};
}

RequestBody::RequestBody(const ChatRequest &request,
                         std::initializer_list<QLatin1StringView> required)
    : m_settings(sendable(request.settings, request.facts.omit))
{
    for (const QString &field : request.facts.omit) {
        const QString first = field.section(u'.', 0, 0);
        if (std::find(required.begin(), required.end(), first) == required.end())
            m_omit.append(field);
    }
}

void RequestBody::leaveOut(QLatin1StringView name)
{
    m_leftOut.append(name);
}

void RequestBody::leaveOutSampling()
{
    if (m_settings.temperature)
        leaveOut("temperature"_L1);
    if (m_settings.topP)
        leaveOut("top_p"_L1);
    m_settings.temperature.reset();
    m_settings.topP.reset();
}

WireRequest RequestBody::finished()
{
    // What the drawing and the prompt say is asked as it is shown: of somebody else's preset no
    // extra field asks another model, or something else.
    static const QStringList shown{u"model"_s,  u"messages"_s,          u"contents"_s,
                                   u"system"_s, u"systemInstruction"_s, u"system_instruction"_s,
                                   u"stream"_s};
    QStringList refused;
    for (const JsonField &field : m_settings.extra) {
        if (shown.contains(field.name))
            refused.append(field.name);
        else
            json.insert(field.name, merged(json.value(field.name), parsedValue(field.value)));
    }
    for (const QString &path : std::as_const(m_omit))
        remove(json, path);
    return {.url = {},
            .headers = {},
            .body = QJsonDocument(json).toJson(QJsonDocument::Compact),
            .leftOut = m_leftOut,
            .refusedExtras = refused};
}

Turns turnsOf(const Conversation &conversation)
{
    using Author = Message::Author;
    Turns result;
    const auto join = [](QString &text, const QString &more) {
        text += text.isEmpty() ? more : u"\n\n"_s + more;
    };
    for (qsizetype index = 0; index < conversation.size(); ++index) {
        Message message = conversation.at(index);
        if (message.text.isEmpty())
            continue;
        if (message.author == Author::System) {
            join(result.system, message.text);
            continue;
        }
        if (index == conversation.size() - 1)
            message.author = Author::User;
        if (!result.turns.isEmpty() && result.turns.constLast().author == message.author)
            join(result.turns.last().text, message.text);
        else
            result.turns.append(message);
    }
    return result;
}

} // namespace moa
