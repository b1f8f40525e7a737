// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace moa {

class CanvasView;
class ResponsesModel;

/**
 * Shows on the canvas's cards what a run says about each agent. An agent's samples are summed; its
 * state is that of the most urgent one, its time from the first one's start to the last one's end.
 */
class CardStates : public QObject
{
    Q_OBJECT

public:
    /// Both outlive this.
    CardStates(ResponsesModel *responses, CanvasView *canvas, QObject *parent);

    /// Shows nothing until the next run begins: the agents on the canvas are not the run's.
    void forget();

private:
    void refreshAll();
    void refresh(const AgentId &agent);

    ResponsesModel *m_responses;
    CanvasView *m_canvas;
    QHash<AgentId, QList<int>> m_rows;
    qint64 m_shownAfter = 0; ///< ms from the run's start to its being shown
    QElapsedTimer m_sinceShown;
    QTimer m_ticking; ///< while it runs: elapsed times move on without news
};

} // namespace moa
