// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/httpattempt.h"

#include "providers/tlserrors.h"

#include <cstring>
#include <QLocale>
#include <QNetworkAccessManager>

namespace moa {

namespace {

constexpr qint64 ordinaryBody = 2LL * 1024 * 1024;

/// A body that can be read once: without a way back Qt can't send the request a second time.
class OneShotBody final : public QIODevice
{
public:
    explicit OneShotBody(QByteArray data)
        : m_data(std::move(data))
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] bool reset() override { return false; }
    [[nodiscard]] qint64 bytesAvailable() const override
    {
        return m_data.size() - m_position + QIODevice::bytesAvailable();
    }
    [[nodiscard]] bool atEnd() const override { return m_position == m_data.size(); }

protected:
    qint64 readData(char *data, qint64 maxSize) override
    {
        const qint64 size = std::min<qint64>(maxSize, m_data.size() - m_position);
        if (size == 0)
            return -1;
        std::memcpy(data, m_data.constData() + m_position, static_cast<size_t>(size));
        m_position += size;
        return size;
    }

    qint64 writeData(const char * /*data*/, qint64 /*maxSize*/) override { return -1; }

private:
    QByteArray m_data;
    qint64 m_position = 0;
};

QString seconds(std::chrono::milliseconds duration)
{
    return QLocale().toString(static_cast<double>(duration.count()) / 1000.0, 'g', 3);
}

} // namespace

HttpAttempt::HttpAttempt(QNetworkAccessManager *manager, const QNetworkRequest &request,
                         const QByteArray &body, const HttpTimeouts &timeouts, QObject *parent)
    : QObject(parent)
    , m_upload(std::make_unique<OneShotBody>(body))
    , m_timeouts(timeouts)
{
    QNetworkRequest once(request);
    once.setHeader(QNetworkRequest::ContentLengthHeader, body.size());
    once.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    once.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                      QNetworkRequest::ManualRedirectPolicy);
    once.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    once.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    once.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    once.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);

    m_reply.reset(manager->post(once, m_upload.get()));
    connect(m_reply.get(), &QNetworkReply::metaDataChanged, this, &HttpAttempt::readHead);
    connect(m_reply.get(), &QIODevice::readyRead, this, &HttpAttempt::readBody);
    connect(m_reply.get(), &QNetworkReply::finished, this, &HttpAttempt::replyFinished);
    connect(m_reply.get(), &QNetworkReply::sslErrors, this,
            [this](const QList<QSslError> &errors) { m_objections = errors; });

    m_silence.setSingleShot(true);
    connect(&m_silence, &QTimer::timeout, this, [this] {
        if (m_expectsEnd) {
            abort({.kind = Outcome::Kind::Finished, .status = m_status});
            return;
        }
        const bool started = m_received > 0;
        const QString message = started
            ? tr("nothing more came for %1 s").arg(seconds(m_timeouts.idle))
            : tr("no answer within %1 s").arg(seconds(m_timeouts.firstByte));
        abort({.kind = Outcome::Kind::TimedOut, .status = m_status, .message = message});
    });
    m_silence.start(m_timeouts.firstByte);

    m_total.setSingleShot(true);
    connect(&m_total, &QTimer::timeout, this, [this] {
        abort({.kind = Outcome::Kind::TimedOut,
               .status = m_status,
               .message = tr("not finished within %1 s").arg(seconds(m_timeouts.total))});
    });
    m_total.start(m_timeouts.total);
}

HttpAttempt::~HttpAttempt()
{
    m_ended = true;
    m_reply->disconnect(this);
    if (m_reply->isRunning())
        m_reply->abort();
}

void HttpAttempt::abort(const Outcome &outcome)
{
    if (m_ended)
        return;
    // QNetworkReply::abort() emits finished() from inside: the end is decided before it.
    m_ended = true;
    m_silence.stop();
    m_total.stop();
    if (m_reply->isRunning())
        m_reply->abort();
    Q_EMIT finished(outcome);
}

void HttpAttempt::expectEnd()
{
    constexpr std::chrono::milliseconds courtesy{200};
    m_expectsEnd = true;
    m_silence.start(courtesy);
}

void HttpAttempt::readHead()
{
    m_status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_ended || m_headTold || m_status == 0)
        return;
    m_headTold = true;
    Q_EMIT headReceived();
}

void HttpAttempt::readBody()
{
    if (m_ended)
        return;
    m_status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QByteArray bytes = m_reply->readAll();
    if (bytes.isEmpty())
        return;
    m_received += bytes.size();
    // Back pressure, for a flood only: a limited buffer costs a hop between threads for each read.
    if (m_received > ordinaryBody && m_reply->readBufferSize() == 0)
        m_reply->setReadBufferSize(ordinaryBody);
    if (m_received > largestBody) {
        abort({.kind = Outcome::Kind::Protocol,
               .status = m_status,
               .message = tr("the reply is larger than %1, the most that one response may hold")
                              .arg(QLocale().formattedDataSize(largestBody, 0))});
        return;
    }
    if (m_expectsEnd)
        return;
    m_silence.start(m_timeouts.idle);
    Q_EMIT bodyReceived(bytes);
}

void HttpAttempt::replyFinished()
{
    if (m_ended)
        return;
    readBody();
    if (m_ended)
        return;
    m_status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QNetworkReply::NetworkError error = m_reply->error();
    // Errors of the 201..499 range stand for an HTTP status; the caller reads that itself. A
    // connection that is lost in mid-body keeps status 200 and has an error below 100.
    const bool isStatus = m_status != 0 && error >= QNetworkReply::ContentAccessDenied
        && error != QNetworkReply::ProtocolFailure;
    if (error == QNetworkReply::NoError || isStatus) {
        end({.kind = Outcome::Kind::Finished, .status = m_status});
        return;
    }
    end(failed());
}

Outcome HttpAttempt::failed() const
{
    Outcome outcome{.kind = Outcome::Kind::Network, .status = m_status};
    switch (m_reply->error()) {
    case QNetworkReply::SslHandshakeFailedError:
        outcome.message = certificateObjection(m_reply->url().host(), m_objections);
        // The same certificate would be shown again.
        if (!outcome.message.isEmpty())
            outcome.kind = Outcome::Kind::Protocol;
        else
            outcome.message = tr("no secure connection could be made (%1); check that the server "
                                 "speaks https at this address")
                                  .arg(m_reply->errorString());
        break;
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        outcome.message =
            tr("the proxy can't be used (%1); see Settings > Network").arg(m_reply->errorString());
        break;
    case QNetworkReply::UnknownNetworkError: // Qt's word for bytes that are no reply
    case QNetworkReply::ProtocolFailure:
        outcome.message = tr("what came back is not HTTP");
        break;
    default:
        outcome.message = m_reply->errorString();
    }
    return outcome;
}

void HttpAttempt::end(const Outcome &outcome)
{
    m_ended = true;
    m_silence.stop();
    m_total.stop();
    Q_EMIT finished(outcome);
}

} // namespace moa
