// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/outlinemodel.h"

#include "items/figures.h"
#include "items/mixturedocument.h"
#include "mixture/mixtureedits.h"

#include <algorithm>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QMimeData>
#include <QSet>

namespace moa {

namespace {

const QString agentsMimeType = QStringLiteral("application/x-moa-agent-ids");

QList<AgentId> idsIn(const QMimeData &mime)
{
    QList<AgentId> ids;
    const QJsonArray array = QJsonDocument::fromJson(mime.data(agentsMimeType)).array();
    for (const QJsonValue &id : array)
        ids.append(AgentId(id.toString()));
    return ids;
}

QString number(double value)
{
    return QLocale().toString(value, 'g', QLocale::FloatingPointShortest);
}

QString number(int value)
{
    return QLocale().toString(value);
}

bool isNumeric(int column)
{
    return column >= OutlineModel::SamplesColumn && column <= OutlineModel::QuorumColumn;
}

/// A field's own value, or invalid where there is none.
template <typename Value>
QVariant ownValue(const std::optional<Value> &value)
{
    return value ? QVariant(*value) : QVariant();
}

/// Puts @p value into @p field; false if it is neither invalid, which empties it, nor in range.
template <typename Value>
bool take(const QVariant &value, Value least, Value most, std::optional<Value> &field)
{
    if (!value.isValid()) {
        field.reset();
        return true;
    }
    bool ok = false;
    const double given = value.toDouble(&ok);
    if (!ok || !(given >= least && given <= most))
        return false;
    field = static_cast<Value>(given);
    return true;
}

} // namespace

OutlineModel::OutlineModel(MixtureDocument *document, QObject *parent)
    : QAbstractItemModel(parent)
    , m_document(document)
{
    startAnew(document->mixture());
    connect(document, &MixtureDocument::mixtureChanged, this, &OutlineModel::follow);
}

OutlineModel::~OutlineModel() = default;

void OutlineModel::setProviderNames(const QHash<ProviderId, QString> &names)
{
    if (names == m_providerNames)
        return;
    m_providerNames = names;
    tellColumn(ProviderColumn);
}

void OutlineModel::setState(const AgentId &agent, const QString &word)
{
    if (m_states.value(agent) == word)
        return;
    m_states.insert(agent, word);
    if (const QModelIndex cell = agentIndex(agent, StateColumn); cell.isValid())
        Q_EMIT dataChanged(cell, cell);
}

void OutlineModel::clearStates()
{
    m_states.clear();
    tellColumn(StateColumn);
}

void OutlineModel::tellColumn(int column)
{
    for (const std::unique_ptr<LayerNode> &node : m_nodes) {
        const QModelIndex layer = nodeIndex(node.get());
        if (const int rows = rowCount(layer); rows > 0)
            Q_EMIT dataChanged(index(0, column, layer), index(rows - 1, column, layer));
    }
}

QModelIndex OutlineModel::agentIndex(const AgentId &agent, int column) const
{
    const std::optional<AgentPosition> place = m_mixture.find(agent);
    return place ? index(static_cast<int>(place->row), column, layerIndex(place->layer))
                 : QModelIndex();
}

QModelIndex OutlineModel::layerIndex(qsizetype layer, int column) const
{
    return index(static_cast<int>(layer), column);
}

AgentId OutlineModel::agentAt(const QModelIndex &index) const
{
    const Agent *found = agent(index);
    return found ? found->id : AgentId();
}

qsizetype OutlineModel::layerAt(const QModelIndex &index) const
{
    const auto *node = static_cast<const LayerNode *>(index.internalPointer());
    return node ? node->row : index.row();
}

const Agent *OutlineModel::agent(const QModelIndex &index) const
{
    const auto *node = static_cast<const LayerNode *>(index.internalPointer());
    return index.isValid() && node ? &m_mixture.at({node->row, index.row()}) : nullptr;
}

QModelIndex OutlineModel::nodeIndex(const LayerNode *node) const
{
    return createIndex(node->row, 0);
}

QString OutlineModel::providerName(const ProviderId &id) const
{
    return m_providerNames.value(id, id.toString());
}

QModelIndex OutlineModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column);
    return createIndex(row, column, m_nodes.at(static_cast<size_t>(parent.row())).get());
}

