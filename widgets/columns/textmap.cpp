// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/textmap.h"

#include <algorithm>

namespace moa {

void TextMap::clear()
{
    m_pieces.clear();
}

void TextMap::append(qsizetype shown, TextRange range, int text)
{
    const qsizetype start = shownSize();
    if (!m_pieces.empty() && shown == range.size) {
        Piece &last = m_pieces.back();
        if (last.isEven() && last.text == text && last.range.end() == range.start) {
            last.shown.size += shown;
            last.range.size += range.size;
            return;
        }
    }
    m_pieces.push_back({{start, shown}, range, text});
}

qsizetype TextMap::shownSize() const
{
    return m_pieces.empty() ? 0 : m_pieces.back().shown.end();
}

QString TextMap::original(const QStringList &texts, qsizetype from, qsizetype to) const
{
    QString result;
    auto piece =
        std::partition_point(m_pieces.cbegin(), m_pieces.cend(),
                             [from](const Piece &each) { return each.shown.end() <= from; });
    for (; piece != m_pieces.cend() && piece->shown.start < to; ++piece) {
        const QStringView text = texts.at(piece->text);
        if (!piece->isEven()) {
            result += text.mid(piece->range.start, piece->range.size);
            continue;
        }
        const qsizetype first = std::max(from, piece->shown.start) - piece->shown.start;
        const qsizetype last = std::min(to, piece->shown.end()) - piece->shown.start;
        result += text.mid(piece->range.start + first, last - first);
    }
    return result;
}

qsizetype TextMap::toText(qsizetype shown) const
{
    const auto piece =
        std::partition_point(m_pieces.cbegin(), m_pieces.cend(),
                             [shown](const Piece &each) { return each.shown.end() <= shown; });
    if (piece == m_pieces.cend())
        return m_pieces.empty() ? 0 : m_pieces.back().range.end();
    return piece->range.start + (piece->isEven() ? shown - piece->shown.start : 0);
}

qsizetype TextMap::toShown(qsizetype position) const
{
    const auto piece =
        std::partition_point(m_pieces.cbegin(), m_pieces.cend(), [position](const Piece &each) {
            return each.range.end() <= position;
        });
    if (piece == m_pieces.cend())
        return shownSize();
    return piece->shown.start + (piece->isEven() ? position - piece->range.start : 0);
}

} // namespace moa
