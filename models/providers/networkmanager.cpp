// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/networkmanager.h"

#include "mixture/fileio.h"
#include "providers/cassetteserver.h"
#include "providers/provider.h"

#include <QCoreApplication>
#include <QNetworkProxyFactory>
#include <QNetworkRequest>

namespace moa {

namespace {

constexpr qsizetype largestCaFile = 8 * 1024 * 1024;

QString translated(const char *text)
{
    return QCoreApplication::translate("moa", text);
}

class Proxies final : public QNetworkProxyFactory
{
public:
    explicit Proxies(const NetworkSettings &settings)
        : m_proxy(settings.proxy)
    {
        const bool isSocks = settings.proxyUrl.scheme() == u"socks5";
        m_manual = QNetworkProxy(isSocks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy,
                                 settings.proxyUrl.host(),
                                 static_cast<quint16>(settings.proxyUrl.port(0)));
    }

    [[nodiscard]] QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        if (m_proxy == NetworkSettings::Proxy::None || isLoopback(query.peerHostName()))
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        if (m_proxy == NetworkSettings::Proxy::Manual)
            return {m_manual};
        return systemProxyForQuery(query);
    }

private:
    NetworkSettings::Proxy m_proxy;
    QNetworkProxy m_manual;
};

class Manager final : public QNetworkAccessManager
{
public:
    explicit Manager(const NetworkSettings &settings)
        : m_replay(settings.replay)
    {
        setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
        setAutoDeleteReplies(false);
        setProxyFactory(std::make_unique<Proxies>(settings).release()); // the manager owns it
        if (!settings.caFile.isEmpty())
            m_ssl = sslConfiguration(settings).value_or(QSslConfiguration::defaultConfiguration());
    }

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &request,
                                 QIODevice *body) override
    {
        QNetworkRequest own(request);
        own.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
        own.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
        if (!m_ssl.isNull())
            own.setSslConfiguration(m_ssl);
        if (!m_replay.isEmpty()) {
            own.setRawHeader(replayedUrlHeader, request.url().toEncoded());
            own.setUrl(m_replay);
        }
        return QNetworkAccessManager::createRequest(operation, own, body);
    }

private:
    QUrl m_replay; ///< empty: requests go where they are meant to
    QSslConfiguration m_ssl; ///< null: the default one
};

} // namespace

std::unique_ptr<QNetworkAccessManager> makeNetworkManager(const NetworkSettings &settings)
{
    return std::make_unique<Manager>(settings);
}

Result<void> checkNetwork(const NetworkSettings &settings)
{
    if (settings.proxy == NetworkSettings::Proxy::Manual) {
        if (const Result<void> usable = checkProxyUrl(settings.proxyUrl); !usable) {
            return failure(
                translated("The proxy can't be used: %1. Correct it in Settings > Network.")
                    .arg(usable.error().message));
        }
    }
    if (settings.caFile.isEmpty())
        return {};
    return sslConfiguration(settings).map([](const QSslConfiguration & /*usable*/) {});
}

Result<void> checkProxyUrl(const QUrl &url)
{
    const QString scheme = url.scheme();
    if (!url.isValid() || url.host().isEmpty() || (scheme != u"http" && scheme != u"socks5")) {
        return failure(translated("“%1” is neither http://HOST:PORT nor socks5://HOST:PORT")
                           .arg(url.toDisplayString(QUrl::RemoveUserInfo)));
    }
    if (!url.userInfo().isEmpty()) {
        return failure(
            translated("a proxy's address must not contain a user name or password, which do not "
                       "belong in a file"));
    }
    if (url.port() < 1)
        return failure(translated("the address of the proxy “%1” needs a port").arg(url.host()));
    if ((!url.path().isEmpty() && url.path() != u"/") || url.hasQuery() || url.hasFragment())
        return failure(translated("the address of a proxy ends with its port"));
    return {};
}

Result<QSslConfiguration> sslConfiguration(const NetworkSettings &settings)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    if (settings.caFile.isEmpty())
        return configuration;
    const Result<QByteArray> pem = readFile(settings.caFile, largestCaFile);
    if (!pem) {
        return failure(translated("The CA file %1 can't be used. %2 Choose another in Settings > "
                                  "Network, or none.")
                           .arg(settings.caFile, pem.error().message));
    }
    const QList<QSslCertificate> own = QSslCertificate::fromData(*pem, QSsl::Pem);
    if (own.isEmpty()) {
        return failure(translated("The CA file %1 holds no certificate: it has to be text in the "
                                  "PEM format, which begins with “-----BEGIN CERTIFICATE-----”. "
                                  "Choose another in Settings > Network, or none.")
                           .arg(settings.caFile));
    }
    // With a list of its own, a configuration no longer loads the system's by itself.
    configuration.setCaCertificates(QSslConfiguration::systemCaCertificates() + own);
    return configuration;
}

} // namespace moa
