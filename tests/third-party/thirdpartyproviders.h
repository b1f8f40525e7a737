// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "nodeserver.h"
#include "providers/provider.h"

namespace moa {

/** The ways in which aimock answers on its one port, as providers. */
[[nodiscard]] inline QList<Provider> aimockProviders(const NodeServer &server)
{
    struct Way
    {
        QString id;
        Dialect dialect;
        QString path;
    };
    const QList<Way> ways{
        {QStringLiteral("openai"), Dialect::OpenAi, QStringLiteral("/v1")},
        {QStringLiteral("openrouter"), Dialect::OpenAi, QStringLiteral("/api/v1")},
        {QStringLiteral("anthropic"), Dialect::Anthropic, QString()},
        {QStringLiteral("gemini"), Dialect::Gemini, QStringLiteral("/v1beta")},
        {QStringLiteral("ollama"), Dialect::Ollama, QString()},
    };
    QList<Provider> providers;
    for (const Way &way : ways) {
        Provider provider;
        provider.id = ProviderId(way.id);
        provider.dialect = way.dialect;
        provider.baseUrl = server.url(way.path);
        provider.maxAttempts = 1;
        providers.append(provider);
    }
    return providers;
}

} // namespace moa
