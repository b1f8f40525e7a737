// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/agent.h"

#include <algorithm>
#include <compare>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <QSharedDataPointer>
#include <utility>

namespace moa {

/**
 * The agents of a layer. A value like a QList, but shared agent by agent: a copy that differs in
 * one agent has all others in common with its original, and costs a pointer for each, so that an
 * edit of one agent is as quick beside hundreds as beside few.
 *
 * Whoever iterates reads. To write to an agent is to name its row.
 */
class AgentList
{
    struct Node : QSharedData
    {
        explicit Node(const Agent &value)
            : agent(value)
        { }
        Agent agent;
    };
    using Nodes = QList<QSharedDataPointer<Node>>;

public:
    using value_type = Agent;

    class const_iterator
    {
    public:
        using iterator_category = std::random_access_iterator_tag;
        using value_type = Agent;
        using difference_type = qsizetype;
        using pointer = const Agent *;
        using reference = const Agent &;

        const_iterator() = default;
        explicit const_iterator(Nodes::const_iterator node)
            : m_node(node)
        { }

        reference operator*() const { return m_node->constData()->agent; }
        pointer operator->() const { return &**this; }
        reference operator[](qsizetype count) const { return *(*this + count); }

        const_iterator &operator+=(qsizetype count)
        {
            m_node += count;
            return *this;
        }
        const_iterator &operator-=(qsizetype count) { return *this += -count; }
        const_iterator &operator++() { return *this += 1; }
        const_iterator &operator--() { return *this -= 1; }
        const_iterator operator++(int) { return std::exchange(*this, *this + 1); }
        const_iterator operator--(int) { return std::exchange(*this, *this - 1); }

        friend const_iterator operator+(const_iterator at, qsizetype count) { return at += count; }
        friend const_iterator operator+(qsizetype count, const_iterator at) { return at += count; }
        friend const_iterator operator-(const_iterator at, qsizetype count) { return at -= count; }
        friend qsizetype operator-(const_iterator a, const_iterator b)
        {
            return a.m_node - b.m_node;
        }
        friend bool operator==(const_iterator a, const_iterator b) { return a.m_node == b.m_node; }
        friend std::strong_ordering operator<=>(const_iterator a, const_iterator b)
        {
            return a - b <=> qsizetype(0);
        }

    private:
        Nodes::const_iterator m_node;
    };

    AgentList() = default;
    AgentList(std::initializer_list<Agent> agents)
    {
        for (const Agent &agent : agents)
            append(agent);
    }

    [[nodiscard]] qsizetype size() const { return m_nodes.size(); }
    [[nodiscard]] bool isEmpty() const { return m_nodes.isEmpty(); }
    [[nodiscard]] const Agent &at(qsizetype row) const { return m_nodes.at(row)->agent; }
    [[nodiscard]] const Agent &operator[](qsizetype row) const { return at(row); }
    [[nodiscard]] const Agent &constFirst() const { return at(0); }
    [[nodiscard]] const Agent &constLast() const { return at(size() - 1); }
    [[nodiscard]] const_iterator begin() const { return const_iterator(m_nodes.cbegin()); }
    [[nodiscard]] const_iterator end() const { return const_iterator(m_nodes.cend()); }
    [[nodiscard]] const_iterator cbegin() const { return begin(); }
    [[nodiscard]] const_iterator cend() const { return end(); }

    /// To write to: the agent is copied if another list has it too.
    [[nodiscard]] Agent &operator[](qsizetype row) { return m_nodes[row]->agent; }
    [[nodiscard]] Agent &first() { return (*this)[0]; }
    [[nodiscard]] Agent &last() { return (*this)[size() - 1]; }

    void append(const Agent &agent) { insert(size(), agent); }
    void append(const AgentList &agents) { m_nodes.append(agents.m_nodes); }
    void prepend(const Agent &agent) { insert(0, agent); }
    void insert(qsizetype row, const Agent &agent)
    {
        m_nodes.insert(row, QSharedDataPointer<Node>(std::make_unique<Node>(agent).release()));
    }
    /// In one go: one by one would cost the rest of the list each time.
    void insert(qsizetype row, const AgentList &agents)
    {
        const Nodes between = agents.m_nodes; // they may be our own
        const Nodes after = m_nodes.mid(row);
        m_nodes.resize(row);
        m_nodes.append(between);
        m_nodes.append(after);
    }
    void remove(qsizetype row, qsizetype count = 1) { m_nodes.remove(row, count); }
    void removeAt(qsizetype row) { m_nodes.removeAt(row); }
    void removeFirst() { m_nodes.removeFirst(); }
    void removeLast() { m_nodes.removeLast(); }
    template <typename Predicate>
    void removeIf(Predicate predicate)
    {
        m_nodes.removeIf(
            [&](const QSharedDataPointer<Node> &node) { return predicate(node->agent); });
    }
    [[nodiscard]] Agent takeFirst() { return m_nodes.takeFirst()->agent; }
    void clear() { m_nodes.clear(); }
    void swapItemsAt(qsizetype a, qsizetype b) { m_nodes.swapItemsAt(a, b); }
    /// Brings those that meet @p predicate before the others; each of the two keeps its order.
    template <typename Predicate>
    void partition(Predicate predicate)
    {
        std::stable_partition(
            m_nodes.begin(), m_nodes.end(),
            [&](const QSharedDataPointer<Node> &node) { return predicate(node->agent); });
    }

    /// @p count agents from @p row on, or those that are left.
    [[nodiscard]] AgentList mid(qsizetype row, qsizetype count = -1) const
    {
        AgentList part;
        part.m_nodes = m_nodes.mid(row, count);
        return part;
    }

    /// Both are one and the same list in memory, and so equal; equal ones need not be.
    [[nodiscard]] bool isSharedWith(const AgentList &other) const
    {
        return m_nodes.constData() == other.m_nodes.constData() && size() == other.size();
    }
    /// The same of the agents in one row of both.
    [[nodiscard]] bool isSharedWith(const AgentList &other, qsizetype row) const
    {
        return m_nodes.at(row) == other.m_nodes.at(row);
    }

    friend bool operator==(const AgentList &a, const AgentList &b)
    {
        if (a.isSharedWith(b))
            return true;
        if (a.size() != b.size())
            return false;
        for (qsizetype row = 0; row < a.size(); ++row) {
            if (!a.isSharedWith(b, row) && !(a.at(row) == b.at(row)))
                return false;
        }
        return true;
    }

private:
    Nodes m_nodes;
};

} // namespace moa
