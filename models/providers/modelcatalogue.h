// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/prices.h"
#include "providers/provider.h"

namespace moa {

/** What is known of one model at one provider. What is absent is unknown, never 0. */
struct ModelFacts
{
    QString name; ///< for people; empty: the id stands in
    std::optional<qint64> contextWindow; ///< tokens, prompt and answer together
    std::optional<qint64> maxOutput; ///< tokens of one answer, reasoning included
    std::optional<Price> price;
    std::optional<TokenEncoding> encoding; ///< absent: its tokens can only be estimated
    bool reasons = false; ///< thinks before it answers
    QStringList omit; ///< request fields that it is not to be sent

    friend bool operator==(const ModelFacts &, const ModelFacts &) = default;
};

/**
 * Models and what is known of them: the person's own word (Provider::models) wins over the price
 * list. A value, cheap to copy.
 */
class ModelCatalogue
{
public:
    ModelCatalogue() = default;
    explicit ModelCatalogue(PriceList prices)
        : m_prices(std::move(prices))
    { }

    /// @p provider need not be known to the catalogue.
    [[nodiscard]] ModelFacts facts(const Provider &provider, const QString &model) const;

private:
    PriceList m_prices;
};

} // namespace moa
