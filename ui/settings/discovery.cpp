// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/discovery.h"

#include "providers/localservers.h"
#include "providers/providerkeys.h"
#include "ui/settings/knownmodels.h"
#include "ui/settings/providersettings.h"

#include <algorithm>

namespace moa {

Discovery::Discovery(ProviderSettings *settings, ProviderKeys *keys, KnownModels *models,
                     const QString &ollamaHost, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_keys(keys)
    , m_models(models)
    , m_ollamaHost(ollamaHost)
{
    connect(m_settings, &ProviderSettings::changed, this, &Discovery::settle);
    connect(m_keys, &ProviderKeys::changed, this, &Discovery::changed);
}

Discovery::~Discovery() = default;

void Discovery::look()
{
    m_arriving.clear();
    m_servers = std::make_unique<LocalServers>(
        localServerCandidates(m_settings->providers(), m_ollamaHost), nullptr);
    connect(m_servers.get(), &LocalServers::found, this, &Discovery::take);
    connect(m_servers.get(), &LocalServers::finished, this, &Discovery::finish);
    m_servers->start();
    Q_EMIT changed();
}

QList<FoundKey> Discovery::keys() const
{
    QList<FoundKey> result;
    for (const Provider &provider : m_settings->providers()) {
        const KeyStatus status = m_keys->status(provider.id);
        if (status.place == KeyPlace::Environment)
            result.append({provider.id, status.variable});
    }
    return result;
}

void Discovery::take(const Provider &provider, const QList<ListedModel> &models)
{
    m_arriving.append({provider, models, false});
    if (m_found.size() < m_arriving.size())
        m_found = m_arriving;
    settle();
}

void Discovery::finish()
{
    // It is the sender.
    m_servers.release()->deleteLater();
    m_found = m_arriving;
    settle();
}

void Discovery::settle()
{
    for (FoundServer &server : m_found) {
        const QString origin = originOf(server.provider.baseUrl);
        const QList<Provider> &known = m_settings->providers();
        const auto same = std::find_if(known.cbegin(), known.cend(), [&](const Provider &other) {
            return originOf(other.baseUrl) == origin;
        });
        const bool wasSetUp = std::exchange(server.isSetUp, same != known.cend());
        if (!server.isSetUp)
            continue;
        server.provider = *same;
        // Later on, the provider may have listed others.
        if (!wasSetUp)
            m_models->setListing(same->id, server.models);
    }
    Q_EMIT changed();
}

} // namespace moa
