// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settingsnotice.h"

#include "theme/theme.h"
#include "ui/settings/providersettings.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace moa {

SettingsNotice::SettingsNotice(ProviderSettings *settings, QWidget *parent)
    : QFrame(parent)
    , m_settings(settings)
    , m_sentence(new QLabel(this))
    , m_reload(new QPushButton(tr("Take What Is in the File"), this))
    , m_overwrite(new QPushButton(this))
{
    setObjectName(QStringLiteral("settingsNotice"));
    m_sentence->setObjectName(QStringLiteral("settingsProblem"));
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_reload->setObjectName(QStringLiteral("reloadSettings"));
    m_overwrite->setObjectName(QStringLiteral("overwriteSettings"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, space::large);
    layout->setSpacing(space::small);
    layout->addWidget(m_sentence, 1);
    layout->addWidget(m_reload, 0, Qt::AlignTop);
    layout->addWidget(m_overwrite, 0, Qt::AlignTop);
    connect(m_reload, &QPushButton::clicked, m_settings, &ProviderSettings::reload);
    connect(m_overwrite, &QPushButton::clicked, m_settings, &ProviderSettings::overwrite);
    connect(m_settings, &ProviderSettings::problemChanged, this, &SettingsNotice::refresh);
    applyLook();
    refresh();
}

void SettingsNotice::refresh()
{
    const bool isChoice = m_settings->remedy() == ProviderSettings::Remedy::Choose;
    m_sentence->setText(m_settings->problem());
    m_reload->setVisible(isChoice);
    m_overwrite->setText(isChoice ? tr("Keep What Is Here") : tr("Try Again"));
    setVisible(m_settings->remedy() != ProviderSettings::Remedy::None);
    if (isVisible()) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void SettingsNotice::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyLook();
}

void SettingsNotice::applyLook()
{
    QPalette colors = m_sentence->palette();
    const QColor danger = Theme::of(this).danger;
    if (colors.color(QPalette::WindowText) == danger)
        return;
    colors.setColor(QPalette::WindowText, danger);
    m_sentence->setPalette(colors);
}

} // namespace moa
