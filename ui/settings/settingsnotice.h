// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/noticebar.h"

namespace moa {

class ProviderSettings;

/** Says why the settings are not saved, and what can be done. Hidden while all is well. */
class SettingsNotice : public NoticeBar
{
    Q_OBJECT

public:
    /// @p settings outlive this.
    explicit SettingsNotice(ProviderSettings *settings, QWidget *parent = nullptr);

protected:
    void applyLook() override;

private:
    void refresh();

    ProviderSettings *m_settings;
    QPushButton *m_reload;
    QPushButton *m_overwrite;
};

} // namespace moa
