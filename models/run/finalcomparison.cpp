// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/finalcomparison.h"

#include <QtConcurrent>
#include <utility>

namespace moa {

FinalComparison::FinalComparison(QObject *parent)
    : QObject(parent)
    , m_watcher(this)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        if (m_watcher.future().resultCount() > 0)
            Q_EMIT finished(m_watcher.result());
    });
}

void FinalComparison::start(std::shared_ptr<const RunRecord> run, const QList<ResponseId> &ids)
{
    m_watcher.setFuture(QtConcurrent::run(
        [record = std::move(run), ids] { return similaritiesToFinal(*record, ids); }));
}

void FinalComparison::drop()
{
    m_watcher.setFuture({});
}

} // namespace moa
