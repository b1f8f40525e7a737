// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/replyjson.h"

#include "providers/chatdialect.h"

#include <algorithm>
#include <QCoreApplication>
#include <QJsonDocument>

namespace moa {

namespace {

bool tellsOfAFailure(const QJsonObject &object)
{
    const QJsonValue error = object.value(QLatin1String("error"));
    return (error.isObject() && !error.toObject().isEmpty())
        || (error.isString() && !error.toString().isEmpty())
        || object.value(QLatin1String("object")).toString() == u"error"
        || object.value(QLatin1String("type")).toString() == u"error";
}

} // namespace

std::optional<QJsonObject> readReplyObject(const QByteArray &json, ChatReply &reply)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject()) {
        reply.error = QCoreApplication::translate("moa", "part of the reply is not JSON");
        return std::nullopt;
    }
    QJsonObject object = document.object();
    if (tellsOfAFailure(object)) {
        setError(reply, readServerError(json));
        return std::nullopt;
    }
    return object;
}

void setError(ChatReply &reply, const ServerError &error)
{
    reply.error = error.message.isEmpty()
        ? QCoreApplication::translate("moa", "the server reported a failure")
        : error.message;
    reply.errorCode = error.code;
}

qint64 tokensIn(const QJsonValue &value)
{
    // No model reads or writes as many; and what is counted with it must not overflow.
    constexpr double most = 1e12;
    return static_cast<qint64>(std::clamp(value.toDouble(), 0.0, most));
}

} // namespace moa
