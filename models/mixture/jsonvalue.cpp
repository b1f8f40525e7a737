// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/jsonvalue.h"

#include <iterator>
#include <nlohmann/json.hpp>
#include <QCoreApplication>
#include <QLocale>
#include <QSet>
#include <QStringDecoder>

namespace moa {
namespace {

using Sax = nlohmann::json_sax<nlohmann::json>;

/** Walks over the text and tells how far the parser has read, which it does not tell itself. */
class CountingIterator
{
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char *;
    using reference = const char &;

    CountingIterator(const char *at, const char **consumed)
        : m_at(at)
        , m_consumed(consumed)
    { }

    reference operator*() const { return *m_at; }
    CountingIterator &operator++()
    {
        *m_consumed = ++m_at;
        return *this;
    }
    friend bool operator==(const CountingIterator &a, const CountingIterator &b)
    {
        return a.m_at == b.m_at;
    }

private:
    const char *m_at;
    const char **m_consumed;
};

/// A byte order mark in front is part of the text, though Qt takes it for one of a file.
QString textOf(const std::string &utf8)
{
    const QString text = QString::fromStdString(utf8);
    return utf8.starts_with("\xEF\xBB\xBF") ? QChar(QChar::ByteOrderMark) + text : text;
}

/** Builds the tree from the parser's events, with its own stack. */
class TreeBuilder : public Sax
{
    Q_DECLARE_TR_FUNCTIONS(moa::TreeBuilder)

public:
    TreeBuilder(const QByteArray &text, const JsonLimits &limits)
        : m_limits(limits)
        , m_end(text.constEnd())
        , m_consumed(text.constBegin())
        , m_lineStart(text.constBegin())
        , m_counted(text.constBegin())
    { }

    [[nodiscard]] Result<JsonValue> parse()
    {
        const CountingIterator begin(m_consumed, &m_consumed);
        const CountingIterator end(m_end, &m_consumed);
        if (!nlohmann::json::sax_parse(begin, end, this))
            return tl::make_unexpected(m_error);
        return std::move(m_root);
    }

    bool null() override { return scalar(JsonValue::Type::Null, QStringLiteral("null")); }
    bool boolean(bool value) override
    {
        return scalar(JsonValue::Type::Boolean,
                      value ? QStringLiteral("true") : QStringLiteral("false"));
    }
    bool number_integer(number_integer_t value) override
    {
        return scalar(JsonValue::Type::Number, QString::number(value));
    }
    bool number_unsigned(number_unsigned_t value) override
    {
        return scalar(JsonValue::Type::Number, QString::number(value));
    }
    bool number_float(number_float_t, const string_t &digits) override
    {
        return scalar(JsonValue::Type::Number, QString::fromStdString(digits));
    }
    bool string(string_t &value) override { return scalar(JsonValue::Type::String, textOf(value)); }
    bool binary(binary_t &) override { return false; } // JSON text has none
    bool start_object(std::size_t) override { return open(JsonValue::Type::Object); }
    bool start_array(std::size_t) override { return open(JsonValue::Type::List); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t &value) override
    {
        const QString name = textOf(value);
        Frame &frame = m_stack.back();
        if (frame.seen.contains(name)) {
            return fail(tr("The field “%1” stands twice in one object; only one can count "
                           "(line %2).")
                            .arg(shortened(name), QString::number(line())));
        }
        frame.seen.insert(name);
        frame.value.names.append(name);
        return true;
    }

    bool parse_error(std::size_t, const std::string &token,
                     const nlohmann::json::exception &exception) override
    {
        const int row = line();
        if (exception.id == 406) {
            return fail(tr("The number %1 is too large (line %2).")
                            .arg(shortened(QString::fromStdString(token)), QString::number(row)));
        }
        const QString before = QString::fromUtf8(m_lineStart, m_consumed - m_lineStart);
        const qsizetype column = before.toUcs4().size();
        if (m_consumed == m_end) {
            return fail(tr("It is not valid JSON: it ends too early or is wrong at its end "
                           "(line %1, column %2).")
                            .arg(row)
                            .arg(column));
        }
        return fail(
            tr("It is not valid JSON after “%1” (line %2, column %3).")
                .arg(before.right(20).trimmed(), QString::number(row), QString::number(column)));
    }

private:
    struct Frame
    {
        JsonValue value;
        QSet<QString> seen;
    };

    /// The line of the token just read. The parser looks one character ahead after a number,
    /// and no token ends in a line break: so a line break read last is not counted.
    int line()
    {
        for (; m_counted + 1 < m_consumed; ++m_counted) {
            if (*m_counted == '\n') {
                ++m_line;
                m_lineStart = m_counted + 1;
            }
        }
        return m_line;
    }

    static QString shortened(const QString &text)
    {
        constexpr qsizetype most = 40;
        return text.size() <= most ? text : text.first(most) + u'…';
    }

    bool fail(const QString &sentence)
    {
        m_error.message = sentence;
        return false;
    }

