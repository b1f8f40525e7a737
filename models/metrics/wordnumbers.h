// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/textwords.h"

#include <vector>

namespace moa {

/** Gives equal words equal numbers, from 0 on, in the order in which they first come. */
class WordNumbers
{
public:
    WordNumbers();

    /// The numbers of a text's words, in order. The text has to stay until the last call.
    [[nodiscard]] std::vector<int> number(QStringView text, const std::vector<TextWord> &words);
    /// How many different words there were.
    [[nodiscard]] int count() const { return m_count; }

private:
    struct Slot
    {
        quint64 hash = 0;
        const char16_t *data = nullptr; ///< none: the slot is free
        qsizetype size = 0;
        int number = 0;
    };

    [[nodiscard]] int numberOf(const char16_t *data, const TextWord &word);
    void grow();

    std::vector<Slot> m_slots;
    int m_count = 0;
};

} // namespace moa
