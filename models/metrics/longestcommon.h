// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>
#include <span>
#include <vector>

namespace moa {

/** Where an element of one sequence stands in another. */
struct CommonElement
{
    int before = 0;
    int after = 0;
};

/**
 * Finds a longest common subsequence of two short sequences of numbers, 64 cells of the usual
 * table at a time (Crochemore, Iliopoulos, Pinzon, Reid 2001; Hyyrö 2004). Takes n * m / 64 steps
 * and n * m / 8 bytes, kept for the next call: reuse one object for many pairs.
 */
class LongestCommon
{
public:
    /// Elements have to be from 0 to symbolCount - 1.
    explicit LongestCommon(int symbolCount);

    /// In order. The result is good until the next call.
    [[nodiscard]] const std::vector<CommonElement> &find(std::span<const int> before,
                                                         std::span<const int> after);

private:
    struct Symbol
    {
        quint32 round = 0; ///< of the call that has seen it in the first sequence
        quint32 maskRound = 0; ///< of the call that gave it a mask
        int mask = 0;
    };

    void selectRowsAndColumns(std::span<const int> before, std::span<const int> after);
    void fillTable(std::span<const int> before);
    void trace();
    [[nodiscard]] bool isSet(int row, int column) const
    {
        const size_t word = static_cast<size_t>(row) * m_width + static_cast<size_t>(column) / 64;
        return (m_table[word] >> (column % 64) & 1) != 0;
    }

    std::vector<Symbol> m_symbols;
    quint32 m_round = 0;
    std::vector<int> m_rows; ///< elements of the first sequence that the second one has too
    std::vector<int> m_columns;
    size_t m_width = 0; ///< words of a row
    std::vector<quint64> m_masks; ///< by symbol: in which columns it stands
    std::vector<quint64> m_table; ///< by row: a bit is 0 where the length grows with the column
    std::vector<CommonElement> m_common;
};

} // namespace moa
