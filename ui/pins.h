// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"
#include "run/response.h"

#include <QObject>

namespace moa {

class ResponsesModel;

/**
 * The agents of a window whose answers later runs keep instead of asking again. By id: a pin
 * outlives edits, and that its agent is deleted and comes back with an undo.
 */
class Pins : public QObject
{
    Q_OBJECT

public:
    /// What is pinned are answers of the run that @p responses shows; it outlives this.
    explicit Pins(const ResponsesModel *responses, QObject *parent = nullptr);

    [[nodiscard]] bool isPinned(const AgentId &agent) const { return m_pinned.contains(agent); }
    [[nodiscard]] const PinnedResponses &responses() const { return m_pinned; }
    /// What the agent was when it gave the answers (designOf()); null if it is not pinned.
    [[nodiscard]] const Agent *design(const AgentId &agent) const;

    /**
     * Keeps the answers that these agents have in the run that is shown, of all samples. Those that
     * are pinned stay as they are. If some have no answer the failure says so; the others are
     * pinned all the same.
     */
    Result<void> pin(const QList<AgentId> &agents);
    /// Keeps @p answer, of one sample, in place of what was kept of it.
    void keep(const Response &answer);
    void unpin(const QList<AgentId> &agents);
    /// The same for one sample.
    void unpin(const ResponseId &response);
    void clear();

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] QList<Response> answersOf(const AgentId &agent) const;

    const ResponsesModel *m_responses;
    PinnedResponses m_pinned;
    QHash<AgentId, Agent> m_designs;
};

} // namespace moa