QModelIndex OutlineModel::parent(const QModelIndex &child) const
{
    const auto *node = static_cast<const LayerNode *>(child.internalPointer());
    return child.isValid() && node ? nodeIndex(node) : QModelIndex();
}

int OutlineModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_mixture.layers.size());
    const bool isLayer = !parent.internalPointer() && parent.column() == 0;
    return isLayer ? static_cast<int>(m_mixture.layers.at(parent.row()).agents.size()) : 0;
}

int OutlineModel::columnCount(const QModelIndex &parent) const
{
    return agent(parent) ? 0 : ColumnCount;
}

bool OutlineModel::hasChildren(const QModelIndex &parent) const
{
    return rowCount(parent) > 0;
}

QVariant OutlineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::Alignment(isNumeric(section) ? Qt::AlignRight : Qt::AlignLeft)
                        | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case NameColumn:
        return tr("Name");
    case RoleColumn:
        return tr("Role");
    case ProviderColumn:
        return tr("Provider");
    case ModelColumn:
        return tr("Model");
    case SamplesColumn:
        return tr("Samples");
    case TemperatureColumn:
        return tr("Temperature");
    case MaxTokensColumn:
        return tr("Max. tokens");
    case QuorumColumn:
        return tr("Quorum");
    case MutedColumn:
        return tr("Muted");
    case StateColumn:
        return tr("State");
    case ColumnCount:
        break;
    }
    return {};
}

Qt::ItemFlags OutlineModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled;
    const int column = index.column();
    if (!agent(index)) {
        flags |= Qt::ItemIsDropEnabled;
        if (column == NameColumn || column == QuorumColumn)
            flags |= Qt::ItemIsEditable;
        return flags;
    }
    flags |= Qt::ItemNeverHasChildren;
    if (column == MutedColumn)
        flags |= Qt::ItemIsUserCheckable;
    else if (column < QuorumColumn)
        flags |= Qt::ItemIsEditable;
    return flags;
}

QVariant OutlineModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::Alignment(isNumeric(index.column()) ? Qt::AlignRight : Qt::AlignLeft)
                        | Qt::AlignVCenter);
    }
    if (const Agent *shown = agent(index))
        return agentData(*shown, index.column(), role);
    return layerData(index.row(), index.column(), role);
}

QString OutlineModel::agentText(const Agent &agent, int column) const
{
    const AgentSettings &defaults = m_mixture.defaults;
    const auto orDefault = [](const auto &own, const auto &inherited) {
        if (own)
            return number(*own);
        return inherited ? tr("%1 (default)").arg(number(*inherited)) : tr("default");
    };
    switch (static_cast<Column>(column)) {
    case NameColumn:
        return agent.displayName();
    case RoleColumn:
        return agent.alternate ? tr("%1, alternate").arg(figures::roleName(agent.role))
                               : figures::roleName(agent.role);
    case ProviderColumn:
        return providerName(agent.provider);
    case ModelColumn:
        return agent.model;
    case SamplesColumn:
        return number(agent.samples);
    case TemperatureColumn:
        return orDefault(agent.settings.temperature, defaults.temperature);
    case MaxTokensColumn:
        return orDefault(agent.settings.maxTokens, defaults.maxTokens);
    case StateColumn:
        return m_states.value(agent.id);
    case QuorumColumn:
    case MutedColumn:
    case ColumnCount:
        break;
    }
    return {};
}

