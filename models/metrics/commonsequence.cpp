// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/commonsequence.h"

#include "metrics/longestcommon.h"

#include <algorithm>
#include <array>
#include <bit>

namespace moa {

namespace {

// In a range with up to so many pairs of elements, a longest subsequence takes under half a
// millisecond.
constexpr qint64 c_exactPairs = qint64(4096) * 4096;
constexpr int c_window = 2048;
// Every level of cuts looks at all elements anew; those that lie between cuts get rarer.
constexpr int c_deepestCut = 5;

/** Part of both sequences. */
struct Box
{
    int before;
    int beforeEnd;
    int after;
    int afterEnd;

    [[nodiscard]] int height() const { return beforeEnd - before; }
    [[nodiscard]] int width() const { return afterEnd - after; }
    [[nodiscard]] bool isEmpty() const { return height() == 0 || width() == 0; }
};

/** Finds the groups of neighbours that stand once in each of two ranges. */
class UniqueGroups
{
public:
    /// By position in the first range: where the group of `size` that starts there stands in the
    /// second one; -1 if it is not there or either has it several times.
    [[nodiscard]] const std::vector<int> &find(std::span<const int> before,
                                               std::span<const int> after, int size)
    {
        m_partners.assign(before.size(), c_none);
        m_slots.assign(std::bit_ceil(before.size() * 2 + 2), Slot());
        const auto units = static_cast<size_t>(size);
        for (size_t at = 0; at + units <= before.size(); ++at) {
            Slot &slot = slotOf(hashOf(before.subspan(at, units)));
            slot.before = slot.before == c_none ? static_cast<int>(at) : c_several;
        }
        for (size_t at = 0; at + units <= after.size(); ++at) {
            const std::span<const int> group = after.subspan(at, units);
            Slot &slot = slotOf(hashOf(group), false);
            if (slot.before < 0)
                continue;
            const auto place = static_cast<size_t>(slot.before);
            const bool first = slot.after == c_none;
            slot.after = first ? static_cast<int>(at) : c_several;
            const bool equal =
                std::equal(group.begin(), group.end(), before.subspan(place, units).begin());
            m_partners[place] = first && equal ? slot.after : c_none;
        }
        return m_partners;
    }

private:
    static constexpr int c_none = -1;
    static constexpr int c_several = -2;

    struct Slot
    {
        quint64 hash = 0;
        int before = c_none;
        int after = c_none;
    };

    static quint64 hashOf(std::span<const int> group)
    {
        quint64 hash = 0;
        for (const int symbol : group) {
            hash = (hash ^ static_cast<quint64>(symbol)) * 0x9E3779B97F4A7C15u;
            hash ^= hash >> 32;
        }
        return hash;
    }

    // Of two groups with one hash, the second one is taken for the first: that only loses a cut.
    Slot &slotOf(quint64 hash, bool claim = true)
    {
        const size_t mask = m_slots.size() - 1;
        size_t index = hash & mask;
        while (m_slots[index].before != c_none && m_slots[index].hash != hash)
            index = (index + 1) & mask;
        if (claim)
            m_slots[index].hash = hash;
        return m_slots[index];
    }

    std::vector<Slot> m_slots;
    std::vector<int> m_partners;
};

/// The most of the places that are in order in both sequences: a longest increasing subsequence.
std::vector<CommonElement> longestChain(const std::vector<int> &partners)
{
    std::vector<CommonElement> places;
    std::vector<int> previous;
    std::vector<int> tails; // by length: the place that ends such a chain furthest to the left
    for (int at = 0; at < static_cast<int>(partners.size()); ++at) {
        const int partner = partners[static_cast<size_t>(at)];
        if (partner < 0)
            continue;
        const int place = static_cast<int>(places.size());
        const auto after = [&places](int index) {
            return places[static_cast<size_t>(index)].after;
        };
        auto tail = tails.end();
        if (!tails.empty() && after(tails.back()) > partner) {
            tail =
                std::lower_bound(tails.begin(), tails.end(), partner,
                                 [&after](int index, int value) { return after(index) < value; });
        }
        places.push_back({at, partner});
        previous.push_back(tail == tails.begin() ? -1 : *(tail - 1));
        if (tail == tails.end())
            tails.push_back(place);
        else
            *tail = place;
    }
    std::vector<CommonElement> chain;
    chain.reserve(tails.size());
    for (int place = tails.empty() ? -1 : tails.back(); place >= 0;
         place = previous[static_cast<size_t>(place)])
        chain.push_back(places[static_cast<size_t>(place)]);
    std::reverse(chain.begin(), chain.end());
    return chain;
}

class SequenceMatcher
{
public:
    SequenceMatcher(const std::vector<int> &before, const std::vector<int> &after, int symbolCount)
        : m_before(before)
        , m_after(after)
        , m_longest(symbolCount)
    { }

    [[nodiscard]] std::vector<CommonElement> run()
    {
        m_common.reserve(std::min(m_before.size(), m_after.size()));
        match({0, static_cast<int>(m_before.size()), 0, static_cast<int>(m_after.size())}, 0);
        return std::move(m_common);
    }

private:
    [[nodiscard]] bool isEqual(int before, int after) const
    {
        return m_before[static_cast<size_t>(before)] == m_after[static_cast<size_t>(after)];
    }

