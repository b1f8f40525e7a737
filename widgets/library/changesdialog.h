// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/mixturechanges.h"

#include <functional>
#include <QDialog>

class QDialogButtonBox;
class QPushButton;

namespace moa {

/** Two mixtures' differences with a sentence above them, and what can be done about them. */
class ChangesDialog : public QDialog
{
    Q_OBJECT

public:
    struct Content
    {
        QString title;
        QString sentence; ///< plain text
        QList<MixtureChange> changes;
        QString before; ///< titles of the two sides
        QString after;
    };

    /// Deletes itself when it is closed.
    ChangesDialog(const Content &content, QWidget *parent);

    /// Offers @p choice; the dialog closes before it is done.
    QPushButton *addChoice(const QString &text, const std::function<void()> &choice);
    /// Offers to close it and do nothing, in these words; must be there.
    QPushButton *addClose(const QString &text);

private:
    QDialogButtonBox *m_buttons;
};

} // namespace moa
