// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/jsoncursor.h"

#include <QRegularExpression>
#include <vector>

namespace moa {

/**
 * A rule by which a model's id is told, as genai-prices writes them: an object with one of
 * `equals`, `starts_with`, `ends_with`, `contains`, `regex` (a string), `and` and `or` (a list of
 * rules). Letter case does not count.
 */
class ModelMatch
{
public:
    /// Rejects what is not such a rule.
    [[nodiscard]] static ModelMatch read(JsonCursor &rule);

    /// @p id in lower case.
    [[nodiscard]] bool matches(const QString &id) const;
    /// The ids, in lower case, that are all that it matches; empty if there are others.
    [[nodiscard]] QStringList ids() const;

private:
    enum class Kind { Equals, StartsWith, EndsWith, Contains, Regex, And, Or };

    Kind m_kind = Kind::Or;
    QString m_text; ///< in lower case
    QRegularExpression m_expression;
    std::vector<ModelMatch> m_parts;
};

} // namespace moa
