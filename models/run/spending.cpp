// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/spending.h"

#include "mixture/jsoncursor.h"
#include "mixture/jsonwriting.h"

namespace moa {

using namespace Qt::StringLiterals;
using nlohmann::ordered_json;

namespace {
constexpr QLatin1StringView formatName("moa-studio/spending");
constexpr int formatVersion = 1;
constexpr int daysKept = 31;
} // namespace

void Spending::add(const QDate &day, Usd amount)
{
    m_days[day] += amount;
    while (m_days.firstKey().daysTo(m_days.lastKey()) >= daysKept)
        m_days.erase(m_days.begin());
}

Result<Spending> Spending::read(const QByteArray &json)
{
    const Result<JsonValue> root = parseJson(json);
    if (!root)
        return tl::make_unexpected(root.error());

    JsonCursor::Failure reason;
    JsonCursor cursor(*root, {}, reason);
    cursor.expectFormat(formatName, formatVersion);
    Spending spending;
    for (JsonCursor entry : cursor.objects("days"_L1)) {
        const QString date = entry.nonEmptyString("date"_L1);
        const QDate day = QDate::fromString(date, Qt::ISODate);
        if (!day.isValid()) {
            entry.reject("date"_L1,
                         QCoreApplication::translate("moa", "“%1” is not a date").arg(date));
        }
        const QString digits = entry.nonEmptyString("usd"_L1);
        const std::optional<Usd> amount = Usd::fromString(digits);
        if (!amount) {
            entry.reject(
                "usd"_L1,
                QCoreApplication::translate("moa", "“%1” is not an amount of dollars").arg(digits));
        }
        if (!reason)
            spending.add(day, *amount);
    }
    if (reason)
        return tl::make_unexpected(*reason);
    return spending;
}

QByteArray Spending::write() const
{
    ordered_json root = ordered_json::object();
    root["format"] = formatName.data();
    root["version"] = formatVersion;
    ordered_json days = ordered_json::array();
    for (auto day = m_days.cbegin(); day != m_days.cend(); ++day) {
        ordered_json entry = ordered_json::object();
        entry["date"] = day.key().toString(Qt::ISODate).toStdString();
        entry["usd"] = day.value().toString().toStdString();
        days.push_back(std::move(entry));
    }
    root["days"] = std::move(days);
    return fileText(root);
}

} // namespace moa
