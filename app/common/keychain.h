// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/keystore.h"

#include <memory>

namespace QKeychain {
class Job;
}

namespace moa {

/** The desktop's keychain: the Secret Service or KWallet. Never a file in the clear. */
class Keychain : public KeyStore
{
    Q_OBJECT

public:
    using KeyStore::KeyStore;

    [[nodiscard]] QString name() const override;
    void read(const QString &entry) override;
    void write(const QString &entry, const QByteArray &secret) override;
    void remove(const QString &entry) override;

private:
    void start(QKeychain::Job *job, const QString &entry);
    [[nodiscard]] QString errorOf(const QKeychain::Job &job) const;
};

/** The keychain, or null where there is no desktop session that could have one. */
[[nodiscard]] std::unique_ptr<KeyStore> openKeychain();

} // namespace moa
