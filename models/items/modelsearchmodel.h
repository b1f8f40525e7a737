// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/modelsearch.h"

#include <QAbstractListModel>

namespace moa {

/** What the search for a model has found, for a list: the best first, then what was typed. */
class ModelSearchModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Roles {
        ModelRole = Qt::UserRole, ///< ModelRef
        ProviderRole, ///< QString: the provider's name
        DetailRole, ///< QString: "Together AI · 128 k context · $0.50 in, ..."
        NameRole, ///< TextRange: the name within the title
        TitleMarksRole, ///< QList<TextRange>: what of the title was searched for
        DetailMarksRole, ///< QList<TextRange>
        RecentRole, ///< bool
        TypedRole ///< bool: no list knows it
    };

    using QAbstractListModel::QAbstractListModel;

    void setEntries(const QList<PaletteEntry> &entries);
    void setRecent(const RecentModels &recent);
    void setSearch(const QString &text);

    [[nodiscard]] const QString &search() const { return m_text; }
    /// How many of the rows are of a list; what was typed comes behind them.
    [[nodiscard]] qsizetype listed() const { return m_found.choices.size(); }
    /// Whether there is any model to search for.
    [[nodiscard]] bool hasEntries() const { return !m_search.isEmpty(); }
    [[nodiscard]] bool isProviderNamed() const { return m_found.isProviderNamed; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] QVariant listedData(qsizetype choice, int role) const;
    [[nodiscard]] QVariant typedData(const ModelRef &model, int role) const;
    [[nodiscard]] QString detail(const ModelSearch::Choice &choice) const;
    void findAgain();

    ModelSearch m_search;
    QString m_text;
    ModelSearch::Found m_found;
};

} // namespace moa
