// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/cassette.h"

#include "mixture/fileio.h"
#include "mixture/jsoncursor.h"
#include "mixture/jsonwriting.h"

#include <array>

namespace moa {

using namespace Qt::StringLiterals;
using nlohmann::ordered_json;

namespace {

constexpr QLatin1StringView formatName("moa-studio/cassette");
constexpr int formatVersion = 1;
constexpr qsizetype mostBytes = 256 * 1024 * 1024;
constexpr qsizetype mostValues = 20'000'000;

/// What decides how a reply is read or what its sender is to be given time for.
bool isKept(const QByteArray &header)
{
    static constexpr std::array kept{"content-type", "retry-after", "retry-after-ms",
                                     "x-should-retry", "location"};
    const QByteArray name = header.toLower();
    return name.contains("ratelimit")
        || std::any_of(kept.begin(), kept.end(),
                       [&name](const char *each) { return name == each; });
}

std::string text(const QByteArray &utf8)
{
    return QString::fromUtf8(utf8).toStdString();
}

ordered_json pieceJson(const CassettePiece &piece)
{
    ordered_json json;
    json["ms"] = piece.ms;
    const bool isText = QString::fromUtf8(piece.bytes).toUtf8() == piece.bytes;
    json[isText ? "text" : "base64"] =
        isText ? text(piece.bytes) : piece.bytes.toBase64().toStdString();
    return json;
}

ordered_json entryJson(const CassetteEntry &entry)
{
    ordered_json json;
    json["method"] = text(entry.method);
    json["url"] = text(entry.url);
    json["request"] =
        ordered_json::parse(entry.requestBody.begin(), entry.requestBody.end(), nullptr, false);
    json["status"] = entry.status;
    ordered_json headers = ordered_json::object();
    for (const auto &[name, value] : entry.headers)
        headers[text(name)] = text(value);
    json["headers"] = std::move(headers);
    ordered_json pieces = ordered_json::array();
    for (const CassettePiece &piece : entry.pieces)
        pieces.push_back(pieceJson(piece));
    json["pieces"] = std::move(pieces);
    if (entry.brokeOff)
        json["broke_off"] = true;
    return json;
}

QByteArray objectText(const JsonFields &fields)
{
    QByteArray text = "{";
    for (const JsonField &field : fields) {
        if (text.size() > 1)
            text += ',';
        text += QByteArray::fromStdString(ordered_json(field.name.toStdString()).dump()) + ':'
            + field.value;
    }
    return text + '}';
}

CassettePiece readPiece(JsonCursor cursor)
{
    CassettePiece piece;
    piece.ms = cursor.integer("ms"_L1, 0).value_or(0);
    if (const auto base64 = cursor.optionalString("base64"_L1))
        piece.bytes = QByteArray::fromBase64(base64->toLatin1());
    else
        piece.bytes = cursor.string("text"_L1).toUtf8();
    return piece;
}

CassetteEntry readEntry(JsonCursor cursor)
{
    CassetteEntry entry;
    entry.method = cursor.nonEmptyString("method"_L1).toLatin1();
    entry.url = cursor.nonEmptyString("url"_L1).toUtf8();
    entry.requestBody = objectText(cursor.fields("request"_L1));
    entry.status = cursor.optionalInt("status"_L1, 0, 999).value_or(0);
    for (const auto &[name, value] : cursor.stringMembers("headers"_L1))
        entry.headers.append({name.toLatin1(), value.toUtf8()});
    for (const JsonCursor &piece : cursor.objects("pieces"_L1))
        entry.pieces.append(readPiece(piece));
    entry.brokeOff = cursor.boolean("broke_off"_L1, false);
    return entry;
}

} // namespace

void Cassette::add(const Exchange &exchange)
{
    CassetteEntry entry;
    entry.method = exchange.method;
    entry.url = exchange.url;
    entry.requestBody = exchange.requestBody;
    entry.status = exchange.status;
    for (const auto &header : exchange.replyHeaders) {
        if (isKept(header.first))
            entry.headers.append(header);
    }
    qsizetype taken = 0;
    for (const auto &[ms, size] : exchange.arrivals) {
        if (size > taken)
            entry.pieces.append({ms, exchange.reply.mid(taken, size - taken)});
        taken = size;
    }
    entry.brokeOff = exchange.isCut() || (exchange.status == 200 && !exchange.failure.isEmpty());
    entries.append(entry);
}

Result<Cassette> readCassette(const QByteArray &json)
{
    JsonLimits limits;
    limits.bytes = mostBytes;
    limits.values = mostValues;
    const Result<JsonValue> root = parseJson(json, limits);
    if (!root)
        return tl::make_unexpected(root.error());

    JsonCursor::Failure reason;
    JsonCursor cursor(*root, {}, reason);
    cursor.expectFormat(formatName, formatVersion);
    Cassette cassette;
    cassette.recordedAt = QDateTime::fromString(cursor.string("recorded_at"_L1), Qt::ISODateWithMs);
    for (const JsonCursor &entry : cursor.objects("entries"_L1))
        cassette.entries.append(readEntry(entry));
    if (reason)
        return tl::make_unexpected(*reason);
    return cassette;
}

QByteArray writeCassette(const Cassette &cassette)
{
    ordered_json root;
    root["format"] = formatName.data();
    root["version"] = formatVersion;
    root["recorded_at"] = cassette.recordedAt.toString(Qt::ISODateWithMs).toStdString();
    ordered_json entries = ordered_json::array();
    for (const CassetteEntry &entry : cassette.entries)
        entries.push_back(entryJson(entry));
    root["entries"] = std::move(entries);
    return fileText(root);
}

Result<Cassette> loadCassette(const QString &path)
{
    return readFile(path, mostBytes).and_then(readCassette);
}

} // namespace moa