QVariant OutlineModel::agentData(const Agent &agent, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return agentText(agent, column);
    case Qt::AccessibleTextRole:
        if (column == MutedColumn)
            return agent.muted ? tr("Muted") : tr("Not muted");
        return {};
    case Qt::CheckStateRole:
        return column == MutedColumn ? QVariant(agent.muted ? Qt::Checked : Qt::Unchecked)
                                     : QVariant();
    case AgentRole:
        return QVariant::fromValue(agent.id);
    case KindRole:
        return static_cast<int>(agent.role);
    case ColorRole:
        return ownValue(agent.color);
    case MutedRole:
        return agent.muted;
    case InheritedRole:
        return (column == NameColumn && agent.name.isEmpty())
            || (column == TemperatureColumn && !agent.settings.temperature)
            || (column == MaxTokensColumn && !agent.settings.maxTokens);
    case SearchRole:
        return QStringList{agent.displayName(), agent.model, providerName(agent.provider),
                           figures::roleName(agent.role)}
            .join(u' ');
    case Qt::EditRole:
        break;
    default:
        return {};
    }
    switch (column) {
    case NameColumn:
        return agent.name;
    case RoleColumn:
        return static_cast<int>(agent.role);
    case ProviderColumn:
        return agent.provider.toString();
    case SamplesColumn:
        return agent.samples;
    case TemperatureColumn:
        return ownValue(agent.settings.temperature);
    case MaxTokensColumn:
        return ownValue(agent.settings.maxTokens);
    case MutedColumn:
        return agent.muted;
    default:
        return agentText(agent, column);
    }
}

QString OutlineModel::layerText(qsizetype layer, int column) const
{
    const Layer &shown = m_mixture.layers.at(layer);
    const LayerNode &node = *m_nodes.at(static_cast<size_t>(layer));
    const QString place = QLocale().toString(node.number);
    switch (column) {
    case NameColumn:
        if (!shown.name.isEmpty())
            return tr("Layer %1, %2").arg(place, shown.name);
        return (node.isLast ? tr("Layer %1, final") : tr("Layer %1")).arg(place);
    case RoleColumn:
        return shown.agents.size() == 1
            ? tr("1 agent")
            : tr("%1 agents").arg(QLocale().toString(shown.agents.size()));
    case QuorumColumn:
        return shown.quorum ? number(*shown.quorum)
                            : tr("%1 (default)").arg(number(effectiveQuorum(shown)));
    default:
        return {};
    }
}

QVariant OutlineModel::layerData(qsizetype layer, int column, int role) const
{
    const Layer &shown = m_mixture.layers.at(layer);
    switch (role) {
    case Qt::DisplayRole:
        return layerText(layer, column);
    case Qt::EditRole:
        if (column == NameColumn)
            return shown.name;
        return column == QuorumColumn ? ownValue(shown.quorum) : QVariant();
    case InheritedRole:
        return column == RoleColumn || (column == QuorumColumn && !shown.quorum);
    case SearchRole:
        return shown.name;
    default:
        return {};
    }
}

bool OutlineModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid())
        return false;
    if (const Agent *before = agent(index)) {
        const bool isCheck = index.column() == MutedColumn && role == Qt::CheckStateRole;
        // A copy: the edit changes what the rows show.
        return (isCheck || role == Qt::EditRole)
            && setAgentData(Agent(*before), index.column(), value);
    }
    return role == Qt::EditRole && setLayerData(index.row(), index.column(), value);
}

