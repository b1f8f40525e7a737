// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/historyworkspace.h"

#include "columns/columnnotice.h"
#include "editors/searchfield.h"
#include "history/historydetails.h"
#include "history/historyfilters.h"
#include "history/historylist.h"
#include "history/undobar.h"
#include "items/futurewatch.h"
#include "items/historymodel.h"
#include "store/history.h"
#include "theme/theme.h"
#include "ui/runcomparison.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace moa {

namespace {

using namespace std::chrono_literals;

/// Who walks through the list with a held key does not wait for every run to be read.
constexpr std::chrono::milliseconds readingPause = 50ms;
constexpr std::chrono::milliseconds choicesPause = 500ms;

} // namespace

HistoryWorkspace::HistoryWorkspace(History *history, QWidget *parent)
    : QWidget(parent)
    , m_history(history)
    , m_model(new HistoryModel(history, this))
    , m_filters(new HistoryFilters(this))
    , m_notice(new ColumnNotice(this))
    , m_splitter(new QSplitter(this))
    , m_details(new HistoryDetails(this))
{
    setObjectName(QStringLiteral("historyWorkspace"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(createListSide());
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_filters);
    layout->addWidget(m_notice);
    layout->addWidget(m_splitter, 1);
    setFocusProxy(m_list);

    m_selection.setSingleShot(true);
    m_selection.setInterval(readingPause);
    connect(&m_selection, &QTimer::timeout, this, &HistoryWorkspace::showSelection);
    m_choices.setSingleShot(true);
    m_choices.setInterval(choicesPause);
    connect(&m_choices, &QTimer::timeout, this, &HistoryWorkspace::refreshChoices);
    connect(m_filters, &HistoryFilters::queryChanged, m_model, &HistoryModel::setQuery);
    connect(m_filters, &HistoryFilters::resultsWanted, m_list,
            [this] { m_list->setFocus(Qt::OtherFocusReason); });
    connectList();
    connectDetails();
    connectModel();
}

HistoryWorkspace::~HistoryWorkspace() = default;

QWidget *HistoryWorkspace::createListSide()
{
    auto *side = new QWidget(this);
    m_count = new QLabel(side);
    m_count->setObjectName(QStringLiteral("runCount"));
    m_count->setFont(type::secondary());
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_hint = new QLabel(tr("Select two runs to compare them"), side);
    m_hint->setFont(type::secondary());
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setAlignment(Qt::AlignRight);
    m_list = new HistoryList(side);
    m_list->setRuns(m_model);
    m_undo = new UndoBar(side);
    m_listPages = new QStackedWidget(side);
    m_listPages->addWidget(m_list);
    m_listPages->addWidget(createEmptyPage());
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(space::medium, 0, space::medium, space::tiny);
    head->addWidget(m_count);
    head->addWidget(m_hint, 1);
    layout->addLayout(head);
    layout->addWidget(m_listPages, 1);
    layout->addWidget(m_undo);
    return side;
}

QWidget *HistoryWorkspace::createEmptyPage()
{
    auto *page = new QWidget(this);
    page->setMinimumWidth(runlist::listWidth);
    m_empty = new QLabel(page);
    m_empty->setObjectName(QStringLiteral("emptyHistory"));
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_clearFilters = new QPushButton(tr("Clear filters"), page);
    m_clearFilters->setObjectName(QStringLiteral("showAllRuns"));
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    layout->setSpacing(space::medium);
    layout->addStretch();
    layout->addWidget(m_empty);
    layout->addWidget(m_clearFilters, 0, Qt::AlignHCenter);
    layout->addStretch();
    connect(m_clearFilters, &QPushButton::clicked, m_filters, &HistoryFilters::clear);
    return page;
}

void HistoryWorkspace::connectList()
{
    connect(m_list, &HistoryList::selectedChanged, &m_selection, qOverload<>(&QTimer::start));
    connect(m_list, &HistoryList::openRequested, this, &HistoryWorkspace::open);
    connect(m_list, &HistoryList::useRequested, this, &HistoryWorkspace::use);
    connect(m_list, &HistoryList::resumeRequested, this, &HistoryWorkspace::resume);
    connect(m_list, &HistoryList::compareRequested, this, &HistoryWorkspace::compare);
    connect(m_list, &HistoryList::starRequested, this, &HistoryWorkspace::setStarred);
    connect(m_list, &HistoryList::removeRequested, this, &HistoryWorkspace::remove);
    // The run that is meant is the one that is selected now, not a moment ago.
    connect(m_list, &HistoryList::noteRequested, this, [this] {
        showSelection();
        m_details->editNote();
    });
    connect(m_list, &HistoryList::tagsRequested, this, [this] {
        showSelection();
        m_details->editTags();
    });
    auto *undo = new QAction(tr("Undo Deleting"), m_list);
    undo->setObjectName(QStringLiteral("undoAction"));
    undo->setShortcut(QKeySequence::Undo);
    undo->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(undo);
    connect(undo, &QAction::triggered, this, &HistoryWorkspace::undoRemoval);
    connect(m_undo, &UndoBar::undoRequested, this, &HistoryWorkspace::undoRemoval);
}

void HistoryWorkspace::connectDetails()
{
    connect(m_details, &HistoryDetails::openRequested, this, [this] { open(m_details->runId()); });
    connect(m_details, &HistoryDetails::useRequested, this, [this] { use(m_details->runId()); });
    connect(m_details, &HistoryDetails::resumeRequested, this,
            [this] { resume(m_details->runId()); });
    connect(m_details, &HistoryDetails::compareRequested, this, [this] {
        const QStringList ids = m_list->selectedIds();
        compare(ids.value(1), ids.value(0));
    });
    connect(m_details, &HistoryDetails::removeRequested, this,
            [this] { remove(m_list->selectedIds()); });
    connect(m_details, &HistoryDetails::starRequested, this,
            [this](bool starred) { setStarred({m_details->runId()}, starred); });
    connect(m_details, &HistoryDetails::noteChanged, this,
            [this](const QString &id, const QString &note) { m_history->setNote(id, note); });
    connect(m_details, &HistoryDetails::tagsChanged, this,
            [this](const QString &id, const QStringList &tags) {
                m_history->setTags(id, tags);
                m_choices.start();
            });
    connect(m_details, &HistoryDetails::left, m_list,
            [this] { m_list->setFocus(Qt::OtherFocusReason); });
}

void HistoryWorkspace::connectModel()
{
    connect(m_model, &HistoryModel::searched, this, [this] {
        m_notice->setMessage(ColumnNotice::Kind::Info, {});
        m_list->selectRun(m_selected);
        // Where nothing was found, nothing is selected any more, and no signal tells so.
        m_selection.start();
        showCount();
    });
    connect(m_model, &HistoryModel::totalChanged, this, &HistoryWorkspace::showCount);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &HistoryWorkspace::showCount);
    connect(
        m_model, &QAbstractItemModel::rowsRemoved, this, [this](const QModelIndex &, int first) {
            // Who deletes goes on with the run that took the place.
            if (!m_list->selectionModel()->hasSelection() && m_model->rowCount() > 0) {
                m_list->setCurrentIndex(m_model->index(std::min(first, m_model->rowCount() - 1)));
            }
            m_selection.start();
            showCount();
        });
    connect(m_model, &QAbstractItemModel::dataChanged, &m_selection, qOverload<>(&QTimer::start));
    // An answer that is a failure ends the search as well: its sentence comes after that.
    connect(
        m_model, &HistoryModel::failed, this,
        [this](const QString &sentence) {
            m_notice->setMessage(ColumnNotice::Kind::Danger, sentence);
        },
        Qt::QueuedConnection);
    connect(m_history, &History::failed, this, &HistoryWorkspace::tell);
    connect(m_history, &History::noticed, this, &HistoryWorkspace::tell);
    connect(m_history, &History::runAdded, &m_choices, qOverload<>(&QTimer::start));
}

