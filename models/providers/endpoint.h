// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

namespace moa {

/*
 * Addresses as people have them: with and without the version, with slashes at the end, or the
 * whole endpoint already. The query of the base URL is kept.
 */

/** `.../chat/completions`; of an Azure resource with an `api-version` the deployment @p model's. */
[[nodiscard]] QUrl openAiEndpoint(const QUrl &base, const QString &model);
/** `.../v1/messages`. */
[[nodiscard]] QUrl anthropicEndpoint(const QUrl &base);
/** `.../v1beta/models/MODEL:generateContent`, or `:streamGenerateContent?alt=sse`. */
[[nodiscard]] QUrl geminiEndpoint(const QUrl &base, const QString &model, bool stream);
/** `.../api/chat`. */
[[nodiscard]] QUrl ollamaEndpoint(const QUrl &base);

} // namespace moa
