// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>
#include <QStringList>

namespace moa {

/**
 * Shows the agents of an OutlineModel in which every word of a search occurs, with their layers;
 * all agents of a layer in whose own name they occur.
 */
class OutlineFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit OutlineFilter(QObject *parent = nullptr);

    void setSearch(const QString &text);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QStringList m_words;
};

} // namespace moa
