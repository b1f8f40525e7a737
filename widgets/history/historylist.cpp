// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historylist.h"

#include "history/historydelegate.h"
#include "items/historymodel.h"
#include "theme/theme.h"

#include <algorithm>
#include <QAction>
#include <QMouseEvent>

namespace moa {

HistoryList::HistoryList(QWidget *parent)
    : QListView(parent)
    , m_delegate(new HistoryDelegate(this))
{
    setObjectName(QStringLiteral("historyList"));
    setAccessibleName(tr("Runs"));
    setAccessibleDescription(tr("Enter opens a run, S stars it, N and T go to its note and tags, C "
                                "compares two that are selected, Delete deletes."));
    setItemDelegate(m_delegate);
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setTabKeyNavigation(false);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    setMinimumWidth(runlist::listWidth);
    createCommands();
    updateCommands();
    connect(this, &QListView::doubleClicked, this, [this](const QModelIndex &index) {
        Q_EMIT openRequested(index.data(HistoryModel::IdRole).toString());
    });
}

void HistoryList::createCommands()
{
    m_open = addCommand(tr("Open in Compare"), {}, QStringLiteral("openRun"));
    m_open->setShortcuts({Qt::Key_Return, Qt::Key_Enter});
    m_use = addCommand(tr("Use This Mixture"), {}, QStringLiteral("useMixture"));
    m_resume = addCommand(tr("Resume"), {}, QStringLiteral("resumeRun"));
    m_compare = addCommand(tr("Compare the Two Runs…"), Qt::Key_C, QStringLiteral("compareRuns"));
    m_star = addCommand(tr("Star"), Qt::Key_S, QStringLiteral("starRun"));
    m_note = addCommand(tr("Note…"), Qt::Key_N, QStringLiteral("noteRun"));
    m_tags = addCommand(tr("Tags…"), Qt::Key_T, QStringLiteral("tagRun"));
    m_remove = addCommand(tr("Delete"), QKeySequence::Delete, QStringLiteral("removeRun"));
    connect(m_open, &QAction::triggered, this,
            [this] { Q_EMIT openRequested(selectedIds().value(0)); });
    connect(m_use, &QAction::triggered, this,
            [this] { Q_EMIT useRequested(selectedIds().value(0)); });
    connect(m_resume, &QAction::triggered, this,
            [this] { Q_EMIT resumeRequested(selectedIds().value(0)); });
    connect(m_compare, &QAction::triggered, this, &HistoryList::compareSelected);
    connect(m_star, &QAction::triggered, this, &HistoryList::toggleStars);
    connect(m_note, &QAction::triggered, this, &HistoryList::noteRequested);
    connect(m_tags, &QAction::triggered, this, &HistoryList::tagsRequested);
    connect(m_remove, &QAction::triggered, this, [this] { Q_EMIT removeRequested(selectedIds()); });
}

QAction *HistoryList::addCommand(const QString &text, const QKeySequence &keys, const QString &name)
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    addAction(action);
    return action;
}

void HistoryList::setRuns(HistoryModel *model)
{
    m_runs = model;
    setModel(model);
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this,
            [this] { m_delegate->setShowsHits(!m_runs->query().text.isEmpty()); });
    connect(model, &QAbstractItemModel::modelReset, this, &HistoryList::updateCommands);
    connect(model, &QAbstractItemModel::dataChanged, this, &HistoryList::updateCommands);
    updateCommands();
}

QStringList HistoryList::selectedIds() const
{
    QList<int> rows;
    for (const QModelIndex &index : selectedIndexes())
        rows.append(index.row());
    std::sort(rows.begin(), rows.end());
    QStringList ids;
    for (const int row : std::as_const(rows))
        ids.append(m_runs->idAt(row));
    return ids;
}

std::optional<RunSummary> HistoryList::selectedRun() const
{
    const QModelIndexList selected = selectedIndexes();
    const QVariant run =
        selected.size() == 1 ? selected.constFirst().data(HistoryModel::SummaryRole) : QVariant();
    return run.isValid() ? std::optional(run.value<RunSummary>()) : std::nullopt;
}

void HistoryList::selectRun(const QString &id)
{
    const int row = m_runs->rowOf(id).value_or(0);
    if (row < m_runs->rowCount())
        setCurrentIndex(m_runs->index(row));
}

void HistoryList::mouseReleaseEvent(QMouseEvent *event)
{
    QListView::mouseReleaseEvent(event);
    const QModelIndex index = indexAt(event->pos());
    if (event->button() != Qt::LeftButton || !index.isValid()
        || !HistoryDelegate::starPlace(visualRect(index)).contains(event->pos()))
        return;
    const auto run = index.data(HistoryModel::SummaryRole).value<RunSummary>();
    if (!run.id.isEmpty())
        Q_EMIT starRequested({run.id}, !run.starred);
}

void HistoryList::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QListView::selectionChanged(selected, deselected);
    updateCommands();
    Q_EMIT selectedChanged();
}

void HistoryList::focusInEvent(QFocusEvent *event)
{
    QListView::focusInEvent(event);
    if (!currentIndex().isValid() && m_runs && m_runs->rowCount() > 0)
        setCurrentIndex(m_runs->index(0));
}

void HistoryList::updateCommands()
{
    const qsizetype count = m_runs ? selectedIndexes().size() : 0;
    const std::optional<RunSummary> run = m_runs ? selectedRun() : std::nullopt;
    m_open->setEnabled(count == 1);
    m_use->setEnabled(count == 1);
    m_resume->setVisible(run && run->interrupted);
    m_compare->setEnabled(count == 2);
    m_star->setEnabled(count > 0);
    m_star->setText(run && run->starred ? tr("Take the Star Away") : tr("Star"));
    m_note->setEnabled(count == 1);
    m_tags->setEnabled(count == 1);
    m_remove->setEnabled(count > 0);
}

void HistoryList::toggleStars()
{
    const QModelIndexList selected = selectedIndexes();
    const bool allStarred =
        std::all_of(selected.cbegin(), selected.cend(), [](const QModelIndex &index) {
            return index.data(HistoryModel::SummaryRole).value<RunSummary>().starred;
        });
    Q_EMIT starRequested(selectedIds(), !allStarred);
}

void HistoryList::compareSelected()
{
    const QStringList ids = selectedIds();
    if (ids.size() == 2)
        Q_EMIT compareRequested(ids.at(1), ids.at(0));
}

} // namespace moa
