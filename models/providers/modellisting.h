// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/listedmodel.h"
#include "providers/provider.h"

namespace moa {

/** One request by which a provider is asked for its models, but for the key. */
struct ListRequest
{
    QUrl url;
    QByteArray body; ///< JSON of a POST; empty: a GET
    QString model; ///< whose details are asked for; empty in a request for the list itself

    friend bool operator==(const ListRequest &, const ListRequest &) = default;
};

/** What one reply tells of the list, and what is to be asked next. */
struct ListPage
{
    QList<ListedModel> models; ///< in the order of the reply
    std::optional<ListRequest> next; ///< the page that follows
    QList<ListRequest> details; ///< what the list leaves out; their replies go to addModelDetails()
};

/**
 * How @p provider is asked for its list: the first request that brings one is enough. Empty where
 * there is no list to ask for (the deployments of Azure).
 */
[[nodiscard]] QList<ListRequest> listRequests(const Provider &provider);

/**
 * Reads the 200 reply to @p request: the shapes of OpenAI and its relatives, Together, OpenRouter,
 * LM Studio, Ollama, Anthropic and Gemini. Entries that name no model are passed over. Refused with
 * a sentence: what is no list of models. Takes a while for large ones; any thread.
 */
[[nodiscard]] Result<ListPage> readModelList(const Provider &provider, const ListRequest &request,
                                             const QByteArray &body);

/// Adds what the reply to one of ListPage::details tells; anything else changes nothing.
void addModelDetails(const ListRequest &request, const QByteArray &body,
                     QList<ListedModel> &models);

/// Where the key alone can be tried, at services whose list is open to everyone; else nothing.
[[nodiscard]] std::optional<QUrl> keyCheckUrl(const Provider &provider);

/// What the addresses of the dialect begin with, however the person wrote the base URL.
[[nodiscard]] QUrl apiRoot(const Provider &provider);

/// The same without the version at its end: where servers answer beyond their dialect.
[[nodiscard]] QUrl serverRoot(const Provider &provider);

/// Whether @p id is known, by a word in it, to belong to a model that does not chat.
[[nodiscard]] bool namesNoChatModel(const QString &id);

} // namespace moa
