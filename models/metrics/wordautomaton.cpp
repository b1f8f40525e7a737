// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/wordautomaton.h"

#include "metrics/gramtables.h"

namespace moa {

WordAutomaton::WordAutomaton(const std::vector<quint32> &sequence, quint32 alphabet)
    : m_rootTargets(alphabet, none)
{
    m_states.reserve(sequence.size() + sequence.size() / 2 + 1);
    m_beginnings.reserve(sequence.size());
    m_edges.reserve(sequence.size() + sequence.size() / 2);
    m_slots.assign(slotCount(sequence.size()), none);
    m_shift = 64 - std::countr_zero(m_slots.size());
    m_states.push_back({});
    for (size_t place = 0; place < sequence.size(); ++place)
        append(sequence[place], static_cast<quint32>(place));
}

void WordAutomaton::read(Run &run, quint32 number) const
{
    if (number == none) {
        run = {};
        return;
    }
    while (true) {
        const quint32 next = target(run.state, number);
        if (next != none) {
            run = {next, run.length + 1};
            return;
        }
        if (run.state == root)
            return;
        run.state = m_states[run.state].link;
        run.length = m_states[run.state].length;
    }
}

std::vector<quint32> WordAutomaton::statesByLength() const
{
    std::vector<quint32> starts(m_beginnings.size() + 2, 0);
    for (const State &state : m_states)
        ++starts[state.length + 1];
    for (size_t length = 1; length < starts.size(); ++length)
        starts[length] += starts[length - 1];
    std::vector<quint32> sorted(m_states.size());
    for (quint32 state = 0; state < m_states.size(); ++state)
        sorted[starts[m_states[state].length]++] = state;
    return sorted;
}

void WordAutomaton::append(quint32 number, quint32 place)
{
    const quint32 last = m_beginnings.empty() ? root : m_beginnings.back();
    const quint32 added = addState({m_states[last].length + 1, root, place, none});
    m_beginnings.push_back(added);
    quint32 state = last;
    quint32 found = none;
    while (state != none) {
        found = target(state, number);
        if (found != none)
            break;
        addEdge(state, number, added);
        state = m_states[state].link;
    }
    if (state == none)
        return;
    if (m_states[found].length != m_states[state].length + 1)
        found = cloneFor(state, found, number);
    m_states[added].link = found;
}

quint32 WordAutomaton::addState(const State &state)
{
    m_states.push_back(state);
    return static_cast<quint32>(m_states.size() - 1);
}

// Takes the shorter runs of the target, which from now on end at one more place, out of it.
quint32 WordAutomaton::cloneFor(quint32 state, quint32 target, quint32 number)
{
    const State &old = m_states[target];
    const quint32 clone = addState({m_states[state].length + 1, old.link, old.firstEnd, none});
    for (quint32 edge = m_states[target].lastEdge; edge != none; edge = m_edges[edge].next)
        addEdge(clone, m_edges[edge].number, m_edges[edge].to);
    m_states[target].link = clone;
    while (state != none && this->target(state, number) == target) {
        setTarget(state, number, clone);
        state = m_states[state].link;
    }
    return clone;
}

size_t WordAutomaton::slotOf(quint32 state, quint32 number) const
{
    const size_t mask = m_slots.size() - 1;
    const quint64 key = quint64{state} << 32 | number;
    size_t slot = (key * 0x9E3779B97F4A7C15u) >> m_shift;
    while (m_slots[slot] != none) {
        const Edge &edge = m_edges[m_slots[slot]];
        if (edge.from == state && edge.number == number)
            break;
        slot = (slot + 1) & mask;
    }
    return slot;
}

quint32 WordAutomaton::target(quint32 state, quint32 number) const
{
    if (state == root)
        return m_rootTargets[number];
    const quint32 edge = m_slots[slotOf(state, number)];
    return edge == none ? none : m_edges[edge].to;
}

void WordAutomaton::addEdge(quint32 from, quint32 number, quint32 to)
{
    if (from == root) {
        m_rootTargets[number] = to;
        return;
    }
    if (2 * (m_edges.size() + 1) > m_slots.size())
        growSlots();
    const auto edge = static_cast<quint32>(m_edges.size());
    m_slots[slotOf(from, number)] = edge;
    m_edges.push_back({from, number, to, m_states[from].lastEdge});
    m_states[from].lastEdge = edge;
}

void WordAutomaton::setTarget(quint32 from, quint32 number, quint32 to)
{
    if (from == root)
        m_rootTargets[number] = to;
    else
        m_edges[m_slots[slotOf(from, number)]].to = to;
}

void WordAutomaton::growSlots()
{
    m_slots.assign(2 * m_slots.size(), none);
    --m_shift;
    for (quint32 edge = 0; edge < m_edges.size(); ++edge)
        m_slots[slotOf(m_edges[edge].from, m_edges[edge].number)] = edge;
}

} // namespace moa
