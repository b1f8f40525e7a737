// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settingsdialog.h"

#include <functional>
#include <QObject>
#include <QPointer>

class QAction;

namespace moa {

/** Opens the settings of a window, and keeps the size that the person gave them. */
class SettingsControl : public QObject
{
    Q_OBJECT

public:
    /// @p window is the settings' parent; what @p parts name outlives it.
    SettingsControl(QWidget *window, ProvidersPageParts parts, Spending spending);

    QAction *action; ///< Ctrl+,

    /// One page more, made when the settings are; to be called before they are opened.
    void addPage(const QString &name, const std::function<QWidget *()> &make);
    void show(SettingsDialog::Page page);
    /// Shows this provider.
    void showProvider(const ProviderId &provider);
    /// Made when it is first asked for.
    [[nodiscard]] SettingsDialog *dialog();

    /// Size and place of the settings, to be kept until the next start.
    [[nodiscard]] QByteArray layoutState() const;
    void restoreLayout(const QByteArray &state);

private:
    QWidget *m_window;
    ProvidersPageParts m_parts;
    Spending m_spending;
    QList<std::pair<QString, std::function<QWidget *()>>> m_more; ///< pages
    QPointer<SettingsDialog> m_dialog;
    QByteArray m_layout;
};

} // namespace moa
