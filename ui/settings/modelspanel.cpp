// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/modelspanel.h"

#include "editors/searchfield.h"
#include "providers/modellistjob.h"
#include "providers/networkmanager.h"
#include "theme/theme.h"
#include "ui/settings/knownmodels.h"
#include "ui/settings/overrideform.h"
#include "ui/settings/settingswords.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeView>

namespace moa {

namespace {

/// Whether it says anything.
bool isBlank(const ModelOverride &own)
{
    ModelOverride blank;
    blank.model = own.model;
    return own == blank;
}

} // namespace

ModelsPanel::ModelsPanel(KnownModels *models, QWidget *parent)
    : QWidget(parent)
    , m_known(models)
    , m_model(new ProviderModelsModel(this))
    , m_filter(new ProviderModelsFilter(this))
    , m_search(
          new SearchField(tr("Search models, or type an id to add"), this, tr("Search models")))
    , m_add(new QPushButton(this))
    , m_refresh(new QPushButton(tr("Re&fresh"), this))
    , m_said(settingswords::hint({}, this))
    , m_table(new QTreeView(this))
    , m_own(new OverrideForm(this))
{
    m_search->setObjectName(QStringLiteral("searchModels"));
    m_add->setObjectName(QStringLiteral("addModel"));
    m_add->setText(tr("Add &Model"));
    m_refresh->setObjectName(QStringLiteral("refreshModels"));
    m_refresh->setToolTip(tr("Asks the provider for its list"));
    m_said->setObjectName(QStringLiteral("modelsSaid"));
    buildTable();

    auto *top = new QHBoxLayout;
    top->setSpacing(space::small);
    top->addWidget(m_search, 1);
    top->addWidget(m_add);
    top->addWidget(m_refresh);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::small);
    layout->addLayout(top);
    layout->addWidget(m_said);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_own);

    connect(m_search, &QLineEdit::textChanged, this, &ModelsPanel::search);
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        if (m_filter->rowCount() > 0)
            m_table->setCurrentIndex(m_filter->index(0, 0));
    });
    connect(m_add, &QPushButton::clicked, this, &ModelsPanel::addTyped);
    connect(m_refresh, &QPushButton::clicked, this, [this] {
        if (m_job)
            stopJob();
        else
            Q_EMIT listRequested();
    });
    connect(m_own, &OverrideForm::edited, this, &ModelsPanel::takeOwn);
    connect(m_own, &OverrideForm::forgotten, this, &ModelsPanel::forget);
    connect(m_known, &KnownModels::changed, this, &ModelsPanel::refill);
    search({});
}

ModelsPanel::~ModelsPanel() = default;

void ModelsPanel::buildTable()
{
    m_filter->setSourceModel(m_model);
    m_table->setObjectName(QStringLiteral("models"));
    m_table->setAccessibleName(tr("Models"));
    m_table->setModel(m_filter);
    m_table->setRootIsDecorated(false);
    m_table->setItemsExpandable(false);
    m_table->setUniformRowHeights(true); // thousands of rows
    m_table->setAllColumnsShowFocus(true);
    m_table->setSortingEnabled(true);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->setMinimumHeight(settings::tableHeight);
    m_table->header()->setStretchLastSection(false);
    m_table->header()->setSectionResizeMode(ProviderModelsModel::Model, QHeaderView::Stretch);
    const QFontMetrics metrics = m_table->fontMetrics();
    const auto width = [&](const QString &widest) {
        return metrics.horizontalAdvance(widest) + 2 * space::medium;
    };
    m_table->header()->resizeSection(ProviderModelsModel::Context,
                                     width(QStringLiteral("1,048,576")));
    for (const int column : {ProviderModelsModel::Input, ProviderModelsModel::Output})
        m_table->header()->resizeSection(column, width(tr("unpriced")));
    m_table->header()->resizeSection(ProviderModelsModel::Source, width(tr("your own price")));
    m_table->sortByColumn(ProviderModelsModel::Model, Qt::AscendingOrder);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ModelsPanel::showSelected);
}

void ModelsPanel::setProvider(const Provider &provider)
{
    if (provider.id != m_provider.id) {
        if (m_job)
            stopJob();
        m_failure.clear();
        m_search->clear();
        m_table->setCurrentIndex({});
    }
    // Every keystroke in another field of the provider comes here.
    const bool isOther = provider.id != m_provider.id || provider.models != m_provider.models;
    m_provider = provider;
    if (isOther)
        refill();
}

