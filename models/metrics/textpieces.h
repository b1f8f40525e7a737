// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/tokenencoding.h"

#include <QStringView>

namespace moa {

/**
 * Cuts a text into the pieces that an encoding looks at one by one: words with the space before
 * them, up to three digits, runs of punctuation, whitespace. No surrogate pair is cut; a surrogate
 * without its other half is punctuation, as U+FFFD would be.
 */
class TextPieces
{
public:
    /// The text has to outlive this.
    TextPieces(QStringView text, TokenEncoding encoding);

    /// The next piece; an empty one at the end.
    [[nodiscard]] QStringView next()
    {
        const char16_t *start = m_at;
        if (start != m_end)
            m_at = m_encoding == TokenEncoding::Cl100k ? cl100kEnd(start) : o200kEnd(start);
        return {start, m_at};
    }

private:
    class CharacterKinds;

    [[nodiscard]] const char16_t *cl100kEnd(const char16_t *at) const;
    [[nodiscard]] const char16_t *o200kEnd(const char16_t *at) const;
    [[nodiscard]] const char16_t *lowerWordEnd(const char16_t *at) const;
    [[nodiscard]] const char16_t *contractionEnd(const char16_t *at) const;
    [[nodiscard]] const char16_t *otherEnd(const char16_t *at, quint8 kinds, bool slashes) const;
    [[nodiscard]] const char16_t *numberEnd(const char16_t *at) const;
    [[nodiscard]] const char16_t *spaceEnd(const char16_t *at) const;

    [[nodiscard]] bool isPairAt(const char16_t *at) const;
    [[nodiscard]] quint8 kindsAt(const char16_t *at) const;
    [[nodiscard]] const char16_t *after(const char16_t *at) const;
    [[nodiscard]] const char16_t *skip(const char16_t *at, quint8 kinds) const;

    const CharacterKinds &m_kinds;
    const char16_t *m_at;
    const char16_t *m_end;
    TokenEncoding m_encoding;
};

} // namespace moa
