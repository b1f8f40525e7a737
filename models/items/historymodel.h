// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/historywindow.h"
#include "mixture/error.h"

#include <QAbstractListModel>
#include <QFuture>
#include <QSet>

class QTimer;

namespace moa {

class History;

/**
 * The runs of the history that a query asks for, newest first, one row each. They are read a page
 * at a time as the view gets there; what was scrolled past is let go of and read again when it is
 * looked at (see HistoryWindow), so that a hundred thousand runs can be scrolled through in the
 * memory of some, and 37 bytes for each.
 *
 * Changes show at once. A run that does not meet the query any more stays until the next query, so
 * that nothing goes away under the hands of who edits it.
 */
class HistoryModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        SummaryRole = Qt::UserRole + 1, ///< RunSummary; invalid while it is being read again
        IdRole ///< QString, always there
    };

    static constexpr int pageSize = 100;

    /// @p history outlives the model. Nothing is read before setQuery().
    explicit HistoryModel(History *history, QObject *parent = nullptr);
    ~HistoryModel() override;

    /// Looks for other runs; those that are there stay until the answer is in. Of several queries
    /// in a row only the last one is answered.
    void setQuery(const HistoryQuery &query);
    /// What the rows are, or will be in a moment.
    [[nodiscard]] const HistoryQuery &query() const { return m_wanted; }
    /// Reads from the start again.
    void reload();
    /// Takes in what other programs have begun or changed among the newest runs.
    void refreshTop();

    /// Whether the answer to the query is not in yet.
    [[nodiscard]] bool isSearching() const { return m_searching; }
    /// Why the last query has no answer; empty: it has one, or is being answered.
    [[nodiscard]] const QString &failure() const { return m_failure; }
    /// How many runs there are in all, as far as that is known.
    [[nodiscard]] std::optional<qint64> total() const { return m_total; }
    [[nodiscard]] QString idAt(int row) const { return m_window.idAt(row); }
    [[nodiscard]] std::optional<int> rowOf(const QString &id) const { return m_window.rowOf(id); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    /// The answer to a query is in.
    void searched();
    void totalChanged();
    /// A sentence; the rows are as they were.
    void failed(const QString &sentence);

private:
    void search();
    void take(const Result<HistoryPage> &page);
    void readMissing();
    void countLater();
    void count();
    void setTotal(std::optional<qint64> total);
    void add(const RunSummary &summary);
    void insert(const RunSummary &summary);
    void change(const RunSummary &summary);
    void remove(const QStringList &ids);
    /// Has @p receiver called with runs of the query, unless that is another one by then.
    template <typename Receiver>
    void find(const std::optional<HistoryKey> &after, int most, Receiver receiver);

    History *m_history;
    HistoryQuery m_wanted;
    HistoryQuery m_query; ///< of the rows
    HistoryWindow m_window;
    std::optional<HistoryKey> m_next; ///< after which there are more rows
    QFuture<Result<HistoryPage>> m_search;
    quint64 m_generation = 0; ///< counts the queries, so that late answers are known as such
    QString m_failure;
    bool m_searching = false;
    bool m_isRead = false; ///< an answer is in the rows
    bool m_fetching = false;
    std::optional<qint64> m_total;
    mutable QSet<int> m_missing; ///< pages that were looked at and are not there
    QSet<int> m_awaited; ///< pages that are being read again
    QTimer *m_readMissing;
    QTimer *m_count;
};

} // namespace moa
