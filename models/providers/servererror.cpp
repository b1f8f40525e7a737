// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/chatdialect.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace moa {

namespace {

constexpr qsizetype longestMessage = 500;

QString shortened(QString text)
{
    text = text.simplified();
    if (text.size() > longestMessage)
        text = text.left(longestMessage) + u'…';
    return text;
}

QString scalar(const QJsonValue &value)
{
    if (value.isDouble())
        return QString::number(value.toInteger());
    return value.toString();
}

ServerError fromObject(const QJsonObject &object)
{
    ServerError error;
    for (const QLatin1String name : {QLatin1String("message"), QLatin1String("detail"),
                                     QLatin1String("msg"), QLatin1String("error")}) {
        if (const QJsonValue value = object.value(name); value.isString()) {
            error.message = shortened(value.toString());
            break;
        }
    }
    for (const QLatin1String name :
         {QLatin1String("code"), QLatin1String("type"), QLatin1String("status")}) {
        if (error.code.isEmpty())
            error.code = scalar(object.value(name));
    }
    return error;
}

} // namespace

ServerError readServerError(const QByteArray &body)
{
    QJsonParseError parseError{};
    const QJsonDocument document = QJsonDocument::fromJson(body, &parseError);
    if (parseError.error != QJsonParseError::NoError) {
        // HTML pages of gateways say nothing that helps; short plain text often does.
        const QByteArray trimmed = body.trimmed();
        return trimmed.startsWith('<') ? ServerError()
                                       : ServerError{shortened(QString::fromUtf8(trimmed)), {}};
    }
    QJsonObject object = document.isArray() ? document.array().at(0).toObject() : document.object();
    if (object.value(QLatin1String("error")).isObject())
        return fromObject(object.value(QLatin1String("error")).toObject());
    for (const QLatin1String name : {QLatin1String("errors"), QLatin1String("detail")}) {
        if (object.value(name).isArray())
            return fromObject(object.value(name).toArray().at(0).toObject());
    }
    return fromObject(object);
}

} // namespace moa
