// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/outlineview.h"

#include "editors/fieldtree.h"
#include "editors/outlinedelegate.h"
#include "editors/searchfield.h"
#include "items/mixturedocument.h"
#include "items/outlinemodel.h"
#include "items/wordsfilter.h"
#include "theme/theme.h"

#include <algorithm>
#include <QAction>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScopedValueRollback>
#include <QSet>
#include <QVBoxLayout>

namespace moa {

OutlineView::OutlineView(MixtureDocument *document, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_commands(*document)
    , m_model(new OutlineModel(document, this))
    , m_filter(new WordsFilter(OutlineModel::SearchRole, this))
    , m_delegate(new OutlineDelegate(this))
    , m_search(new SearchField(tr("Search agents"), this))
    , m_empty(new QLabel(this))
    , m_tree(new FieldTree(this))
{
    m_filter->setSourceModel(m_model);
    m_filter->setAutoAcceptChildRows(true); // of a layer in whose own name the words occur
    m_search->installEventFilter(this);
    m_empty->setWordWrap(true);
    m_empty->setTextFormat(Qt::PlainText);
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignLeft);

    m_tree->setModel(m_filter);
    m_tree->setItemDelegate(m_delegate);
    m_tree->setAccessibleName(tr("Layers and their agents"));
    m_tree->setUniformRowHeights(true);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_tree->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::DoubleClicked);
    m_tree->setExpandsOnDoubleClick(false);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setIndentation(space::large);
    m_tree->setDragDropMode(QAbstractItemView::InternalMove);
    m_tree->setDropIndicatorShown(true);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_tree->header()->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->header()->setSectionsMovable(true);
    m_tree->header()->setFirstSectionMovable(false);
    for (int column = 0; column < OutlineModel::ColumnCount; ++column)
        m_tree->setColumnWidth(column, outline::columnWidths.at(static_cast<size_t>(column)));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::small, space::small, space::small, space::small);
    layout->setSpacing(space::small);
    layout->addWidget(m_search);
    layout->addWidget(m_empty);
    layout->addWidget(m_tree, 1);
    setMinimumWidth(side::paletteWidth);
    setFocusProxy(m_tree);

    createActions();
    connectModel();
    m_tree->expandAll();
    updateEmptyText();
}

OutlineView::~OutlineView()
{
    // What ends first must not call back into what has ended.
    disconnect(m_model, nullptr, this, nullptr);
    disconnect(m_tree->selectionModel(), nullptr, this, nullptr);
}

void OutlineView::createActions()
{
    using Direction = CanvasCommands::Direction;
    addCommand(tr("&Inspect"), {Qt::Key_Return, Qt::Key_Enter}, [this] {
        if (!m_agents.isEmpty() || m_layer)
            Q_EMIT inspectRequested();
    });
    addCommand(tr("&Mute"), {Qt::Key_M}, [this] { m_commands.toggleMuted(affected()); });
    addCommand(tr("&Duplicate"), {Qt::CTRL | Qt::Key_D}, [this] {
        const QList<AgentId> copies = m_commands.duplicate(m_agents);
        if (copies.isEmpty())
            return;
        setSelection(copies, {});
        Q_EMIT selectionChanged(m_agents, m_layer);
    });
    addCommand(tr("De&lete"), {QKeySequence::Delete, Qt::Key_Backspace}, [this] {
        m_commands.remove(affected());
        goOn();
    });
    addCommand(tr("Move &Up"), {Qt::ALT | Qt::Key_Up}, [this] { move(Direction::Up); });
    addCommand(tr("Move D&own"), {Qt::ALT | Qt::Key_Down}, [this] { move(Direction::Down); });
    addCommand(tr("Move to the Layer &Before"), {Qt::ALT | Qt::Key_Left},
               [this] { move(Direction::Left); });
    addCommand(tr("Move to the Layer A&fter"), {Qt::ALT | Qt::Key_Right},
               [this] { move(Direction::Right); });
}

void OutlineView::addCommand(const QString &text, const QList<QKeySequence> &shortcuts,
                             const std::function<void()> &command)
{
    auto *action = new QAction(text, this);
    action->setShortcuts(shortcuts);
    // A letter must stay a letter in a field that is being edited.
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, command);
    m_tree->addAction(action);
}

