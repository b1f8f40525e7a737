// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QString>

namespace moa {

/**
 * A small strong type for an identifier, so that an agent's id can't be passed where a provider's
 * is expected. An id is stable for the life of the thing it names; it is never shown as a name
 * where there is one.
 */
template <typename Tag>
class Id
{
public:
    Id() = default;
    explicit Id(QString text)
        : m_text(std::move(text))
    { }

    [[nodiscard]] const QString &toString() const { return m_text; }
    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty(); }

    friend bool operator==(const Id &, const Id &) = default;
    friend auto operator<=>(const Id &a, const Id &b) { return a.m_text.compare(b.m_text) <=> 0; }
    friend size_t qHash(const Id &id, size_t seed = 0) { return qHash(id.m_text, seed); }

private:
    QString m_text;
};

using AgentId = Id<struct AgentIdTag>;
using ProviderId = Id<struct ProviderIdTag>;

} // namespace moa
