// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/jsoncursor.h"

namespace moa {
namespace {

QString quoted(const QString &text)
{
    constexpr qsizetype most = 40;
    const QString part = text.size() <= most ? text : text.first(most) + u'…';
    return u'"' + part + u'"';
}

JsonField fieldAt(const JsonValue &object, qsizetype index)
{
    return {object.names.at(index), compactJson(object.items[static_cast<std::size_t>(index)])};
}

} // namespace

JsonCursor::JsonCursor(const JsonValue &value, QString path, Failure &reason)
    : m_value(&value)
    , m_path(std::move(path))
    , m_failure(&reason)
{
    if (value.type != JsonValue::Type::Object)
        expected(m_path.isEmpty() ? tr("top level") : m_path, tr("an object"), &value);
}

void JsonCursor::expectFormat(QLatin1StringView format, int newestVersion)
{
    const QLatin1StringView formatName("format");
    const JsonValue *found = take(formatName);
    if (!found || found->type != JsonValue::Type::String || found->text != format)
        expected(pathOf(formatName), quoted(format), found);

    const QLatin1StringView versionName("version");
    const std::optional<qint64> version = integer(versionName, 1);
    if (!version) {
        expected(pathOf(versionName), tr("a whole number"), nullptr);
    } else if (*version > newestVersion) {
        reject(versionName,
               tr("the file was written by a later version of MoA Studio; this one reads files "
                  "up to version %1, found %2")
                   .arg(newestVersion)
                   .arg(*version));
    }
}

QString JsonCursor::nonEmptyString(QLatin1StringView name)
{
    const std::optional<QString> text = optionalString(name);
    if (!text || text->isEmpty())
        expected(pathOf(name), tr("a string that is not empty"), m_value->member(name));
    return text.value_or(QString());
}

std::optional<QString> JsonCursor::optionalString(QLatin1StringView name)
{
    const JsonValue *value = take(name, JsonValue::Type::String, tr("a string"));
    return value ? std::optional(value->text) : std::nullopt;
}

bool JsonCursor::boolean(QLatin1StringView name, bool absent)
{
    const JsonValue *value = take(name, JsonValue::Type::Boolean, tr("true or false"));
    return value ? value->text == QLatin1StringView("true") : absent;
}

std::optional<qint64> JsonCursor::integer(QLatin1StringView name, qint64 least, qint64 most)
{
    const JsonValue *value = take(name, JsonValue::Type::Number, tr("a whole number"));
    if (!value)
        return std::nullopt;
    bool isWhole = false;
    const qint64 result = value->text.toLongLong(&isWhole);
    if (isWhole && result >= least && result <= most)
        return result;
    if (least == std::numeric_limits<qint64>::min())
        expected(pathOf(name), tr("a whole number of at most 64 bits"), value);
    else if (most == std::numeric_limits<qint64>::max() || most == std::numeric_limits<int>::max())
        expected(pathOf(name), tr("a whole number from %1").arg(least), value);
    else
        expected(pathOf(name), tr("a whole number from %1 to %2").arg(least).arg(most), value);
    return std::nullopt;
}

std::optional<int> JsonCursor::optionalInt(QLatin1StringView name, int least, int most)
{
    const std::optional<qint64> value = integer(name, least, most);
    return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

std::optional<double> JsonCursor::number(QLatin1StringView name, double least, double most)
{
    const JsonValue *value = take(name, JsonValue::Type::Number, tr("a number"));
    if (!value)
        return std::nullopt;
    const double result = value->text.toDouble();
    if (result < least || result > most) {
        expected(pathOf(name), tr("a number from %1 to %2").arg(least).arg(most), value);
        return std::nullopt;
    }
    return result;
}

QString JsonCursor::digits(QLatin1StringView name)
{
    const JsonValue *value = take(name, JsonValue::Type::Number, tr("a number"));
    return value ? value->text : QString();
}

std::optional<QStringList> JsonCursor::strings(QLatin1StringView name)
{
    const JsonValue *value = take(name, JsonValue::Type::List, tr("a list of strings"));
    if (!value)
        return std::nullopt;
    QStringList result;
    for (const JsonValue &item : value->items) {
        if (item.type != JsonValue::Type::String) {
            expected(pathOf(name) + u'[' + QString::number(result.size()) + u']', tr("a string"),
                     &item);
            return std::nullopt;
        }
        result.append(item.text);
    }
    return result;
}

JsonFields JsonCursor::fields(QLatin1StringView name)
{
    JsonFields result;
    if (const JsonValue *value = take(name, JsonValue::Type::Object, tr("an object"))) {
        for (qsizetype i = 0; i < value->names.size(); ++i)
            result.append(fieldAt(*value, i));
    }
    return result;
}

QList<QPair<QString, QString>> JsonCursor::stringMembers(QLatin1StringView name)
{
    QList<QPair<QString, QString>> result;
    const JsonValue *value = take(name, JsonValue::Type::Object, tr("an object of strings"));
    if (!value)
        return result;
    for (qsizetype i = 0; i < value->names.size(); ++i) {
        const JsonValue &item = value->items[static_cast<std::size_t>(i)];
        if (item.type != JsonValue::Type::String)
            expected(pathOf(name) + u'.' + value->names.at(i), tr("a string"), &item);
        result.append({value->names.at(i), item.text});
    }
    return result;
}

QList<QPair<QString, QString>> JsonCursor::stringPairs(QLatin1StringView name)
{
    QList<QPair<QString, QString>> result;
    const JsonValue *value = take(name, JsonValue::Type::List, tr("a list of pairs of strings"));
    if (!value)
        return result;
    for (const JsonValue &item : value->items) {
        if (item.type != JsonValue::Type::List || item.items.size() != 2
            || item.items[0].type != JsonValue::Type::String
            || item.items[1].type != JsonValue::Type::String) {
            expected(pathOf(name) + u'[' + QString::number(result.size()) + u']',
                     tr("a pair of strings"), &item);
            return {};
        }
        result.append({item.items[0].text, item.items[1].text});
    }
    return result;
}

QByteArray JsonCursor::objectText(QLatin1StringView name)
{
    const JsonValue *value = take(name, JsonValue::Type::Object, tr("an object"));
    return value ? compactJson(*value) : QByteArray();
}

std::optional<qsizetype> JsonCursor::oneOf(QLatin1StringView name,
                                           const QList<QLatin1StringView> &words)
{
    const JsonValue *value = take(name);
    if (!value)
        return std::nullopt;
    QStringList all;
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (value->type == JsonValue::Type::String && value->text == words.at(i))
            return i;
        all.append(quoted(words.at(i)));
    }
    const QString last = all.takeLast();
    expected(pathOf(name), tr("%1 or %2").arg(all.join(QLatin1StringView(", ")), last), value);
    return std::nullopt;
}

std::optional<JsonCursor> JsonCursor::object(QLatin1StringView name)
{
    const JsonValue *value = take(name, JsonValue::Type::Object, tr("an object"));
    return value ? std::optional(JsonCursor(*value, pathOf(name), *m_failure)) : std::nullopt;
}

QList<JsonCursor> JsonCursor::objects(QLatin1StringView name)
{
    QList<JsonCursor> result;
    if (const JsonValue *value = take(name, JsonValue::Type::List, tr("a list"))) {
        for (const JsonValue &item : value->items) {
            const QString path = pathOf(name) + u'[' + QString::number(result.size()) + u']';
            result.append(JsonCursor(item, path, *m_failure));
        }
    }
    return result;
}

JsonFields JsonCursor::rest() const
{
    JsonFields result;
    for (qsizetype i = 0; i < m_value->names.size(); ++i) {
        if (!m_asked.contains(m_value->names.at(i)))
            result.append(fieldAt(*m_value, i));
    }
    return result;
}

void JsonCursor::reject(QLatin1StringView name, const QString &sentence)
{
    const JsonValue *value = m_value->member(name);
    keep(tr("%1: %2 (line %3)")
             .arg(pathOf(name), sentence, QString::number(value ? value->line : m_value->line)));
}

const JsonValue *JsonCursor::take(QLatin1StringView name)
{
    m_asked.append(name);
    return m_value->member(name);
}

const JsonValue *JsonCursor::take(QLatin1StringView name, JsonValue::Type type, const QString &what)
{
    const JsonValue *value = take(name);
    if (!value || value->type == type)
        return value;
    expected(pathOf(name), what, value);
    return nullptr;
}

QString JsonCursor::pathOf(QLatin1StringView name) const
{
    return m_path.isEmpty() ? QString(name) : m_path + u'.' + name;
}

void JsonCursor::expected(const QString &path, const QString &what, const JsonValue *found)
{
    QString text = tr("nothing");
    if (found) {
        switch (found->type) {
        case JsonValue::Type::String:
            text = quoted(found->text);
            break;
        case JsonValue::Type::List:
            text = tr("a list");
            break;
        case JsonValue::Type::Object:
            text = tr("an object");
            break;
        case JsonValue::Type::Null:
        case JsonValue::Type::Boolean:
        case JsonValue::Type::Number:
            text = found->text.left(40);
            break;
        }
    }
    keep(tr("%1: expected %2, found %3 (line %4)")
             .arg(path, what, text, QString::number(found ? found->line : m_value->line)));
}

void JsonCursor::keep(const QString &sentence)
{
    if (!*m_failure)
        *m_failure = Error{sentence};
}

} // namespace moa