QByteArray HistoryWorkspace::layoutState() const
{
    return m_splitter->saveState();
}

void HistoryWorkspace::restoreLayout(const QByteArray &state)
{
    m_splitter->restoreState(state);
}

void HistoryWorkspace::startSearch()
{
    m_filters->searchField()->setFocus(Qt::ShortcutFocusReason);
    m_filters->searchField()->selectAll();
}

void HistoryWorkspace::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_model->setQuery(m_filters->query());
    m_model->refreshTop();
    refreshChoices();
}

void HistoryWorkspace::hideEvent(QHideEvent *event)
{
    m_details->commit();
    QWidget::hideEvent(event);
}

void HistoryWorkspace::refreshChoices()
{
    const auto fill = [this](const QFuture<Result<QStringList>> &choices,
                             void (HistoryFilters::*set)(const QStringList &)) {
        whenDone(this, choices, [this, set](const Result<QStringList> &found) {
            if (found)
                std::invoke(set, m_filters, *found);
        });
    };
    m_choices.stop();
    if (!isVisible())
        return;
    fill(m_history->presets(), &HistoryFilters::setPresets);
    fill(m_history->models(), &HistoryFilters::setModels);
    fill(m_history->tags(), &HistoryFilters::setTags);
}

void HistoryWorkspace::showCount()
{
    const bool isFiltered = m_model->query() != HistoryQuery();
    const bool isEmpty = m_model->rowCount() == 0;
    m_listPages->setCurrentIndex(isEmpty && !m_model->isSearching() ? 1 : 0);
    const QString &failure = m_model->failure();
    const QString nothing = isFiltered
        ? tr("No run is like that. Try fewer words or fewer filters.")
        : tr("There are no runs yet. Every run is kept here with its mixture, "
             "answers and figures: press Ctrl+Return to run the mixture.");
    // Nothing is known of runs that can't be read.
    m_empty->setText(failure.isEmpty() ? nothing : failure);
    m_clearFilters->setVisible(isFiltered && failure.isEmpty());
    const std::optional<qint64> total = m_model->total();
    const QString count = total ? QLocale().toString(*total) : QString();
    m_count->setVisible(!isEmpty);
    m_hint->setVisible(m_model->rowCount() > 1);
    if (!total)
        m_count->setText(isFiltered ? tr("Runs that were found") : tr("Runs"));
    else if (*total == 1)
        m_count->setText(isFiltered ? tr("One run was found") : tr("One run"));
    else
        m_count->setText(isFiltered ? tr("%1 runs were found").arg(count)
                                    : tr("%1 runs").arg(count));
}

