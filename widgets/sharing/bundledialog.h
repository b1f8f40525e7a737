// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/bundle.h"

#include <QDialog>
#include <QFutureWatcher>

class QLabel;
class QListWidget;
class QPushButton;

namespace moa {

/**
 * Asks which runs go into a bundle with a preset, and says what it then holds. Looking for keys
 * takes place beside the GUI thread. Show it with open(); it deletes itself when it is closed.
 */
class BundleDialog : public QDialog
{
    Q_OBJECT

public:
    /** A run that can be handed on. */
    struct Run
    {
        QString title; ///< one line: the prompt, when it ran
        QByteArray document; ///< of the format "moa-studio/run"
        bool isChosen = true; ///< ticked at the start
    };

    BundleDialog(Mixture mixture, QList<Run> runs, QWidget *parent = nullptr);
    ~BundleDialog() override;

    /// The preset and the runs that are ticked.
    [[nodiscard]] Bundle bundle() const;

Q_SIGNALS:
    /// The bundle is to be written; the person has been told of keys that seem to be in it.
    void bundleWanted(const moa::Bundle &bundle, const moa::BundleContents &contents);

private:
    void look();
    void tell();

    Mixture m_mixture;
    QList<Run> m_runs;
    QListWidget *m_list;
    QLabel *m_contents;
    QLabel *m_keys;
    QPushButton *m_save = nullptr;
    QFutureWatcher<BundleContents> m_looking;
};

} // namespace moa
