// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/providerkeys.h"

#include <QWidget>

class QCheckBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace moa {

/**
 * Says where a provider's key is, and takes a new one. What is typed is never shown, and lives only
 * in a field that exists while it is typed: no text, undo step or selection of it is left behind.
 */
class KeyEditor : public QWidget
{
    Q_OBJECT

public:
    /// @p keychain is the name of the key store; empty: there is none.
    explicit KeyEditor(const QString &keychain, QWidget *parent = nullptr);

    void setStatus(const KeyStatus &status, bool isNeeded);
    /// Gives up what is being typed.
    void cancel();
    /// A sentence under the state that lasts until the next one; empty: none.
    void setNote(const QString &sentence);

Q_SIGNALS:
    void keyEntered(const QByteArray &secret, bool keep);
    void forgetRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void edit();
    void accept();
    void showState();

    QString m_keychain;
    KeyStatus m_status;
    bool m_isNeeded = false;
    QString m_note;
    QLabel *m_dot;
    QLabel *m_state;
    QPushButton *m_set;
    QPushButton *m_forget;
    QLabel *m_said;
    QVBoxLayout *m_column;
    QWidget *m_entry = nullptr; ///< while a key is typed
    QLineEdit *m_field = nullptr;
    QCheckBox *m_keep = nullptr;
};

} // namespace moa
