// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace moa {

/** One message of a conversation. */
struct Message
{
    enum class Author { System, User, Assistant };

    Author author = Author::User;
    QString text;

    friend bool operator==(const Message &, const Message &) = default;
};

/** "system", "user" or "assistant": the author's name in files and on the wire. */
[[nodiscard]] QLatin1StringView authorName(Message::Author author);

using Conversation = QList<Message>;

} // namespace moa
