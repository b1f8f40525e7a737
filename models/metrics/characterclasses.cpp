// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/characterclasses.h"

#include <algorithm>
#include <unicode/uchar.h>

namespace moa {

namespace {

struct Range
{
    char16_t first;
    char16_t last;
};

// The signs that mteval-v13a sets apart wherever they stand.
constexpr std::array c_westernSingles{
    Range{0x21, 0x26}, Range{0x28, 0x2B}, Range{0x2F, 0x2F},
    Range{0x3A, 0x40}, Range{0x5B, 0x60}, Range{0x7B, 0x7E},
};

// sacreBLEU's list of Chinese characters. U+2001 to U+2A6D is a slip of the original, which meant
// the supplementary ideographs; its scores include it, so ours do.
constexpr std::array c_chineseSingles{
    Range{0x2E80, 0x2EFF}, Range{0x2F00, 0x2FDF}, Range{0x2FF0, 0x2FFF}, Range{0x3000, 0x303F},
    Range{0x3100, 0x312F}, Range{0x31A0, 0x31BF}, Range{0x31C0, 0x31EF}, Range{0x3200, 0x33FF},
    Range{0x3400, 0x4DB5}, Range{0x4E00, 0x9FBB}, Range{0xF900, 0xFA2D}, Range{0xFA30, 0xFA6A},
    Range{0xFA70, 0xFAD9}, Range{0xFE10, 0xFE1F}, Range{0xFE30, 0xFE4F}, Range{0xFF00, 0xFFEF},
    Range{0x2600, 0x26FF}, Range{0x2700, 0x27BF}, Range{0x2001, 0x2A6D}, Range{0x2F81, 0x2FA1},
};

template <typename Ranges>
bool contains(const Ranges &ranges, char16_t unit)
{
    return std::any_of(ranges.begin(), ranges.end(), [unit](const Range &range) {
        return unit >= range.first && unit <= range.last;
    });
}

CharacterClass westernClass(char16_t unit)
{
    if (unit >= u'0' && unit <= u'9')
        return CharacterClass::Digit;
    if (unit == u'.' || unit == u',')
        return CharacterClass::Mark;
    if (unit == u'-')
        return CharacterClass::Hyphen;
    return contains(c_westernSingles, unit) ? CharacterClass::Single : CharacterClass::Plain;
}

CharacterClass internationalClass(char32_t codePoint)
{
    const uint32_t category = U_MASK(u_charType(static_cast<UChar32>(codePoint)));
    if ((category & U_GC_N_MASK) != 0)
        return CharacterClass::Digit;
    if ((category & U_GC_P_MASK) != 0)
        return CharacterClass::Mark;
    return (category & U_GC_S_MASK) != 0 ? CharacterClass::Single : CharacterClass::Plain;
}

CharacterClass classOf(Tokenizer tokenizer, char16_t unit)
{
    if (isPythonSpace(unit))
        return CharacterClass::Space;
    switch (tokenizer) {
    case Tokenizer::None:
        return CharacterClass::Plain;
    case Tokenizer::Char:
        return QChar::isSurrogate(unit) ? CharacterClass::Surrogate : CharacterClass::Single;
    case Tokenizer::V13a:
        return westernClass(unit);
    case Tokenizer::Zh:
        return contains(c_chineseSingles, unit) ? CharacterClass::Single : westernClass(unit);
    case Tokenizer::Intl:
        return QChar::isSurrogate(unit) ? CharacterClass::Surrogate : internationalClass(unit);
    }
    return CharacterClass::Plain;
}

} // namespace

CharacterClasses::CharacterClasses(Tokenizer tokenizer)
    : m_tokenizer(tokenizer)
{
    for (size_t unit = 0; unit < m_units.size(); ++unit)
        m_units[unit] = classOf(tokenizer, static_cast<char16_t>(unit));
}

const CharacterClasses &CharacterClasses::of(Tokenizer tokenizer)
{
    switch (tokenizer) {
    case Tokenizer::None: {
        static const CharacterClasses none(Tokenizer::None);
        return none;
    }
    case Tokenizer::Char: {
        static const CharacterClasses character(Tokenizer::Char);
        return character;
    }
    case Tokenizer::Zh: {
        static const CharacterClasses chinese(Tokenizer::Zh);
        return chinese;
    }
    case Tokenizer::Intl: {
        static const CharacterClasses international(Tokenizer::Intl);
        return international;
    }
    case Tokenizer::V13a:
        break;
    }
    static const CharacterClasses western(Tokenizer::V13a);
    return western;
}

CharacterClass CharacterClasses::ofCodePoint(char32_t codePoint) const
{
    return m_tokenizer == Tokenizer::Intl ? internationalClass(codePoint)
        : m_tokenizer == Tokenizer::Char  ? CharacterClass::Single
                                          : CharacterClass::Plain;
}

} // namespace moa
