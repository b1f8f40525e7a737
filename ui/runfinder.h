// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/runjsonreading.h"

#include <functional>
#include <QObject>

namespace moa {

class History;

/**
 * Finds whole runs in the history. One search at a time: who looks for a second time is not told of
 * the first any more. Where the history can't be read there are none.
 */
class RunFinder : public QObject
{
    Q_OBJECT

public:
    using Receiver = std::function<void(const QList<RunDocument> &runs)>;

    /// @p history outlives this.
    RunFinder(History *history, QObject *parent);

    /// Calls @p receiver with the runs of the turns that went before @p run in its conversation, as
    /// far as they were kept, and maybe with others that look like them; in no order.
    void before(const RunRecord &run, const Receiver &receiver);
    /// Calls @p receiver with those runs of the mixture of this name, the newest first, that have
    /// ended; no more than @p most.
    void ofPreset(const QString &name, int most, const Receiver &receiver);

private:
    void read(quint64 search, const QStringList &ids, const QList<RunDocument> &found,
              const Receiver &receiver);

    History *m_history;
    quint64 m_search = 0; ///< counts them
};

} // namespace moa
