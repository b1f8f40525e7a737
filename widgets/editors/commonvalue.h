// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <QCoreApplication>
#include <QList>

namespace moa {

/** What @p value is of all of @p subjects; nothing if it differs, or if there are none. */
template <typename Subject, typename Value>
[[nodiscard]] auto commonValue(const QList<Subject> &subjects, const Value &value)
    -> std::optional<std::decay_t<std::invoke_result_t<const Value &, const Subject &>>>
{
    if (subjects.isEmpty())
        return std::nullopt;
    const auto first = std::invoke(value, subjects.constFirst());
    const bool same =
        std::all_of(subjects.cbegin() + 1, subjects.cend(),
                    [&](const Subject &subject) { return std::invoke(value, subject) == first; });
    if (!same)
        return std::nullopt;
    return first;
}

/** What a field shows that stands for several different values. */
[[nodiscard]] inline QString differentWord()
{
    return QCoreApplication::translate("moa", "Different");
}

} // namespace moa
