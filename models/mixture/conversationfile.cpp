// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/conversationfile.h"

#include "mixture/jsoncursor.h"

#include <QCoreApplication>

namespace moa {

QLatin1StringView authorName(Message::Author author)
{
    switch (author) {
    case Message::Author::System:
        return QLatin1StringView("system");
    case Message::Author::User:
        return QLatin1StringView("user");
    case Message::Author::Assistant:
        return QLatin1StringView("assistant");
    }
    Q_UNREACHABLE();
}

Result<Conversation> readConversation(const QByteArray &text)
{
    const Result<JsonValue> value = parseJson(text);
    if (!value)
        return tl::make_unexpected(value.error());
    if (value->type != JsonValue::Type::List) {
        return failure(QCoreApplication::translate(
            "moa", "a conversation is a list of {\"role\", \"content\"}, and this is none"));
    }
    constexpr std::array authors{Message::Author::System, Message::Author::User,
                                 Message::Author::Assistant};
    QList<QLatin1StringView> roles;
    for (const Message::Author author : authors)
        roles.append(authorName(author));
    JsonCursor::Failure reason;
    Conversation conversation;
    for (size_t index = 0; index < value->items.size() && !reason; ++index) {
        JsonCursor cursor(value->items[index], QStringLiteral("[%1]").arg(index), reason);
        const std::optional<qsizetype> role = cursor.oneOf(QLatin1StringView("role"), roles);
        const QString content = cursor.string(QLatin1StringView("content"));
        if (!reason && !role)
            cursor.reject(QLatin1StringView("role"),
                          QCoreApplication::translate("moa", "is missing"));
        if (role)
            conversation.append({authors[static_cast<size_t>(*role)], content});
    }
    if (reason)
        return tl::make_unexpected(*reason);
    return conversation;
}

} // namespace moa
