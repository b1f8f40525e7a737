// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/wordsequence.h"

#include <algorithm>

namespace moa {

WordSequence::WordSequence(const QString &text)
    : m_text(text)
    , m_words(splitWords(m_text))
{
    std::erase_if(m_words, [](const TextWord &word) { return word.kind == WordKind::Space; });
    m_marksUpTo.reserve(m_words.size());
    quint32 marks = 0;
    for (const TextWord &word : m_words) {
        marks = word.kind == WordKind::Mark ? marks + 1 : 0;
        m_marksUpTo.push_back(marks);
    }
}

bool WordSequence::isRun(const WordSpan &span) const
{
    return span.size() >= shortestRun
        && m_marksUpTo[static_cast<size_t>(span.end - 1)] < span.size();
}

TextRange WordSequence::range(const WordSpan &span) const
{
    const qsizetype start = at(span.first).range.start;
    return {start, at(span.end - 1).range.end() - start};
}

WordSpan WordSequence::span(const TextRange &range) const
{
    const auto first =
        std::partition_point(m_words.begin(), m_words.end(), [&range](const TextWord &word) {
            return word.range.start < range.start;
        });
    const auto end = std::partition_point(first, m_words.end(), [&range](const TextWord &word) {
        return word.range.end() <= range.end();
    });
    return {first - m_words.begin(), end - m_words.begin()};
}

} // namespace moa
