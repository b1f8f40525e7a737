// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>
#include <vector>

namespace moa {

/**
 * The suffix automaton of a sequence of numbers: knows each of its runs. Runs that end at the same
 * places of the sequence share a state; the runs of one state are the endings, down to some length,
 * of its longest one, and the next shorter ending belongs to the state that it links to.
 *
 * Building takes O(n) steps and memory (fewer than 2n states and 3n transitions, in one hash
 * table), reading another sequence O(1) for a number, amortised; neither depends on how many
 * different numbers there are.
 */
class WordAutomaton
{
public:
    static constexpr quint32 root = 0;
    static constexpr quint32 none = ~quint32{0};

    /// A run of the sequence: its state and its length.
    struct Run
    {
        quint32 state = root;
        quint32 length = 0;

        friend bool operator==(const Run &, const Run &) = default;
    };

    /// The numbers are below @p alphabet.
    WordAutomaton(const std::vector<quint32> &sequence, quint32 alphabet);

    /// From the longest ending of what was read that is a run of the sequence to the longest such
    /// ending after one more number. @p number may be none: in no run.
    void read(Run &run, quint32 number) const;

    [[nodiscard]] size_t stateCount() const { return m_states.size(); }
    /// Of the longest run of the state.
    [[nodiscard]] quint32 length(quint32 state) const { return m_states[state].length; }
    /// None for the root.
    [[nodiscard]] quint32 link(quint32 state) const { return m_states[state].link; }
    /// Where the runs of the state end for the first time: the place of their last number.
    [[nodiscard]] quint32 firstEnd(quint32 state) const { return m_states[state].firstEnd; }
    /// The state of the whole beginning of the sequence up to and including that place.
    [[nodiscard]] quint32 beginningState(size_t place) const { return m_beginnings[place]; }
    /// All states, those with the shorter runs first, so each after the one that it links to.
    [[nodiscard]] std::vector<quint32> statesByLength() const;

private:
    struct State
    {
        quint32 length = 0;
        quint32 link = none;
        quint32 firstEnd = 0;
        quint32 lastEdge = none; ///< head of the list of its transitions
    };
    struct Edge
    {
        quint32 from;
        quint32 number;
        quint32 to;
        quint32 next; ///< of the same state
    };

    void append(quint32 number, quint32 place);
    [[nodiscard]] quint32 addState(const State &state);
    [[nodiscard]] quint32 cloneFor(quint32 state, quint32 target, quint32 number);
    [[nodiscard]] size_t slotOf(quint32 state, quint32 number) const;
    [[nodiscard]] quint32 target(quint32 state, quint32 number) const;
    void addEdge(quint32 from, quint32 number, quint32 to);
    void setTarget(quint32 from, quint32 number, quint32 to);
    void growSlots();

    std::vector<State> m_states;
    std::vector<quint32> m_beginnings;
    std::vector<quint32> m_rootTargets; ///< by number: the root alone can have many transitions
    std::vector<Edge> m_edges;
    std::vector<quint32> m_slots; ///< edges by state and number, open addressing
    int m_shift = 0;
};

} // namespace moa
