// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QHash>
#include <QObject>

namespace moa {

class CanvasView;
class ResponsesModel;
class RunInsights;
struct Link;

/**
 * Shows on the canvas's links what came over them in the run that has ended: how much of each
 * answer survived in the next one, and which of them are on the critical path. The shares follow
 * once they are computed, on another thread.
 */
class LinkFlows : public QObject
{
    Q_OBJECT

public:
    /// All of it outlives this.
    LinkFlows(const ResponsesModel *responses, const RunInsights *insights, CanvasView *canvas,
              QObject *parent = nullptr);
    ~LinkFlows() override;

    /// Shows nothing until another run is shown or has ended.
    void forget();

private:
    using Shares = QHash<Link, double>;

    void beginRun();
    void compute();
    void show(const Shares &shares);

    const ResponsesModel *m_responses;
    const RunInsights *m_insights;
    CanvasView *m_canvas;
    QFutureWatcher<Shares> m_watcher; ///< of the run that is shown; else it has no future
};

} // namespace moa
