// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/gramtables.h"

#include <vector>

namespace moa {

/**
 * How many n-grams several texts have in common, each with each. A text is a sequence of symbols:
 * its characters, or the numbers of its words.
 *
 * N-grams are numbered order by order across all texts, one of n symbols being named by the pair
 * of its two (n-1)-grams. So each text is read once, however many it is compared with.
 */
class GramOverlaps
{
public:
    using Sequence = std::vector<quint32>;
    enum class Pairs { FirstWithOthers, All };

    /// The orders are those from 1 to @p orders.
    GramOverlaps(std::vector<Sequence> texts, int orders, Pairs pairs);

    /// The n-grams of a text, repetitions included.
    [[nodiscard]] qint64 total(int order, size_t text) const;
    /// Those that both texts have, each as often as the text has it that has it less often. With
    /// Pairs::FirstWithOthers one of the texts is the first.
    [[nodiscard]] qint64 common(int order, size_t a, size_t b) const;

private:
    struct Gram
    {
        quint32 number;
        quint32 count;
    };

    void count(int order);
    [[nodiscard]] std::vector<Gram> grams(const Sequence &text);
    [[nodiscard]] size_t place(int order, size_t row, size_t column) const;

    std::vector<Sequence> m_texts; ///< now of n-grams of the order under way
    std::vector<size_t> m_sizes; ///< symbols of each text
    size_t m_rows;
    PairTable m_numbers;
    std::vector<quint32> m_counts; ///< by number, all 0 between two uses
    std::vector<qint64> m_common; ///< by order, row, column; what stands above the diagonal
};

} // namespace moa
