// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"

#include <QByteArray>
#include <QStringList>
#include <vector>

namespace moa {

/**
 * One value of a JSON text together with the line it stands on, members in the order of the file:
 * what QJsonValue does not keep and an error message needs.
 */
struct JsonValue
{
    enum class Type { Null, Boolean, Number, String, List, Object };

    Type type = Type::Null;
    int line = 1; ///< counts from 1
    QString text; ///< of a string; the digits of a number; "true" or "false"
    QStringList names; ///< of an object's members, in parallel to @c items
    std::vector<JsonValue> items;

    /// The member of this name, or null. Valid until the value changes.
    [[nodiscard]] const JsonValue *member(QLatin1StringView name) const;
};

/** What a reader takes from a file that somebody else wrote. */
struct JsonLimits
{
    qsizetype bytes = qsizetype{8} * 1024 * 1024;
    qsizetype values = 500'000;
    qsizetype depth = 64;
};

/**
 * Parses @p text (UTF-8, with or without a byte order mark). Refused with a sentence that names
 * the line: what is not JSON, not UTF-8, names a field twice, or is beyond @p limits. Nesting
 * costs no stack.
 */
[[nodiscard]] Result<JsonValue> parseJson(const QByteArray &text, const JsonLimits &limits = {});

/** Takes out the members of @p value itself that are null, if it is an object. */
void dropNullMembers(JsonValue &value);

/** @p value as compact JSON text (UTF-8); numbers keep their digits. */
[[nodiscard]] QByteArray compactJson(const JsonValue &value);

} // namespace moa
