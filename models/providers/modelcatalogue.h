// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/catalogueindex.h"
#include "providers/listedmodel.h"
#include "providers/modelfacts.h"

#include <future>

namespace moa {

/**
 * Models and what is known of them. Of what several sources tell, the first counts: the person's
 * own word (Provider::models), the provider's own list (setListing()), the catalogue that comes
 * with the program, the price list beside it. A value, cheap to copy; any thread.
 */
class ModelCatalogue
{
public:
    ModelCatalogue() = default;
    explicit ModelCatalogue(PriceList prices)
        : m_prices(std::move(prices))
    { }

    /**
     * Reads a `catalogue.json` and a `prices.json`. Refuses with a sentence that names path and
     * line. @p today says which of prices that changed hold; absent: the day it is (UTC).
     */
    [[nodiscard]] static Result<ModelCatalogue>
    read(const QByteArray &catalogueJson, const QByteArray &pricesJson, QDate today = {});

    /**
     * Reads a `catalogue.json` that is part of the program, in a thread of its own, so that a
     * start does not wait for it: who asks first does. The program ends if it is not well formed.
     */
    [[nodiscard]] static ModelCatalogue readInBackground(const QString &cataloguePath,
                                                         PriceList prices);

    /// @p provider need not be known to the catalogue.
    [[nodiscard]] ModelFacts facts(const Provider &provider, const QString &model) const;

    /// What @p provider's own list says, as of @p date; absent: today.
    void setListing(const ProviderId &provider, const QList<ListedModel> &models, QDate date = {});

    /**
     * The ids of the chat models that are known at a provider, without those on their way out:
     * those of its own list where there is one, else those of the catalogue. Behind them those
     * that only the person speaks of.
     */
    [[nodiscard]] QStringList models(const Provider &provider) const;
    [[nodiscard]] QStringList models(const ProviderId &provider) const;

    /// Day and name of the catalogue that comes with the program; invalid and empty without one.
    [[nodiscard]] QDate date() const;
    [[nodiscard]] QString source() const;

private:
    struct Listing
    {
        QStringList ids; ///< of chat models, in the provider's order
        QHash<QString, ListedModel> models;
        QDate date;
    };

    using IndexPointer = std::shared_ptr<const CatalogueIndex>;

    /// Null without a catalogue. Waits until it is read.
    [[nodiscard]] const CatalogueIndex *index() const;
    void applyListing(ModelFacts &facts, const Provider &provider, const QString &model) const;

    std::shared_future<IndexPointer> m_index;
    PriceList m_prices;
    QHash<ProviderId, Listing> m_listings;
};

} // namespace moa
