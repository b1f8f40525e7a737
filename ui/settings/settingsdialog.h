// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/providerspage.h"
#include "ui/settings/spendingcaps.h"

#include <QWidget>

class QListWidget;
class QStackedWidget;

namespace moa {

class SpendingPage;

/**
 * The window of the settings, beside the others: a list of pages at the left, the page at the
 * right. Everything takes effect at once; Esc closes.
 */
class SettingsDialog : public QWidget
{
    Q_OBJECT

public:
    enum class Page { Providers, Network, Spending };

    SettingsDialog(const ProvidersPageParts &parts, const Spending &spending,
                   QWidget *parent = nullptr);

    void showPage(Page page);
    [[nodiscard]] ProvidersPage *providersPage() const { return m_providers; }

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void addPage(const QString &name, QWidget *page);

    QListWidget *m_pages;
    QStackedWidget *m_stack;
    ProvidersPage *m_providers;
    SpendingPage *m_spending;
};

} // namespace moa
