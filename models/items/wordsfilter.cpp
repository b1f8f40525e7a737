// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/wordsfilter.h"

#include <algorithm>

namespace moa {

WordsFilter::WordsFilter(int searchRole, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_searchRole(searchRole)
{
    setRecursiveFilteringEnabled(true);
}

void WordsFilter::setSearch(const QString &text)
{
    m_words = text.split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

bool WordsFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (m_words.isEmpty())
        return true;
    const QString text = sourceModel()->index(row, 0, parent).data(m_searchRole).toString();
    return std::all_of(m_words.cbegin(), m_words.cend(), [&text](const QString &word) {
        return text.contains(word, Qt::CaseInsensitive);
    });
}

} // namespace moa
