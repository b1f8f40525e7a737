// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/modelmatch.h"

#include <algorithm>

namespace moa {

using namespace Qt::StringLiterals;

ModelMatch ModelMatch::read(JsonCursor &rule)
{
    ModelMatch result;
    const std::pair<Kind, QLatin1StringView> texts[] = {
        {Kind::Equals, "equals"_L1},      {Kind::StartsWith, "starts_with"_L1},
        {Kind::EndsWith, "ends_with"_L1}, {Kind::Contains, "contains"_L1},
        {Kind::Regex, "regex"_L1},
    };
    for (const auto &[kind, name] : texts) {
        const std::optional<QString> text = rule.optionalString(name);
        if (!text)
            continue;
        result.m_kind = kind;
        if (kind != Kind::Regex) {
            result.m_text = text->toLower();
            return result;
        }
        result.m_expression.setPattern(*text);
        if (!result.m_expression.isValid()) {
            rule.reject(name,
                        QCoreApplication::translate("moa", "this is not a regular expression"));
        }
        return result;
    }
    for (const auto &[kind, name] :
         {std::pair(Kind::And, "and"_L1), std::pair(Kind::Or, "or"_L1)}) {
        for (JsonCursor part : rule.objects(name)) {
            result.m_kind = kind;
            result.m_parts.push_back(read(part));
        }
    }
    if (result.m_parts.empty()) {
        rule.reject("equals"_L1,
                    QCoreApplication::translate("moa",
                                                "a rule has this, \"starts_with\", "
                                                "\"ends_with\", \"contains\", \"regex\", "
                                                "\"and\" or \"or\""));
    }
    return result;
}

bool ModelMatch::matches(const QString &id) const
{
    const auto part = [&id](const ModelMatch &rule) { return rule.matches(id); };
    switch (m_kind) {
    case Kind::Equals:
        return id == m_text;
    case Kind::StartsWith:
        return id.startsWith(m_text);
    case Kind::EndsWith:
        return id.endsWith(m_text);
    case Kind::Contains:
        return id.contains(m_text);
    case Kind::Regex:
        return m_expression.match(id).hasMatch();
    case Kind::And:
        return std::all_of(m_parts.cbegin(), m_parts.cend(), part);
    case Kind::Or:
        return std::any_of(m_parts.cbegin(), m_parts.cend(), part);
    }
    Q_UNREACHABLE();
}

QStringList ModelMatch::ids() const
{
    if (m_kind == Kind::Equals)
        return {m_text};
    if (m_kind != Kind::Or)
        return {};
    QStringList result;
    for (const ModelMatch &part : m_parts) {
        const QStringList ids = part.ids();
        if (ids.isEmpty())
            return {};
        result += ids;
    }
    return result;
}

} // namespace moa
