// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>
#include <QStringList>

namespace moa {

/**
 * Shows the rows in whose text every word of a search occurs, with all rows above them; without a
 * search, everything.
 */
class WordsFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    /// @p searchRole of the source gives a row's text; a row without any is shown for others only.
    explicit WordsFilter(int searchRole, QObject *parent = nullptr);

    void setSearch(const QString &text);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    int m_searchRole;
    QStringList m_words;
};

} // namespace moa
