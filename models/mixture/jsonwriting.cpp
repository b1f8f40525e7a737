// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/jsonwriting.h"

#include <cmath>

namespace moa {

using nlohmann::ordered_json;

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

QByteArray fileText(const ordered_json &content)
{
    return QByteArray::fromStdString(
               content.dump(2, ' ', false, ordered_json::error_handler_t::replace))
        + '\n';
}

} // namespace moa
