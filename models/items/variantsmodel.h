// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/variantruns.h"

#include <QAbstractTableModel>

namespace moa {

/** A run's variants, a row each, with what came of them. */
class VariantsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Name, ///< "Without Wizard"
        State,
        Bleu, ///< of the new final answer against the one of the run, as the next two
        Chrf,
        WordsChanged,
        Tokens, ///< that the variant took
        Cost, ///< as Tokens
        Time, ///< as Tokens
        OwnCost, ///< that the agent's answers took in the run itself
        ColumnCount
    };

    enum Role {
        /// double or QString: what to sort by; what is not known has none and comes last or first.
        SortRole = Qt::UserRole + 1
    };

    /// @p runs outlives the model.
    explicit VariantsModel(const VariantRuns *runs, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

    /// "Without Wizard", "Wizard alone", "Wizard, 6 times".
    [[nodiscard]] static QString nameOf(const Variant &variant);
    [[nodiscard]] static QString stateWord(VariantOutcome::State state);

private:
    void takeVariants();
    [[nodiscard]] QString textOf(int row, int column) const;
    [[nodiscard]] QVariant sortKeyOf(int row, int column) const;

    const VariantRuns *m_runs;
    int m_rows = 0; ///< as told to the views
};

} // namespace moa
