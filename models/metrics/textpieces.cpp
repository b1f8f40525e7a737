// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/textpieces.h"

#include <array>
#include <unicode/uchar.h>

namespace moa {

namespace {

// What the patterns of the encodings tell apart; a character may be several.
constexpr quint8 c_upper = 0x01; ///< upper and title case, and what has no case
constexpr quint8 c_lower = 0x02; ///< lower case, and what has no case
constexpr quint8 c_letter = 0x04;
constexpr quint8 c_number = 0x08;
constexpr quint8 c_space = 0x10;
constexpr quint8 c_lineEnd = 0x20;
constexpr quint8 c_other = 0x40; ///< neither letter, number nor space
constexpr quint8 c_surrogate = 0x80; ///< by itself; its pair has to be looked up

quint8 kindsOf(UChar32 codePoint)
{
    if (codePoint == u'\r' || codePoint == u'\n')
        return c_space | c_lineEnd;
    if (u_isUWhiteSpace(codePoint) != 0)
        return c_space;
    switch (u_charType(codePoint)) {
    case U_UPPERCASE_LETTER:
    case U_TITLECASE_LETTER:
        return c_letter | c_upper;
    case U_LOWERCASE_LETTER:
        return c_letter | c_lower;
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
        return c_letter | c_upper | c_lower;
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
        return c_other | c_upper | c_lower;
    case U_DECIMAL_DIGIT_NUMBER:
    case U_LETTER_NUMBER:
    case U_OTHER_NUMBER:
        return c_number;
    default:
        return c_other;
    }
}

} // namespace

/** The kinds of the basic plane. */
class TextPieces::CharacterKinds
{
public:
    [[nodiscard]] static const CharacterKinds &instance()
    {
        static const CharacterKinds kinds;
        return kinds;
    }

    [[nodiscard]] quint8 of(char16_t unit) const { return m_units[unit]; }

private:
    CharacterKinds()
    {
        for (size_t unit = 0; unit < m_units.size(); ++unit) {
            m_units[unit] = QChar::isSurrogate(static_cast<char32_t>(unit))
                ? c_surrogate
                : kindsOf(static_cast<UChar32>(unit));
        }
    }

    std::array<quint8, 0x10000> m_units;
};

TextPieces::TextPieces(QStringView text, TokenEncoding encoding)
    : m_kinds(CharacterKinds::instance())
    , m_at(text.utf16())
    , m_end(m_at + text.size())
    , m_encoding(encoding)
{ }

const char16_t *TextPieces::cl100kEnd(const char16_t *at) const
{
    if (const char16_t *end = contractionEnd(at); end != at)
        return end;
    const quint8 kinds = kindsAt(at);
    if ((kinds & c_letter) != 0)
        return skip(at, c_letter);
    if ((kinds & c_number) != 0)
        return numberEnd(at);
    if ((kinds & c_lineEnd) == 0) {
        const char16_t *word = after(at);
        if (const char16_t *end = skip(word, c_letter); end != word)
            return end;
    }
    return otherEnd(at, kinds, false);
}

const char16_t *TextPieces::o200kEnd(const char16_t *at) const
{
    const quint8 kinds = kindsAt(at);
    if ((kinds & c_letter) != 0) {
        const char16_t *end = lowerWordEnd(at);
        return contractionEnd(end != nullptr ? end : skip(at, c_upper));
    }
    if ((kinds & c_number) != 0)
        return numberEnd(at);
    if ((kinds & c_lineEnd) == 0) {
        const char16_t *word = after(at);
        const char16_t *end = lowerWordEnd(word);
        // A mark may also be a word by itself, which comes before one with capitals behind it.
        const bool isMark = (kinds & c_lower) != 0;
        if (end == nullptr)
            end = isMark ? word : skip(word, c_upper);
        if (isMark || end != word)
            return contractionEnd(end);
    }
    return otherEnd(at, kinds, true);
}

// Of capitals and then at least one letter that is none; null if there is no such word.
const char16_t *TextPieces::lowerWordEnd(const char16_t *at) const
{
    const char16_t *capitals = skip(at, c_upper);
    if (const char16_t *end = skip(capitals, c_lower); end != capitals)
        return end;
    // The last one that may also be no capital has to do for it.
    while (capitals != at) {
        const char16_t *last = capitals - 1;
        if (last != at && QChar::isLowSurrogate(*last))
            --last; // only whole pairs are letters
        if ((kindsAt(last) & c_lower) != 0)
            return capitals;
        capitals = last;
    }
    return nullptr;
}

// Where nothing of the sort stands, that is where it begins.
const char16_t *TextPieces::contractionEnd(const char16_t *at) const
{
    if (m_end - at < 2 || *at != u'\'')
        return at;
    const auto lower = [](char16_t unit) {
        const char16_t longS = 0x017F; // is an s to whoever ignores the case
        return unit == longS ? u's' : static_cast<char16_t>(unit | 0x20);
    };
    const char16_t first = lower(at[1]);
    if (first == u's' || first == u't' || first == u'm' || first == u'd')
        return at + 2;
    if (m_end - at < 3)
        return at;
    const char16_t second = lower(at[2]);
    const bool isLong =
        (first == u'l' && second == u'l') || (second == u'e' && (first == u'r' || first == u'v'));
    return isLong ? at + 3 : at;
}

const char16_t *TextPieces::otherEnd(const char16_t *at, quint8 kinds, bool slashes) const
{
    const char16_t *start = *at == u' ' ? at + 1 : at;
    const char16_t *end = skip(start, c_other);
    if (end == start)
        return (kinds & c_space) != 0 ? spaceEnd(at) : after(at);
    while (end != m_end && (*end == u'\r' || *end == u'\n' || (slashes && *end == u'/')))
        ++end;
    return end;
}

const char16_t *TextPieces::numberEnd(const char16_t *at) const
{
    for (int count = 0; count < 3 && at != m_end && (kindsAt(at) & c_number) != 0; ++count)
        at = after(at);
    return at;
}

const char16_t *TextPieces::spaceEnd(const char16_t *at) const
{
    const char16_t *end = skip(at, c_space);
    const char16_t *lineEnd = end;
    while (lineEnd != at && lineEnd[-1] != u'\r' && lineEnd[-1] != u'\n')
        --lineEnd;
    if (lineEnd != at)
        return lineEnd;
    // The last space is left to what follows.
    return end == m_end || end - at == 1 ? end : end - 1;
}

bool TextPieces::isPairAt(const char16_t *at) const
{
    return m_end - at > 1 && QChar::isHighSurrogate(at[0]) && QChar::isLowSurrogate(at[1]);
}

quint8 TextPieces::kindsAt(const char16_t *at) const
{
    const quint8 kinds = m_kinds.of(*at);
    if (kinds != c_surrogate)
        return kinds;
    return isPairAt(at) ? kindsOf(static_cast<UChar32>(QChar::surrogateToUcs4(at[0], at[1])))
                        : c_other;
}

const char16_t *TextPieces::after(const char16_t *at) const
{
    return at + (isPairAt(at) ? 2 : 1);
}

// Over all characters that are of one of these kinds.
const char16_t *TextPieces::skip(const char16_t *at, quint8 kinds) const
{
    for (; at != m_end; ++at) {
        const quint8 own = m_kinds.of(*at);
        if ((own & kinds) != 0)
            continue;
        if (own != c_surrogate || (kindsAt(at) & kinds) == 0)
            break;
        at = after(at) - 1;
    }
    return at;
}

} // namespace moa
