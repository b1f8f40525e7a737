// SPDX-License-Identifier: GPL-3.0-or-later
#include "moa/commandkeys.h"

namespace moa {

namespace {
constexpr std::chrono::seconds keychainLimit{3};
} // namespace

CommandKeys::CommandKeys(QObject *parent)
    : QObject(parent)
    , m_keychain(openKeychain())
    , m_keys(m_keychain.get(), environmentValue)
{
    m_keys.setAnswerLimit(keychainLimit);
    connect(&m_keys, &ProviderKeys::changed, this, &CommandKeys::tell);
}

void CommandKeys::read(const QList<Provider> &providers)
{
    m_isReading = true;
    const auto begin = [this, providers] {
        m_keys.setProviders(providers);
        tell();
    };
    QMetaObject::invokeMethod(this, begin, Qt::QueuedConnection);
}

void CommandKeys::tell()
{
    if (m_isReading && m_keys.isReady()) {
        m_isReading = false;
        Q_EMIT ready();
    }
}

} // namespace moa
