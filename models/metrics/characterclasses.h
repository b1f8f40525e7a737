// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/tokenizer.h"

#include <array>

namespace moa {

/// Whitespace as Python's str.split() sees it: unlike QChar::isSpace() with U+001C to U+001F.
[[nodiscard]] constexpr bool isPythonSpace(char16_t unit)
{
    return (unit >= 0x09 && unit <= 0x0D) || (unit >= 0x1C && unit <= 0x20) || unit == 0x85
        || unit == 0xA0 || unit == 0x1680 || (unit >= 0x2000 && unit <= 0x200A) || unit == 0x2028
        || unit == 0x2029 || unit == 0x202F || unit == 0x205F || unit == 0x3000;
}

/** What a tokenizer does with a character. Plain and Digit come first: they only lengthen a token.
 */
enum class CharacterClass : quint8 {
    Plain,
    Digit,
    Space,
    Single, ///< always a token of its own
    Mark, ///< a token of its own, unless digits stand beside it
    Hyphen, ///< a token of its own after a digit
    Surrogate ///< half of a character that has to be looked up by its code point
};

/** The classes of all characters for one tokenizer: an immutable table. */
class CharacterClasses
{
public:
    [[nodiscard]] static const CharacterClasses &of(Tokenizer tokenizer);

    [[nodiscard]] CharacterClass ofUnit(char16_t unit) const { return m_units[unit]; }
    /// For a code point outside the basic plane, or a lone surrogate.
    [[nodiscard]] CharacterClass ofCodePoint(char32_t codePoint) const;

private:
    explicit CharacterClasses(Tokenizer tokenizer);

    Tokenizer m_tokenizer;
    std::array<CharacterClass, 0x10000> m_units;
};

} // namespace moa
