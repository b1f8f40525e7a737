// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/sandbox/httprequestreader.h"

#include <algorithm>
#include <cstring>

namespace moa {

namespace {

bool isTokenCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
        || (c != '\0' && std::strchr("!#$%&'*+-.^_`|~", c));
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

bool hasControlCharacter(QByteArrayView text)
{
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t') || byte == 0x7f;
    });
}

constexpr qsizetype maxMethodBytes = 32;

} // namespace

QByteArray HttpRequest::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QByteArray HttpRequest::path() const
{
    const qsizetype query = target.indexOf('?');
    return query < 0 ? target : target.left(query);
}

bool HttpRequest::keepAlive() const
{
    const QList<QByteArray> options = header("connection").toLower().split(',');
    const auto has = [&options](QByteArrayView word) {
        return std::any_of(options.begin(), options.end(),
                           [word](const QByteArray &option) { return option.trimmed() == word; });
    };
    return minorVersion >= 1 ? !has("close") : has("keep-alive");
}

void HttpRequestReader::feed(QByteArrayView bytes)
{
    if (!m_error)
        m_buffer.append(bytes);
}

std::optional<HttpRequest> HttpRequestReader::next()
{
    while (!m_error && !m_inBody) {
        const Line line = readLine();
        if (line == Line::HeadEnd)
            finishHead();
        else if (line == Line::Missing)
            return std::nullopt;
    }
    if (m_error || m_buffer.size() < m_bodyBytes)
        return std::nullopt;
    m_request.body = m_buffer.left(m_bodyBytes);
    m_buffer.remove(0, m_bodyBytes);
    m_searched = 0;
    m_headBytes = 0;
    m_bodyBytes = 0;
    m_inBody = false;
    return std::exchange(m_request, HttpRequest());
}

HttpRequestReader::Line HttpRequestReader::readLine()
{
    const qsizetype end = m_buffer.indexOf('\n', m_searched);
    if (m_headBytes + (end < 0 ? m_buffer.size() : end + 1) > maxHeadBytes) {
        fail(431, "The request's headers are too large.");
        return Line::Missing;
    }
    if (end < 0) {
        m_searched = m_buffer.size();
        if (m_request.method.isEmpty())
            checkFirstWord();
        return Line::Missing;
    }
    QByteArray line = m_buffer.left(end);
    if (line.endsWith('\r'))
        line.chop(1);
    m_buffer.remove(0, end + 1);
    m_headBytes += end + 1;
    m_searched = 0;

    const bool beforeRequest = m_request.method.isEmpty();
    if (line.isEmpty())
        return beforeRequest ? Line::Read : Line::HeadEnd;
    if (hasControlCharacter(line))
        fail(400, "The request has a control character in its head.");
    else if (beforeRequest)
        readRequestLine(line);
    else
        readHeader(line);
    return Line::Read;
}

/** Tells at once when the bytes are no HTTP, such as a TLS greeting, which has no line end. */
void HttpRequestReader::checkFirstWord()
{
    if (m_buffer == "\r")
        return;
    const qsizetype blank = m_buffer.indexOf(' ');
    const QByteArrayView word = QByteArrayView(m_buffer).first(
        std::min(blank < 0 ? m_buffer.size() : blank, maxMethodBytes + 1));
    if (!m_buffer.isEmpty() && (word.size() > maxMethodBytes || !isToken(word)))
        fail(400, "This is not an HTTP request.");
}

void HttpRequestReader::readRequestLine(QByteArrayView line)
{
    const QList<QByteArray> words = line.toByteArray().split(' ');
    if (words.size() != 3 || !isToken(words[0]) || words[0].size() > maxMethodBytes
        || words[1].isEmpty() || !words[2].startsWith("HTTP/")) {
        fail(400, "This is not an HTTP request.");
        return;
    }
    if (words[2] != "HTTP/1.1" && words[2] != "HTTP/1.0") {
        fail(505, "Only HTTP/1.1 and HTTP/1.0 are understood here.");
        return;
    }
    m_request.method = words[0];
    m_request.target = words[1];
    m_request.minorVersion = words[2].endsWith('1') ? 1 : 0;
}

void HttpRequestReader::readHeader(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    if (colon < 0 || !isToken(line.first(colon))) {
        fail(400, "The request has a malformed header.");
        return;
    }
    m_request.headers.append(
        {line.first(colon).toByteArray(), line.sliced(colon + 1).trimmed().toByteArray()});
}

void HttpRequestReader::finishHead()
{
    int hosts = 0;
    std::optional<QByteArray> length;
    for (const auto &[name, value] : std::as_const(m_request.headers)) {
        if (name.compare("transfer-encoding", Qt::CaseInsensitive) == 0) {
            fail(411, "A request body needs a Content-Length here.");
            return;
        }
        if (name.compare("host", Qt::CaseInsensitive) == 0)
            ++hosts;
        if (name.compare("content-length", Qt::CaseInsensitive) != 0)
            continue;
        const bool digits = !value.isEmpty()
            && std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (!digits || (length && *length != value)) {
            fail(400, "The request's Content-Length is not a number.");
            return;
        }
        length = value;
    }
    if (hosts > 1 || (hosts == 0 && m_request.minorVersion >= 1)) {
        fail(400, "The request needs exactly one Host header.");
        return;
    }
    if (length) {
        bool fits = false;
        m_bodyBytes = length->toLongLong(&fits);
        if (!fits || m_bodyBytes > maxBodyBytes) {
            fail(413, "The request's body is too large.");
            return;
        }
    }
    m_inBody = true;
}

void HttpRequestReader::fail(int status, const QByteArray &message)
{
    m_error = HttpRequestError{status, message};
    m_buffer.clear();
}

} // namespace moa
