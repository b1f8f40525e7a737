// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <QString>
#include <QStringList>

namespace moa {

using ScoreJson = nlohmann::ordered_json;

/** Ends the reading of a line from wherever something in it turns out to be wrong. */
struct BadScoreLine
{
    QString message; ///< "references: is missing"
};

/**
 * The fields of one line of `moa score`. Reading throws BadScoreLine if a field is not as it has
 * to be. An optional field that is absent or null leaves the value as it is.
 */
class ScoreFields
{
public:
    /// The object has to outlive this one.
    explicit ScoreFields(const ScoreJson &row)
        : m_row(row)
    { }

    [[nodiscard]] QString hypothesis() const;
    [[nodiscard]] QStringList references() const; ///< at least one
    void readFlag(const char *name, bool &value) const;
    void readWhole(const char *name, int smallest, int largest, int &value) const;
    /// From 0 to @p largest.
    void readNumber(const char *name, int largest, std::optional<double> &value) const;

    /// One of the names that @p fromName knows; @p known lists them for the message.
    template <typename Value>
    void readName(const char *name, std::optional<Value> (*fromName)(QStringView),
                  const QString &known, Value &value) const
    {
        const ScoreJson *field = find(name);
        if (field == nullptr)
            return;
        const std::optional<Value> read =
            field->is_string() ? fromName(text(*field)) : std::nullopt;
        if (!read)
            rejectName(name, known);
        value = *read;
    }

private:
    [[nodiscard]] static QString text(const ScoreJson &value);
    [[noreturn]] static void rejectName(const char *name, const QString &known);
    [[nodiscard]] const ScoreJson *find(const char *name) const;

    const ScoreJson &m_row;
};

} // namespace moa
