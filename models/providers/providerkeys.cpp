// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/providerkeys.h"

#include <algorithm>
#include <QLocale>
#include <QTimer>

namespace moa {

namespace {

QString entryOf(const ProviderId &provider, const QString &origin)
{
    return provider.toString() + u'@' + origin;
}

/// A key goes into a header: a control character there would be another header's beginning.
bool isKey(const QByteArray &secret)
{
    return !secret.isEmpty() && std::none_of(secret.begin(), secret.end(), [](char byte) {
        return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F;
    });
}

} // namespace

ProviderKeys::ProviderKeys(KeyStore *store, Environment environment, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_environment(std::move(environment))
{
    if (!store)
        return;
    connect(store, &KeyStore::readDone, this, &ProviderKeys::takeRead);
    connect(store, &KeyStore::written, this, &ProviderKeys::takeWritten);
    connect(store, &KeyStore::removed, this, &ProviderKeys::takeRemoved);
}

void ProviderKeys::setProviders(const QList<Provider> &providers)
{
    QHash<QString, QSet<QString>> newVariables;
    for (const Provider &provider : providers) {
        for (const QString &variable : provider.keyVariables) {
            if (!m_originsOfVariables.contains(variable))
                newVariables[variable].insert(originOf(provider.baseUrl));
        }
    }
    m_originsOfVariables.insert(newVariables);

    const QHash<ProviderId, Holding> before = std::exchange(m_holdings, {});
    QList<ProviderId> unread;
    for (const Provider &provider : providers) {
        const auto known = before.constFind(provider.id);
        const bool stays = known != before.cend() && known->origin == originOf(provider.baseUrl);
        Holding holding = stays ? *known : Holding();
        holding.origin = originOf(provider.baseUrl);
        const QString problem = lookUp(holding, provider);
        if (!stays) {
            unread.append(provider.id);
            holding.problem = problem;
            const bool isLost = known != before.cend() && !known->isEmpty();
            if (isLost && holding.found.isEmpty()) {
                holding.problem = tr("The key belongs to %1. Enter the key for %2.")
                                      .arg(known->origin, holding.origin);
            }
        }
        m_holdings.insert(provider.id, holding);
    }
    if (m_store) {
        for (const ProviderId &provider : std::as_const(unread)) {
            wait(provider, Waiting::Read);
            m_store->read(entryOf(provider, m_holdings.value(provider).origin));
        }
    }
    Q_EMIT changed();
}

QString ProviderKeys::lookUp(Holding &holding, const Provider &provider) const
{
    holding.found.clear();
    holding.variable.clear();
    QString problem;
    for (const QString &variable : provider.keyVariables) {
        const QByteArray secret = m_environment ? m_environment(variable).trimmed() : QByteArray();
        if (!isKey(secret))
            continue;
        const QSet<QString> origins = m_originsOfVariables.value(variable);
        if (origins.contains(holding.origin)) {
            holding.found = secret;
            holding.variable = variable;
            return {};
        }
        problem = tr("The key in %1 belongs to %2. Enter the key for %3.")
                      .arg(variable, *origins.cbegin(), holding.origin);
    }
    return problem;
}

KeyStatus ProviderKeys::status(const ProviderId &provider) const
{
    const Holding holding = m_holdings.value(provider);
    KeyStatus status;
    status.problem = holding.problem;
    status.pending = holding.isPending();
    if (!holding.session.isEmpty()) {
        status.place = KeyPlace::Session;
    } else if (!holding.kept.isEmpty()) {
        status.place = KeyPlace::Keychain;
    } else if (!holding.found.isEmpty()) {
        status.place = KeyPlace::Environment;
        status.variable = holding.variable;
    }
    return status;
}

QString ProviderKeys::describe(const ProviderId &provider) const
{
    const KeyStatus now = status(provider);
    switch (now.place) {
    case KeyPlace::Keychain:
        return tr("in %1").arg(storeName());
    case KeyPlace::Environment:
        return tr("from %1").arg(now.variable);
    case KeyPlace::Session:
        if (now.pending)
            return tr("for this session; %1 is asked to keep it").arg(storeName());
        return now.problem.isEmpty() ? tr("for this session only")
                                     : tr("for this session only: %1").arg(now.problem);
    case KeyPlace::None:
        break;
    }
    if (now.pending)
        return tr("%1 is asked for it").arg(storeName());
    return now.problem.isEmpty() ? tr("no key") : tr("no key: %1").arg(now.problem);
}

void ProviderKeys::setKey(const ProviderId &provider, const QByteArray &secret, bool keep)
{
    const auto holding = m_holdings.find(provider);
    if (holding == m_holdings.end())
        return;
    const QByteArray key = secret.trimmed();
    if (!isKey(key)) {
        holding->problem = tr("A key is one line of text. Copy it again from the provider's page.");
    } else {
        holding->session = key;
        holding->problem.clear();
        if (keep && !m_store)
            holding->problem = tr("No keychain answers on this machine.");
        if (keep && m_store) {
            holding->asked = key;
            ++holding->writes;
            wait(provider, Waiting::Write);
            m_store->write(entryOf(provider, holding->origin), key);
        }
    }
    Q_EMIT changed();
}

void ProviderKeys::removeKey(const ProviderId &provider)
{
    const auto holding = m_holdings.find(provider);
    if (holding == m_holdings.end())
        return;
    holding->session.clear();
    holding->problem.clear();
    // What was asked for before may yet put a key there.
    if (m_store && (!holding->kept.isEmpty() || holding->waiting != Waiting::Nothing)) {
        holding->asked = std::exchange(holding->kept, {});
        wait(provider, Waiting::Remove);
        m_store->remove(entryOf(provider, holding->origin));
    }
    Q_EMIT changed();
}

KeyRing ProviderKeys::ring() const
{
    KeyRing ring;
    for (auto holding = m_holdings.cbegin(); holding != m_holdings.cend(); ++holding) {
        for (const QByteArray &secret : {holding->session, holding->kept, holding->found}) {
            if (secret.isEmpty())
                continue;
            ring.insert(holding.key(), ApiKey(secret, holding->origin));
            break;
        }
    }
    return ring;
}

bool ProviderKeys::isReady() const
{
    return std::none_of(m_holdings.cbegin(), m_holdings.cend(), [](const Holding &holding) {
        return holding.waiting == Waiting::Read && !holding.isOverdue;
    });
}

void ProviderKeys::wait(const ProviderId &provider, Waiting waiting)
{
    Holding &holding = m_holdings[provider];
    holding.waiting = waiting;
    holding.isOverdue = false;
    const int request = ++holding.request;
    const QString origin = holding.origin;
    QTimer::singleShot(m_answerLimit, this, [this, provider, origin, request] {
        Holding *late = holdingOf(entryOf(provider, origin));
        if (!late || late->request != request || late->waiting == Waiting::Nothing)
            return;
        late->isOverdue = true;
        const double seconds = static_cast<double>(m_answerLimit.count()) / 1000.0;
        late->problem = tr("No answer from %1 within %2 s.")
                            .arg(storeName(), QLocale().toString(seconds, 'g', 3));
        Q_EMIT changed();
    });
}

void ProviderKeys::takeRead(const QString &entry, const QByteArray &secret, const QString &error)
{
    Holding *holding = holdingOf(entry);
    if (!holding || holding->waiting != Waiting::Read)
        return;
    holding->waiting = Waiting::Nothing;
    const QByteArray key = secret.trimmed();
    if (!error.isEmpty())
        holding->problem = error;
    else if (isKey(key))
        holding->kept = key;
    if (holding->isOverdue || !holding->kept.isEmpty())
        holding->problem = error;
    Q_EMIT changed();
}

void ProviderKeys::takeWritten(const QString &entry, const QString &error)
{
    Holding *holding = holdingOf(entry);
    if (!holding || holding->writes == 0 || --holding->writes > 0
        || holding->waiting != Waiting::Write)
        return;
    holding->waiting = Waiting::Nothing;
    holding->problem = error;
    if (error.isEmpty()) {
        holding->kept = holding->asked;
        if (holding->session == holding->kept)
            holding->session.clear();
    }
    Q_EMIT changed();
}

void ProviderKeys::takeRemoved(const QString &entry, const QString &error)
{
    Holding *holding = holdingOf(entry);
    if (!holding || holding->waiting != Waiting::Remove)
        return;
    holding->waiting = Waiting::Nothing;
    holding->problem = error;
    if (!error.isEmpty())
        holding->kept = holding->asked;
    Q_EMIT changed();
}

ProviderKeys::Holding *ProviderKeys::holdingOf(const QString &entry)
{
    for (auto holding = m_holdings.begin(); holding != m_holdings.end(); ++holding) {
        if (entryOf(holding.key(), holding->origin) == entry)
            return &*holding;
    }
    return nullptr;
}

} // namespace moa