bool OutlineModel::setAgentData(const Agent &before, int column, const QVariant &value)
{
    Agent after = before;
    QString step;
    const auto change = [&before](const QString &field) {
        return tr("Change %1 of %2").arg(field, before.displayName());
    };
    switch (column) {
    case NameColumn:
        after.name = value.toString().trimmed();
        step = change(tr("name"));
        break;
    case RoleColumn: {
        const int role = value.toInt();
        if (role < static_cast<int>(Role::Proposer) || role > static_cast<int>(Role::Ranker))
            return false;
        after.role = static_cast<Role>(role);
        step = change(tr("role"));
        break;
    }
    case ProviderColumn:
        after.provider = ProviderId(value.toString());
        step = change(tr("provider"));
        break;
    case ModelColumn:
        after.model = value.toString().trimmed();
        if (after.model.isEmpty())
            return false;
        step = change(tr("model"));
        break;
    case SamplesColumn: {
        std::optional<int> samples = after.samples;
        if (!take(value, 1, maxSamples, samples) || !samples)
            return false;
        after.samples = *samples;
        step = change(tr("samples"));
        break;
    }
    case TemperatureColumn:
        if (!take(value, 0.0, 2.0, after.settings.temperature))
            return false;
        step = change(tr("temperature"));
        break;
    case MaxTokensColumn:
        if (!take(value, 1, std::numeric_limits<int>::max(), after.settings.maxTokens))
            return false;
        step = change(tr("output tokens"));
        break;
    case MutedColumn:
        after.muted = value.toBool();
        step = (after.muted ? tr("Mute %1") : tr("Unmute %1")).arg(before.displayName());
        break;
    default:
        return false;
    }
    m_document->apply(edit::setAgent(m_document->mixture(), after), step);
    return true;
}

bool OutlineModel::setLayerData(qsizetype layer, int column, const QVariant &value)
{
    const Mixture &mixture = m_document->mixture();
    const auto change = [layer](const QString &field) {
        return tr("Change %1 of layer %2").arg(field, QLocale().toString(layer + 1));
    };
    if (column == NameColumn) {
        m_document->apply(edit::renameLayer(mixture, layer, value.toString().trimmed()),
                          change(tr("name")));
        return true;
    }
    std::optional<int> quorum;
    if (column != QuorumColumn || !take(value, 1, std::numeric_limits<int>::max(), quorum))
        return false;
    m_document->apply(edit::setQuorum(mixture, layer, quorum), change(tr("quorum")));
    return true;
}

QStringList OutlineModel::mimeTypes() const
{
    return {agentsMimeType};
}

QMimeData *OutlineModel::mimeData(const QModelIndexList &indexes) const
{
    QSet<AgentId> chosen;
    for (const QModelIndex &index : indexes) {
        if (const Agent *one = agent(index)) {
            chosen.insert(one->id);
        } else if (index.isValid()) {
            for (const Agent &each : m_mixture.layers.at(index.row()).agents)
                chosen.insert(each.id);
        }
    }
    if (chosen.isEmpty())
        return nullptr;
    QJsonArray ids;
    for (const AgentId &id : std::as_const(chosen))
        ids.append(id.toString());
    auto mime = std::make_unique<QMimeData>();
    mime->setData(agentsMimeType, QJsonDocument(ids).toJson(QJsonDocument::Compact));
    return mime.release(); // the caller's
}

Qt::DropActions OutlineModel::supportedDropActions() const
{
    return Qt::MoveAction;
}

Qt::DropActions OutlineModel::supportedDragActions() const
{
    return Qt::MoveAction;
}

bool OutlineModel::dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                                const QModelIndex &parent)
{
    Q_UNUSED(column)
    if (action == Qt::IgnoreAction)
        return true;
    const QList<AgentId> ids = data ? idsIn(*data) : QList<AgentId>();
    const Mixture &mixture = m_document->mixture();
    const Agent *first = ids.isEmpty() ? nullptr : mixture.agent(ids.constFirst());
    if (action != Qt::MoveAction || !first)
        return false;
    const QString name = ids.size() == 1 ? first->displayName()
                                         : tr("%1 agents").arg(QLocale().toString(ids.size()));
    if (!parent.isValid()) {
        const qsizetype place = row < 0 ? mixture.layers.size() : row;
        m_document->apply(edit::moveAgentsToNewLayer(mixture, ids, place),
                          tr("Move %1 to a new layer").arg(name));
        return true;
    }
    // On an agent means before it.
    const qsizetype before = row < 0 && agent(parent) ? parent.row() : row;
    const qsizetype layer = layerAt(parent);
    const qsizetype end = mixture.layers.at(layer).agents.size();
    m_document->apply(edit::moveAgents(mixture, ids, {layer, before < 0 ? end : before}),
                      tr("Move %1").arg(name));
    return true;
}

} // namespace moa
