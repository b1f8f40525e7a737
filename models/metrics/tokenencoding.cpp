// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/tokenencoding.h"

namespace moa {

QString tokenEncodingName(TokenEncoding encoding)
{
    switch (encoding) {
    case TokenEncoding::Cl100k:
        return QStringLiteral("cl100k_base");
    case TokenEncoding::O200k:
        break;
    }
    return QStringLiteral("o200k_base");
}

std::optional<TokenEncoding> tokenEncodingFromName(QStringView name)
{
    for (const TokenEncoding encoding : {TokenEncoding::O200k, TokenEncoding::Cl100k}) {
        if (name == tokenEncodingName(encoding))
            return encoding;
    }
    return std::nullopt;
}

} // namespace moa
