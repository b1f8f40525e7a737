// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/wordnumbers.h"

#include <cstring>

namespace moa {

WordNumbers::WordNumbers()
    : m_slots(1024)
{ }

std::vector<int> WordNumbers::number(QStringView text, const std::vector<TextWord> &words)
{
    std::vector<int> numbers;
    numbers.reserve(words.size());
    for (const TextWord &word : words)
        numbers.push_back(numberOf(text.utf16() + word.range.start, word));
    return numbers;
}

int WordNumbers::numberOf(const char16_t *data, const TextWord &word)
{
    const size_t mask = m_slots.size() - 1;
    for (size_t index = word.hash & mask;; index = (index + 1) & mask) {
        Slot &slot = m_slots[index];
        if (!slot.data) {
            const int number = m_count++;
            slot = {word.hash, data, word.range.size, number};
            if (static_cast<size_t>(m_count) > m_slots.size() / 2)
                grow();
            return number;
        }
        if (slot.hash == word.hash && slot.size == word.range.size
            && std::memcmp(slot.data, data, static_cast<size_t>(slot.size) * sizeof(char16_t)) == 0)
            return slot.number;
    }
}

void WordNumbers::grow()
{
    std::vector<Slot> slots(m_slots.size() * 4);
    const size_t mask = slots.size() - 1;
    for (const Slot &slot : m_slots) {
        if (!slot.data)
            continue;
        size_t index = slot.hash & mask;
        while (slots[index].data)
            index = (index + 1) & mask;
        slots[index] = slot;
    }
    m_slots = std::move(slots);
}

} // namespace moa
