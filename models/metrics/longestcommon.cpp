// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/longestcommon.h"

#include <algorithm>
#include <limits>

namespace moa {

LongestCommon::LongestCommon(int symbolCount)
    : m_symbols(static_cast<size_t>(symbolCount))
{ }

const std::vector<CommonElement> &LongestCommon::find(std::span<const int> before,
                                                      std::span<const int> after)
{
    m_common.clear();
    selectRowsAndColumns(before, after);
    if (!m_rows.empty()) {
        fillTable(before);
        trace();
    }
    return m_common;
}

void LongestCommon::selectRowsAndColumns(std::span<const int> before, std::span<const int> after)
{
    if (++m_round == std::numeric_limits<quint32>::max()) {
        std::fill(m_symbols.begin(), m_symbols.end(), Symbol());
        m_round = 1;
    }
    for (const int symbol : before)
        m_symbols[static_cast<size_t>(symbol)].round = m_round;
    m_columns.clear();
    for (int column = 0; column < static_cast<int>(after.size()); ++column) {
        if (m_symbols[static_cast<size_t>(after[static_cast<size_t>(column)])].round == m_round)
            m_columns.push_back(column);
    }

    m_width = (m_columns.size() + 63) / 64;
    m_masks.clear();
    int masks = 0;
    for (size_t bit = 0; bit < m_columns.size(); ++bit) {
        const int symbolId = after[static_cast<size_t>(m_columns[bit])];
        Symbol &symbol = m_symbols[static_cast<size_t>(symbolId)];
        if (symbol.maskRound != m_round) {
            symbol.maskRound = m_round;
            symbol.mask = masks++;
            m_masks.resize(m_masks.size() + m_width, 0);
        }
        m_masks[static_cast<size_t>(symbol.mask) * m_width + bit / 64] |= quint64(1) << (bit % 64);
    }

    m_rows.clear();
    for (int row = 0; row < static_cast<int>(before.size()); ++row) {
        if (m_symbols[static_cast<size_t>(before[static_cast<size_t>(row)])].maskRound == m_round)
            m_rows.push_back(row);
    }
}

void LongestCommon::fillTable(std::span<const int> before)
{
    const size_t width = m_width;
    if (m_table.size() < m_rows.size() * width)
        m_table.resize(m_rows.size() * width);
    const std::vector<quint64> nothing(width, ~quint64(0));
    const quint64 *previous = nothing.data();
    quint64 *row = m_table.data();
    for (const int index : m_rows) {
        const Symbol &symbol = m_symbols[static_cast<size_t>(before[static_cast<size_t>(index)])];
        const quint64 *mask = m_masks.data() + static_cast<size_t>(symbol.mask) * width;
        quint64 carry = 0;
        for (size_t word = 0; word < width; ++word) {
            const quint64 old = previous[word];
            const quint64 hits = old & mask[word];
            const quint64 partial = old + hits;
            const quint64 sum = partial + carry;
            carry = static_cast<quint64>(partial < old) | static_cast<quint64>(sum < partial);
            row[word] = sum | (old - hits);
        }
        previous = row;
        row += width;
    }
}

// From the end: a bit that is 0 in this row and in the one above is the same step of the length,
// so this row adds nothing; where only this row has it, its element is the one that matches.
void LongestCommon::trace()
{
    int row = static_cast<int>(m_rows.size()) - 1;
    int column = static_cast<int>(m_columns.size()) - 1;
    while (row >= 0 && column >= 0) {
        if (isSet(row, column)) {
            --column;
        } else {
            if (row == 0 || isSet(row - 1, column)) {
                m_common.push_back(
                    {m_rows[static_cast<size_t>(row)], m_columns[static_cast<size_t>(column)]});
                --column;
            }
            --row;
        }
    }
    std::reverse(m_common.begin(), m_common.end());
}

} // namespace moa