void OutlineView::connectModel()
{
    connect(m_search, &QLineEdit::textChanged, this, &OutlineView::search);
    connect(m_tree->header(), &QWidget::customContextMenuRequested, this,
            &OutlineView::showColumnsMenu);
    connect(m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &OutlineView::takeSelection);
    connect(m_model, &OutlineModel::restructuring, this, [this] {
        m_following = true;
        // Every row that moves costs all that is selected; it is selected again afterwards.
        m_tree->selectionModel()->clearSelection();
        m_folded.clear();
        for (int row = 0; row < m_filter->rowCount(); ++row) {
            const QModelIndex layer = m_filter->index(row, 0);
            if (!m_tree->isExpanded(layer) && m_filter->hasChildren(layer))
                m_folded.append(layer);
        }
    });
    connect(m_model, &OutlineModel::restructured, this, [this] {
        expandNewLayers();
        m_following = false;
        restoreSelection();
        updateEmptyText();
    });
}

void OutlineView::setEntries(const QList<PaletteEntry> &entries)
{
    QHash<ProviderId, QString> names;
    for (const PaletteEntry &entry : entries) {
        if (!entry.providerName.isEmpty())
            names.insert(entry.provider, entry.providerName);
    }
    m_model->setProviderNames(names);
    m_delegate->setEntries(entries);
}

void OutlineView::setState(const AgentId &agent, const QString &word)
{
    m_model->setState(agent, word);
}

void OutlineView::clearStates()
{
    m_model->clearStates();
}

QModelIndexList OutlineView::rowsOf(const QList<AgentId> &agents) const
{
    QModelIndexList rows;
    if (agents.size() == 1) {
        const QModelIndex row = m_filter->mapFromSource(m_model->agentIndex(agents.constFirst()));
        return row.isValid() ? QModelIndexList{row} : rows;
    }
    const QSet<AgentId> wanted(agents.cbegin(), agents.cend());
    for (int layer = 0; layer < m_model->rowCount() && !wanted.isEmpty(); ++layer) {
        const QModelIndex parent = m_model->index(layer, 0);
        for (int row = 0; row < m_model->rowCount(parent); ++row) {
            const QModelIndex index = m_model->index(row, 0, parent);
            if (!wanted.contains(m_model->agentAt(index)))
                continue;
            if (const QModelIndex shown = m_filter->mapFromSource(index); shown.isValid())
                rows.append(shown);
        }
    }
    return rows;
}

void OutlineView::selectRows(const QModelIndexList &rows)
{
    const QScopedValueRollback following(m_following, true);
    QItemSelection selection;
    for (const QModelIndex &row : rows) {
        const bool goesOn = !selection.isEmpty() && selection.constLast().parent() == row.parent()
            && selection.constLast().bottom() + 1 == row.row();
        const QModelIndex first =
            goesOn ? QModelIndex(selection.takeLast().topLeft()) : row.siblingAtColumn(0);
        selection.append({first, row.siblingAtColumn(OutlineModel::ColumnCount - 1)});
    }
    QItemSelectionModel *selected = m_tree->selectionModel();
    selected->select(selection, QItemSelectionModel::ClearAndSelect);
    const QModelIndex current = m_tree->currentIndex();
    if (rows.isEmpty() || rows.contains(current.siblingAtColumn(0)))
        return;
    const int column = std::max(current.column(), 0);
    selected->setCurrentIndex(rows.constFirst().siblingAtColumn(column),
                              QItemSelectionModel::NoUpdate);
    m_tree->scrollTo(m_tree->currentIndex());
}

void OutlineView::setSelection(const QList<AgentId> &agents, std::optional<qsizetype> layer)
{
    if (!agents.isEmpty())
        layer.reset();
    if (agents == m_agents && layer == m_layer)
        return;
    m_agents = agents;
    m_layer = layer;
    restoreRows();
}

void OutlineView::restoreRows()
{
    QModelIndexList rows = rowsOf(m_agents);
    if (m_layer) {
        const QModelIndex row = m_filter->mapFromSource(m_model->layerIndex(*m_layer));
        if (row.isValid())
            rows.append(row);
    }
    selectRows(rows);
}

