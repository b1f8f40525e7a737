// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/tokencount.h"

#include "metrics/bytepairencoding.h"

namespace moa {

qint64 countTokens(QStringView text, TokenEncoding encoding)
{
    return BytePairEncoding(encoding).count(text);
}

} // namespace moa
