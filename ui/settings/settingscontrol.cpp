// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settingscontrol.h"

#include <QAction>

namespace moa {

SettingsControl::SettingsControl(QWidget *window, ProvidersPageParts parts, Spending spending)
    : QObject(window)
    , action(new QAction(tr("Se&ttings…"), this))
    , m_window(window)
    , m_parts(std::move(parts))
    , m_spending(std::move(spending))
{
    action->setObjectName(QStringLiteral("settingsAction"));
    action->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Comma));
    action->setMenuRole(QAction::PreferencesRole);
    connect(action, &QAction::triggered, this, [this] {
        dialog()->show();
        dialog()->raise();
        dialog()->activateWindow();
    });
}

void SettingsControl::addPage(const QString &name, const std::function<QWidget *()> &make)
{
    m_more.append({name, make});
}

void SettingsControl::show(SettingsDialog::Page page)
{
    dialog()->showPage(page);
    action->trigger();
}

void SettingsControl::showProvider(const ProviderId &provider)
{
    dialog()->providersPage()->showProvider(provider);
    show(SettingsDialog::Page::Providers);
}

SettingsDialog *SettingsControl::dialog()
{
    if (!m_dialog) {
        m_dialog = new SettingsDialog(m_parts, m_spending, m_window);
        for (const auto &[name, make] : std::as_const(m_more))
            m_dialog->addPage(name, make());
        m_dialog->restoreGeometry(m_layout);
    }
    return m_dialog;
}

QByteArray SettingsControl::layoutState() const
{
    return m_dialog ? m_dialog->saveGeometry() : m_layout;
}

void SettingsControl::restoreLayout(const QByteArray &state)
{
    m_layout = state;
    if (m_dialog)
        m_dialog->restoreGeometry(state);
}

} // namespace moa
