// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/knownmodels.h"

namespace moa {

KnownModels::KnownModels(ModelCatalogue catalogue, QObject *parent)
    : QObject(parent)
    , m_catalogue(std::move(catalogue))
{ }

void KnownModels::setListing(const ProviderId &provider, const QList<ListedModel> &models)
{
    if (m_listings.contains(provider) && m_listings.value(provider) == models)
        return;
    m_listings.insert(provider, models);
    m_catalogue.setListing(provider, models);
    Q_EMIT changed();
}

bool KnownModels::isListed(const ProviderId &provider) const
{
    return m_listings.contains(provider);
}

QStringList KnownModels::ids(const Provider &provider) const
{
    QStringList result;
    for (const ModelOverride &own : provider.models)
        result.append(own.model);
    const auto listing = m_listings.constFind(provider.id);
    if (listing == m_listings.constEnd()) {
        result += m_catalogue.models(provider.id);
    } else {
        for (const ListedModel &model : *listing) {
            if (model.chats)
                result.append(model.id);
        }
    }
    result.removeDuplicates();
    return result;
}

QList<ProviderModel> KnownModels::models(const Provider &provider) const
{
    QList<ProviderModel> result;
    for (const QString &id : ids(provider))
        result.append({id, m_catalogue.facts(provider, id), provider.overrideFor(id) != nullptr});
    return result;
}

} // namespace moa