void HistoryWorkspace::showSelection()
{
    m_selection.stop();
    const qsizetype count = m_list->selectionModel()->selectedIndexes().size();
    if (count != 1) {
        m_details->setSelectedCount(count);
        return;
    }
    const std::optional<RunSummary> run = m_list->selectedRun();
    // It is being read again, and tells so when it is there.
    if (!run)
        return;
    m_selected = run->id;
    m_details->setRun(*run);
    readSelected();
}

void HistoryWorkspace::readSelected()
{
    const std::optional<RunSummary> run = m_list->selectedRun();
    if (!run || (m_record && m_record->id == run->id && m_record->state == run->state)) {
        if (m_record)
            m_details->setRecord(m_record);
        return;
    }
    withRecord(run->id, [this, id = run->id](const std::shared_ptr<const RunRecord> &record) {
        if (m_details->runId() != id)
            return;
        m_record = record;
        m_details->setRecord(record);
    });
}

void HistoryWorkspace::withRecord(
    const QString &id,
    const std::function<void(const std::shared_ptr<const RunRecord> &)> &receiver)
{
    if (id.isEmpty())
        return;
    whenDone(this, m_history->run(id), [this, id, receiver](const Result<RunRecord> &record) {
        if (record)
            receiver(std::make_shared<const RunRecord>(*record));
        else if (m_details->runId() == id)
            m_details->setFailure(record.error().message);
        else
            tell(record.error().message);
    });
}

void HistoryWorkspace::open(const QString &id)
{
    withRecord(id, [this, id](const std::shared_ptr<const RunRecord> &record) {
        whenDone(this, m_history->judgement(id), [this, record](const Result<Judgement> &found) {
            Q_EMIT openRunRequested(*record, found.value_or(Judgement()));
        });
    });
}

void HistoryWorkspace::use(const QString &id)
{
    withRecord(id, [this](const std::shared_ptr<const RunRecord> &record) {
        Q_EMIT useMixtureRequested(record->mixture);
    });
}

void HistoryWorkspace::resume(const QString &id)
{
    withRecord(id, [this](const std::shared_ptr<const RunRecord> &record) {
        Q_EMIT resumeRequested(*record);
    });
}

void HistoryWorkspace::compare(const QString &older, const QString &newer)
{
    if (older.isEmpty() || newer.isEmpty())
        return;
    auto *comparison = new RunComparison(m_history, older, newer, window());
    comparison->show();
}

void HistoryWorkspace::setStarred(const QStringList &ids, bool starred)
{
    for (const QString &id : ids) {
        if (!id.isEmpty())
            m_history->setStarred(id, starred);
    }
}

void HistoryWorkspace::remove(const QStringList &ids)
{
    if (ids.isEmpty())
        return;
    m_details->commit();
    whenDone(this, m_history->remove(ids), [this, ids](const Result<QStringList> &removed) {
        // A failure is told of by the history itself.
        if (!removed)
            return;
        if (removed->size() < ids.size())
            tell(tr("A run that goes on can't be deleted. Stop it first."));
        if (removed->isEmpty())
            return;
        m_removed = *removed;
        m_undo->offer(removed->size() == 1
                          ? tr("The run was deleted.")
                          : tr("%1 runs were deleted.").arg(QLocale().toString(removed->size())));
    });
}

void HistoryWorkspace::undoRemoval()
{
    if (m_removed.isEmpty())
        return;
    m_selected = m_removed.constFirst();
    whenDone(this, m_history->restore(std::exchange(m_removed, {})),
             [this](const Result<QList<RunSummary>> &restored) {
                 if (restored)
                     m_list->selectRun(m_selected);
             });
    m_undo->hide();
    m_list->setFocus(Qt::OtherFocusReason);
}

void HistoryWorkspace::tell(const QString &sentence)
{
    m_notice->setMessage(ColumnNotice::Kind::Warning, sentence);
}

} // namespace moa
