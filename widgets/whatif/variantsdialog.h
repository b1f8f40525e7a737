// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/variantsmodel.h"

#include <QDialog>
#include <QElapsedTimer>
#include <QTimer>

class QGridLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace moa {

class DiffView;

/**
 * A window beside the others in which a run is held against its variants: what can be run, with
 * what that needs said beforehand, a table that fills as they end, and the difference of the chosen
 * one's final answer. Show it with show(); it deletes itself when it is closed.
 */
class VariantsDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Offer { LeaveOneOut, Single, Sampled };

    /// @p runs outlives the dialog.
    explicit VariantsDialog(VariantRuns *runs, QWidget *parent = nullptr);

    /// Adds a button that asks for @p which, with @p need beside it.
    void offer(Offer which, const QString &text, const QString &need);

Q_SIGNALS:
    /// At most once for each.
    void wanted(moa::VariantsDialog::Offer which);
    void exportWanted();

private:
    void refresh();
    void refreshStatus();
    void showChosen();
    void writeDiff();

    VariantRuns *m_runs;
    VariantsModel *m_model;
    QSortFilterProxyModel *m_sorted;
    QGridLayout *m_offers;
    QTableView *m_table;
    DiffView *m_diff;
    QLabel *m_status;
    QProgressBar *m_progress;
    QPushButton *m_stop;
    QPushButton *m_export;
    QTimer m_ticking; ///< while it runs: a sign of life
    QTimer m_writing; ///< what is left of the difference
    QElapsedTimer m_sinceBegun; ///< the variant that runs
    qsizetype m_current = -1; ///< as timed
};

} // namespace moa
