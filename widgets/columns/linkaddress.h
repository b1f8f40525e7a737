// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QUrl;

namespace moa {

/** Where a link of an answer leads, in words for a person who must decide whether to go there. */
struct LinkAddress
{
    QString address; ///< the whole of it in ASCII: nothing in it hides or reorders
    QString host; ///< as the network knows it, punycode included; empty: it has none
    QString readableHost; ///< in the letters it was meant in; empty: they are those of host
    bool opens = false; ///< http, https and mailto do; anything else is only shown

    friend bool operator==(const LinkAddress &, const LinkAddress &) = default;
};

[[nodiscard]] LinkAddress describeLink(const QUrl &link);

} // namespace moa
