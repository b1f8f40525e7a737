// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pricing.h"

namespace moa {

std::function<bool(const ProviderId &provider, const QString &model)>
pricesKnown(const QList<Provider> &providers, const ModelCatalogue &models)
{
    QHash<ProviderId, Provider> known;
    for (const Provider &provider : providers)
        known.insert(provider.id, provider);
    return [known, models, asked = QHash<std::pair<ProviderId, QString>, bool>()](
               const ProviderId &id, const QString &model) mutable {
        const auto provider = known.constFind(id);
        if (provider == known.cend() || isLoopback(provider->baseUrl.host()))
            return true;
        const std::pair key(id, model);
        const auto before = asked.constFind(key);
        if (before != asked.cend())
            return *before;
        const bool priced = models.facts(*provider, model).price.has_value();
        asked.insert(key, priced);
        return priced;
    };
}

} // namespace moa
