// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/prices.h"

#include "mixture/jsoncursor.h"
#include "providers/permillion.h"

#include <QLocale>
#include <QtNumeric>

namespace moa {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView formatName("moa-studio/prices");
constexpr int formatVersion = 1;

Price readPrice(JsonCursor &cursor)
{
    Price price;
    price.rates = readRates(cursor);
    price.source = cursor.nonEmptyString("source"_L1);
    const QString date = cursor.nonEmptyString("date"_L1);
    price.date = QDate::fromString(date, Qt::ISODate);
    if (!price.date.isValid()) {
        cursor.reject(
            "date"_L1,
            QCoreApplication::translate("moa", "“%1” is not a date of the form 2026-11-22")
                .arg(date));
    }
    return price;
}

/** Adds @p tokens x @p perToken to @p pico; false if that can't be held. */
bool addProduct(qint64 &pico, qint64 tokens, Usd perToken)
{
    qint64 product = 0;
    return !qMulOverflow(tokens, perToken.pico(), &product) && !qAddOverflow(pico, product, &pico);
}

} // namespace

const Rates &Price::ratesFor(qint64 inputTokens) const
{
    const Rates *result = &rates;
    for (const PriceTier &tier : tiers) {
        if (inputTokens > tier.above)
            result = &tier.rates;
    }
    return *result;
}

Result<PriceList> PriceList::read(const QByteArray &text)
{
    const Result<JsonValue> root = parseJson(text);
    if (!root)
        return tl::make_unexpected(root.error());

    JsonCursor::Failure reason;
    JsonCursor cursor(*root, {}, reason);
    cursor.expectFormat(formatName, formatVersion);
    PriceList list;
    for (JsonCursor entry : cursor.objects("prices"_L1)) {
        const ProviderId provider(entry.nonEmptyString("provider"_L1));
        if (entry.boolean("free"_L1, false))
            list.m_free.insert(provider);
        else
            list.m_prices.insert({provider, entry.nonEmptyString("model"_L1)}, readPrice(entry));
    }
    if (reason)
        return tl::make_unexpected(*reason);
    return list;
}

std::optional<Price> PriceList::find(const ProviderId &provider, const QString &model) const
{
    if (m_free.contains(provider))
        return Price();
    const auto found = m_prices.constFind({provider, model});
    return found == m_prices.cend() ? std::nullopt : std::optional(*found);
}

QString sourceText(const Price &price, QDate today, const QLocale &locale)
{
    if (!price.date.isValid())
        return price.source;
    const QString day = price.date == today ? QCoreApplication::translate("moa", "today")
                                            : locale.toString(price.date, QLocale::ShortFormat);
    return QCoreApplication::translate("moa", "%1, %2", "source and day of a price")
        .arg(price.source, day);
}

std::optional<Usd> costOf(const Price &price, const Usage &usage)
{
    if (usage.input < 0 || usage.output < 0 || usage.cached < 0 || usage.cacheWritten < 0
        || usage.cached > usage.input || usage.cacheWritten > usage.input - usage.cached)
        return std::nullopt;
    const Rates &rates = price.ratesFor(usage.input);
    const qint64 fresh = usage.input - usage.cached - usage.cacheWritten;
    qint64 pico = 0;
    if (!addProduct(pico, fresh, rates.input)
        || !addProduct(pico, usage.cached, rates.cachedInput.value_or(rates.input))
        || !addProduct(pico, usage.cacheWritten, rates.cacheWrite.value_or(rates.input))
        || !addProduct(pico, usage.output, rates.output))
        return std::nullopt;
    return Usd::fromPico(pico);
}

} // namespace moa
