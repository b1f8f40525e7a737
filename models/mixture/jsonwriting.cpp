// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/jsonwriting.h"

#include "mixture/jsonvalue.h"

#include <cmath>
#include <limits>
#include <unordered_set>

namespace moa {

using nlohmann::ordered_json;

namespace {

constexpr std::size_t indent = 2;

std::string leafText(const ordered_json &value)
{
    // The bytes of exactNumber() are its digits.
    if (value.is_binary())
        return {value.get_binary().begin(), value.get_binary().end()};
    return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

void append(std::string &text, const ordered_json &value, std::size_t depth)
{
    if (!value.is_structured() || value.empty()) {
        text += leafText(value);
        return;
    }
    const bool isObject = value.is_object();
    text += isObject ? '{' : '[';
    bool isFirst = true;
    for (const auto &[name, item] : value.items()) {
        if (!isFirst)
            text += ',';
        isFirst = false;
        text += '\n';
        text.append((depth + 1) * indent, ' ');
        if (isObject)
            text += leafText(ordered_json(name)) + ": ";
        append(text, item, depth + 1);
    }
    text += '\n';
    text.append(depth * indent, ' ');
    text += isObject ? '}' : ']';
}

/// As deep as the text is nested, which exactJson() limits.
ordered_json exact(const JsonValue &value)
{
    switch (value.type) {
    case JsonValue::Type::Null:
        return nullptr;
    case JsonValue::Type::Boolean:
        return value.text == u"true";
    case JsonValue::Type::Number:
        return exactNumber(value.text);
    case JsonValue::Type::String:
        return value.text.toStdString();
    case JsonValue::Type::List:
    case JsonValue::Type::Object:
        break;
    }
    if (value.type == JsonValue::Type::List) {
        ordered_json list = ordered_json::array();
        for (const JsonValue &item : value.items)
            list.push_back(exact(item));
        return list;
    }
    // Its names differ: each is put at the end, not looked for first among all before it.
    ordered_json::object_t members;
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        const QString &name = value.names.at(static_cast<qsizetype>(i));
        members.emplace_back(name.toStdString(), exact(value.items[i]));
    }
    return members;
}

} // namespace

Result<ordered_json> exactJson(const QByteArray &text)
{
    // What a reader takes of other people's files is no limit for what the program itself wrote.
    constexpr qsizetype any = std::numeric_limits<qsizetype>::max();
    constexpr qsizetype depth = 1024; // for exact()'s stack; none of ours comes near
    return parseJson(text, {any, any, depth}).map(exact);
}

void appendFields(ordered_json &object, const JsonFields &fields)
{
    if (object.is_null())
        object = ordered_json::object();
    auto &members = object.get_ref<ordered_json::object_t &>();
    std::unordered_set<std::string> names;
    for (const auto &[name, value] : members)
        names.insert(name);
    for (const JsonField &field : fields) {
        const std::string name = field.name.toStdString();
        // Text that is not JSON can only come from a program's mistake: kept as text, not lost.
        if (names.insert(name).second)
            members.emplace_back(name, exactJson(field.value).value_or(field.value.toStdString()));
    }
}

ordered_json toJson(const QStringList &texts)
{
    ordered_json list = ordered_json::array();
    for (const QString &text : texts)
        list.push_back(text.toStdString());
    return list;
}

ordered_json toJson(double value)
{
    constexpr double most = 1e15;
    if (std::abs(value) < most && std::trunc(value) == value)
        return static_cast<std::int64_t>(value);
    return value;
}

ordered_json exactNumber(const QString &digits)
{
    const QByteArray bytes = digits.toLatin1();
    return ordered_json::binary({bytes.cbegin(), bytes.cend()});
}

QByteArray fileText(const ordered_json &content)
{
    std::string text;
    append(text, content, 0);
    text += '\n';
    return QByteArray::fromStdString(text);
}

} // namespace moa
