// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/mixture.h"

#include <memory>
#include <QAbstractItemModel>
#include <QHash>
#include <vector>

namespace moa {

class MixtureDocument;

/**
 * The mixture of a document as a tree: layers, and below each its agents, in the order of the
 * picture. Every edit is one undo step of the document. What changes in the document is told as
 * the rows and fields that changed, so that a view keeps its selection, its place and what is open.
 */
class OutlineModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        RoleColumn, ///< of a layer: how many agents
        ProviderColumn,
        ModelColumn,
        SamplesColumn,
        TemperatureColumn,
        MaxTokensColumn,
        QuorumColumn, ///< of layers alone
        MutedColumn, ///< a check box
        StateColumn, ///< what a run says
        ColumnCount
    };

    enum ItemRole {
        AgentRole = Qt::UserRole + 1, ///< AgentId; invalid for a layer
        KindRole, ///< Role as int; invalid for a layer
        ColorRole, ///< the agent's own palette index as int; invalid if it follows from the id
        InheritedRole, ///< bool: the field is absent, what is shown holds instead
        MutedRole, ///< bool: the agent takes no part in a run
        SearchRole ///< QString: what a search looks into
    };

    /// @p document outlives the model.
    explicit OutlineModel(MixtureDocument *document, QObject *parent = nullptr);
    ~OutlineModel() override;

    /// Names to show for providers' ids.
    void setProviderNames(const QHash<ProviderId, QString> &names);
    /// What a run says about an agent in a word ("Streaming"), translated; empty: nothing.
    void setState(const AgentId &agent, const QString &word);
    void clearStates();

    [[nodiscard]] QModelIndex agentIndex(const AgentId &agent, int column = NameColumn) const;
    [[nodiscard]] QModelIndex layerIndex(qsizetype layer, int column = NameColumn) const;
    /// The agent of this row; empty for a layer.
    [[nodiscard]] AgentId agentAt(const QModelIndex &index) const;
    /// The layer of this row, or that of its agent.
    [[nodiscard]] qsizetype layerAt(const QModelIndex &index) const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    /// Qt::EditRole is a field's own value: text, Role as int, a number, invalid where absent.
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    /// False for what the field can't take; what it has already is no step.
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

    [[nodiscard]] QStringList mimeTypes() const override;
    /// Agents, and all of a layer where the layer itself is among @p indexes.
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override;
    [[nodiscard]] Qt::DropActions supportedDragActions() const override;
    /// Agents dropped into a layer move there; between layers they make a new one.
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

Q_SIGNALS:
    /// Rows come, go or move between these two.
    void restructuring();
    void restructured();

private:
    /** A layer's identity while it stays: what its agents' indexes point to. */
    struct LayerNode
    {
        int row = 0;
        int number = 0; ///< as it is shown: rows come and go without a name changing
        bool isLast = false;
    };
    using Nodes = std::vector<std::unique_ptr<LayerNode>>;

    void follow();
    void restructure(const Mixture &now);
    void startAnew(const Mixture &now);
    void removeGone(const QHash<AgentId, qsizetype> &layersNow);
    /// The node of each layer of @p now; new layers are there afterwards, still empty.
    [[nodiscard]] std::vector<LayerNode *> arrangeLayers(const Mixture &now);
    /// Brings the agents of @p wanted into a layer that stand in another, or nowhere.
    void gatherAgents(LayerNode *node, const AgentList &wanted,
                      QHash<AgentId, LayerNode *> &standing);
    /// @p wanted are the layer's agents, in another order.
    void orderAgents(LayerNode *node, const AgentList &wanted);
    void moveAgents(LayerNode *from, qsizetype first, qsizetype count, LayerNode *to,
                    qsizetype place);
    [[nodiscard]] const AgentList &agentsOf(const LayerNode *node) const;
    void dropLeftLayers(const std::vector<LayerNode *> &kept);
    void takeFields(const Mixture &now);
    void renumber();
    void nameLayers();
    /// All agents' fields of this column are others.
    void tellColumn(int column);

    [[nodiscard]] QVariant agentData(const Agent &agent, int column, int role) const;
    [[nodiscard]] QVariant layerData(qsizetype layer, int column, int role) const;
    [[nodiscard]] QString agentText(const Agent &agent, int column) const;
    [[nodiscard]] QString layerText(qsizetype layer, int column) const;
    bool setAgentData(const Agent &before, int column, const QVariant &value);
    bool setLayerData(qsizetype layer, int column, const QVariant &value);
    [[nodiscard]] const Agent *agent(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex nodeIndex(const LayerNode *node) const;
    [[nodiscard]] QString providerName(const ProviderId &id) const;

    MixtureDocument *m_document;
    Mixture m_mixture; ///< what the rows show: the document's, but for the time between two rows
    Nodes m_nodes; ///< by layer
    QHash<AgentId, QString> m_states;
    QHash<ProviderId, QString> m_providerNames;
};

} // namespace moa
