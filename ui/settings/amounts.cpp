// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/amounts.h"

#include <QLocale>

namespace moa::amounts {

namespace {

constexpr qint64 million = 1'000'000;

} // namespace

std::optional<Usd> parse(const QString &text)
{
    QString plain = text.trimmed();
    if (plain.startsWith(u'$'))
        plain = plain.mid(1).trimmed();
    if (const std::optional<Usd> amount = Usd::fromString(plain))
        return amount;
    return Usd::fromString(plain.replace(QLocale().decimalPoint(), QStringLiteral(".")));
}

QString text(Usd amount)
{
    return amount.toString().replace(u'.', QLocale().decimalPoint());
}

std::optional<Usd> parsePerMillion(const QString &text)
{
    const std::optional<Usd> amount = parse(text);
    if (!amount || amount->pico() % million != 0)
        return std::nullopt;
    return Usd::fromPico(amount->pico() / million);
}

QString perMillionText(Usd perToken)
{
    return text(perToken * million);
}

std::optional<qint64> parseCount(const QString &text)
{
    bool ok = false;
    qint64 count = QLocale().toLongLong(text.trimmed(), &ok);
    if (!ok)
        count = QLocale::c().toLongLong(text.trimmed(), &ok);
    return ok && count > 0 ? std::optional(count) : std::nullopt;
}

} // namespace moa::amounts
