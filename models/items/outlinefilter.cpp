// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/outlinefilter.h"

#include "items/outlinemodel.h"

#include <algorithm>

namespace moa {

OutlineFilter::OutlineFilter(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setRecursiveFilteringEnabled(true);
    setAutoAcceptChildRows(true);
}

void OutlineFilter::setSearch(const QString &text)
{
    m_words = text.split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

bool OutlineFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (m_words.isEmpty())
        return true;
    const QString text =
        sourceModel()->index(row, 0, parent).data(OutlineModel::SearchRole).toString();
    return std::all_of(m_words.cbegin(), m_words.cend(), [&text](const QString &word) {
        return text.contains(word, Qt::CaseInsensitive);
    });
}

} // namespace moa
