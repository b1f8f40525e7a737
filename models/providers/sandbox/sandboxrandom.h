// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

namespace moa {

/** SplitMix64. The distributions of the standard library differ between implementations. */
class SandboxRandom
{
public:
    explicit SandboxRandom(quint64 seed)
        : m_state(seed)
    { }

    [[nodiscard]] quint64 next()
    {
        m_state += 0x9e3779b97f4a7c15ULL;
        quint64 z = m_state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }

    /// From 0 to @p count - 1; @p count is at least 1.
    [[nodiscard]] qsizetype below(qsizetype count)
    {
        return static_cast<qsizetype>(next() % static_cast<quint64>(count));
    }

    /// One of @p list, which is not empty.
    template <typename T>
    [[nodiscard]] const T &pick(const QList<T> &list)
    {
        return list.at(below(list.size()));
    }

    /// Up to @p count different ones of @p list, in random order.
    template <typename T>
    [[nodiscard]] QList<T> pickSome(QList<T> list, qsizetype count)
    {
        for (qsizetype i = 0; i + 1 < list.size(); ++i)
            list.swapItemsAt(i, i + below(list.size() - i));
        list.resize(std::min(count, list.size()));
        return list;
    }

private:
    quint64 m_state;
};

} // namespace moa
