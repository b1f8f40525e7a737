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

namespace moa {

/** What a model costs, in US dollars per token, and who says so. */
struct Price
{
    Usd input;
    std::optional<Usd> cachedInput; ///< absent: as fresh input
    Usd output; ///< reasoning included
    QString source; ///< to be shown beside a cost
    QDate date; ///< of the source

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

/**
 * Fresh input x input price + cached input x its price + output x output price, exactly. Nothing
 * if the counts make no sense or the amount is beyond what Usd holds.
 */
[[nodiscard]] std::optional<Usd> costOf(const Price &price, const Usage &usage);

} // namespace moa
