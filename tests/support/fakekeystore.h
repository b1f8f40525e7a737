// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/keystore.h"

#include <functional>
#include <QHash>

namespace moa {

/** A keychain that answers when the test says so, and can be made to fail or to stay silent. */
class FakeKeyStore : public KeyStore
{
public:
    using KeyStore::KeyStore;

    [[nodiscard]] QString name() const override { return QStringLiteral("the fake keychain"); }

    void read(const QString &entry) override
    {
        reads.append(entry);
        later([this, entry] { Q_EMIT readDone(entry, readable(entry), error); });
    }

    void write(const QString &entry, const QByteArray &secret) override
    {
        later([this, entry, secret] {
            if (error.isEmpty())
                secrets.insert(entry, secret);
            Q_EMIT written(entry, error);
        });
    }

    void remove(const QString &entry) override
    {
        later([this, entry] {
            if (error.isEmpty())
                secrets.remove(entry);
            Q_EMIT removed(entry, error);
        });
    }

    /// Answers what it has been asked so far, in order.
    void answer()
    {
        for (const auto &request : std::exchange(m_requests, {}))
            request();
    }

    QHash<QString, QByteArray> secrets;
    QStringList reads;
    QString error; ///< of every request from now on; empty: they go well
    bool isPrompt = false; ///< answers from inside the request

private:
    [[nodiscard]] QByteArray readable(const QString &entry) const
    {
        return error.isEmpty() ? secrets.value(entry) : QByteArray();
    }

    void later(const std::function<void()> &request)
    {
        m_requests.append(request);
        if (isPrompt)
            answer();
    }

    QList<std::function<void()>> m_requests;
};

} // namespace moa
