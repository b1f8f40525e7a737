// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/exchangereading.h"

#include "providers/chatdialect.h"

#include <algorithm>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace moa {

namespace {

QString jsonText(const QJsonValue &value)
{
    // A document is an object or a list.
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.mid(1, list.size() - 2));
}

QString contentText(const QJsonValue &content)
{
    if (content.isString())
        return content.toString();
    if (!content.isArray())
        return content.isUndefined() ? QString() : jsonText(content);
    QStringList parts;
    const QJsonArray list = content.toArray();
    for (const QJsonValue &part : list) {
        const QJsonValue text = part[u"text"];
        parts.append(text.isString() ? text.toString() : jsonText(part));
    }
    return parts.join(u'\n');
}

/// A turn as any dialect puts it: with a text, a list of parts, or an object that has such a list.
ExchangeReading::SentMessage sentMessage(const QJsonValue &message)
{
    QJsonValue content = message[u"content"];
    if (content.isUndefined())
        content = message[u"parts"];
    return {message[u"role"].toString(), contentText(content)};
}

void readRequest(const QByteArray &body, ExchangeReading &reading)
{
    const QJsonObject request = QJsonDocument::fromJson(body).object();
    ExchangeReading::SentMessage system{QStringLiteral("system"), {}};
    for (auto field = request.begin(); field != request.end(); ++field) {
        const QString name = field.key();
        if ((name == u"messages" || name == u"contents") && field.value().isArray()) {
            const QJsonArray messages = field.value().toArray();
            for (const QJsonValue &message : messages)
                reading.messages.append(sentMessage(message));
        } else if (name == u"system" && (field.value().isString() || field.value().isArray())) {
            system.text = contentText(field.value());
        } else if (name == u"systemInstruction" && field.value().isObject()) {
            system.text = sentMessage(field.value()).text;
        } else {
            reading.settings.append({name, jsonText(field.value())});
        }
    }
    // Two dialects have it apart; it is read before the rest all the same.
    if (!system.text.isEmpty())
        reading.messages.prepend(system);
}

ChatReply readReply(const Exchange &exchange)
{
    ChatReply reply;
    if (exchange.status != 200) {
        reply.error = readServerError(exchange.reply).message;
        return reply;
    }
    const std::unique_ptr<ReplyDecoder> decoder =
        dialectFor(exchange.dialect)->decoder(headerValue(exchange.replyHeaders, "Content-Type"));
    if (!decoder)
        return reply;
    decoder->feed(exchange.reply);
    decoder->finish();
    return decoder->reply();
}

/** Where the next token stands. */
class Indenter
{
public:
    explicit Indenter(qsizetype size) { m_result.reserve(size + size / 4); }

    void take(char byte)
    {
        if (m_inString) {
            m_result += byte;
            m_inString = m_escaped || byte != '"';
            m_escaped = !m_escaped && byte == '\\';
        } else if (byte == '"') {
            add(byte);
            m_inString = true;
        } else if (byte == '{' || byte == '[') {
            add(byte);
            ++m_depth;
            m_opened = true;
        } else if (byte == '}' || byte == ']') {
            m_depth = std::max<qsizetype>(0, m_depth - 1);
            if (!m_opened)
                breakLine();
            m_opened = false;
            m_result += byte;
        } else if (byte == ',') {
            add(byte);
            breakLine();
        } else if (byte == ':') {
            add(byte);
            m_result += ' ';
        } else if (byte != ' ' && byte != '\t' && byte != '\n' && byte != '\r') {
            add(byte);
        }
    }

    [[nodiscard]] const QByteArray &result() const { return m_result; }

private:
    void add(char byte)
    {
        if (m_opened)
            breakLine();
        m_opened = false;
        m_result += byte;
    }

    void breakLine()
    {
        constexpr qsizetype deepest = 32;
        m_result += '\n';
        m_result.append(2 * std::min(m_depth, deepest), ' ');
    }

    QByteArray m_result;
    qsizetype m_depth = 0;
    bool m_inString = false;
    bool m_escaped = false;
    bool m_opened = false; ///< just after { or [: an empty one stays on its line
};

} // namespace

ExchangeReading readExchange(const Exchange &exchange)
{
    ExchangeReading reading;
    readRequest(exchange.requestBody, reading);
    reading.reply = readReply(exchange);
    return reading;
}

QByteArray indentedJson(const QByteArray &json)
{
    const QByteArray trimmed = json.trimmed();
    if (!trimmed.startsWith('{') && !trimmed.startsWith('['))
        return json;
    Indenter indenter(trimmed.size());
    for (const char byte : trimmed)
        indenter.take(byte);
    return indenter.result();
}

} // namespace moa
