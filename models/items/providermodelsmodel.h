// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/modelcatalogue.h"

#include <QAbstractTableModel>
#include <QList>
#include <QSortFilterProxyModel>
#include <QStringList>

namespace moa {

/** A model of one provider and what is known of it. */
struct ProviderModel
{
    QString id; ///< as the provider names it
    ModelFacts facts;
    bool own = false; ///< the person has said something of it

    friend bool operator==(const ProviderModel &, const ProviderModel &) = default;
};

/**
 * The models of one provider as a table: id, context window, prices per million tokens and who says
 * so. What is unknown is an empty cell, a missing price is "unpriced".
 */
class ProviderModelsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Model, Context, Input, Output, Source, ColumnCount };
    enum Roles {
        IdRole = Qt::UserRole, ///< QString
        SortRole, ///< what a column is sorted by; invalid where nothing is known
        SearchRole ///< QString: what a search looks into
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Rows of the same ids in the same order are updated in place.
    void setModels(const QList<ProviderModel> &models);
    [[nodiscard]] const QList<ProviderModel> &models() const { return m_models; }
    /// The model called @p id, or null.
    [[nodiscard]] const ProviderModel *model(const QString &id) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    QList<ProviderModel> m_models;
};

/** The models in which every word of a search occurs; the unknown sorts last. */
class ProviderModelsFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit ProviderModelsFilter(QObject *parent = nullptr);

    void setSearch(const QString &text);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    QStringList m_words;
};

} // namespace moa
