// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/providermodelsmodel.h"
#include "providers/listedmodel.h"
#include "providers/modelcatalogue.h"

#include <QHash>
#include <QObject>

namespace moa {

/** The catalogue of models while the program runs, with what providers have told of theirs. */
class KnownModels : public QObject
{
    Q_OBJECT

public:
    explicit KnownModels(ModelCatalogue catalogue, QObject *parent = nullptr);

    [[nodiscard]] const ModelCatalogue &catalogue() const { return m_catalogue; }

    /// What the provider itself has listed just now.
    void setListing(const ProviderId &provider, const QList<ListedModel> &models);
    [[nodiscard]] bool isListed(const ProviderId &provider) const;
    /// The user's own, then those that chat as the provider has listed them; as long as it has
    /// not, those of the catalogue.
    [[nodiscard]] QStringList ids(const Provider &provider) const;
    /// The same with what is known of each.
    [[nodiscard]] QList<ProviderModel> models(const Provider &provider) const;

Q_SIGNALS:
    void changed();

private:
    ModelCatalogue m_catalogue;
    QHash<ProviderId, QList<ListedModel>> m_listings;
};

} // namespace moa