void OutlineView::restoreSelection()
{
    QList<AgentId> staying = m_agents;
    staying.removeIf([this](const AgentId &id) { return !m_model->agentIndex(id).isValid(); });
    const std::optional<qsizetype> layer =
        m_layer && *m_layer < m_model->rowCount() ? m_layer : std::nullopt;
    const bool isOther = staying != m_agents || layer != m_layer;
    m_agents = staying;
    m_layer = layer;
    restoreRows();
    if (isOther)
        Q_EMIT selectionChanged(m_agents, m_layer);
}

void OutlineView::goOn()
{
    const QModelIndex current = m_tree->currentIndex();
    if (!m_agents.isEmpty() || m_layer || !current.isValid())
        return;
    selectRows({current.siblingAtColumn(0)});
    takeSelection();
}

void OutlineView::takeSelection()
{
    if (m_following)
        return;
    QModelIndexList rows;
    for (const QModelIndex &row : m_tree->selectionModel()->selectedRows())
        rows.append(m_filter->mapToSource(row));
    std::sort(rows.begin(), rows.end(), [this](const QModelIndex &a, const QModelIndex &b) {
        const qsizetype first = m_model->layerAt(a);
        const qsizetype second = m_model->layerAt(b);
        return first != second ? first < second : a.row() < b.row();
    });
    QList<AgentId> agents;
    QList<qsizetype> layers;
    for (const QModelIndex &row : std::as_const(rows)) {
        if (const AgentId agent = m_model->agentAt(row); !agent.isEmpty())
            agents.append(agent);
        else
            layers.append(m_model->layerAt(row));
    }
    const std::optional<qsizetype> layer =
        agents.isEmpty() && layers.size() == 1 ? std::optional(layers.constFirst()) : std::nullopt;
    if (agents == m_agents && layer == m_layer)
        return;
    m_agents = agents;
    m_layer = layer;
    Q_EMIT selectionChanged(m_agents, m_layer);
}

void OutlineView::expandNewLayers()
{
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        const QModelIndex layer = m_filter->index(row, 0);
        if (!m_tree->isExpanded(layer) && !m_folded.contains(layer))
            m_tree->expand(layer);
    }
    m_folded.clear();
}

void OutlineView::search(const QString &text)
{
    {
        const QScopedValueRollback following(m_following, true);
        m_filter->setSearch(text);
        m_tree->expandAll();
    }
    // What the search hides stays selected.
    restoreRows();
    updateEmptyText();
}

void OutlineView::updateEmptyText()
{
    m_empty->setVisible(m_filter->rowCount() == 0);
    m_empty->setText(
        m_model->rowCount() == 0
            ? tr("Layers and agents stand here once there are some. Drag a model onto "
                 "the canvas to begin.")
            : tr("No agent matches \"%1\". Try fewer or other words.").arg(m_search->text()));
}

QList<AgentId> OutlineView::affected() const
{
    if (!m_layer)
        return m_agents;
    QList<AgentId> ids;
    for (const Agent &agent : m_document->mixture().layers.at(*m_layer).agents)
        ids.append(agent.id);
    return ids;
}

void OutlineView::move(CanvasCommands::Direction direction)
{
    if (const Result<void> moved = m_commands.move(m_agents, direction); !moved)
        Q_EMIT message(moved.error().message);
    if (const QModelIndex current = m_tree->currentIndex(); current.isValid())
        m_tree->scrollTo(current);
}

void OutlineView::showColumnsMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = OutlineModel::NameColumn + 1; column < OutlineModel::ColumnCount; ++column) {
        QAction *action = menu->addAction(
            m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!m_tree->isColumnHidden(column));
        connect(action, &QAction::toggled, m_tree,
                [this, column](bool shown) { m_tree->setColumnHidden(column, !shown); });
    }
    menu->popup(m_tree->header()->mapToGlobal(position));
}

QByteArray OutlineView::saveState() const
{
    return m_tree->header()->saveState();
}

void OutlineView::restoreState(const QByteArray &state)
{
    m_tree->header()->restoreState(state);
}

bool OutlineView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape && !m_search->text().isEmpty()) {
            m_search->clear();
            return true;
        }
        const bool goesDown = key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter;
        if (goesDown && m_filter->rowCount() > 0) {
            m_tree->setFocus(Qt::TabFocusReason);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace moa
