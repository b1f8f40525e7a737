// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/provider.h"

#include <QCoreApplication>
#include <QHostAddress>

namespace moa {

namespace {

bool isPrivate(const QString &host)
{
    const QHostAddress address(host);
    for (const char *const network : {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",
                                      "169.254.0.0/16", "fc00::/7", "fe80::/10"}) {
        if (address.isInSubnet(QHostAddress::parseSubnet(QLatin1String(network))))
            return true;
    }
    return false;
}

} // namespace

const ModelOverride *Provider::overrideFor(const QString &model) const
{
    const auto found =
        std::find_if(models.cbegin(), models.cend(),
                     [&model](const ModelOverride &candidate) { return candidate.model == model; });
    return found == models.cend() ? nullptr : &*found;
}

QString originOf(const QUrl &url)
{
    const QString scheme = url.scheme().toLower();
    const int port = url.port(scheme == u"https" ? 443 : 80);
    QString host = url.host().toLower();
    if (host.contains(u':'))
        host = u'[' + host + u']';
    return QStringLiteral("%1://%2:%3").arg(scheme, host).arg(port);
}

bool isLoopback(const QString &host)
{
    return host.compare(u"localhost", Qt::CaseInsensitive) == 0 || QHostAddress(host).isLoopback();
}

Result<void> checkBaseUrl(const QUrl &url, bool allowInsecure)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("moa", text); };
    if (!url.isValid() || url.host().isEmpty())
        return failure(tr("“%1” is not an address").arg(url.toDisplayString()));
    if (!url.userInfo().isEmpty())
        return failure(tr("an address must not contain a user name or password"));
    const QString scheme = url.scheme().toLower();
    if (scheme == u"https")
        return {};
    if (scheme != u"http")
        return failure(
            tr("“%1” is neither an http nor an https address").arg(url.toDisplayString()));
    if (allowInsecure || isLoopback(url.host()) || isPrivate(url.host()))
        return {};
    return failure(tr("%1 is a public host and the address is plain http, which would send prompts "
                      "and key unencrypted; use https, or set \"allow_insecure\": true")
                       .arg(url.host()));
}

} // namespace moa
