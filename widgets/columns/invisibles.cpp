// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/invisibles.h"

#include <array>

namespace moa {

namespace {

constexpr char32_t blackFlag = 0x1F3F4;

bool isTag(char32_t code)
{
    return code >= 0xE0000 && code <= 0xE007F;
}

/// Of the characters that take one UTF-16 unit.
bool isInvisible(char16_t unit)
{
    if (unit < 0x20)
        return unit != u'\t' && unit != u'\n' && unit != u'\r';
    if (unit < 0x7F)
        return false;
    if (unit < 0x2000)
        return unit < 0xA0 || unit == 0xAD || unit == 0x61C || unit == 0x180E;
    if (unit < 0x2070) {
        return unit == 0x200B || unit == 0x200E || unit == 0x200F
            || (unit >= 0x202A && unit <= 0x202E) || unit >= 0x2060;
    }
    // The last two would begin and end a frame in a document of Qt's; U+FFFC stands for an object.
    return unit == 0xFEFF || (unit >= 0xFFF9 && unit <= 0xFFFC) || unit == 0xFDD0 || unit == 0xFDD1;
}

constexpr std::array<const char16_t *, 32> controlNames{
    u"NUL", u"SOH", u"STX", u"ETX", u"EOT", u"ENQ", u"ACK", u"BEL", u"BS",  u"TAB", u"LF",
    u"VT",  u"FF",  u"CR",  u"SO",  u"SI",  u"DLE", u"DC1", u"DC2", u"DC3", u"DC4", u"NAK",
    u"SYN", u"ETB", u"CAN", u"EM",  u"SUB", u"ESC", u"FS",  u"GS",  u"RS",  u"US"};

const char16_t *wellKnownName(char32_t code)
{
    switch (code) {
    case 0x7F:
        return u"DEL";
    case 0xAD:
        return u"SHY";
    case 0x61C:
        return u"ALM";
    case 0x200B:
        return u"ZWSP";
    case 0x200E:
        return u"LRM";
    case 0x200F:
        return u"RLM";
    case 0x202A:
        return u"LRE";
    case 0x202B:
        return u"RLE";
    case 0x202C:
        return u"PDF";
    case 0x202D:
        return u"LRO";
    case 0x202E:
        return u"RLO";
    case 0x2060:
        return u"WJ";
    case 0x2066:
        return u"LRI";
    case 0x2067:
        return u"RLI";
    case 0x2068:
        return u"FSI";
    case 0x2069:
        return u"PDI";
    case 0xFEFF:
        return u"BOM";
    default:
        return nullptr;
    }
}

} // namespace

Invisible findInvisible(QStringView text, qsizetype from)
{
    char32_t before = 0; // the flag whose tags may follow
    for (qsizetype i = from; i < text.size(); ++i) {
        const QChar unit = text.at(i);
        if (!unit.isSurrogate()) {
            if (isInvisible(unit.unicode()))
                return {i, 1, unit.unicode()};
            before = 0;
            continue;
        }
        if (!unit.isHighSurrogate() || i + 1 >= text.size() || !text.at(i + 1).isLowSurrogate())
            return {i, 1, unit.unicode()};
        const char32_t code = QChar::surrogateToUcs4(unit, text.at(i + 1));
        if (isTag(code) && before != blackFlag)
            return {i, 2, code};
        if (!isTag(code))
            before = code;
        ++i;
    }
    return {text.size(), 0, 0};
}

QString invisibleName(char32_t code)
{
    if (code < controlNames.size())
        return QString::fromUtf16(controlNames.at(code));
    if (const char16_t *name = wellKnownName(code))
        return QString::fromUtf16(name);
    return QStringLiteral("U+%1").arg(static_cast<uint>(code), 4, 16, QLatin1Char('0')).toUpper();
}

} // namespace moa
