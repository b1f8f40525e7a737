// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/greedytiling.h"

#include <algorithm>
#include <queue>

namespace moa {

namespace {

/// Words that may become a tile; some of them may be taken by now.
struct Candidate
{
    qsizetype length;
    qsizetype last; ///< its last word

    /// For a heap: whether the other one comes first.
    friend bool operator<(const Candidate &a, const Candidate &b)
    {
        return a.length != b.length ? a.length < b.length : a.last > b.last;
    }
};

/**
 * The candidates come longest first and a shortened one goes back, so that no tile is shorter than
 * the candidate at hand: one that overlaps it covers its first or its last word. And a candidate
 * goes back only once, since later tiles can't shorten it again without covering its last word.
 */
class Tiling
{
public:
    Tiling(const WordSequence &text, const std::vector<quint32> &longestEnding)
        : m_text(text)
        , m_longest(longestEnding)
        , m_tileEnds(longestEnding.size(), 0)
    { }

    [[nodiscard]] std::vector<WordSpan> run()
    {
        collectCandidates();
        while (!m_candidates.empty()) {
            const Candidate best = m_candidates.top();
            m_candidates.pop();
            consider(best);
        }
        std::sort(m_tiles.begin(), m_tiles.end(),
                  [](const WordSpan &a, const WordSpan &b) { return a.first < b.first; });
        return std::move(m_tiles);
    }

private:
    // A run that goes on with the next word is shorter than the one that ends there: it matters
    // only once that word is taken.
    void collectCandidates()
    {
        std::vector<Candidate> candidates;
        for (size_t last = 0; last < m_longest.size(); ++last) {
            const bool goesOn =
                last + 1 < m_longest.size() && m_longest[last + 1] == m_longest[last] + 1;
            if (!goesOn && m_longest[last] >= WordSequence::shortestRun)
                candidates.push_back({m_longest[last], static_cast<qsizetype>(last)});
        }
        m_candidates =
            std::priority_queue<Candidate>(std::less<Candidate>(), std::move(candidates));
    }

    void consider(const Candidate &candidate)
    {
        if (tileEnd(candidate.last) != 0)
            return;
        const WordSpan span{candidate.last + 1 - candidate.length, candidate.last + 1};
        const qsizetype free = tileEnd(span.first);
        if (free != 0)
            push(span.end - free, candidate.last);
        else if (m_text.isRun(span))
            take(span);
    }

    void take(const WordSpan &span)
    {
        m_tiles.push_back(span);
        std::fill(m_tileEnds.begin() + span.first, m_tileEnds.begin() + span.end,
                  static_cast<quint32>(span.end));
        const qsizetype before = span.first - 1;
        if (before >= 0 && tileEnd(before) == 0)
            push(std::min<qsizetype>(m_longest[static_cast<size_t>(before)], span.size()), before);
    }

    void push(qsizetype length, qsizetype last)
    {
        if (length >= WordSequence::shortestRun)
            m_candidates.push({length, last});
    }

    [[nodiscard]] qsizetype tileEnd(qsizetype word) const
    {
        return m_tileEnds[static_cast<size_t>(word)];
    }

    const WordSequence &m_text;
    const std::vector<quint32> &m_longest;
    std::vector<quint32> m_tileEnds; ///< for each word the end of the tile that covers it; 0: free
    std::priority_queue<Candidate> m_candidates;
    std::vector<WordSpan> m_tiles;
};

} // namespace

std::vector<WordSpan> tileGreedily(const WordSequence &text,
                                   const std::vector<quint32> &longestEnding)
{
    return Tiling(text, longestEnding).run();
}

} // namespace moa
