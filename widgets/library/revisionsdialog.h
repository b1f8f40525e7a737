// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/presetrevisions.h"

#include <QDialog>

class QLabel;
class QListWidget;
class QPushButton;

namespace moa {

class ChangesView;

/**
 * What is kept of a preset: when it was saved, what it was called, and what differs from now. A
 * name is given with F2 or a double click, one revision at a time is brought back.
 */
class RevisionsDialog : public QDialog
{
    Q_OBJECT

public:
    /// @p now is the preset as it is, to be compared with. Deletes itself when it is closed.
    RevisionsDialog(const PresetRevisions &revisions, const QString &preset, const Mixture &now,
                    QWidget *parent);

Q_SIGNALS:
    /// The person wants the preset to be @p mixture again, saved at @p savedAt.
    void restoreWanted(const moa::Mixture &mixture, const QDateTime &savedAt);

private:
    void fill();
    void showChosen();
    void rename();
    void removeChosen();
    [[nodiscard]] QString chosen() const;

    PresetRevisions m_revisions;
    QString m_preset;
    Mixture m_now;
    QListWidget *m_list;
    QLabel *m_sentence;
    ChangesView *m_changes;
    QPushButton *m_restore;
    QPushButton *m_rename;
    QPushButton *m_remove;
    bool m_filling = false;
};

} // namespace moa
