// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/agent.h"
#include "mixture/conversation.h"
#include "providers/chatreply.h"
#include "providers/exchange.h"
#include "providers/modelcatalogue.h"
#include "providers/outcome.h"
#include "providers/provider.h"

#include <chrono>
#include <memory>
#include <optional>
#include <QNetworkRequest>

namespace moa {

class ApiKey;

/** What one agent asks of one model. */
struct ChatRequest
{
    Provider provider;
    QString model;
    Conversation messages;
    ModelFacts facts; ///< of the model: how it wants to be asked
    AgentSettings settings; ///< resolved against the mixture's defaults
    bool stream = true;
    /// What it is likely to use of the provider's limits, input and output; 0: no idea.
    qint64 expectedTokens = 0;
    qint64 expectedOutput = 0; ///< part of expectedTokens
};

/** A request on the wire, but for the key. */
struct WireRequest
{
    QUrl url;
    HttpHeaders headers; ///< that the dialect asks for; the provider's own ones win over them
    QByteArray body; ///< JSON
    /// Settings that are set and not sent, since the model would refuse them: "temperature".
    QStringList leftOut;
    /// Extra fields that are not sent, since they would ask something else than what is shown.
    QStringList refusedExtras;
};

/** Reads the body of a 200 reply as it arrives. One for each attempt. */
class ReplyDecoder
{
public:
    ReplyDecoder() = default;
    Q_DISABLE_COPY_MOVE(ReplyDecoder)
    virtual ~ReplyDecoder() = default;

    /// More of the body. A failure told inside it stands in reply().error afterwards.
    virtual void feed(QByteArrayView bytes) = 0;
    /// The body has ended.
    virtual void finish() = 0;

    /// Nothing that may still come is part of the reply.
    [[nodiscard]] bool isDone() const { return m_done; }
    [[nodiscard]] const ChatReply &reply() const { return m_reply; }

protected:
    bool m_done = false; // NOLINT(*-non-private-member-variables-in-classes)
    ChatReply m_reply; // NOLINT(*-non-private-member-variables-in-classes)
};

/** One wire format. Stateless; adding one touches nothing else but dialectFor(). */
class ChatDialect
{
public:
    ChatDialect() = default;
    Q_DISABLE_COPY_MOVE(ChatDialect)
    virtual ~ChatDialect() = default;

    [[nodiscard]] virtual WireRequest encode(const ChatRequest &request) const = 0;
    /// Puts @p key where this dialect wants it, if it may go to the request's origin.
    virtual void authorize(QNetworkRequest &request, const ApiKey &key) const = 0;
    /// A decoder for a reply of this content type ("text/event-stream; charset=utf-8"); null for
    /// one that can't be an answer, such as a web page.
    [[nodiscard]] virtual std::unique_ptr<ReplyDecoder>
    decoder(const QByteArray &contentType) const = 0;
};

/** The dialect's only instance; never null. */
[[nodiscard]] const ChatDialect *dialectFor(Dialect dialect);

/** What the body of an error reply says, in any of the known shapes. */
struct ServerError
{
    QString message; ///< the server's sentence
    QString code; ///< its word for the error; its number if it has no word
    QString param; ///< the request field that it complains of, "temperature"; empty: none named
    std::optional<std::chrono::milliseconds> retryAfter; ///< the wait that the body asks for
    bool exhausted = false; ///< a quota is used up for longer than anyone waits
};

[[nodiscard]] ServerError readServerError(const QByteArray &body);

} // namespace moa
