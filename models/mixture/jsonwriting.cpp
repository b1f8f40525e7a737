// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/jsonwriting.h"

#include <cmath>

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

} // namespace

void appendFields(ordered_json &object, const JsonFields &fields)
{
    for (const JsonField &field : fields) {
        ordered_json value =
            ordered_json::parse(field.value.constBegin(), field.value.constEnd(), nullptr, false);
        // Text that is not JSON can only come from a program's mistake: kept as text, not lost.
        if (value.is_discarded())
            value = field.value.toStdString();
        object.emplace(field.name.toStdString(), std::move(value));
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
