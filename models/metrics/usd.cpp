// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/usd.h"

#include <limits>
#include <QLocale>

namespace moa {

namespace {

constexpr int c_decimals = 12;
constexpr quint64 c_dollar = 1'000'000'000'000;
constexpr quint64 c_cent = c_dollar / 100;

constexpr bool isAsciiDigit(QChar character)
{
    return character >= u'0' && character <= u'9';
}

constexpr quint64 magnitude(qint64 pico)
{
    return pico < 0 ? 0 - static_cast<quint64>(pico) : static_cast<quint64>(pico);
}

constexpr quint64 roundedTo(quint64 value, quint64 unit)
{
    return (value + unit / 2) / unit * unit;
}

QString withSymbol(const QLocale &locale, double dollars, int decimals)
{
    const QString symbol = QStringLiteral("$");
    // The C locale has no place for a currency symbol and would put it last.
    if (locale.language() == QLocale::C)
        return symbol + locale.toString(dollars, 'f', decimals);
    return locale.toCurrencyString(dollars, symbol, decimals);
}

} // namespace

std::optional<Usd> Usd::fromString(QStringView text)
{
    constexpr auto largest = static_cast<quint64>(std::numeric_limits<qint64>::max());
    const qsizetype point = text.indexOf(u'.');
    const QStringView whole = point < 0 ? text : text.first(point);
    const QStringView fraction = point < 0 ? QStringView() : text.sliced(point + 1);
    if (whole.isEmpty() || (point >= 0 && fraction.isEmpty()) || fraction.size() > c_decimals)
        return std::nullopt;

    quint64 pico = 0;
    const auto append = [&pico](quint64 digit) {
        if (pico > (largest - digit) / 10)
            return false;
        pico = pico * 10 + digit;
        return true;
    };
    for (const QStringView part : {whole, fraction}) {
        for (const QChar character : part) {
            if (!isAsciiDigit(character) || !append(character.unicode() - quint64{u'0'}))
                return std::nullopt;
        }
    }
    for (qsizetype digit = fraction.size(); digit < c_decimals; ++digit) {
        if (!append(0))
            return std::nullopt;
    }
    return Usd(static_cast<qint64>(pico));
}

QString Usd::toString() const
{
    const quint64 pico = magnitude(m_pico);
    QString text = QString::number(pico / c_dollar);
    if (m_pico < 0)
        text.prepend(u'-');
    if (pico % c_dollar == 0)
        return text;
    text += u'.' + QString::number(pico % c_dollar).rightJustified(c_decimals, u'0');
    while (text.back() == u'0')
        text.chop(1);
    return text;
}

QString Usd::display(const QLocale &locale) const
{
    if (m_pico == 0)
        return withSymbol(locale, 0.0, 0);

    quint64 pico = magnitude(m_pico);
    quint64 unit = 1;
    int decimals = c_decimals;
    while (unit < c_cent && pico >= 100 * unit) {
        unit *= 10;
        --decimals;
    }
    pico = roundedTo(pico, unit);
    if (unit < c_cent && pico >= 100 * unit) // 0.0996 became 0.100: one figure too many
        --decimals;
    const double dollars = static_cast<double>(pico) / static_cast<double>(c_dollar);
    return withSymbol(locale, m_pico < 0 ? -dollars : dollars, decimals);
}

} // namespace moa
