// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/permillion.h"

namespace moa {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 million = 1'000'000;

} // namespace

std::optional<Usd> readPerMillion(JsonCursor &cursor, QLatin1StringView name)
{
    const std::optional<QString> digits = cursor.optionalString(name);
    if (!digits)
        return std::nullopt;
    const std::optional<Usd> amount = Usd::fromString(*digits);
    if (!amount || amount->pico() % million != 0) {
        cursor.reject(name,
                      QCoreApplication::translate(
                          "moa", "“%1” is not an amount of dollars with at most six decimals")
                          .arg(*digits));
        return std::nullopt;
    }
    return Usd::fromPico(amount->pico() / million);
}

Usd readRequiredPerMillion(JsonCursor &cursor, QLatin1StringView name)
{
    (void)cursor.nonEmptyString(name);
    return readPerMillion(cursor, name).value_or(Usd());
}

Rates readRates(JsonCursor &cursor)
{
    Rates rates;
    rates.input = readRequiredPerMillion(cursor, "input"_L1);
    rates.cachedInput = readPerMillion(cursor, "cached_input"_L1);
    rates.cacheWrite = readPerMillion(cursor, "cache_write"_L1);
    rates.output = readRequiredPerMillion(cursor, "output"_L1);
    return rates;
}

QString perMillionText(Usd perToken)
{
    return (perToken * million).toString();
}

} // namespace moa
