// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/modelcatalogue.h"

#include "mixture/fileio.h"
#include "mixture/jsonvalue.h"
#include "providers/modelencoding.h"

#include <QDateTime>

namespace moa {

namespace {

QDate todayUnless(QDate date)
{
    return date.isValid() ? date : QDateTime::currentDateTimeUtc().date();
}

void applyOverride(ModelFacts &facts, const ModelOverride &own)
{
    if (own.contextWindow)
        facts.contextWindow = own.contextWindow;
    if (own.rates) {
        facts.price = Price();
        facts.price->rates = *own.rates;
        facts.price->source = QCoreApplication::translate("moa", "your own price");
    }
    if (own.encoding)
        facts.encoding = own.encoding;
    facts.omit = own.omit;
}

} // namespace

Result<ModelCatalogue> ModelCatalogue::read(const QByteArray &catalogueJson,
                                            const QByteArray &pricesJson, QDate today)
{
    const Result<PriceList> prices = PriceList::read(pricesJson);
    if (!prices)
        return tl::make_unexpected(prices.error());
    const auto known = CatalogueIndex::read(catalogueJson, todayUnless(today));
    if (!known)
        return tl::make_unexpected(known.error());
    std::promise<IndexPointer> isRead;
    isRead.set_value(*known);
    ModelCatalogue catalogue(*prices);
    catalogue.m_index = isRead.get_future().share();
    return catalogue;
}

ModelCatalogue ModelCatalogue::readInBackground(const QString &cataloguePath, PriceList prices)
{
    const auto read = [today = todayUnless({})](const QByteArray &text) {
        return CatalogueIndex::read(text, today);
    };
    ModelCatalogue catalogue(std::move(prices));
    catalogue.m_index =
        std::async(std::launch::async, [cataloguePath, read]() -> IndexPointer {
            const auto known = readFile(cataloguePath, JsonLimits().bytes).and_then(read);
            if (!known)
                qFatal("%s: %s", qPrintable(cataloguePath), qPrintable(known.error().message));
            return *known;
        }).share();
    return catalogue;
}

const CatalogueIndex *ModelCatalogue::index() const
{
    return m_index.valid() ? m_index.get().get() : nullptr;
}

QDate ModelCatalogue::date() const
{
    const CatalogueIndex *known = index();
    return known ? known->date() : QDate();
}

QString ModelCatalogue::source() const
{
    const CatalogueIndex *known = index();
    return known ? known->name() : QString();
}

ModelFacts ModelCatalogue::facts(const Provider &provider, const QString &model) const
{
    const CatalogueIndex *catalogue = index();
    const CatalogueModel *known = catalogue ? catalogue->find(provider, model) : nullptr;
    ModelFacts facts = known ? known->facts : ModelFacts();
    if (!facts.price)
        facts.price = m_prices.find(provider.id, model);
    applyListing(facts, provider, model);
    if (const ModelOverride *own = provider.overrideFor(model))
        applyOverride(facts, *own);
    if (!facts.encoding)
        facts.encoding = encodingOf(model);
    return facts;
}

void ModelCatalogue::applyListing(ModelFacts &facts, const Provider &provider,
                                  const QString &model) const
{
    const auto listing = m_listings.constFind(provider.id);
    if (listing == m_listings.cend())
        return;
    const auto listed = listing->models.constFind(model);
    if (listed == listing->models.cend())
        return;
    if (!listed->name.isEmpty())
        facts.name = listed->name;
    if (listed->contextWindow)
        facts.contextWindow = listed->contextWindow;
    if (listed->maxOutput)
        facts.maxOutput = listed->maxOutput;
    facts.reasons = facts.reasons || listed->reasons;
    if (!listed->rates)
        return;
    Price live;
    live.rates = *listed->rates;
    live.source = QCoreApplication::translate("moa", "%1’s own list").arg(provider.displayName());
    live.date = listing->date;
    // Such lists don't tell what long prompts cost. What the catalogue says of them stays as long
    // as it agrees on the short ones.
    if (facts.price && facts.price->rates.input == live.rates.input
        && facts.price->rates.output == live.rates.output)
        live.tiers = facts.price->tiers;
    facts.price = live;
}

void ModelCatalogue::setListing(const ProviderId &provider, const QList<ListedModel> &models,
                                QDate date)
{
    Listing listing;
    listing.date = date.isValid() ? date : QDate::currentDate();
    for (const ListedModel &model : models) {
        listing.models.insert(model.id, model);
        if (model.chats)
            listing.ids.append(model.id);
    }
    m_listings.insert(provider, listing);
}

QStringList ModelCatalogue::models(const Provider &provider) const
{
    QStringList result;
    if (const auto listing = m_listings.constFind(provider.id); listing != m_listings.cend())
        result = listing->ids;
    else if (const CatalogueIndex *known = index())
        result = known->models(provider);
    for (const ModelOverride &own : provider.models) {
        if (!result.contains(own.model))
            result.append(own.model);
    }
    return result;
}

QStringList ModelCatalogue::models(const ProviderId &provider) const
{
    Provider named;
    named.id = provider;
    return models(named);
}

} // namespace moa
