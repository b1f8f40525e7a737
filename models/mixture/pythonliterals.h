// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"

#include <optional>
#include <QHash>
#include <QSet>
#include <QStringList>
#include <variant>

namespace moa {

/** What stands behind `name =` in a script. */
using PythonLiteral = std::variant<QString, QStringList, double>;

/** What a script says without being run. */
struct PythonLiterals
{
    /// By name; where a name is given several values, the last literal one.
    QHash<QString, PythonLiteral> values;
    QSet<QString> names; ///< every word that is no string

    [[nodiscard]] std::optional<QString> text(const QString &name) const;
    [[nodiscard]] std::optional<QStringList> list(const QString &name) const;
    [[nodiscard]] std::optional<double> number(const QString &name) const;
};

/**
 * Finds assignments, defaults and keyword arguments (`name = ...`, `name: type = ...`) whose value
 * is a string, a number, a list or tuple of strings, or a name that has one. Everything else is
 * passed over. Refused with the line: a string or a list of strings that does not end.
 */
[[nodiscard]] Result<PythonLiterals> readPythonLiterals(const QString &script);

} // namespace moa
