// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/fieldrepair.h"

#include "providers/requestbody.h"

#include <QRegularExpression>

namespace moa {

using namespace Qt::StringLiterals;

namespace {

/// The server does not take the field at all, or only its default: not just another value of it.
bool isAboutTheField(const Outcome &outcome)
{
    static const QRegularExpression words(
        u"not supported|unsupported|does not support|not permitted|not allowed|deprecated|unknown"
        "|unrecognized|unexpected|extra inputs|extra fields|extra_forbidden|cannot both|not both"_s,
        QRegularExpression::CaseInsensitiveOption);
    return outcome.code == u"unsupported_parameter" || outcome.code == u"unsupported_value"
        || outcome.code == u"unknown_parameter" || words.match(outcome.message).hasMatch();
}

bool isSet(const AgentSettings &settings, const QString &setting)
{
    return (setting == u"temperature" && settings.temperature)
        || (setting == u"top_p" && settings.topP) || (setting == u"stop" && settings.stop)
        || (setting == u"max_tokens" && settings.maxTokens) || (setting == u"seed" && settings.seed)
        || (setting == u"reasoning_effort" && settings.reasoningEffort);
}

} // namespace

QString refusedSetting(const Outcome &outcome, const ChatRequest &request)
{
    const bool isRefusal = outcome.kind == Outcome::Kind::Http
        && (outcome.status == 400 || outcome.status == 422) && !outcome.param.isEmpty();
    if (!isRefusal || !isAboutTheField(outcome))
        return {};
    if (outcome.param.startsWith("stream_options"_L1))
        return u"stream_options"_s;
    if (const QString setting = settingOf(outcome.param); !setting.isEmpty())
        return isSet(request.settings, setting) ? setting : QString();
    const QString first = outcome.param.section(u'.', 0, 0);
    const JsonFields &extra = request.settings.extra;
    const bool isExtra = std::any_of(extra.begin(), extra.end(), [&first](const JsonField &field) {
        return field.name == first;
    });
    return isExtra ? outcome.param : QString();
}

ChatRequest withoutSetting(ChatRequest request, const QString &setting)
{
    QStringList &omit = request.facts.omit;
    // Asked for the second time, the newer name was refused too.
    omit.append(omit.contains(setting) && setting == u"max_tokens" ? u"max_completion_tokens"_s
                                                                   : setting);
    return request;
}

} // namespace moa
