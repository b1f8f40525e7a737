// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/tokenencoding.h"
#include "mixture/error.h"
#include "mixture/ids.h"
#include "mixture/jsonfields.h"
#include "providers/prices.h"

#include <chrono>
#include <optional>
#include <QPair>
#include <QStringList>
#include <QUrl>

namespace moa {

/** The wire formats in which a provider can be spoken to. */
enum class Dialect { OpenAi, Anthropic, Gemini, Ollama };

/** What a person says of one model of a provider; it wins over every other source. */
struct ModelOverride
{
    QString model; ///< as the provider names it
    std::optional<qint64> contextWindow; ///< tokens, prompt and answer together
    std::optional<Rates> rates;
    std::optional<TokenEncoding> encoding;
    /// Request fields that it is never sent: "temperature". "max_tokens" alone means, in the OpenAI
    /// dialect, that its newer name is sent instead.
    QStringList omit;
    JsonFields unknown;

    friend bool operator==(const ModelOverride &, const ModelOverride &) = default;
};

/** An endpoint with a dialect and limits. Its key is not part of it: see KeyRing. */
struct Provider
{
    ProviderId id;
    QString name;
    Dialect dialect = Dialect::OpenAi;
    QUrl baseUrl;
    QStringList keyVariables; ///< environment variables that may hold its key, first found wins
    int maxConcurrent = 32; ///< requests at once to its origin, at least 1
    std::chrono::milliseconds firstByteTimeout{120'000}; ///< from dispatch to the body's first byte
    std::chrono::milliseconds idleTimeout{60'000}; ///< between two reads of the body
    std::chrono::milliseconds totalTimeout{1'800'000}; ///< of one attempt
    int maxAttempts = 5; ///< requests per response, at least 1
    QList<QPair<QString, QString>> headers; ///< sent with every request
    bool allowInsecure = false; ///< plain http to a public host
    std::optional<int> requestsPerMinute; ///< absent: learnt from the server's headers
    std::optional<int> tokensPerMinute; ///< input and output; absent: learnt
    QList<ModelOverride> models;
    JsonFields unknown;

    /// What the person says of @p model, or null.
    [[nodiscard]] const ModelOverride *overrideFor(const QString &model) const;
    [[nodiscard]] QString displayName() const { return name.isEmpty() ? id.toString() : name; }

    friend bool operator==(const Provider &, const Provider &) = default;
};

/** Scheme, host and port of @p url, normalised ("https://api.together.xyz:443"). */
[[nodiscard]] QString originOf(const QUrl &url);

/** Whether @p host is this machine: localhost, 127.0.0.0/8 or ::1. */
[[nodiscard]] bool isLoopback(const QString &host);

/**
 * Checks a base URL: http or https with a host and without user info; plain http only to loopback
 * and private addresses unless @p allowInsecure. The failure is a sentence.
 */
[[nodiscard]] Result<void> checkBaseUrl(const QUrl &url, bool allowInsecure);

} // namespace moa
