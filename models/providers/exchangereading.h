// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/chatreply.h"
#include "providers/exchange.h"

namespace moa {

/** What the bodies of an exchange say, for a person to read. */
struct ExchangeReading
{
    /** One message as the request puts it. */
    struct SentMessage
    {
        QString role; ///< as on the wire
        QString text; ///< its parts one after another; JSON where it is no text
    };

    QList<SentMessage> messages;
    QList<QPair<QString, QString>> settings; ///< every other field, its value as JSON writes it
    ChatReply reply; ///< of an answer; of a failure what the server says of it is in error
};

/// Reads @p exchange; what its bodies do not say stays empty. Takes time with the bodies' size.
[[nodiscard]] ExchangeReading readExchange(const Exchange &exchange);

/**
 * @p json with line breaks and two blanks for each level (up to a depth at which nobody reads on),
 * its tokens and their order as they are. What is no JSON comes back with its white space changed,
 * what does not even begin like an object or a list as it is.
 */
[[nodiscard]] QByteArray indentedJson(const QByteArray &json);

} // namespace moa
