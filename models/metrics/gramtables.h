// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/tokenizedtext.h"

#include <algorithm>
#include <bit>
#include <optional>

namespace moa {

/// A power of two that leaves an open-addressing table of that many entries at most half full.
[[nodiscard]] constexpr size_t slotCount(size_t entries)
{
    return std::bit_ceil(std::max<size_t>(2 * entries, 16));
}

/** Numbers distinct tokens from 0 in the order in which they come. The tokens must stay. */
class WordTable
{
public:
    /// Forgets everything; makes room for that many words.
    void reset(size_t words)
    {
        m_slots.assign(slotCount(words), Slot{});
        m_shift = 64 - std::countr_zero(m_slots.size());
        m_words.clear();
    }

    [[nodiscard]] quint32 add(const Token &token)
    {
        Slot &slot = find(token);
        if (slot.numberPlusOne == 0) {
            m_words.push_back(&token);
            slot = {static_cast<quint32>(token.hash), static_cast<quint32>(m_words.size())};
        }
        return slot.numberPlusOne - 1;
    }

    [[nodiscard]] std::optional<quint32> number(const Token &token)
    {
        const Slot &slot = find(token);
        return slot.numberPlusOne == 0 ? std::nullopt : std::optional(slot.numberPlusOne - 1);
    }

    [[nodiscard]] size_t size() const { return m_words.size(); }

private:
    struct Slot
    {
        quint32 tag;
        quint32 numberPlusOne; ///< 0: free
    };

    static bool isSame(const Token &a, const Token &b)
    {
        return a.size == b.size && std::equal(a.data, a.data + a.size, b.data);
    }

    Slot &find(const Token &token)
    {
        const size_t mask = m_slots.size() - 1;
        const auto tag = static_cast<quint32>(token.hash);
        size_t index = token.hash >> m_shift;
        while (m_slots[index].numberPlusOne != 0) {
            const Slot &slot = m_slots[index];
            if (slot.tag == tag && isSame(*m_words[slot.numberPlusOne - 1], token))
                break;
            index = (index + 1) & mask;
        }
        return m_slots[index];
    }

    std::vector<Slot> m_slots;
    std::vector<const Token *> m_words;
    int m_shift = 0;
};

/** Numbers distinct pairs of numbers from 0 in the order in which they come. */
class PairTable
{
public:
    /// Forgets everything; makes room for that many pairs, after which it grows.
    void reset(size_t pairs)
    {
        m_slots.assign(slotCount(pairs), Slot{});
        m_shift = 64 - std::countr_zero(m_slots.size());
        m_size = 0;
    }

    [[nodiscard]] quint32 add(quint32 first, quint32 second)
    {
        const quint64 pair = joined(first, second);
        Slot &slot = find(pair);
        if (slot.numberPlusOne != 0)
            return slot.numberPlusOne - 1;
        slot = {pair, ++m_size};
        if (2 * size_t{m_size} > m_slots.size())
            grow();
        return m_size - 1;
    }

    [[nodiscard]] std::optional<quint32> number(quint32 first, quint32 second)
    {
        const Slot &slot = find(joined(first, second));
        return slot.numberPlusOne == 0 ? std::nullopt : std::optional(slot.numberPlusOne - 1);
    }

    [[nodiscard]] size_t size() const { return m_size; }

private:
    struct Slot
    {
        quint64 pair;
        quint32 numberPlusOne; ///< 0: free
    };

    static quint64 joined(quint32 first, quint32 second) { return quint64{first} << 32 | second; }

    Slot &find(quint64 pair)
    {
        const size_t mask = m_slots.size() - 1;
        size_t index = (pair * 0x9E3779B97F4A7C15u) >> m_shift;
        while (m_slots[index].numberPlusOne != 0 && m_slots[index].pair != pair)
            index = (index + 1) & mask;
        return m_slots[index];
    }

    void grow()
    {
        std::vector<Slot> smaller(2 * m_slots.size());
        smaller.swap(m_slots);
        m_shift = 64 - std::countr_zero(m_slots.size());
        for (const Slot &slot : smaller) {
            if (slot.numberPlusOne != 0)
                find(slot.pair) = slot;
        }
    }

    std::vector<Slot> m_slots;
    quint32 m_size = 0;
    int m_shift = 0;
};

} // namespace moa
