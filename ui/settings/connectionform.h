// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editors/textfield.h"
#include "providers/provider.h"
#include "ui/settings/keyeditor.h"
#include "ui/settings/probepanel.h"

class QCheckBox;
class QComboBox;

namespace moa {

/** Edits how a provider is reached: name, dialect, address, key; and tests it. */
class ConnectionForm : public QWidget
{
    Q_OBJECT

public:
    /// @p keychain is the name of the key store; empty: there is none.
    explicit ConnectionForm(const QString &keychain, QWidget *parent = nullptr);

    /// What is being typed stays as it is if it is the same provider and still says the same.
    void setProvider(const Provider &provider);
    void setKeyStatus(const KeyStatus &status);
    /// Takes an address that is typed but not confirmed, if it is one.
    void commit();
    /// Gives up a key that is being typed.
    void leave();

    [[nodiscard]] KeyEditor *keyEditor() const { return m_key; }
    [[nodiscard]] ProbePanel *probe() const { return m_probe; }
    [[nodiscard]] TextField *nameField() const { return m_name; }

Q_SIGNALS:
    void edited(const moa::Provider &provider);

private:
    void connectFields();
    void checkAddress();
    void setVariables(const QString &text);
    [[nodiscard]] bool hasKey() const { return m_status.place != KeyPlace::None; }

    Provider m_provider;
    KeyStatus m_status;
    TextField *m_name;
    QComboBox *m_dialect;
    TextField *m_address;
    QCheckBox *m_insecure;
    KeyEditor *m_key;
    TextField *m_variables;
    ProbePanel *m_probe;
};

/// Why @p text can't be the address of a provider, as a sentence; empty if it can.
[[nodiscard]] QString addressObjection(const QString &text, bool allowInsecure);

/// The address that @p text means, as people type it: "localhost:11434" is one of http.
[[nodiscard]] QUrl typedAddress(const QString &text);

} // namespace moa
