// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/tokenestimate.h"

#include <QChar>

namespace moa {

namespace {

// In hundredths of a token.
constexpr qint64 c_token = 100;
constexpr qint64 c_latin = 22;
constexpr qint64 c_latinMark = 45;
constexpr qint64 c_eastAsian = 90;
constexpr qint64 c_otherLetter = 50;
constexpr qint64 c_other = 100;
// Half of a character that may still come: not above what any whole one counts.
constexpr qint64 c_lone = 22;

constexpr bool isEastAsian(char32_t codePoint)
{
    return (codePoint >= 0x1100 && codePoint < 0x1200) // hangul letters
        || (codePoint >= 0x2E80 && codePoint < 0xA4D0) // radicals, kana, ideographs, Yi
        || (codePoint >= 0xAC00 && codePoint < 0xD7B0) // hangul syllables
        || (codePoint >= 0xF900 && codePoint < 0xFB00) // compatibility ideographs
        || (codePoint >= 0xFF00 && codePoint < 0xFFF0) // full and half width forms
        || (codePoint >= 0x20000 && codePoint < 0x40000); // supplementary ideographs
}

qint64 weight(char32_t codePoint)
{
    if (codePoint < 0x250)
        return QChar::isLetter(codePoint) || QChar::isSpace(codePoint) ? c_latin : c_latinMark;
    if (codePoint >= 0x1E00 && codePoint < 0x1F00) // Latin with more diacritics
        return c_latin;
    if (isEastAsian(codePoint))
        return c_eastAsian;
    const bool isLetter = QChar::isLetterOrNumber(codePoint) || QChar::isMark(codePoint);
    return isLetter ? c_otherLetter : c_other;
}

} // namespace

qint64 estimateTokens(QStringView text)
{
    qint64 sum = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const char16_t unit = text[at].unicode();
        char32_t codePoint = unit;
        if (QChar::isHighSurrogate(unit) && at + 1 < text.size() && text[at + 1].isLowSurrogate()) {
            codePoint = QChar::surrogateToUcs4(unit, text[++at].unicode());
        }
        sum += QChar::isSurrogate(codePoint) ? c_lone : weight(codePoint);
    }
    return (sum + c_token - 1) / c_token;
}

} // namespace moa
