// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdio>
#include <QElapsedTimer>
#include <QFile>
#include <QObject>
#include <QTimer>
#include <vector>

namespace moa {

/// Peak of the memory that was really used by this process, in MB; 0 where the system does not
/// tell.
[[nodiscard]] inline double peakMegabytes()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.simplified().split(' ').at(1).toDouble() / 1024.0;
    }
    return 0;
}

/** How long an event loop keeps a 1 ms timer waiting: what a person feels as a stutter. */
class Heartbeat
{
public:
    Heartbeat()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(1);
        m_timer.callOnTimeout([this] {
            // One interval is what was asked for.
            const double late = static_cast<double>(m_clock.nsecsElapsed()) / 1e6 - 1.0;
            m_late.push_back(std::max(0.0, late));
            m_clock.start();
        });
    }

    void start()
    {
        m_late.clear();
        m_clock.start();
        m_timer.start();
    }

    void report()
    {
        m_timer.stop();
        std::sort(m_late.begin(), m_late.end());
        if (m_late.empty())
            return;
        const auto at = [this](double share) {
            return m_late[static_cast<size_t>(share * static_cast<double>(m_late.size() - 1))];
        };
        std::printf(
            "event loop late by p50 %.1f ms, p99 %.1f ms (limit 16), worst %.1f ms (limit 50), "
            "of %zu beats\n",
            at(0.5), at(0.99), at(1.0), m_late.size());
        std::printf("peak memory %.0f MB (limit 300)\n", peakMegabytes());
    }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    std::vector<double> m_late;
};

} // namespace moa
