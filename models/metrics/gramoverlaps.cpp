// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/gramoverlaps.h"

#include <utility>

namespace moa {

GramOverlaps::GramOverlaps(std::vector<Sequence> texts, int orders, Pairs pairs)
    : m_texts(std::move(texts))
    , m_rows(pairs == Pairs::All ? m_texts.size() : std::min<size_t>(m_texts.size(), 1))
    , m_common(static_cast<size_t>(orders) * m_rows * m_texts.size())
{
    m_sizes.reserve(m_texts.size());
    for (const Sequence &text : m_texts)
        m_sizes.push_back(text.size());
    for (int order = 1; order <= orders; ++order) {
        m_numbers.reset(m_numbers.size());
        for (Sequence &text : m_texts) {
            if (order == 1) {
                for (quint32 &symbol : text)
                    symbol = m_numbers.add(symbol, 0);
            } else if (!text.empty()) {
                for (size_t at = 0; at + 1 < text.size(); ++at)
                    text[at] = m_numbers.add(text[at], text[at + 1]);
                text.pop_back();
            }
        }
        if (m_numbers.size() == 0)
            break;
        count(order);
    }
    m_texts.clear();
    m_numbers.reset(0);
    m_counts.clear();
}

qint64 GramOverlaps::total(int order, size_t text) const
{
    const auto shorter = static_cast<size_t>(order) - 1;
    return m_sizes[text] > shorter ? static_cast<qint64>(m_sizes[text] - shorter) : 0;
}

qint64 GramOverlaps::common(int order, size_t a, size_t b) const
{
    return a == b ? total(order, a) : m_common[place(order, std::min(a, b), std::max(a, b))];
}

void GramOverlaps::count(int order)
{
    m_counts.resize(std::max(m_counts.size(), m_numbers.size()));
    std::vector<std::vector<Gram>> texts;
    texts.reserve(m_texts.size());
    for (const Sequence &text : m_texts)
        texts.push_back(grams(text));

    for (size_t row = 0; row < m_rows; ++row) {
        for (const Gram &gram : texts[row])
            m_counts[gram.number] = gram.count;
        for (size_t column = row + 1; column < texts.size(); ++column) {
            qint64 sum = 0;
            for (const Gram &gram : texts[column])
                sum += std::min(gram.count, m_counts[gram.number]);
            m_common[place(order, row, column)] = sum;
        }
        for (const Gram &gram : texts[row])
            m_counts[gram.number] = 0;
    }
}

std::vector<GramOverlaps::Gram> GramOverlaps::grams(const Sequence &text)
{
    std::vector<Gram> result;
    for (const quint32 number : text) {
        if (m_counts[number]++ == 0)
            result.push_back({number, 0});
    }
    for (Gram &gram : result)
        gram.count = std::exchange(m_counts[gram.number], 0);
    return result;
}

size_t GramOverlaps::place(int order, size_t row, size_t column) const
{
    return ((static_cast<size_t>(order) - 1) * m_rows + row) * m_sizes.size() + column;
}

} // namespace moa
