// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/livecontext.h"

#include "providers/providerkeys.h"
#include "ui/settings/knownmodels.h"
#include "ui/settings/providersettings.h"

namespace moa {

LiveContext::LiveContext(ProviderSettings *settings, ProviderKeys *keys, KnownModels *models,
                         QList<Provider> always, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_keys(keys)
    , m_models(models)
    , m_always(std::move(always))
{
    m_keys->setProviders(m_settings->providers());
    connect(m_settings, &ProviderSettings::changed, this, [this] {
        m_keys->setProviders(m_settings->providers());
        Q_EMIT changed();
    });
    connect(m_keys, &ProviderKeys::changed, this, &LiveContext::changed);
    connect(m_models, &KnownModels::changed, this, &LiveContext::changed);
}

StudioContext LiveContext::context() const
{
    return {.providers = m_settings->providers() + m_always,
            .keys = m_keys->ring(),
            .models = m_models->catalogue(),
            .network = m_settings->network()};
}

} // namespace moa
