// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/provider.h"

#include <QWidget>

class QToolButton;
class QStackedWidget;

namespace moa {

class ChoiceBar;
class ConnectionForm;
class Discovery;
class KnownModels;
class LimitsForm;
class ModelsPanel;
class ProviderKeys;
class ProviderList;
class ProviderSettings;

/** What the page shows and edits. All of them outlive it. */
struct ProvidersPageParts
{
    ProviderSettings *settings = nullptr;
    ProviderKeys *keys = nullptr;
    KnownModels *models = nullptr;
    Discovery *discovery = nullptr;
    QString keychain; ///< name of the key store; empty: there is none
};

/** The page of the settings on providers: a list, and one provider's connection, models, limits. */
class ProvidersPage : public QWidget
{
    Q_OBJECT

public:
    explicit ProvidersPage(const ProvidersPageParts &parts, QWidget *parent = nullptr);

    void showProvider(const ProviderId &id);
    /// The window is about to go: takes what is typed, and forgets a key that is not complete.
    void leave();

private:
    void buildList();
    void buildDetails();
    void connectParts();
    void refreshList();
    void refreshDetails();
    void refreshKey();
    void edit(const Provider &provider);
    void openAddDialog();
    void test();
    [[nodiscard]] ProviderId current() const;

    ProvidersPageParts m_parts;
    ProviderList *m_list;
    QToolButton *m_add;
    QToolButton *m_duplicate;
    QToolButton *m_remove;
    ChoiceBar *m_tabs;
    QStackedWidget *m_stack;
    ConnectionForm *m_connection;
    ModelsPanel *m_models;
    LimitsForm *m_limits;
};

} // namespace moa
