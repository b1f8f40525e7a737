// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/visibletext.h"

#include <algorithm>

namespace moa {

namespace {

constexpr char16_t controlPictures = 0x2400; ///< of U+0000, the others follow in order
constexpr char16_t deletePicture = 0x2421;

bool isHarmless(char16_t unit)
{
    return unit == u'\n' || unit == u'\t' || (unit >= 0x20 && unit < 0x7F)
        || (unit >= 0xA0 && unit < 0xD800) || (unit >= 0xE000 && unit < 0xFDD0)
        || (unit >= 0xFDF0 && unit < 0xFFFE);
}

QChar visible(char16_t unit)
{
    if (unit < 0x20)
        return QChar(static_cast<char16_t>(controlPictures + unit));
    return unit == 0x7F ? QChar(deletePicture) : QChar(QChar::ReplacementCharacter);
}

bool turnsDirection(QChar character)
{
    const char16_t unit = character.unicode();
    return (unit >= 0x202A && unit <= 0x202E) || (unit >= 0x2066 && unit <= 0x2069);
}

} // namespace

QString withVisibleControls(const QString &text)
{
    const auto harmless = [](QChar character) { return isHarmless(character.unicode()); };
    if (std::all_of(text.begin(), text.end(), harmless))
        return text;
    QString result;
    result.reserve(text.size());
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar character = text.at(at);
        const QChar next = at + 1 < text.size() ? text.at(at + 1) : QChar();
        if (character.isHighSurrogate() && next.isLowSurrogate()) {
            result += character;
            result += next;
            ++at;
        } else if (character == u'\r' && next == u'\n') {
            continue;
        } else {
            result += harmless(character) ? character : visible(character.unicode());
        }
    }
    return result;
}

QString asOneLine(const QString &text)
{
    QString line = withVisibleControls(text.simplified());
    std::replace_if(line.begin(), line.end(), turnsDirection, QChar(QChar::ReplacementCharacter));
    return line;
}

} // namespace moa
