// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/canvaslayout.h"
#include "items/modelmime.h"
#include "mixture/error.h"

#include <QCoreApplication>

namespace moa {

class MixtureDocument;

/**
 * The canvas's gestures as undo steps of the document: which agents, and the step's name. Returns
 * what a view should select afterwards.
 */
class CanvasCommands
{
    Q_DECLARE_TR_FUNCTIONS(CanvasCommands)

public:
    enum class Direction { Up, Down, Left, Right };

    /// @p document outlives this object.
    explicit CanvasCommands(MixtureDocument &document);

    /// With @p linkFrom the new agent gets that one's response, if it stands in an earlier layer.
    QList<AgentId> dropModel(const ModelRef &model, const DropPlace &place,
                             const std::optional<AgentId> &linkFrom = {});
    /// A new agent between the ends of @p link, in the layer of @p place if that is between.
    QList<AgentId> dropModel(const ModelRef &model, const Link &link, const AgentPosition &place);
    void dropAgents(const QList<AgentId> &ids, const DropPlace &place);
    /// Copies of them, there.
    QList<AgentId> dropCopies(const QList<AgentId> &ids, const DropPlace &place);
    void remove(const QList<AgentId> &ids);
    QList<AgentId> duplicate(const QList<AgentId> &ids);
    /// Copies a layer into a new one after it; the copies have the colours of their originals.
    QList<AgentId> duplicateLayer(qsizetype layer);
    /// A copy of the final agent beside it, to be given another model.
    QList<AgentId> addAlternate();
    void makeFinal(const AgentId &id);
    /// Mutes all of them, or unmutes if all are muted.
    void toggleMuted(const QList<AgentId> &ids);
    /// By one row, or to the next lane at the same height; from the outermost lane to a new one.
    Result<void> move(const QList<AgentId> &ids, Direction direction);
    /// Has the agents ask @p model; see edit::replaceModel().
    void replaceModel(const QList<AgentId> &ids, const ModelRef &model,
                      const QStringList &modelNames = {});
    Result<void> link(const AgentId &from, const AgentId &to);
    void unlink(const Link &link);

private:
    [[nodiscard]] QString nameOf(const QList<AgentId> &ids) const;
    /// "Move Wizard up in layer 2", once they stand where they do in @p after.
    [[nodiscard]] QString moveText(const QList<AgentId> &ids, const Mixture &after) const;
    [[nodiscard]] Agent agentOf(const ModelRef &model);

    MixtureDocument &m_document;
    QStringList m_modelNames; ///< that agents have been given with their models
};

} // namespace moa
