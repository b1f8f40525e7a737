// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/quickaddspot.h"
#include "editors/modelchooser.h"

#include <QObject>

namespace moa {

class AgentFinder;
class CanvasView;
class MixtureDocument;

/**
 * What opens over a canvas when it asks for a model or an agent: the quick choice of a model, for a
 * new agent or in the place of another's, and the search for an agent.
 */
class QuickAdd : public QObject
{
    Q_OBJECT

public:
    /// @p canvas shows @p document; both outlive this object.
    QuickAdd(CanvasView *canvas, MixtureDocument *document, QObject *parent = nullptr);

    /// The models of all configured providers.
    void setEntries(const QList<PaletteEntry> &entries);
    /// The models last used, to keep and to bring back.
    [[nodiscard]] QStringList recent() const { return m_recent.toStringList(); }
    void setRecent(const QStringList &kept) { m_recent = RecentModels::fromStringList(kept); }

    [[nodiscard]] ModelChooser *chooser() const { return m_chooser; }
    [[nodiscard]] AgentFinder *finder() const { return m_finder; }

public Q_SLOTS:
    /// Asks for the model of a new agent at @p spot.
    void add(const moa::QuickAddSpot &spot);
    /// Asks for another model for these agents.
    void replace(const QList<moa::AgentId> &agents, QPoint global);

Q_SIGNALS:
    /// recent() has changed.
    void recentChanged();

private:
    void chosen(const ModelRef &model, ModelChooser::How how);
    void addChosen(const ModelRef &model, ModelChooser::How how);
    void chooserClosed();
    /// What the lists call the models of these agents.
    [[nodiscard]] QStringList listedNames(const QList<AgentId> &agents) const;
    [[nodiscard]] QString purposeOf(const QuickAddSpot &spot) const;
    [[nodiscard]] QRect onScreen(const QRectF &sceneRect) const;

    CanvasView *m_canvas;
    MixtureDocument *m_document;
    ModelChooser *m_chooser;
    AgentFinder *m_finder;
    QHash<QPair<ProviderId, QString>, QString> m_names; ///< of models that have one of their own
    RecentModels m_recent;
    QuickAddSpot m_spot; ///< for the next agent
    QList<AgentId> m_replaced; ///< empty: an agent is added
};

} // namespace moa
