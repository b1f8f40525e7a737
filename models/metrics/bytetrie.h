// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>
#include <QtGlobal>
#include <vector>

namespace moa {

/** Numbers for strings of bytes, for finding the longest one that a text starts with. */
class ByteTrie
{
public:
    static constexpr quint32 none = std::numeric_limits<quint32>::max();

    struct Entry
    {
        const uchar *bytes;
        quint32 length; ///< at least 1
        quint32 number; ///< anything but none
    };

    ByteTrie() = default;
    /// The entries have to be sorted by their bytes and differ. Their bytes are not kept.
    explicit ByteTrie(const std::vector<Entry> &entries);

    /// The number of the longest string that stands at the start of these bytes, or none.
    [[nodiscard]] quint32 longestPrefix(const uchar *at, const uchar *end) const
    {
        quint32 longest = none;
        quint32 base = m_nodes[0].base;
        for (; at != end; ++at) {
            const Node &node = m_nodes[base ^ *at];
            if (node.label != *at)
                break;
            if (node.number != none)
                longest = node.number;
            base = node.base;
        }
        return longest;
    }

private:
    /// Of a double array: the child for a byte is at base ^ byte, if it has that label. The base is
    /// the node's own; blocks of 256 make the child always exist.
    struct Node
    {
        quint32 base = 0;
        quint32 number = none; ///< of the string that ends here
        quint32 label = none;
    };
    class Builder;

    std::vector<Node> m_nodes{256};
};

} // namespace moa