    [[nodiscard]] std::span<const int> beforeOf(const Box &box) const
    {
        return std::span(m_before).subspan(static_cast<size_t>(box.before),
                                           static_cast<size_t>(box.height()));
    }

    [[nodiscard]] std::span<const int> afterOf(const Box &box) const
    {
        return std::span(m_after).subspan(static_cast<size_t>(box.after),
                                          static_cast<size_t>(box.width()));
    }

    void match(Box box, int depth)
    {
        while (!box.isEmpty() && isEqual(box.before, box.after))
            m_common.push_back({box.before++, box.after++});
        int tail = 0;
        while (!box.isEmpty() && isEqual(box.beforeEnd - 1, box.afterEnd - 1)) {
            --box.beforeEnd;
            --box.afterEnd;
            ++tail;
        }
        if (!box.isEmpty())
            matchMiddle(box, depth);
        for (int at = 0; at < tail; ++at)
            m_common.push_back({box.beforeEnd + at, box.afterEnd + at});
    }

    void matchMiddle(const Box &box, int depth)
    {
        if (static_cast<qint64>(box.height()) * box.width() <= c_exactPairs)
            matchExactly(box);
        else if (depth >= c_deepestCut || !matchBetweenCuts(box, depth))
            matchByWindows(box);
    }

    void matchExactly(const Box &box)
    {
        for (const CommonElement &element : m_longest.find(beforeOf(box), afterOf(box)))
            m_common.push_back({box.before + element.before, box.after + element.after});
    }

    bool matchBetweenCuts(const Box &box, int depth)
    {
        for (const int size : {4, 2, 1}) {
            const std::vector<CommonElement> chain =
                longestChain(m_groups.find(beforeOf(box), afterOf(box), size));
            if (chain.empty())
                continue;
            Box rest = box;
            for (const CommonElement &place : chain) {
                const int before = box.before + place.before;
                const int after = box.after + place.after;
                // A group can overlap with the one before it, or stand in what followed that.
                if (before < rest.before || after < rest.after)
                    continue;
                match({rest.before, before, rest.after, after}, depth + 1);
                rest.before = before;
                rest.after = after;
                while (!rest.isEmpty() && isEqual(rest.before, rest.after))
                    m_common.push_back({rest.before++, rest.after++});
            }
            match(rest, depth + 1);
            return true;
        }
        return false;
    }

    // Of each window the first half counts: what comes later may match better with what follows.
    void matchByWindows(Box rest)
    {
        while (!rest.isEmpty()) {
            const Box window{rest.before, rest.before + std::min(rest.height(), c_window),
                             rest.after, rest.after + std::min(rest.width(), c_window)};
            const bool last =
                window.beforeEnd == rest.beforeEnd && window.afterEnd == rest.afterEnd;
            const int beforeHalf =
                last ? window.beforeEnd : window.before + (window.height() + 1) / 2;
            const int afterHalf = last ? window.afterEnd : window.after + (window.width() + 1) / 2;
            CommonElement next{window.beforeEnd, window.afterEnd};
            for (const CommonElement &found : m_longest.find(beforeOf(window), afterOf(window))) {
                const CommonElement element{window.before + found.before,
                                            window.after + found.after};
                if (element.before >= beforeHalf || element.after >= afterHalf) {
                    next = element;
                    break;
                }
                m_common.push_back(element);
                rest.before = element.before + 1;
                rest.after = element.after + 1;
            }
            rest.before = std::min(next.before, beforeHalf);
            rest.after = std::min(next.after, afterHalf);
        }
    }

    const std::vector<int> &m_before;
    const std::vector<int> &m_after;
    LongestCommon m_longest;
    UniqueGroups m_groups;
    std::vector<CommonElement> m_common;
};

/** The elements of a sequence that another one has too, and where they were. */
struct Selection
{
    Selection(const std::vector<int> &all, const std::vector<bool> &wanted)
    {
        elements.reserve(all.size());
        places.reserve(all.size());
        for (size_t at = 0; at < all.size(); ++at) {
            if (wanted[static_cast<size_t>(all[at])]) {
                elements.push_back(all[at]);
                places.push_back(static_cast<int>(at));
            }
        }
    }

    std::vector<int> elements;
    std::vector<int> places;
};

std::vector<bool> symbolsOf(const std::vector<int> &sequence, int symbolCount)
{
    std::vector<bool> symbols(static_cast<size_t>(symbolCount));
    for (const int symbol : sequence)
        symbols[static_cast<size_t>(symbol)] = true;
    return symbols;
}

} // namespace

void appendRun(std::vector<CommonRun> &runs, const CommonRun &run)
{
    if (!runs.empty() && runs.back().beforeEnd() == run.before
        && runs.back().afterEnd() == run.after)
        runs.back().size += run.size;
    else
        runs.push_back(run);
}

std::vector<CommonRun> commonSequence(const std::vector<int> &before, const std::vector<int> &after,
                                      int symbolCount)
{
    const Selection ours(before, symbolsOf(after, symbolCount));
    const Selection theirs(after, symbolsOf(before, symbolCount));
    std::vector<CommonRun> runs;
    for (const CommonElement &element :
         SequenceMatcher(ours.elements, theirs.elements, symbolCount).run()) {
        appendRun(runs,
                  {ours.places[static_cast<size_t>(element.before)],
                   theirs.places[static_cast<size_t>(element.after)], 1});
    }
    return runs;
}

} // namespace moa
