// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/chatdialect.h"

#include <cmath>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace moa {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestMessage = 500;

QString shortened(QString text)
{
    text = text.simplified();
    if (text.size() > longestMessage)
        text = text.left(longestMessage) + u'…';
    return text;
}

/// The field that a sentence complains of, from the ways in which servers word it.
QString fieldNamedIn(const ServerError &error)
{
    // "Unsupported value: 'temperature' does not support 0.7", "Unknown name \"seed\" at ..."
    static const QRegularExpression quoted(
        u"(?i)\\b(?:unsupported value|(?:unsupported|unknown|unrecognized|unexpected|invalid)\\s+"
        "(?:\\w+\\s+){0,2}(?:parameter|name|field|argument|property|option)s?):?\\s*"
        "['\"`]([A-Za-z_][\\w.]*)['\"`]"_s);
    // "`temperature` and `top_p` cannot both be specified"
    static const QRegularExpression first(u"^`([a-z_][\\w.]*)`"_s);
    // Anthropic: "thinking.budget_tokens: Input should be greater than or equal to 1024"
    static const QRegularExpression prefix(u"^([a-z_]+(?:\\.[\\w]+)*): "_s);
    if (error.message.contains("does not support thinking"_L1))
        return u"think"_s;
    for (const QRegularExpression *pattern : {&quoted, &first, &prefix}) {
        if (pattern == &prefix && error.code != u"invalid_request_error")
            break;
        if (const auto match = pattern->match(error.message); match.hasMatch())
            return match.captured(1);
    }
    return {};
}

/// "34s", "34.07s" as google.rpc.RetryInfo has it.
std::optional<std::chrono::milliseconds> durationFrom(const QString &text)
{
    if (!text.endsWith(u's'))
        return std::nullopt;
    constexpr double longest = 86'400.0;
    bool isNumber = false;
    const double seconds = text.chopped(1).toDouble(&isNumber);
    if (!isNumber || !std::isfinite(seconds) || seconds <= 0.0)
        return std::nullopt;
    return std::chrono::milliseconds(
        static_cast<qint64>(std::ceil(std::min(seconds, longest) * 1000.0)));
}

/// The `details` of Google's errors.
void readDetails(const QJsonArray &details, ServerError &error)
{
    bool overQuota = false;
    for (const QJsonValue &detail : details) {
        const QString type = detail["@type"_L1].toString();
        if (type.endsWith("google.rpc.RetryInfo"_L1)) {
            error.retryAfter = durationFrom(detail["retryDelay"_L1].toString());
        } else if (type.endsWith("google.rpc.QuotaFailure"_L1)) {
            overQuota = true;
        } else if (type.endsWith("google.rpc.ErrorInfo"_L1)) {
            if (const QString reason = detail["reason"_L1].toString(); !reason.isEmpty())
                error.code = reason;
        } else if (type.endsWith("google.rpc.BadRequest"_L1)) {
            const QJsonArray violations = detail["fieldViolations"_L1].toArray();
            error.param = violations.at(0)["field"_L1].toString();
        }
    }
    error.exhausted = overQuota && !error.retryAfter;
}

/// One entry of FastAPI's list: where in the request, and what is wrong there.
ServerError fromValidation(const QJsonObject &entry)
{
    ServerError error;
    QStringList path;
    const QJsonArray location = entry.value("loc"_L1).toArray();
    for (const QJsonValue &step : location)
        path.append(step.isDouble() ? QString::number(step.toInteger()) : step.toString());
    if (path.value(0) == u"body")
        path.removeFirst();
    error.param = path.join(u'.');
    error.message = entry.value("msg"_L1).toString(entry.value("message"_L1).toString());
    if (!error.param.isEmpty() && !error.message.isEmpty())
        error.message = error.param + ": "_L1 + error.message;
    error.message = shortened(error.message);
    error.code = entry.value("type"_L1).toString(entry.value("code"_L1).toString());
    return error;
}

ServerError fromList(const QJsonArray &list)
{
    const QJsonValue first = list.at(0);
    ServerError error = fromValidation(first.toObject());
    if (first.isString())
        error.message = shortened(first.toString());
    return error;
}

QString codeOf(const QJsonObject &object)
{
    for (const QLatin1StringView name : {"code"_L1, "status"_L1, "type"_L1}) {
        if (const QString code = object.value(name).toString(); !code.isEmpty())
            return code;
    }
    const QJsonValue number = object.value("code"_L1);
    return number.isDouble() ? QString::number(number.toInteger()) : QString();
}

ServerError fromObject(const QJsonObject &object)
{
    // Some servers put the list of what is wrong where others have a sentence.
    for (const QJsonValue &place : {object.value("errors"_L1), object.value("detail"_L1),
                                    object["message"_L1]["detail"_L1]}) {
        if (place.isArray() && !place.toArray().isEmpty())
            return fromList(place.toArray());
    }
    ServerError error;
    for (const QLatin1StringView name : {"message"_L1, "detail"_L1, "msg"_L1, "error"_L1}) {
        if (const QJsonValue value = object.value(name); value.isString()) {
            error.message = shortened(value.toString());
            break;
        }
    }
    // A router tells what the service behind it said.
    const QJsonObject metadata = object.value("metadata"_L1).toObject();
    if (const QString raw = metadata.value("raw"_L1).toString(); !raw.isEmpty()) {
        const QString said = readServerError(raw.toUtf8()).message;
        const QString service = metadata.value("provider_name"_L1).toString();
        error.message = shortened(QStringList{error.message, service, said.isEmpty() ? raw : said}
                                      .filter(QRegularExpression(u"."_s))
                                      .join(": "_L1));
    }
    error.code = codeOf(object);
    readDetails(object.value("details"_L1).toArray(), error);
    if (const QString param = object.value("param"_L1).toString(); !param.isEmpty())
        error.param = param;
    if (error.param.isEmpty())
        error.param = fieldNamedIn(error);
    return error;
}

} // namespace

ServerError readServerError(const QByteArray &body)
{
    QJsonParseError parseError{};
    const QJsonDocument document = QJsonDocument::fromJson(body, &parseError);
    if (parseError.error != QJsonParseError::NoError) {
        // HTML pages of gateways say nothing that helps; short plain text often does.
        ServerError error;
        if (const QByteArray trimmed = body.trimmed(); !trimmed.startsWith('<'))
            error.message = shortened(QString::fromUtf8(trimmed));
        return error;
    }
    const QJsonObject object =
        document.isArray() ? document.array().at(0).toObject() : document.object();
    const QJsonValue inner = object.value("error"_L1);
    return fromObject(inner.isObject() ? inner.toObject() : object);
}

} // namespace moa