    bool countValue()
    {
        if (++m_values <= m_limits.values)
            return true;
        return fail(tr("It holds more than %1 values, which is the most that is read.")
                        .arg(QLocale().toString(m_limits.values)));
    }

    bool scalar(JsonValue::Type type, const QString &text)
    {
        if (!countValue())
            return false;
        add({type, line(), text, {}, {}});
        return true;
    }

    bool open(JsonValue::Type type)
    {
        if (static_cast<qsizetype>(m_stack.size()) >= m_limits.depth) {
            return fail(tr("It is nested deeper than %1 levels, which is the most that is "
                           "read (line %2).")
                            .arg(m_limits.depth)
                            .arg(line()));
        }
        if (!countValue())
            return false;
        m_stack.push_back({{type, line(), {}, {}, {}}, {}});
        return true;
    }

    bool close()
    {
        JsonValue value = std::move(m_stack.back().value);
        m_stack.pop_back();
        add(std::move(value));
        return true;
    }

    void add(JsonValue value)
    {
        if (m_stack.empty())
            m_root = std::move(value);
        else
            m_stack.back().value.items.push_back(std::move(value));
    }

    JsonLimits m_limits;
    const char *m_end;
    const char *m_consumed; ///< one after the last character that the parser took
    const char *m_lineStart;
    const char *m_counted; ///< up to here the line breaks are in m_line
    int m_line = 1;
    qsizetype m_values = 0;
    std::vector<Frame> m_stack;
    JsonValue m_root;
    Error m_error;
};

bool isUtf8(QByteArrayView text)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder(text);
    return !decoder.hasError();
}

/** The first line with a byte sequence that is not UTF-8; 0 if there is none. */
qsizetype lineThatIsNotUtf8(const QByteArray &text)
{
    if (isUtf8(text))
        return 0;
    qsizetype line = 1;
    qsizetype start = 0;
    for (;; ++line) {
        const qsizetype end = text.indexOf('\n', start);
        if (end < 0 || !isUtf8(QByteArrayView(text).sliced(start, end - start)))
            return line;
        start = end + 1;
    }
}

void appendString(QByteArray &out, const QString &text)
{
    out += QByteArray::fromStdString(nlohmann::json(text.toStdString()).dump());
}

void append(QByteArray &out, const JsonValue &value)
{
    switch (value.type) {
    case JsonValue::Type::Null:
    case JsonValue::Type::Boolean:
    case JsonValue::Type::Number:
        out += value.text.toUtf8();
        return;
    case JsonValue::Type::String:
        appendString(out, value.text);
        return;
    case JsonValue::Type::List:
    case JsonValue::Type::Object:
        break;
    }
    const bool isObject = value.type == JsonValue::Type::Object;
    out += isObject ? '{' : '[';
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        if (i > 0)
            out += ',';
        if (isObject) {
            appendString(out, value.names.at(static_cast<qsizetype>(i)));
            out += ':';
        }
        append(out, value.items[i]);
    }
    out += isObject ? '}' : ']';
}

} // namespace

const JsonValue *JsonValue::member(QLatin1StringView name) const
{
    const qsizetype index = names.indexOf(name);
    return index < 0 ? nullptr : &items[static_cast<std::size_t>(index)];
}

Result<JsonValue> parseJson(const QByteArray &text, const JsonLimits &limits)
{
    if (text.size() > limits.bytes) {
        return failure(QCoreApplication::translate(
                           "moa", "It is larger than %1, which is the most that is read.")
                           .arg(QLocale().formattedDataSize(limits.bytes)));
    }
    const qsizetype badLine = lineThatIsNotUtf8(text);
    if (badLine > 0) {
        return failure(
            QCoreApplication::translate("moa", "It is not UTF-8 text (line %1).").arg(badLine));
    }
    const QByteArrayView byteOrderMark("\xEF\xBB\xBF");
    const QByteArray body =
        text.startsWith(byteOrderMark) ? text.sliced(byteOrderMark.size()) : text;
    if (body.trimmed().isEmpty())
        return failure(QCoreApplication::translate("moa", "It is empty."));
    return TreeBuilder(body, limits).parse();
}

void dropNullMembers(JsonValue &value)
{
    if (value.type != JsonValue::Type::Object)
        return;
    // Each is moved once: taken out one by one, those of a large file would be moved for minutes.
    qsizetype kept = 0;
    for (qsizetype index = 0; index < value.names.size(); ++index) {
        JsonValue &item = value.items[static_cast<std::size_t>(index)];
        if (item.type == JsonValue::Type::Null)
            continue;
        if (kept != index) {
            value.items[static_cast<std::size_t>(kept)] = std::move(item);
            value.names[kept] = std::move(value.names[index]);
        }
        ++kept;
    }
    value.items.resize(static_cast<std::size_t>(kept));
    value.names.resize(kept);
}

QByteArray compactJson(const JsonValue &value)
{
    QByteArray out;
    append(out, value);
    return out;
}

} // namespace moa
