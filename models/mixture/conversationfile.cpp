// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/conversationfile.h"

#include "mixture/jsoncursor.h"

#include <QCoreApplication>

namespace moa {

Result<Conversation> readConversation(const QByteArray &text)
{
    const Result<JsonValue> value = parseJson(text);
    if (!value)
        return tl::make_unexpected(value.error());
    if (value->type != JsonValue::Type::List) {
        return failure(QCoreApplication::translate(
            "moa", "a conversation is a list of {\"role\", \"content\"}, and this is none"));
    }
    const QList<QLatin1StringView> roles{QLatin1StringView("system"), QLatin1StringView("user"),
                                         QLatin1StringView("assistant")};
    constexpr std::array authors{Message::Author::System, Message::Author::User,
                                 Message::Author::Assistant};
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
