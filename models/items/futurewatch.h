// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>

namespace moa {

/**
 * Calls @p receiver with the result of @p future in @p context's thread, unless the future is
 * cancelled or @p context is gone by then. QFuture::then() with a context is not safe in Qt 6.4.
 */
template <typename T, typename Receiver>
void whenDone(QObject *context, const QFuture<T> &future, Receiver receiver)
{
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, receiver = std::move(receiver)] {
                         watcher->deleteLater();
                         if (!watcher->isCanceled() && watcher->future().resultCount() > 0)
                             receiver(watcher->result());
                     });
    watcher->setFuture(future);
}

} // namespace moa
