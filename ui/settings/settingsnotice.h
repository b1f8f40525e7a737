// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace moa {

class ProviderSettings;

/** Says why the settings are not saved, and what can be done. Hidden while all is well. */
class SettingsNotice : public QFrame
{
    Q_OBJECT

public:
    /// @p settings outlive this.
    explicit SettingsNotice(ProviderSettings *settings, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void applyLook();

    ProviderSettings *m_settings;
    QLabel *m_sentence;
    QPushButton *m_reload;
    QPushButton *m_overwrite;
};

} // namespace moa
