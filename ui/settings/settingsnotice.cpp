// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settingsnotice.h"

#include "theme/theme.h"
#include "ui/settings/providersettings.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace moa {

SettingsNotice::SettingsNotice(ProviderSettings *settings, QWidget *parent)
    : NoticeBar(parent)
    , m_settings(settings)
    , m_reload(
          addButton(QStringLiteral("reloadSettings"), tr("Take What Is in the File"), Qt::AlignTop))
    , m_overwrite(addButton(QStringLiteral("overwriteSettings"), {}, Qt::AlignTop))
{
    setObjectName(QStringLiteral("settingsNotice"));
    sentence()->setObjectName(QStringLiteral("settingsProblem"));
    line()->setContentsMargins(0, 0, 0, space::large);
    connect(m_reload, &QPushButton::clicked, m_settings, &ProviderSettings::reload);
    connect(m_overwrite, &QPushButton::clicked, m_settings, &ProviderSettings::overwrite);
    connect(m_settings, &ProviderSettings::problemChanged, this, &SettingsNotice::refresh);
    SettingsNotice::applyLook();
    refresh();
}

void SettingsNotice::refresh()
{
    const bool isChoice = m_settings->remedy() == ProviderSettings::Remedy::Choose;
    sentence()->setText(m_settings->problem());
    m_reload->setVisible(isChoice);
    m_overwrite->setText(isChoice ? tr("Keep What Is Here") : tr("Try Again"));
    setVisible(m_settings->remedy() != ProviderSettings::Remedy::None);
    if (isVisible())
        announce();
}

void SettingsNotice::applyLook()
{
    QPalette colors = sentence()->palette();
    const QColor danger = Theme::of(this).danger;
    if (colors.color(QPalette::WindowText) == danger)
        return;
    colors.setColor(QPalette::WindowText, danger);
    sentence()->setPalette(colors);
}

} // namespace moa
