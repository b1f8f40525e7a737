// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/preference.h"

#include <memory>
#include <QFutureWatcher>
#include <QObject>

namespace moa {

/** Compares responses with the final answer in a thread of its own; the last request counts. */
class FinalComparison : public QObject
{
    Q_OBJECT

public:
    explicit FinalComparison(QObject *parent = nullptr);

    /// finished() follows, unless another comparison is started or this one dropped before.
    void start(std::shared_ptr<const RunRecord> run, const QList<ResponseId> &ids);
    void drop();

Q_SIGNALS:
    void finished(const moa::FinalSimilarities &similarities);

private:
    QFutureWatcher<FinalSimilarities> m_watcher;
};

} // namespace moa