void ModelsPanel::refill()
{
    const QString kept = selected();
    m_model->setModels(m_known->models(m_provider));
    if (selected() != kept)
        select(kept);
    showSelected();
    search(m_search->text());
}

QString ModelsPanel::selected() const
{
    return m_table->currentIndex().data(ProviderModelsModel::IdRole).toString();
}

void ModelsPanel::select(const QString &model)
{
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        const QModelIndex index = m_filter->index(row, 0);
        if (index.data(ProviderModelsModel::IdRole).toString() == model) {
            m_table->setCurrentIndex(index);
            m_table->scrollTo(index);
            return;
        }
    }
}

void ModelsPanel::showSelected()
{
    const QString model = selected();
    ModelOverride own;
    if (const ModelOverride *existing = m_provider.overrideFor(model))
        own = *existing;
    own.model = model;
    Provider without = m_provider;
    without.models.removeIf([&](const ModelOverride &other) { return other.model == model; });
    m_own->setModel(own, m_known->catalogue().facts(without, model),
                    m_provider.overrideFor(model) != nullptr);
}

void ModelsPanel::search(const QString &text)
{
    m_filter->setSearch(text);
    const QString typed = text.trimmed();
    m_add->setVisible(!typed.isEmpty() && !typed.contains(u' ') && !m_model->model(typed));
    showCount();
}

void ModelsPanel::showCount()
{
    if (m_job) {
        m_said->setText(tr("Asking %1 for its models…").arg(m_provider.displayName()));
    } else if (!m_failure.isEmpty()) {
        m_said->setText(m_failure);
    } else if (m_model->rowCount() == 0) {
        m_said->setText(tr("No models are known. Refresh asks the provider for its list; a model "
                           "that is in no list can be added by its id."));
    } else {
        const QString count = tr("%n model(s)", nullptr, m_filter->rowCount());
        m_said->setText(m_known->isListed(m_provider.id)
                            ? tr("%1, as the provider lists them.").arg(count)
                            : tr("%1 of the catalogue. Refresh asks the provider for its own list.")
                                  .arg(count));
    }
}

void ModelsPanel::addTyped()
{
    ModelOverride own;
    own.model = m_search->text().trimmed();
    m_provider.models.append(own);
    Q_EMIT edited(m_provider);
    refill();
    select(own.model);
    m_table->setFocus(Qt::OtherFocusReason);
}

void ModelsPanel::takeOwn(const ModelOverride &own)
{
    const auto place =
        std::find_if(m_provider.models.begin(), m_provider.models.end(),
                     [&own](const ModelOverride &other) { return other.model == own.model; });
    const bool exists = place != m_provider.models.end();
    Provider without = m_provider;
    without.models.removeIf([&](const ModelOverride &other) { return other.model == own.model; });
    const bool isKnown = m_known->ids(without).contains(own.model);
    // One that only stands here has to stay, or it would go while it is edited.
    if (isBlank(own) && isKnown)
        m_provider = without;
    else if (exists)
        *place = own;
    else
        m_provider.models.append(own);
    Q_EMIT edited(m_provider);
    refill();
}

void ModelsPanel::forget(const QString &model)
{
    m_provider.models.removeIf([&](const ModelOverride &other) { return other.model == model; });
    Q_EMIT edited(m_provider);
    refill();
}

void ModelsPanel::refreshList(const ApiKey &key, const NetworkSettings &network)
{
    m_network = makeNetworkManager(network);
    m_failure.clear();
    m_job = std::make_unique<ModelListJob>(m_provider, key, m_network.get(), nullptr);
    connect(m_job.get(), &ModelListJob::finished, this, &ModelsPanel::takeList);
    m_refresh->setText(tr("&Stop"));
    showCount();
    m_job->start();
}

void ModelsPanel::takeList(const Result<QList<ListedModel>> &models)
{
    const Result<QList<ListedModel>> result = models;
    stopJob();
    if (result)
        m_known->setListing(m_provider.id, *result);
    else
        m_failure = result.error().message;
    refill();
}

void ModelsPanel::stopJob()
{
    m_job.reset();
    m_network.reset();
    m_refresh->setText(tr("Re&fresh"));
    showCount();
}

} // namespace moa
