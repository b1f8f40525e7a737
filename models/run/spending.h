// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/usd.h"
#include "mixture/error.h"

#include <QByteArray>
#include <QDate>
#include <QMap>

namespace moa {

/** What was spent on each of the last days. */
class Spending
{
public:
    [[nodiscard]] Usd on(const QDate &day) const { return m_days.value(day); }
    /// Adds to the day, and drops days that are more than a month before the last.
    void add(const QDate &day, Usd amount);

    /// Refuses with a sentence that names path and line.
    [[nodiscard]] static Result<Spending> read(const QByteArray &json);
    [[nodiscard]] QByteArray write() const;

    friend bool operator==(const Spending &, const Spending &) = default;

private:
    QMap<QDate, Usd> m_days;
};

} // namespace moa
