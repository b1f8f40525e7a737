// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/provider.h"

#include <QHash>

namespace moa {

/** A secret that may be sent to one origin and to no other. */
class ApiKey
{
public:
    ApiKey() = default;
    ApiKey(QByteArray secret, QString origin)
        : m_secret(std::move(secret))
        , m_origin(std::move(origin))
    { }

    [[nodiscard]] bool isEmpty() const { return m_secret.isEmpty(); }
    /// The secret if @p url is of the key's own origin; else nothing.
    [[nodiscard]] QByteArray secretFor(const QUrl &url) const
    {
        return originOf(url) == m_origin ? m_secret : QByteArray();
    }

private:
    QByteArray m_secret;
    QString m_origin;
};

/** The keys that a run may use, by provider. Filled by the program, passed in by value. */
class KeyRing
{
public:
    void insert(const ProviderId &provider, const ApiKey &key) { m_keys.insert(provider, key); }
    [[nodiscard]] ApiKey key(const ProviderId &provider) const { return m_keys.value(provider); }

private:
    QHash<ProviderId, ApiKey> m_keys;
};

/** Whether @p provider can't be asked without a key: it names variables and isn't local. */
[[nodiscard]] bool needsKey(const Provider &provider);

} // namespace moa
