// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/jsonfields.h"
#include "mixture/jsonvalue.h"

#include <limits>
#include <optional>
#include <QCoreApplication>
#include <QPair>

namespace moa {

/**
 * Reads the members of one JSON object of a file. A getter that meets what it does not expect
 * keeps the sentence about it in the reading's @c Failure, with path and line:
 * `layers[1].agents[0].model: expected a string, found 12 (line 23)`. Only the first such
 * sentence is kept, so a reader asks for field after field and looks once at the end.
 */
class JsonCursor
{
    Q_DECLARE_TR_FUNCTIONS(moa::JsonCursor)

public:
    using Failure = std::optional<Error>;

    /// The object @p value at @p path (empty: the whole file). Both must outlive the cursor.
    JsonCursor(const JsonValue &value, QString path, Failure &reason);

    /// Checks the members `format` and `version`: the first thing to do with a file.
    void expectFormat(QLatin1StringView format, int newestVersion);

    [[nodiscard]] QString string(QLatin1StringView name)
    {
        return optionalString(name).value_or(QString());
    }
    [[nodiscard]] QString nonEmptyString(QLatin1StringView name); ///< that must be there
    [[nodiscard]] std::optional<QString> optionalString(QLatin1StringView name);
    [[nodiscard]] bool boolean(QLatin1StringView name, bool absent);
    [[nodiscard]] std::optional<qint64> integer(QLatin1StringView name,
                                                qint64 least = std::numeric_limits<qint64>::min(),
                                                qint64 most = std::numeric_limits<qint64>::max());
    [[nodiscard]] std::optional<int> optionalInt(QLatin1StringView name, int least,
                                                 int most = std::numeric_limits<int>::max());
    [[nodiscard]] std::optional<double> number(QLatin1StringView name, double least, double most);
    /// A number as its digits stand there, for one that must not be rounded.
    [[nodiscard]] QString digits(QLatin1StringView name);
    [[nodiscard]] std::optional<QStringList> strings(QLatin1StringView name);
    /// The members of an object of whatever content, in order.
    [[nodiscard]] JsonFields fields(QLatin1StringView name);
    /// The members of an object of strings, in order.
    [[nodiscard]] QList<QPair<QString, QString>> stringMembers(QLatin1StringView name);
    /// A list of [name, value], both strings.
    [[nodiscard]] QList<QPair<QString, QString>> stringPairs(QLatin1StringView name);
    /// An object of whatever content as compact JSON; empty if there is none.
    [[nodiscard]] QByteArray objectText(QLatin1StringView name);
    /// The index of the string in @p words, which are all that it can be.
    [[nodiscard]] std::optional<qsizetype> oneOf(QLatin1StringView name,
                                                 const QList<QLatin1StringView> &words);
    [[nodiscard]] std::optional<JsonCursor> object(QLatin1StringView name);
    [[nodiscard]] QList<JsonCursor> objects(QLatin1StringView name); ///< of a list

    /// The members that nobody asked for, in order: to be written back.
    [[nodiscard]] JsonFields rest() const;

    /// Keeps a sentence about the member @p name, with its path and line.
    void reject(QLatin1StringView name, const QString &sentence);

private:
    [[nodiscard]] const JsonValue *take(QLatin1StringView name);
    [[nodiscard]] const JsonValue *take(QLatin1StringView name, JsonValue::Type type,
                                        const QString &expected);
    [[nodiscard]] QString pathOf(QLatin1StringView name) const;
    void expected(const QString &path, const QString &what, const JsonValue *found);
    void keep(const QString &sentence);

    const JsonValue *m_value;
    QString m_path;
    Failure *m_failure;
    QStringList m_asked;
};

} // namespace moa
