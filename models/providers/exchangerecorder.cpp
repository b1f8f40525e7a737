// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/exchangerecorder.h"

#include <algorithm>
#include <QNetworkRequest>

namespace moa {

namespace {

/// A server's headers may be many and long.
constexpr qsizetype mostHeaders = 128;
constexpr qsizetype longestHeader = 8 * 1024;

QByteArray hostOf(const QUrl &url)
{
    QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':'))
        host = '[' + host + ']';
    return url.port() < 0 ? host : host + ':' + QByteArray::number(url.port());
}

} // namespace

QByteArray headerValue(const HttpHeaders &headers, QByteArrayView name)
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

ExchangeRecorder::ExchangeRecorder(Dialect dialect, QStringList variables)
    : m_dialect(dialect)
    , m_variables(std::move(variables))
{
    m_clock.start();
}

void ExchangeRecorder::begin(const QNetworkRequest &request, const QByteArray &body)
{
    Exchange exchange;
    exchange.number = static_cast<int>(m_exchanges.size()) + 1;
    exchange.dialect = m_dialect;
    exchange.method = "POST";
    exchange.url = request.url().toEncoded();
    exchange.requestHeaders.append({"Host", hostOf(request.url())});
    for (const QByteArray &name : request.rawHeaderList())
        exchange.requestHeaders.append({name, request.rawHeader(name)});
    exchange.requestHeaders.append({"Content-Length", QByteArray::number(body.size())});
    exchange.requestBody = body;
    exchange.variables = m_variables;
    exchange.sent = m_clock.elapsed();
    m_exchanges.append(exchange);
    m_left = std::max(m_left, leastReplyBytes);
}

void ExchangeRecorder::addReply(const QByteArray &bytes)
{
    if (!isOpen())
        return;
    Exchange &exchange = m_exchanges.last();
    exchange.replySize += bytes.size();
    const qsizetype kept = std::min(m_left, bytes.size());
    exchange.reply.append(bytes.constData(), kept);
    m_left -= kept;
    // Pieces of the same millisecond are one.
    const qint64 moment = m_clock.elapsed() - exchange.sent;
    if (exchange.arrivals.isEmpty() || exchange.arrivals.constLast().first != moment)
        exchange.arrivals.append({moment, exchange.reply.size()});
    else
        exchange.arrivals.last().second = exchange.reply.size();
}

void ExchangeRecorder::end(int status, const HttpHeaders &headers, const QString &failure)
{
    if (!isOpen())
        return;
    Exchange &exchange = m_exchanges.last();
    exchange.ended = m_clock.elapsed();
    exchange.status = status;
    for (const auto &[name, value] : headers.first(std::min(headers.size(), mostHeaders))) {
        const bool isCookie = name.compare("Set-Cookie", Qt::CaseInsensitive) == 0;
        exchange.replyHeaders.append(
            {name.left(longestHeader), isCookie ? QByteArray() : value.left(longestHeader)});
    }
    exchange.reply.squeeze();
    exchange.failure = failure;
}

bool ExchangeRecorder::isOpen() const
{
    return !m_exchanges.isEmpty() && !m_exchanges.constLast().ended;
}

} // namespace moa
