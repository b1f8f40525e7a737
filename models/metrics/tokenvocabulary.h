// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/bytetrie.h"
#include "metrics/tokenencoding.h"

#include <QByteArray>

namespace moa {

/**
 * The tokens of an encoding, which are strings of bytes, and which of them the merge rule ever
 * leaves side by side. A token's number is its rank: the lower, the earlier it is made.
 *
 * Immutable; any thread may use it. It takes some 10 to 20 MB.
 */
class TokenVocabulary
{
public:
    static constexpr quint32 none = ByteTrie::none;

    Q_DISABLE_COPY_MOVE(TokenVocabulary)
    ~TokenVocabulary() = default;

    /// Unpacks the vocabulary on the first call, which takes some tens of milliseconds.
    [[nodiscard]] static const TokenVocabulary &of(TokenEncoding encoding);

    /// The longest token that these bytes begin with; there has to be one byte at least.
    [[nodiscard]] quint32 longestPrefix(const uchar *at, const uchar *end) const
    {
        return m_trie.longestPrefix(at, end);
    }
    /// The longest token that another one begins with; none for a single byte.
    [[nodiscard]] quint32 shorterPrefix(quint32 token) const { return m_extents[token].shorter; }
    [[nodiscard]] qsizetype length(quint32 token) const { return m_extents[token].length; }
    [[nodiscard]] QByteArray bytes(quint32 token) const;
    [[nodiscard]] qsizetype size() const { return static_cast<qsizetype>(m_extents.size()); }

    /// Whether the merge rule, applied to the bytes of both together, ends with just these two.
    [[nodiscard]] bool areNeighbours(quint32 left, quint32 right) const
    {
        // Undoes the merges on both sides of the seam, the latest first. What comes to stand at the
        // seam must not be something that would have been joined before the merge just undone.
        quint32 limit = none;
        while (true) {
            // What either is ever made into answers most questions without a search.
            const bool mayBeJoined =
                m_parts[left].firstAsLeft < limit && m_parts[right].firstAsRight < limit;
            if (mayBeJoined && joined(left, right) < limit)
                return false;
            // Of two equal merges the left one is made first.
            if (left > right) {
                if (left < c_bytes)
                    return true;
                limit = left;
                left = m_parts[left].right;
            } else {
                if (right < c_bytes)
                    return true;
                limit = right + 1;
                right = m_parts[right].left;
            }
        }
    }

private:
    /// What a token is made of, and the first one that is made of it.
    struct Parts
    {
        quint32 left = 0; ///< none for a single byte, nor a right one
        quint32 right = 0;
        quint32 firstAsLeft = none;
        quint32 firstAsRight = none;
    };
    struct Extent
    {
        quint32 shorter = none;
        quint32 length = 0; ///< bytes
    };

    static constexpr quint32 c_bytes = 256; ///< single bytes are the first tokens
    static constexpr int c_tokenBits = 18;

    explicit TokenVocabulary(TokenEncoding encoding);
    void addPair(quint32 left, quint32 right, quint32 token);

    [[nodiscard]] size_t slotOf(quint64 key) const
    {
        return static_cast<size_t>(key * 0x9E3779B97F4A7C15 >> m_pairShift);
    }
    /// What the merge rule makes of these two.
    [[nodiscard]] quint32 joined(quint32 left, quint32 right) const
    {
        const quint64 key = quint64{left} << c_tokenBits | right;
        const size_t mask = m_pairs.size() - 1;
        for (size_t slot = slotOf(key); m_pairs[slot] != 0; slot = (slot + 1) & mask) {
            if (m_pairs[slot] >> c_tokenBits == key)
                return static_cast<quint32>(m_pairs[slot] & ((1U << c_tokenBits) - 1));
        }
        return none;
    }

    ByteTrie m_trie;
    std::vector<Extent> m_extents;
    std::vector<Parts> m_parts;
    /// A hash table: left, right and what they make, 18 bits each. Zero is a free slot.
    std::vector<quint64> m_pairs;
    int m_pairShift = 0;
};

} // namespace moa
