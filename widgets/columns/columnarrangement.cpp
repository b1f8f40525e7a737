// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/columnarrangement.h"

#include <algorithm>

namespace moa {

namespace {

/// Known figures first, the better one before the other.
template <typename Figure, typename Better>
bool isBefore(const std::optional<Figure> &a, const std::optional<Figure> &b, Better better)
{
    if (a && b)
        return better(*a, *b);
    return a.has_value() && !b.has_value();
}

bool isBefore(const ColumnFigures &a, const ColumnFigures &b, ColumnOrder order)
{
    switch (order) {
    case ColumnOrder::Layer:
    case ColumnOrder::Custom:
        return false;
    case ColumnOrder::Bleu:
        return isBefore(a.bleu, b.bleu, std::greater<>());
    case ColumnOrder::Cost:
        return isBefore(a.cost, b.cost, std::less<>());
    case ColumnOrder::Time:
        return isBefore(a.time, b.time, std::less<>());
    case ColumnOrder::Length:
        return a.length > b.length;
    }
    Q_UNREACHABLE();
}

} // namespace

ColumnFigures ColumnFigures::of(const Response &response, int group)
{
    ColumnFigures figures;
    figures.id = response.id;
    figures.group = group;
    figures.bleu = response.bleuToFinal;
    if (response.cost)
        figures.cost = response.cost->pico();
    if (response.timing.started && response.timing.finished)
        figures.time = *response.timing.finished - *response.timing.started;
    figures.length = response.text.size();
    return figures;
}

void ColumnArrangement::setColumns(const QList<ColumnFigures> &columns)
{
    QList<ResponseId> ofRun;
    m_groups.clear();
    for (const ColumnFigures &column : columns) {
        ofRun.append(column.id);
        m_groups.insert(column.id, column.group);
    }
    if (m_order == ColumnOrder::Layer) {
        m_columns = ofRun;
        return;
    }
    m_columns.removeIf([this](const ResponseId &id) { return !m_groups.contains(id); });
    for (qsizetype i = 0; i < ofRun.size(); ++i) {
        if (m_columns.contains(ofRun.at(i)))
            continue;
        const qsizetype place = i == 0 ? 0 : m_columns.indexOf(ofRun.at(i - 1)) + 1;
        m_columns.insert(place, ofRun.at(i));
    }
}

void ColumnArrangement::sort(ColumnOrder order, const QList<ColumnFigures> &columns)
{
    m_order = order;
    QList<ColumnFigures> sorted = columns;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [order](const ColumnFigures &a, const ColumnFigures &b) {
                         return a.group != b.group ? a.group < b.group : isBefore(a, b, order);
                     });
    m_columns.clear();
    for (const ColumnFigures &column : std::as_const(sorted))
        m_columns.append(column.id);
}

void ColumnArrangement::setHidden(const ResponseId &id, bool hidden)
{
    if (hidden)
        m_hidden.insert(id);
    else
        m_hidden.remove(id);
}

void ColumnArrangement::showAll()
{
    m_hidden.clear();
}

QList<ResponseId> ColumnArrangement::hidden() const
{
    QList<ResponseId> hidden = m_columns;
    hidden.removeIf([this](const ResponseId &id) { return !isHidden(id); });
    return hidden;
}

void ColumnArrangement::moveBefore(const ResponseId &id, const std::optional<ResponseId> &other)
{
    const qsizetype from = m_columns.indexOf(id);
    if (from < 0 || other == id)
        return;
    const QList<ResponseId> before = m_columns;
    m_columns.removeAt(from);
    qsizetype to = m_columns.size();
    if (other) {
        to = m_columns.indexOf(*other);
    } else {
        const int group = m_groups.value(id);
        while (to > 0 && m_groups.value(m_columns.at(to - 1)) != group)
            --to;
    }
    const bool sameGroup = !other || m_groups.value(id) == m_groups.value(*other);
    m_columns.insert(to < 0 || !sameGroup ? from : to, id);
    if (m_columns != before)
        m_order = ColumnOrder::Custom;
}

std::optional<ResponseId> ColumnArrangement::neighbour(const ResponseId &id, int direction) const
{
    const qsizetype from = m_columns.indexOf(id);
    if (from < 0)
        return std::nullopt;
    const int group = m_groups.value(id);
    for (qsizetype i = from + direction; i >= 0 && i < m_columns.size(); i += direction) {
        const ResponseId &other = m_columns.at(i);
        if (m_groups.value(other) == group && !isHidden(other))
            return other;
    }
    return std::nullopt;
}

void ColumnArrangement::moveBy(const ResponseId &id, int direction)
{
    const std::optional<ResponseId> other = neighbour(id, direction);
    if (!other)
        return;
    if (direction < 0)
        moveBefore(id, other);
    else
        moveBefore(*other, id);
}

} // namespace moa
