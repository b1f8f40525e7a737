// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace moa {

class CanvasView;
class MixtureDocument;
class Pins;
class ResponsesModel;

/**
 * Shows on the canvas's cards what a run says about each agent. An agent's samples are summed; its
 * state is that of the most urgent one, its time from the first one's start to the last one's end.
 * An agent that the document has changed since the run is marked, and so is a pinned one.
 */
class CardStates : public QObject
{
    Q_OBJECT

public:
    /// All of it outlives this.
    CardStates(MixtureDocument *document, ResponsesModel *responses, CanvasView *canvas,
               QObject *parent);

    /// @p pins outlives this.
    void setPins(const Pins *pins);
    /// Shows nothing until the next run begins: the agents on the canvas are not the run's.
    void forget();

private:
    /// What is known of an agent of the run.
    struct Entry
    {
        QList<int> rows;
        int open = 0; ///< of them: not final
        Agent agent; ///< as it was in the run
        /// Whose answers it gets; absent: everyone's in the layer before.
        std::optional<QList<AgentId>> references;
        qsizetype layer = 0;
    };

    void refreshAll();
    void takeRun();
    void takeRows(int first, int last);
    void tick();
    void updateEdited();
    void updateCritical();
    void updatePinned();
    [[nodiscard]] QSet<AgentId> editedAgents() const;
    [[nodiscard]] bool isEdited(const Agent &now, const Entry &entry) const;
    [[nodiscard]] int missingReferences(const Entry &entry) const;
    void refresh(const AgentId &agent);

    MixtureDocument *m_document;
    ResponsesModel *m_responses;
    CanvasView *m_canvas;
    const Pins *m_pins = nullptr;
    QHash<AgentId, Entry> m_entries;
    QList<bool> m_open; ///< by row
    QList<int> m_openInLayer;
    QSet<AgentId> m_edited;
    QSet<AgentId> m_critical;
    QSet<AgentId> m_pinned; ///< as shown
    qint64 m_shownAfter = 0; ///< ms from the run's start to its being shown
    QElapsedTimer m_sinceShown;
    QTimer m_ticking; ///< while it runs: elapsed times move on without news
    QTimer m_comparing; ///< once for a burst of edits
};

} // namespace moa
