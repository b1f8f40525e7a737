// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/usage.h"
#include "metrics/usd.h"
#include "mixture/error.h"
#include "mixture/ids.h"

#include <optional>
#include <QDate>
#include <QHash>
#include <QSet>

class QLocale;

namespace moa {

/** US dollars per token. */
struct Rates
{
    Usd input;
    std::optional<Usd> cachedInput; ///< absent: as fresh input
    std::optional<Usd> cacheWrite; ///< absent: as fresh input
    Usd output; ///< reasoning included

    friend bool operator==(const Rates &, const Rates &) = default;
};

/** Rates that hold for the whole of a request with more than this many input tokens. */
struct PriceTier
{
    qint64 above = 0;
    Rates rates;

    friend bool operator==(const PriceTier &, const PriceTier &) = default;
};

/** What a model costs, and who says so. */
struct Price
{
    Rates rates; ///< below the first tier
    QList<PriceTier> tiers; ///< rising
    QString source; ///< to be shown beside a cost
    QDate date; ///< of the source

    /// The rates for a request with this much input.
    [[nodiscard]] const Rates &ratesFor(qint64 inputTokens) const;

    friend bool operator==(const Price &, const Price &) = default;
};

/**
 * A price list: exact pairs of provider and model, and providers at which everything is free
 * (machines of one's own, the Sandbox). What is in neither has no price, which is not 0.
 */
class PriceList
{
public:
    /// Reads a `prices.json`, amounts in USD per million tokens as decimal strings. Refuses with
    /// a sentence that names path and line.
    [[nodiscard]] static Result<PriceList> read(const QByteArray &text);

    /// At a free provider: 0 for every model.
    [[nodiscard]] std::optional<Price> find(const ProviderId &provider, const QString &model) const;

private:
    QHash<QPair<ProviderId, QString>, Price> m_prices;
    QSet<ProviderId> m_free;
};

/// Who says so and when, for people: "genai-prices, 23 Sep 2026", "Groq’s own list, today".
[[nodiscard]] QString sourceText(const Price &price, QDate today, const QLocale &locale);

/**
 * Fresh input x input price + cached input x its price + output x output price, exactly. Nothing
 * if the counts make no sense or the amount is beyond what Usd holds.
 */
[[nodiscard]] std::optional<Usd> costOf(const Price &price, const Usage &usage);

} // namespace moa
