// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/curlcommand.h"

#include <algorithm>

namespace moa {

namespace {

/// Linux takes 128 KiB in one argument.
constexpr qsizetype longestArgument = 100'000;

bool isControl(char byte)
{
    return (static_cast<unsigned char>(byte) < 0x20 && byte != '\n' && byte != '\t')
        || byte == 0x7F;
}

QByteArray quoted(QByteArray bytes)
{
    return '\'' + bytes.replace('\'', "'\\''") + '\'';
}

/// Quoted but for the variables.
QByteArray quotedAround(const QByteArray &bytes, const QStringList &variables)
{
    QByteArray result;
    qsizetype done = 0;
    for (qsizetype at = bytes.indexOf('$'); at >= 0; at = bytes.indexOf('$', at + 1)) {
        QByteArray found;
        for (const QString &variable : variables) {
            const QByteArray name = variable.toLatin1();
            if (name.size() > found.size() && QByteArrayView(bytes).sliced(at + 1).startsWith(name))
                found = name;
        }
        if (found.isEmpty())
            continue;
        if (at > done)
            result += quoted(bytes.mid(done, at - done));
        result += "\"$" + found + '"';
        done = at + 1 + found.size();
    }
    if (done < bytes.size() || result.isEmpty())
        result += quoted(bytes.mid(done));
    return result;
}

/// For printf's %b.
QByteArray escaped(const QByteArray &bytes)
{
    QByteArray result;
    result.reserve(bytes.size() + bytes.size() / 16);
    for (const char byte : bytes) {
        if (byte == '\\')
            result += "\\\\";
        else if (isControl(byte))
            result += "\\0"
                + QByteArray::number(static_cast<unsigned char>(byte), 8).rightJustified(3, '0');
        else
            result += byte;
    }
    return result;
}

bool isCurlsOwn(const QByteArray &name)
{
    const QByteArray lower = name.toLower();
    return lower == "host" || lower == "content-length" || lower == "connection"
        || lower == "accept-encoding";
}

/// A name of token characters (RFC 9110) and a value without control characters.
bool isHeader(const QByteArray &name, const QByteArray &value)
{
    constexpr QByteArrayView marks = "!#$%&'*+-.^_`|~";
    const auto isToken = [&](char byte) {
        return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z')
            || (byte >= 'A' && byte <= 'Z') || marks.contains(byte);
    };
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), isToken)
        && std::none_of(value.begin(), value.end(),
                        [](char byte) { return isControl(byte) || byte == '\n'; });
}

} // namespace

QByteArray curlCommand(const Exchange &exchange)
{
    const QByteArray next = " \\\n  ";
    // Without --globoff curl takes brackets and braces for a range of addresses.
    QByteArray command = "curl --no-buffer --globoff --request " + quoted(exchange.method) + ' '
        + quotedAround(exchange.url, exchange.variables);
    for (const auto &[name, value] : exchange.requestHeaders) {
        if (isCurlsOwn(name) || !isHeader(name, value))
            continue;
        // "Name:" would remove a header; "Name;" sends an empty one.
        const QByteArray header = value.isEmpty() ? name + ';' : name + ": " + value;
        command += next + "--header " + quotedAround(header, exchange.variables);
    }
    const QByteArray &body = exchange.requestBody;
    const bool fitsArgument =
        body.size() <= longestArgument && std::none_of(body.begin(), body.end(), isControl);
    if (fitsArgument)
        return command + next + "--data-raw " + quoted(body) + '\n';
    return "printf '%b' " + quoted(escaped(body)) + " |\n" + command + next + "--data-binary @-\n";
}

} // namespace moa
