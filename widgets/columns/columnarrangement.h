// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/response.h"

#include <optional>
#include <QHash>
#include <QList>
#include <QSet>

namespace moa {

/** By what columns stand in their layer. */
enum class ColumnOrder {
    Layer, ///< as the agents stand in the mixture
    Bleu, ///< best first
    Cost, ///< cheapest first
    Time, ///< quickest first
    Length, ///< longest first
    Custom ///< moved by hand
};

/** What a column can be ordered by; what is not known goes last. */
struct ColumnFigures
{
    ResponseId id;
    int group = 0; ///< columns move and are sorted within their group
    std::optional<double> bleu;
    std::optional<qint64> cost; ///< 10^-12 USD
    std::optional<qint64> time; ///< ms from its first request to its end
    qint64 length = 0; ///< UTF-16 units of the answer

    [[nodiscard]] static ColumnFigures of(const Response &response, int group);
};

/**
 * In which order the columns of a run stand and which of them are hidden. It outlives the run: what
 * was hidden or moved stays so for the same agents of the next one.
 *
 * The order is the one of the figures when sort() was called, however they change afterwards.
 */
class ColumnArrangement
{
public:
    [[nodiscard]] ColumnOrder order() const { return m_order; }

    /// Takes up the columns of a run, in the order of the run. Columns that were there before keep
    /// their order; a new one stands after the one it follows in the run.
    void setColumns(const QList<ColumnFigures> &columns);
    /// Orders the columns anew, those with equal figures as in the run. @p order is not Custom.
    void sort(ColumnOrder order, const QList<ColumnFigures> &columns);
    /// The columns, hidden ones included, from left to right within each group.
    [[nodiscard]] const QList<ResponseId> &columns() const { return m_columns; }

    void setHidden(const ResponseId &id, bool hidden);
    void showAll();
    [[nodiscard]] bool isHidden(const ResponseId &id) const { return m_hidden.contains(id); }
    /// Those of the current columns that are hidden, in their order.
    [[nodiscard]] QList<ResponseId> hidden() const;

    /// Puts @p id directly before @p other of the same group; without a value: last of its group.
    void moveBefore(const ResponseId &id, const std::optional<ResponseId> &other);
    /// The next one to the left (-1) or right (1) in its group that is not hidden, if any.
    [[nodiscard]] std::optional<ResponseId> neighbour(const ResponseId &id, int direction) const;
    /// Exchanges @p id with its neighbour() in @p direction; nothing if there is none.
    void moveBy(const ResponseId &id, int direction);

private:
    QList<ResponseId> m_columns; ///< of the current run
    QHash<ResponseId, int> m_groups;
    QSet<ResponseId> m_hidden; ///< of any run so far
    ColumnOrder m_order = ColumnOrder::Layer;
};

} // namespace moa
