// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/providerspage.h"
#include "ui/settings/spendingcaps.h"

#include <QWidget>

class QLineEdit;
class QListWidget;
class QStackedWidget;

namespace moa {

class SettingsFinder;
class SpendingPage;

/**
 * The window of the settings, beside the others: a list of pages at the left, the page at the
 * right, and above them a search among all that stands on the pages. Everything takes effect at
 * once; Esc closes.
 */
class SettingsDialog : public QWidget
{
    Q_OBJECT

public:
    enum class Page { Providers, Network, Spending };

    SettingsDialog(const ProvidersPageParts &parts, const Spending &spending,
                   QWidget *parent = nullptr);

    void showPage(Page page);
    /// One page more, after those that are there.
    void addPage(const QString &name, QWidget *page);
    [[nodiscard]] ProvidersPage *providersPage() const { return m_providers; }

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void search(const QString &text);
    void showSetting(int page, QWidget *widget);

    QLineEdit *m_search;
    QListWidget *m_pages;
    QStackedWidget *m_stack;
    QStackedWidget *m_right; ///< the page, or what was found
    SettingsFinder *m_finder;
    ProvidersPage *m_providers;
    SpendingPage *m_spending;
};

} // namespace moa
