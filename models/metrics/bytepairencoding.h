// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/tokenencoding.h"

#include <QList>
#include <QStringView>

namespace moa {

class TokenVocabulary;

/**
 * Byte-pair encoding as OpenAI's tiktoken does it for ordinary text: what spells a special token
 * counts as its letters. A surrogate without its other half is taken for U+FFFD.
 *
 * A value, cheap to copy; any thread may use it. The time is linear in the length of the text,
 * whatever it is.
 */
class BytePairEncoding
{
public:
    /// Loads the vocabulary if it is the first use of it in the program (some tens of ms).
    explicit BytePairEncoding(TokenEncoding encoding);

    [[nodiscard]] QList<int> ids(QStringView text) const;
    [[nodiscard]] qint64 count(QStringView text) const;
    /// The bytes that tokens stand for; they need not be whole characters. Numbers that are no
    /// ordinary token's give nothing.
    [[nodiscard]] QByteArray bytes(const QList<int> &ids) const;

private:
    TokenEncoding m_encoding;
    const TokenVocabulary *m_vocabulary;
};

} // namespace moa
