// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/providerspage.h"

#include "inspect/choicebar.h"
#include "providers/providerkeys.h"
#include "theme/theme.h"
#include "ui/settings/addproviderdialog.h"
#include "ui/settings/connectionform.h"
#include "ui/settings/discovery.h"
#include "ui/settings/foundpanel.h"
#include "ui/settings/knownmodels.h"
#include "ui/settings/limitsform.h"
#include "ui/settings/modelspanel.h"
#include "ui/settings/providerlist.h"
#include "ui/settings/providersettings.h"
#include "ui/settings/settingswords.h"
#include "ui/settings/wheelguard.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace moa {

namespace {

/// A part of the details that scrolls where it is too high.
QScrollArea *scrolled(QWidget *content)
{
    auto *area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(content);
    return area;
}

} // namespace

ProvidersPage::ProvidersPage(const ProvidersPageParts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_list(new ProviderList(this))
    , m_add(new QToolButton(this))
    , m_duplicate(new QToolButton(this))
    , m_remove(new QToolButton(this))
    , m_tabs(new ChoiceBar(tr("Parts of the provider"), this))
    , m_stack(new QStackedWidget(this))
    , m_connection(new ConnectionForm(parts.keychain))
    , m_models(new ModelsPanel(parts.models))
    , m_limits(new LimitsForm)
{
    auto *found = new FoundPanel(m_parts.discovery, this);
    connect(found, &FoundPanel::providerRequested, this, &ProvidersPage::showProvider);
    connect(found, &FoundPanel::addRequested, this,
            [this](const Provider &provider) { showProvider(m_parts.settings->add(provider)); });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::medium);
    layout->addWidget(found);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::large);
    layout->addLayout(row, 1);
    buildList();
    buildDetails();
    connectParts();
    refreshList();
    m_list->setCurrentRow(0);
}

void ProvidersPage::buildList()
{
    m_add->setText(tr("&Add…"));
    m_duplicate->setText(tr("D&uplicate"));
    m_add->setObjectName(QStringLiteral("addProvider"));
    m_duplicate->setObjectName(QStringLiteral("duplicateProvider"));
    m_remove->setObjectName(QStringLiteral("removeProvider"));
    m_list->setFixedWidth(settings::providersWidth);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::tiny);
    for (QToolButton *button : {m_add, m_duplicate, m_remove}) {
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        button->setFocusPolicy(Qt::StrongFocus);
        buttons->addWidget(button);
    }
    auto *column = new QVBoxLayout;
    column->setSpacing(space::small);
    column->addWidget(m_list, 1);
    column->addLayout(buttons);
    qobject_cast<QHBoxLayout *>(layout()->itemAt(1)->layout())->addLayout(column);
}

void ProvidersPage::buildDetails()
{
    m_tabs->setObjectName(QStringLiteral("providerTabs"));
    m_tabs->addTab(tr("Connection"));
    m_tabs->addTab(tr("Models"));
    m_tabs->addTab(tr("Limits"));
    m_stack->addWidget(scrolled(m_connection));
    m_stack->addWidget(m_models);
    m_stack->addWidget(scrolled(m_limits));
    new WheelGuard(m_stack);
    auto *column = new QVBoxLayout;
    column->setSpacing(space::medium);
    column->addWidget(m_tabs);
    column->addWidget(m_stack, 1);
    qobject_cast<QHBoxLayout *>(layout()->itemAt(1)->layout())->addLayout(column, 1);
}

