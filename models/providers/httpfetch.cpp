// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/httpfetch.h"

#include "providers/chatdialect.h"

#include <QLocale>
#include <QNetworkAccessManager>

namespace moa {

namespace {

QString seconds(std::chrono::milliseconds duration)
{
    return QLocale().toString(static_cast<double>(duration.count()) / 1000.0, 'g', 3);
}

QString transportFailure(const QNetworkReply &reply, const QStringList &certificateErrors)
{
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError:
        return HttpFetch::tr("the connection was refused");
    case QNetworkReply::HostNotFoundError:
        return HttpFetch::tr("there is no host of this name");
    case QNetworkReply::RemoteHostClosedError:
        return HttpFetch::tr("it closed the connection before its answer was complete");
    case QNetworkReply::UnknownNetworkError:
    case QNetworkReply::ProtocolFailure:
        return HttpFetch::tr("what came back is not HTTP");
    case QNetworkReply::SslHandshakeFailedError:
        return certificateErrors.isEmpty()
            ? HttpFetch::tr("no secure connection could be made: %1").arg(reply.errorString())
            : HttpFetch::tr("its certificate can't be trusted: %1")
                  .arg(certificateErrors.join(QStringLiteral(", ")));
    default:
        return reply.errorString();
    }
}

/// A server's words as a sentence of ours.
QString asSentence(const QString &text)
{
    constexpr QStringView ends = u".!?。！？…";
    return ends.contains(text.back()) ? text : text + u'.';
}

QString statusSentence(const Provider &provider, const QUrl &url, const FetchResult &result,
                       bool hadKey)
{
    const QString name = provider.displayName();
    const QString status = QString::number(result.status);
    if (isKeyRefusal(result)) {
        if (hadKey) {
            return HttpFetch::tr("%1 answered %2: the key is not accepted. Check that it is a key "
                                 "for %3.")
                .arg(name, status, url.host());
        }
        return provider.keyVariables.isEmpty()
            ? HttpFetch::tr("%1 answered %2: it wants a key, and none is known.").arg(name, status)
            : HttpFetch::tr("%1 answered %2: it wants a key, and none is known. Enter one, or set "
                            "the environment variable %3.")
                  .arg(name, status, provider.keyVariables.constFirst());
    }
    switch (result.status) {
    case 402:
        return HttpFetch::tr("%1 answered 402: there is no credit left.").arg(name);
    case 403:
        return HttpFetch::tr("%1 answered 403: it does not allow this to the key, the account or "
                             "the place that you are at.")
            .arg(name);
    case 404:
    case 405:
        return HttpFetch::tr("%1 answered %2: there is nothing at %3. Check the base URL; most end "
                             "with /v1.")
            .arg(name, status, url.toDisplayString(QUrl::RemoveQuery));
    case 429:
        return HttpFetch::tr("%1 answered 429: its rate limit is reached. Try again in a moment.")
            .arg(name);
    case 503:
    case 529:
        return HttpFetch::tr("%1 answered %2: it is not ready or overloaded. Try again in a "
                             "moment.")
            .arg(name, status);
    default:
        break;
    }
    if (result.status >= 500) {
        return HttpFetch::tr("%1 answered %2: it has trouble of its own. Try again later.")
            .arg(name, status);
    }
    return HttpFetch::tr("%1 answered %2, which is not what was expected. Check the base URL.")
        .arg(name, status);
}

} // namespace

HttpFetch::HttpFetch(QNetworkAccessManager *manager, const QNetworkRequest &request,
                     const QByteArray &body, const FetchLimits &limits, QObject *parent)
    : QObject(parent)
    , m_limits(limits)
{
    QNetworkRequest own(request);
    own.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                     QNetworkRequest::ManualRedirectPolicy);
    own.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    own.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    own.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    own.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    m_clock.start();
    if (body.isEmpty()) {
        m_reply.reset(manager->get(own));
    } else {
        own.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
        m_reply.reset(manager->post(own, body));
    }
    connect(m_reply.get(), &QNetworkReply::metaDataChanged, this, &HttpFetch::read);
    connect(m_reply.get(), &QIODevice::readyRead, this, &HttpFetch::read);
    connect(m_reply.get(), &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        for (const QSslError &error : errors)
            m_certificateErrors.append(error.errorString());
        m_certificateErrors.removeDuplicates();
    });
    connect(m_reply.get(), &QNetworkReply::finished, this, [this] {
        read();
        const QNetworkReply::NetworkError error = m_reply->error();
        // Errors from here on stand for an HTTP status, which is told by itself.
        const bool isStatus = m_result.status != 0 && error >= QNetworkReply::ContentAccessDenied
            && error != QNetworkReply::ProtocolFailure;
        end(error == QNetworkReply::NoError || isStatus
                ? QString()
                : transportFailure(*m_reply, m_certificateErrors));
    });
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        end(tr("there was no complete answer within %1 s").arg(seconds(m_limits.time)));
    });
    m_timer.start(m_limits.time);
}

