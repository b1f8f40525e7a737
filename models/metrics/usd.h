// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>
#include <optional>
#include <QString>

class QLocale;

namespace moa {

/**
 * An amount of US dollars in exact decimal arithmetic: whole pico-dollars (1e-12 USD), so that a
 * price in USD per million tokens with up to six decimals is exact per token. Holds about
 * nine million dollars either way; what would be more stays at that.
 */
class Usd
{
public:
    constexpr Usd() = default;
    [[nodiscard]] static constexpr Usd fromPico(qint64 pico) { return Usd(pico); }
    /// Reads "0.00031" (at most twelve decimals, no exponent, not negative); nothing if it is not
    /// such a number.
    [[nodiscard]] static std::optional<Usd> fromString(QStringView text);

    [[nodiscard]] constexpr qint64 pico() const { return m_pico; }
    [[nodiscard]] constexpr double toDouble() const { return static_cast<double>(m_pico) / 1e12; }
    /// Exact decimal digits without trailing zeros, "0.00031": for files.
    [[nodiscard]] QString toString() const;
    /// "$0.0031": two significant figures under a dollar, two decimals from there; never rounded
    /// to nothing.
    [[nodiscard]] QString display(const QLocale &locale) const;

    friend constexpr Usd operator+(Usd a, Usd b)
    {
        qint64 sum = 0;
        return Usd(__builtin_add_overflow(a.m_pico, b.m_pico, &sum) ? limit(a.m_pico < 0) : sum);
    }
    friend constexpr Usd operator*(Usd a, qint64 factor)
    {
        qint64 product = 0;
        const bool tooMuch = __builtin_mul_overflow(a.m_pico, factor, &product);
        return Usd(tooMuch ? limit((a.m_pico < 0) != (factor < 0)) : product);
    }
    constexpr Usd &operator+=(Usd other) { return *this = *this + other; }
    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the comparison with 0 for one
    friend constexpr auto operator<=>(Usd, Usd) = default;

private:
    explicit constexpr Usd(qint64 pico)
        : m_pico(pico)
    { }
    [[nodiscard]] static constexpr qint64 limit(bool negative)
    {
        return negative ? std::numeric_limits<qint64>::min() : std::numeric_limits<qint64>::max();
    }

    qint64 m_pico = 0;
};

} // namespace moa
