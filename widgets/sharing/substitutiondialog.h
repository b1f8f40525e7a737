// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/substitution.h"
#include "run/modelhistory.h"

#include <QDialog>
#include <QList>

class QLabel;
class QPushButton;

namespace moa {

class ModelUsePane;

/**
 * What somebody else's preset would ask, where, and what it may cost, before anything of it is
 * sent; with a choice of what to ask instead where it can't be asked here. Show it with open(); it
 * deletes itself when it is closed.
 */
class SubstitutionDialog : public QDialog
{
    Q_OBJECT

public:
    /** The preset and what there is to run it with. */
    struct Subject
    {
        Mixture mixture;
        RunningMeans means;
        ModelHistory history; ///< what the estimate learns lengths from
    };

    explicit SubstitutionDialog(Subject subject, QWidget *parent = nullptr);

    /// The preset with the substitutes that are chosen now.
    [[nodiscard]] Mixture chosen() const;

Q_SIGNALS:
    /// The preset is to be opened: as it is, or with what the person chose. Nothing of the kind
    /// comes if the dialog is cancelled.
    void decided(const moa::Mixture &mixture);

private:
    [[nodiscard]] QWidget *createUses();
    void refresh();

    Subject m_subject;
    QList<ModelUsePane *> m_panes;
    QLabel *m_estimate;
    QPushButton *m_asItIs = nullptr;
    QPushButton *m_withSubstitutes = nullptr;
};

} // namespace moa