void ProvidersPage::connectParts()
{
    connect(m_tabs, &QTabBar::currentChanged, m_stack, &QStackedWidget::setCurrentIndex);
    connect(m_list, &ProviderList::currentChosen, this, [this] {
        m_connection->commit();
        refreshDetails();
    });
    connect(m_add, &QPushButton::clicked, this, &ProvidersPage::openAddDialog);
    connect(m_duplicate, &QPushButton::clicked, this,
            [this] { showProvider(m_parts.settings->duplicate(current())); });
    connect(m_remove, &QPushButton::clicked, this, [this] { m_parts.settings->remove(current()); });

    connect(m_connection, &ConnectionForm::edited, this, &ProvidersPage::edit);
    connect(m_models, &ModelsPanel::edited, this, &ProvidersPage::edit);
    connect(m_limits, &LimitsForm::edited, this, &ProvidersPage::edit);
    connect(m_connection->probe(), &ProbePanel::testRequested, this, &ProvidersPage::test);
    connect(m_connection->probe(), &ProbePanel::listed, m_parts.models, &KnownModels::setListing);
    connect(m_models, &ModelsPanel::listRequested, this, [this] {
        m_models->refreshList(m_parts.keys->ring().key(current()), m_parts.settings->network());
    });
    connect(m_connection->keyEditor(), &KeyEditor::keyEntered, this,
            [this](const QByteArray &secret, bool keep) {
                m_parts.keys->setKey(current(), secret, keep);
            });
    connect(m_connection->keyEditor(), &KeyEditor::forgetRequested, this,
            [this] { m_parts.keys->removeKey(current()); });

    connect(m_parts.settings, &ProviderSettings::changed, this, [this] {
        refreshList();
        refreshDetails();
    });
    connect(m_parts.keys, &ProviderKeys::changed, this, [this] {
        refreshList();
        refreshKey();
    });
    connect(m_parts.models, &KnownModels::changed, this, &ProvidersPage::refreshList);
}

ProviderId ProvidersPage::current() const
{
    return m_list->current();
}

void ProvidersPage::showProvider(const ProviderId &id)
{
    m_list->setCurrent(id);
}

void ProvidersPage::leave()
{
    m_connection->commit();
    m_connection->leave();
}

void ProvidersPage::refreshList()
{
    QList<ProviderEntry> entries;
    for (const Provider &provider : m_parts.settings->providers()) {
        const KeyStatus status = m_parts.keys->status(provider.id);
        const bool isNeeded = needsKey(provider);
        const auto models = static_cast<int>(m_parts.models->ids(provider).size());
        QStringList parts{settingswords::dialectName(provider.dialect)};
        if (status.place != KeyPlace::None || status.pending)
            parts.append(settingswords::keyPlace(status, m_parts.keychain, isNeeded));
        else if (isNeeded)
            parts.append(tr("No key"));
        entries.append({provider.id, provider.displayName(), parts.join(QStringLiteral(" · ")),
                        models > 0 ? tr("%n model(s)", nullptr, models) : QString(),
                        status.place != KeyPlace::None, isNeeded});
    }
    m_list->setEntries(entries);
}

void ProvidersPage::refreshDetails()
{
    const Provider *provider = m_parts.settings->provider(current());
    m_stack->setEnabled(provider);
    if (!provider)
        return;
    const Provider shown = *provider; // showing it may take an edit first
    m_connection->setProvider(shown);
    m_models->setProvider(shown);
    m_limits->setProvider(shown);
    refreshKey();
    switch (m_parts.settings->origin(shown.id)) {
    case ProviderSettings::Origin::Own:
        m_remove->setText(tr("&Remove"));
        m_remove->setToolTip(QString());
        break;
    case ProviderSettings::Origin::BuiltIn:
    case ProviderSettings::Origin::Changed:
        m_remove->setText(tr("&Reset"));
        m_remove->setToolTip(tr("Makes it what the program knows by itself"));
        break;
    }
    m_remove->setEnabled(m_parts.settings->origin(shown.id) != ProviderSettings::Origin::BuiltIn);
}

void ProvidersPage::refreshKey()
{
    m_connection->setKeyStatus(m_parts.keys->status(current()));
}

void ProvidersPage::edit(const Provider &provider)
{
    m_parts.settings->setProvider(provider);
}

void ProvidersPage::openAddDialog()
{
    auto *dialog = new AddProviderDialog(this);
    connect(dialog, &AddProviderDialog::providerEntered, this, [this](const Provider &provider) {
        showProvider(m_parts.settings->add(provider));
        m_tabs->setCurrentIndex(0);
        m_connection->keyEditor()->setFocus(Qt::OtherFocusReason);
    });
    dialog->open();
}

void ProvidersPage::test()
{
    m_connection->commit();
    if (const Provider *provider = m_parts.settings->provider(current())) {
        m_connection->probe()->start(*provider, m_parts.keys->ring().key(provider->id),
                                     m_parts.settings->network());
    }
}

} // namespace moa
