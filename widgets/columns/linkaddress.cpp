// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/linkaddress.h"

#include <QUrl>

namespace moa {

LinkAddress describeLink(const QUrl &link)
{
    LinkAddress result;
    result.address = QString::fromLatin1(link.toEncoded());
    result.host = link.host(QUrl::FullyEncoded);
    // Qt shows the letters of some top-level domains only; here they are shown beside the truth.
    const QString readable = link.host(QUrl::FullyDecoded);
    if (readable != result.host)
        result.readableHost = readable;
    const QString scheme = link.scheme();
    const bool web = scheme == u"http" || scheme == u"https";
    result.opens = link.isValid()
        && ((web && !result.host.isEmpty()) || (scheme == u"mailto" && !link.path().isEmpty()));
    return result;
}

} // namespace moa
