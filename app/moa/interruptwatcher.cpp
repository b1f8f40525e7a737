// SPDX-License-Identifier: GPL-3.0-or-later
#include "moa/interruptwatcher.h"

#include <csignal>
#include <sys/signalfd.h>
#include <unistd.h>

namespace moa {

InterruptWatcher::InterruptWatcher(QObject *parent)
    : QObject(parent)
{
    // Blocked here, before threads are made, so in all of them: the descriptor alone gets them.
    sigset_t signals_;
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    m_descriptor = signalfd(-1, &signals_, SFD_CLOEXEC | SFD_NONBLOCK);
    m_notifier = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        signalfd_siginfo info{};
        if (::read(m_descriptor, &info, sizeof info) == sizeof info)
            Q_EMIT interrupted();
    });
}

InterruptWatcher::~InterruptWatcher()
{
    m_notifier.reset();
    ::close(m_descriptor);
}

} // namespace moa
