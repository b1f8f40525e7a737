// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editors/textfield.h"
#include "providers/provider.h"

#include <QDialog>

class QComboBox;
class QPushButton;

namespace moa {

/** Asks for what a provider can't be without: a name, a dialect, an address. Show it with open();
 * it deletes itself when it is closed. */
class AddProviderDialog : public QDialog
{
    Q_OBJECT

public:
    explicit AddProviderDialog(QWidget *parent = nullptr);

Q_SIGNALS:
    /// Without an id.
    void providerEntered(const moa::Provider &provider);

private:
    void check();
    void enter();

    TextField *m_name;
    QComboBox *m_dialect;
    TextField *m_address;
    QPushButton *m_add;
};

} // namespace moa
