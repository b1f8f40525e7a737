// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/codepoints.h"

#include "metrics/characterclasses.h"

#include <limits>
#include <unicode/ustring.h>

namespace moa {

std::vector<quint32> codePoints(QStringView text, Whitespace whitespace)
{
    std::vector<quint32> result;
    result.reserve(static_cast<size_t>(text.size()));
    const char16_t *at = text.utf16();
    const char16_t *const end = at + text.size();
    while (at != end) {
        const char16_t unit = *at++;
        if (QChar::isHighSurrogate(unit) && at != end && QChar::isLowSurrogate(*at))
            result.push_back(QChar::surrogateToUcs4(unit, *at++));
        else if (whitespace == Whitespace::Keep || !isPythonSpace(unit))
            result.push_back(unit);
    }
    return result;
}

QString lowered(QStringView text)
{
    // ICU counts in 32 bits. Texts beyond do without its final sigma.
    if (text.size() > std::numeric_limits<int32_t>::max() / 3)
        return text.toString().toLower();
    const auto size = static_cast<int32_t>(text.size());
    QString result(text.size() + 16, Qt::Uninitialized);
    const auto convert = [&] {
        UErrorCode error = U_ZERO_ERROR;
        return u_strToLower(reinterpret_cast<char16_t *>(result.data()),
                            static_cast<int32_t>(result.size()), text.utf16(), size, "", &error);
    };
    int32_t needed = convert();
    if (needed > result.size()) {
        result.resize(needed);
        needed = convert();
    }
    result.truncate(needed);
    return result;
}

} // namespace moa