HttpFetch::~HttpFetch()
{
    m_reply->disconnect(this);
    if (m_reply->isRunning())
        m_reply->abort();
}

void HttpFetch::read()
{
    if (m_ended)
        return;
    m_result.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_result.status == 200 && m_limits.headOnly) {
        end({});
        return;
    }
    m_result.body += m_reply->readAll();
    if (m_result.body.size() > m_limits.bytes) {
        m_result.body.clear();
        end(tr("the answer is larger than %1, the most that is read")
                .arg(QLocale().formattedDataSize(m_limits.bytes, 0)));
    }
}

void HttpFetch::end(const QString &failure)
{
    if (m_ended)
        return;
    m_ended = true;
    m_timer.stop();
    m_result.ms = m_clock.elapsed();
    m_result.failure = failure;
    if (m_result.status >= 300 && m_result.status < 400) {
        m_result.redirect = m_reply->url().resolved(
            QUrl(QString::fromUtf8(m_reply->rawHeader("Location").left(2000))));
    }
    // Not from within a signal of the reply, which may be about to tell of an error itself.
    m_reply->disconnect(this);
    QMetaObject::invokeMethod(m_reply.get(), &QNetworkReply::abort, Qt::QueuedConnection);
    Q_EMIT finished(m_result);
}

QNetworkRequest providerRequest(const Provider &provider, const QUrl &url, const ApiKey &key)
{
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::UserAgentHeader,
                      QByteArrayLiteral("MoA-Studio/" MOA_VERSION));
    request.setRawHeader("Accept", "application/json");
    // Qt would tell the person's language otherwise.
    request.setRawHeader("Accept-Language", "en,*");
    if (provider.dialect == Dialect::Anthropic)
        request.setRawHeader("anthropic-version", "2023-06-01");
    for (const auto &[name, value] : provider.headers)
        request.setRawHeader(name.toUtf8(), value.toUtf8());
    dialectFor(provider.dialect)->authorize(request, key);
    return request;
}

bool isKeyRefusal(const FetchResult &result)
{
    // Gemini calls a wrong key an invalid argument, and a missing one forbidden.
    return result.status == 401 || (result.status == 400 && result.body.contains("API_KEY_INVALID"))
        || (result.status == 403
            && (result.body.contains("unregistered callers") || result.body.contains("API key")));
}

QString fetchSentence(const Provider &provider, const QUrl &url, const FetchResult &result,
                      bool hadKey)
{
    const QString name = provider.displayName();
    if (!result.failure.isEmpty()) {
        if (result.status != 0)
            return HttpFetch::tr("%1 answered, but %2.").arg(name, result.failure);
        const QString address = originOf(url);
        return isLoopback(url.host())
            ? HttpFetch::tr("%1 does not answer at %2: %3. Start it, or check the port.")
                  .arg(name, address, result.failure)
            : HttpFetch::tr("%1 does not answer at %2: %3. Check the address, the network and the "
                            "proxy.")
                  .arg(name, address, result.failure);
    }
    if (result.status >= 300 && result.status < 400) {
        return HttpFetch::tr(
                   "%1 redirects to %2. Redirects are not followed, so that the key stays "
                   "with %3; if that address is right, set it as the provider's base URL.")
            .arg(name, result.redirect.toDisplayString(), originOf(url));
    }
    const QString sentence = statusSentence(provider, url, result, hadKey);
    const QString said = readServerError(result.body.left(64 * 1024)).message;
    return said.isEmpty() ? sentence
                          : HttpFetch::tr("%1 It says: %2").arg(sentence, asSentence(said));
}

} // namespace moa
