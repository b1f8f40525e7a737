// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/tokenizer.h"

#include <vector>

namespace moa {

/** A piece of a text, and a hash of its characters. Does not own them. */
struct Token
{
    const char16_t *data = nullptr;
    qsizetype size = 0; ///< UTF-16 units
    quint64 hash = 0; ///< its upper bits are the good ones
};

/**
 * A text cut into tokens without a copy for each: they point into the given text, or into a buffer
 * of this object where the text had to be rewritten. Reuse one object for many texts.
 */
class TokenizedText
{
public:
    TokenizedText() = default;
    Q_DISABLE_COPY_MOVE(TokenizedText)

    /// The text has to outlive the tokens.
    void assign(QStringView text, Tokenizer tokenizer, bool lowercase);
    [[nodiscard]] const std::vector<Token> &tokens() const { return m_tokens; }

private:
    QString m_buffer;
    std::vector<Token> m_tokens;
};

} // namespace moa
