// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/historymodel.h"

#include "items/futurewatch.h"
#include "items/historywords.h"
#include "store/history.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <QTimer>
#include <utility>

namespace moa {

namespace {

using namespace std::chrono_literals;

/// Counting may take longer than searching, and keeps what is typed next waiting.
constexpr std::chrono::milliseconds countDelay = 300ms;

/// Whether the query asks for this run; whether its texts match is not looked at.
bool meets(const RunSummary &run, const HistoryQuery &query)
{
    const QDate day = run.startedAt.toLocalTime().date();
    return (query.preset.isEmpty() || run.preset == query.preset)
        && (query.model.isEmpty() || run.models.contains(query.model))
        && (!query.from.isValid() || day >= query.from) && (!query.to.isValid() || day <= query.to)
        && (!query.leastCost || run.cost >= *query.leastCost)
        && (!query.mostCost || run.cost <= *query.mostCost)
        && (query.states.isEmpty() || query.states.contains(run.state))
        && (!query.interruptedOnly || run.interrupted)
        && (!query.leastRating || run.rating.value_or(0) >= *query.leastRating)
        && (!query.starredOnly || run.starred)
        && (query.tag.isEmpty() || run.tags.contains(query.tag));
}

} // namespace

HistoryModel::HistoryModel(History *history, QObject *parent)
    : QAbstractListModel(parent)
    , m_history(history)
    , m_readMissing(new QTimer(this))
    , m_count(new QTimer(this))
{
    m_readMissing->setSingleShot(true);
    m_readMissing->setInterval(0);
    connect(m_readMissing, &QTimer::timeout, this, &HistoryModel::readMissing);
    m_count->setSingleShot(true);
    m_count->setInterval(countDelay);
    connect(m_count, &QTimer::timeout, this, &HistoryModel::count);
    connect(m_history, &History::runAdded, this, &HistoryModel::add);
    connect(m_history, &History::runChanged, this, &HistoryModel::change);
    connect(m_history, &History::runsRemoved, this, &HistoryModel::remove);
}

HistoryModel::~HistoryModel()
{
    m_search.cancel();
}

void HistoryModel::setQuery(const HistoryQuery &query)
{
    if (m_wanted == query && (m_searching || m_isRead))
        return;
    m_wanted = query;
    search();
}

void HistoryModel::reload()
{
    search();
}

template <typename Receiver>
void HistoryModel::find(const std::optional<HistoryKey> &after, int most, Receiver receiver)
{
    whenDone(this, m_history->find(m_query, after, most),
             [this, generation = m_generation, receiver](const Result<HistoryPage> &page) {
                 if (generation != m_generation)
                     return;
                 if (page) {
                     receiver(*page);
                     return;
                 }
                 m_fetching = false;
                 m_awaited.clear();
                 Q_EMIT failed(page.error().message);
             });
}

void HistoryModel::search()
{
    m_search.cancel();
    ++m_generation;
    m_searching = true;
    m_failure.clear();
    m_fetching = false;
    m_missing.clear();
    m_awaited.clear();
    m_count->stop();
    m_search = m_history->find(m_wanted, std::nullopt, pageSize);
    whenDone(this, m_search, [this, generation = m_generation](const Result<HistoryPage> &page) {
        if (generation == m_generation)
            take(page);
    });
}

void HistoryModel::take(const Result<HistoryPage> &page)
{
    m_searching = false;
    if (!page) {
        // The rows are still those of the query before, and so is what can be fetched.
        m_failure = page.error().message;
        Q_EMIT failed(page.error().message);
        Q_EMIT searched();
        return;
    }
    beginResetModel();
    m_query = m_wanted;
    m_window = {};
    m_window.append(std::nullopt, page->runs);
    m_next = page->next;
    m_isRead = true;
    endResetModel();
    m_total.reset();
    countLater();
    Q_EMIT searched();
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_window.rowCount();
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == IdRole)
        return m_window.idAt(index.row());
    if (role != SummaryRole && role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    const RunSummary *summary = m_window.at(index.row());
    if (!summary) {
        m_missing.insert(m_window.pageOf(index.row()));
        m_readMissing->start();
        return role == SummaryRole ? QVariant() : QVariant(tr("Being read…"));
    }
    switch (role) {
    case SummaryRole:
        return QVariant::fromValue(*summary);
    case Qt::DisplayRole:
        return history::promptLine(*summary);
    default:
        return history::inWords(*summary);
    }
}

bool HistoryModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_next && !m_fetching && !m_searching;
}

void HistoryModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_fetching = true;
    find(m_next, pageSize, [this](const HistoryPage &page) {
        const int first = m_window.rowCount();
        const bool grows = !page.runs.isEmpty();
        if (grows)
            beginInsertRows({}, first, first + static_cast<int>(page.runs.size()) - 1);
        m_window.append(m_next, page.runs);
        m_window.trim();
        m_next = page.next;
        // Who hears of the rows may ask for more at once.
        m_fetching = false;
        if (grows)
            endInsertRows();
        if (!m_next)
            countLater();
    });
}

void HistoryModel::readMissing()
{
    const QSet<int> missing = std::exchange(m_missing, {}) - m_awaited;
    for (const int page : missing) {
        m_awaited.insert(page);
        find(m_window.keyBefore(page), m_window.span(page).count,
             [this, page](const HistoryPage &found) {
                 m_awaited.remove(page);
                 if (!m_window.load(page, found.runs)) {
                     reload();
                     return;
                 }
                 m_window.trim();
                 const HistoryWindow::Span span = m_window.span(page);
                 if (span.count > 0)
                     Q_EMIT dataChanged(index(span.first), index(span.first + span.count - 1));
             });
    }
}

void HistoryModel::countLater()
{
    if (m_next) {
        m_count->start();
    } else {
        m_count->stop();
        setTotal(rowCount());
    }
}

void HistoryModel::count()
{
    whenDone(this, m_history->count(m_query),
             [this, generation = m_generation](const Result<qint64> &total) {
                 if (generation == m_generation && total)
                     setTotal(*total);
             });
}

void HistoryModel::setTotal(std::optional<qint64> total)
{
    if (m_total == total)
        return;
    m_total = total;
    Q_EMIT totalChanged();
}

void HistoryModel::refreshTop()
{
    if (!m_isRead)
        return;
    find(std::nullopt, pageSize, [this](const HistoryPage &page) {
        for (const RunSummary &run : page.runs) {
            if (m_window.rowOf(run.id))
                change(run);
            else
                insert(run);
        }
    });
}

void HistoryModel::add(const RunSummary &summary)
{
    if (!m_isRead)
        return;
    if (m_window.rowOf(summary.id)) {
        change(summary);
    } else if (m_query.text.isEmpty()) {
        if (meets(summary, m_query))
            insert(summary);
    } else {
        // Only the store can tell whether, and where, its texts match.
        const int page = m_window.placeFor(summary).page;
        find(m_window.keyBefore(page), m_window.span(page).count + 1,
             [this, id = summary.id](const HistoryPage &found) {
                 const auto run =
                     std::find_if(found.runs.cbegin(), found.runs.cend(),
                                  [&id](const RunSummary &each) { return each.id == id; });
                 if (run != found.runs.cend())
                     insert(*run);
             });
    }
}

void HistoryModel::insert(const RunSummary &summary)
{
    if (m_window.rowOf(summary.id))
        return;
    const HistoryWindow::Place place = m_window.placeFor(summary);
    const int row = m_window.row(place);
    // Behind the last row that was read it comes with the next page.
    if (row < m_window.rowCount() || !m_next) {
        beginInsertRows({}, row, row);
        m_window.insert(place, summary);
        endInsertRows();
    }
    countLater();
}

void HistoryModel::change(const RunSummary &summary)
{
    const std::optional<int> row = m_isRead ? m_window.rowOf(summary.id) : std::nullopt;
    if (!row) {
        if (m_isRead)
            add(summary);
        return;
    }
    const RunSummary *before = m_window.at(*row);
    if (!before)
        return;
    RunSummary after = summary;
    if (after.snippet.isEmpty())
        after.snippet = before->snippet;
    if (after == *before)
        return;
    m_window.replace(*row, after);
    Q_EMIT dataChanged(index(*row), index(*row));
}

void HistoryModel::remove(const QStringList &ids)
{
    QList<int> rows;
    for (const QString &id : ids) {
        if (const std::optional<int> row = m_window.rowOf(id))
            rows.append(*row);
    }
    if (rows.isEmpty())
        return;
    // From the last one, so that the others stay where they are.
    std::sort(rows.begin(), rows.end(), std::greater<>());
    for (const int row : std::as_const(rows)) {
        beginRemoveRows({}, row, row);
        m_window.remove(row);
        endRemoveRows();
    }
    countLater();
}

} // namespace moa
