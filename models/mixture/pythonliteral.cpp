// SPDX-License-Identifier: GPL-3.0-or-later
#include "mixture/pythonliteral.h"

#include <QStringList>

namespace moa::python {

using namespace Qt::StringLiterals;
using nlohmann::ordered_json;

namespace {

constexpr qsizetype c_widest = 96;
constexpr qsizetype c_indent = 4;

QString escaped(char32_t code)
{
    if (code == U'\n')
        return u"\\n"_s;
    if (code == U'\t')
        return u"\\t"_s;
    if (code == U'"' || code == U'\\')
        return u'\\' + QChar(static_cast<char16_t>(code));
    // Line separators print, but editors break lines at them.
    const bool breaksLine = code == 0x2028 || code == 0x2029;
    if (QChar::isPrint(code) && !QChar::isSurrogate(code) && !breaksLine)
        return QString::fromUcs4(&code, 1);
    if (code < 0x100)
        return u"\\x%1"_s.arg(static_cast<uint>(code), 2, 16, QChar(u'0'));
    if (code < 0x10000)
        return u"\\u%1"_s.arg(static_cast<uint>(code), 4, 16, QChar(u'0'));
    return u"\\U%1"_s.arg(static_cast<uint>(code), 8, 16, QChar(u'0'));
}

/// @p text in parts of at most @p most characters that end with a line break or a blank.
QStringList parts(const QString &text, qsizetype most)
{
    QStringList result;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype lineBreak = text.indexOf(u'\n', at);
        qsizetype end = lineBreak < 0 ? text.size() : lineBreak + 1;
        if (end - at > most) {
            const qsizetype blank = text.lastIndexOf(u' ', at + most - 1);
            end = blank > at ? blank + 1 : at + most;
            if (text.at(end - 1).isHighSurrogate())
                ++end;
        }
        result.append(text.mid(at, end - at));
        at = end;
    }
    return result;
}

QString onOneLine(const ordered_json &value)
{
    if (value.is_binary())
        return QString::fromStdString({value.get_binary().begin(), value.get_binary().end()});
    if (value.is_string())
        return string(QString::fromStdString(value.get<std::string>()));
    if (value.is_null())
        return u"None"_s;
    if (value.is_boolean())
        return value.get<bool>() ? u"True"_s : u"False"_s;
    if (!value.is_structured())
        return QString::fromStdString(value.dump());
    QStringList items;
    for (const auto &[key, item] : value.items()) {
        items.append(value.is_object()
                         ? string(QString::fromStdString(key)) + u": "_s + onOneLine(item)
                         : onOneLine(item));
    }
    const QString all = items.join(u", "_s);
    return value.is_object() ? u'{' + all + u'}' : u'[' + all + u']';
}

} // namespace

QString string(QStringView text)
{
    QString result(u'"');
    for (const char32_t code : text.toUcs4())
        result += escaped(code);
    return result + u'"';
}

QString longString(const QString &text)
{
    const QString whole = string(text);
    if (whole.size() <= c_widest - c_indent
        && !text.chopped(text.isEmpty() ? 0 : 1).contains(u'\n'))
        return whole;
    QString result = u"(\n"_s;
    const QStringList lines = parts(text, c_widest - c_indent - 4);
    for (const QString &line : lines)
        result += QString(c_indent, u' ') + string(line) + u'\n';
    return result + u')';
}

QString comment(const QString &text)
{
    QString result;
    const QStringList lines = text.split(u'\n');
    for (const QString &line : lines) {
        QStringList wrapped = parts(line, c_widest - 2);
        if (wrapped.isEmpty())
            wrapped.append(QString());
        for (const QString &each : std::as_const(wrapped)) {
            // As in a literal: a carriage return would end the comment.
            QString shown;
            for (const char32_t code : each.toUcs4()) {
                const bool isPlain = code == U'"' || code == U'\\';
                shown += isPlain ? QString(QChar(static_cast<char16_t>(code))) : escaped(code);
            }
            result += u"# "_s + shown;
            while (result.endsWith(u' '))
                result.chop(1);
            result += u'\n';
        }
    }
    return result;
}

ordered_json name(const QString &constant)
{
    const QByteArray bytes = constant.toUtf8();
    return ordered_json::binary({bytes.cbegin(), bytes.cend()});
}

QString literal(const ordered_json &value, qsizetype column, qsizetype depth)
{
    const QString line = onOneLine(value);
    if (!value.is_structured() || value.empty() || column + line.size() < c_widest)
        return line;
    const QString inner((depth + 1) * c_indent, u' ');
    QString result(value.is_object() ? u'{' : u'[');
    result += u'\n';
    for (const auto &[key, item] : value.items()) {
        QString start = inner;
        if (value.is_object())
            start += string(QString::fromStdString(key)) + u": "_s;
        result += start + literal(item, start.size(), depth + 1) + u",\n"_s;
    }
    return result + QString(depth * c_indent, u' ') + (value.is_object() ? u'}' : u']');
}

} // namespace moa::python
