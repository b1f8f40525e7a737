// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/providermodelsmodel.h"
#include "providers/keyring.h"
#include "providers/networksettings.h"

#include <memory>
#include <QWidget>

class QLabel;
class QLineEdit;
class QNetworkAccessManager;
class QPushButton;
class QTreeView;

namespace moa {

class KnownModels;
class ModelListJob;
class OverrideForm;

/**
 * The models of a provider, to search, to refresh from its own list, and to give values of one's
 * own. A model that no list has can be added by its id.
 */
class ModelsPanel : public QWidget
{
    Q_OBJECT

public:
    /// @p models outlives this.
    explicit ModelsPanel(KnownModels *models, QWidget *parent = nullptr);
    ~ModelsPanel() override;

    void setProvider(const Provider &provider);
    /// Asks the provider for its list.
    void refreshList(const ApiKey &key, const NetworkSettings &network);

Q_SIGNALS:
    void edited(const moa::Provider &provider);
    /// The owner answers with refreshList().
    void listRequested();

private:
    void buildTable();
    void refill();
    void showSelected();
    void search(const QString &text);
    void addTyped();
    void takeOwn(const ModelOverride &own);
    void forget(const QString &model);
    void takeList(const Result<QList<ListedModel>> &models);
    void stopJob();
    void select(const QString &model);
    void showCount();
    [[nodiscard]] QString selected() const;

    KnownModels *m_known;
    Provider m_provider;
    ProviderModelsModel *m_model;
    ProviderModelsFilter *m_filter;
    QLineEdit *m_search;
    QPushButton *m_add;
    QPushButton *m_refresh;
    QLabel *m_said;
    QTreeView *m_table;
    OverrideForm *m_own;
    QString m_failure; ///< why the list could not be refreshed
    std::unique_ptr<QNetworkAccessManager> m_network;
    std::unique_ptr<ModelListJob> m_job;
};

} // namespace moa
