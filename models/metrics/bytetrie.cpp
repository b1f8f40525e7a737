// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/bytetrie.h"

namespace moa {

/** Places the nodes. The free ones form a ring in both directions, with the root in it as its end.
 */
class ByteTrie::Builder
{
public:
    explicit Builder(const std::vector<Entry> &entries)
        : m_entries(entries)
    { }

    [[nodiscard]] std::vector<Node> build()
    {
        m_nodes.reserve(m_entries.size() * 3);
        addBlock();
        m_taken[0] = true;
        m_branches.push_back({0, 0, m_entries.size(), 0});
        while (!m_branches.empty()) {
            const Branch branch = m_branches.back();
            m_branches.pop_back();
            place(branch);
        }
        return std::move(m_nodes);
    }

private:
    static constexpr quint32 c_block = 256;
    static constexpr int c_mostTries = 32;

    /// A node, and the entries whose strings go through it.
    struct Branch
    {
        quint32 node; ///< or, until it has been placed, its label
        size_t first;
        size_t last;
        quint32 depth;
    };

    void place(Branch branch)
    {
        const Entry &shortest = m_entries[branch.first];
        if (shortest.length == branch.depth) {
            m_nodes[branch.node].number = shortest.number;
            ++branch.first;
        }
        if (branch.first == branch.last)
            return;

        const size_t firstChild = m_branches.size();
        addChildren(branch);
        const quint32 base = freeBase(firstChild);
        m_usedBases[base] = true;
        m_nodes[branch.node].base = base;
        for (size_t child = firstChild; child < m_branches.size(); ++child) {
            quint32 &node = m_branches[child].node;
            m_nodes[base ^ node].label = node;
            node = base ^ node;
            take(node);
        }
    }

    void addChildren(const Branch &branch)
    {
        const auto labelOf = [&](size_t entry) { return m_entries[entry].bytes[branch.depth]; };
        for (size_t entry = branch.first; entry < branch.last;) {
            size_t next = entry + 1;
            while (next < branch.last && labelOf(next) == labelOf(entry))
                ++next;
            m_branches.push_back({labelOf(entry), entry, next, branch.depth + 1});
            entry = next;
        }
    }

    // Looks among the latest gaps only: older ones have been in vain for many nodes.
    [[nodiscard]] quint32 freeBase(size_t firstChild)
    {
        const quint32 label = m_branches[firstChild].node;
        quint32 node = m_previousFree[0];
        for (int tries = 0; node != 0 && tries < c_mostTries; ++tries) {
            if (isFree(node ^ label, firstChild))
                return node ^ label;
            node = m_previousFree[node];
        }
        addBlock();
        return static_cast<quint32>(m_nodes.size()) - c_block;
    }

    [[nodiscard]] bool isFree(quint32 base, size_t firstChild) const
    {
        // Two nodes with the same base would take each other's children for their own.
        if (m_usedBases[base])
            return false;
        for (size_t child = firstChild; child < m_branches.size(); ++child) {
            if (m_taken[base ^ m_branches[child].node])
                return false;
        }
        return true;
    }

    void addBlock()
    {
        const auto start = static_cast<quint32>(m_nodes.size());
        const size_t size = m_nodes.size() + c_block;
        m_nodes.resize(size);
        m_taken.resize(size);
        m_usedBases.resize(size);
        m_nextFree.resize(size);
        m_previousFree.resize(size);
        for (quint32 node = std::max(start, 1U); node < size; ++node) {
            const quint32 last = m_previousFree[0];
            m_nextFree[last] = node;
            m_previousFree[node] = last;
            m_previousFree[0] = node;
        }
    }

    void take(quint32 node)
    {
        m_taken[node] = true;
        m_nextFree[m_previousFree[node]] = m_nextFree[node];
        m_previousFree[m_nextFree[node]] = m_previousFree[node];
    }

    const std::vector<Entry> &m_entries;
    std::vector<Node> m_nodes;
    std::vector<Branch> m_branches;
    std::vector<bool> m_taken;
    std::vector<bool> m_usedBases;
    std::vector<quint32> m_nextFree;
    std::vector<quint32> m_previousFree;
};

ByteTrie::ByteTrie(const std::vector<Entry> &entries)
    : m_nodes(Builder(entries).build())
{ }

} // namespace moa
