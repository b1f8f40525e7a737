// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/chatdialect.h"
#include "providers/keyring.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace moa {

/** A request of one user's message, as the tests of the dialects need it. */
inline ChatRequest requestTo(Dialect dialect, const QString &baseUrl,
                             const QString &model = QStringLiteral("m"))
{
    ChatRequest request;
    request.provider.dialect = dialect;
    request.provider.baseUrl = QUrl(baseUrl);
    request.model = model;
    request.messages = {{Message::Author::User, QStringLiteral("u")}};
    return request;
}

/// Every setting set, to values that can be told apart.
inline AgentSettings everySetting()
{
    AgentSettings settings;
    settings.temperature = 0.5;
    settings.topP = 0.25;
    settings.maxTokens = 4000;
    settings.stop = QStringList{QStringLiteral("END")};
    settings.seed = 7;
    settings.reasoningEffort = QStringLiteral("high");
    return settings;
}

inline WireRequest encoded(const ChatRequest &request)
{
    return dialectFor(request.provider.dialect)->encode(request);
}

inline QJsonObject bodyOf(const ChatRequest &request)
{
    return QJsonDocument::fromJson(encoded(request).body).object();
}

/// The body without what every request has, as compact JSON with its members in alphabetical order.
inline QByteArray settingsOf(const ChatRequest &request)
{
    QJsonObject body = bodyOf(request);
    for (const char *name : {"model", "messages", "contents", "stream", "stream_options"})
        body.remove(QLatin1StringView(name));
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

/// The value of @p header when a key is put into a request to @p url.
inline QByteArray keyIn(Dialect dialect, const QString &url, const char *header)
{
    QNetworkRequest request{QUrl(url)};
    dialectFor(dialect)->authorize(request, ApiKey("secret", originOf(QUrl(url))));
    return request.rawHeader(header);
}

} // namespace moa
