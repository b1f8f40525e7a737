// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/environment.h"
#include "common/keychain.h"
#include "providers/providerkeys.h"

namespace moa {

/**
 * The keys that a command may use. A keychain that has to be unlocked first is waited for three
 * seconds and no longer: the environment may have the keys.
 */
class CommandKeys : public QObject
{
    Q_OBJECT

public:
    explicit CommandKeys(QObject *parent = nullptr);

    /// Asks for the keys of @p providers; ready() follows from the event loop.
    void read(const QList<Provider> &providers);
    /// Where they are, from ready() on.
    [[nodiscard]] const ProviderKeys &keys() const { return m_keys; }

Q_SIGNALS:
    /// Once for each read().
    void ready();

private:
    void tell();

    std::unique_ptr<KeyStore> m_keychain; ///< null: there is none
    ProviderKeys m_keys;
    bool m_isReading = false;
};

} // namespace moa
