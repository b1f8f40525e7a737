// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/agentform.h"

#include "canvas/canvaslook.h"
#include "theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStringListModel>

namespace moa {

AgentForm::AgentForm(QWidget *parent)
    : QWidget(parent)
    , m_name(new TextField(TextField::Kind::Line, this))
    , m_role(new QComboBox(this))
    , m_provider(new QComboBox(this))
    , m_model(new TextField(TextField::Kind::Line, this))
    , m_models(new QStringListModel(this))
    , m_samples(new QSpinBox(this))
    , m_muted(new QCheckBox(tr("M&uted: takes no part in a run"), this))
    , m_alternate(new QCheckBox(tr("Al&ternate: compared with the final agent"), this))
    , m_settings(new SettingsForm(this))
{
    m_name->setLabel(tr("Name"));
    m_model->setLabel(tr("Model"));
    m_role->setAccessibleName(tr("Role"));
    m_provider->setAccessibleName(tr("Provider"));
    m_samples->setAccessibleName(tr("Samples"));
    for (const Role role : {Role::Proposer, Role::Aggregator, Role::Ranker})
        m_role->addItem(roleName(role), static_cast<int>(role));
    m_samples->setRange(1, maxSamples);
    for (QComboBox *box : {m_role, m_provider})
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);

    auto *completer = new QCompleter(m_models, this);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_model->lineEdit()->setCompleter(completer);

    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(space::small);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("N&ame"), m_name);
    form->addRow(tr("R&ole"), m_role);
    form->addRow(tr("Pro&vider"), m_provider);
    form->addRow(tr("Mo&del"), m_model);
    form->addRow(tr("Samp&les"), m_samples);
    form->addRow(m_muted);
    form->addRow(m_alternate);
    m_alternate->hide();
    form->addRow(m_settings);
    alignLabels({form, m_settings->formLayout()});
    connectFields();
}

void AgentForm::connectFields()
{
    connect(m_name, &TextField::edited, this, [this](const QString &text) {
        m_agent.name = text.trimmed();
        Q_EMIT edited(m_agent, tr("name"), true);
    });
    connect(m_role, &QComboBox::activated, this, [this](int index) {
        m_agent.role = static_cast<Role>(m_role->itemData(index).toInt());
        Q_EMIT edited(m_agent, tr("role"), false);
    });
    connect(m_provider, &QComboBox::activated, this, [this](int index) {
        m_agent.provider = ProviderId(m_provider->itemData(index).toString());
        syncModels();
        Q_EMIT edited(m_agent, tr("provider"), false);
    });
    connect(m_model, &TextField::edited, this, [this](const QString &text) {
        if (text.trimmed().isEmpty()) {
            m_model->setError(tr("An agent needs a model. Enter its id as the provider names it."));
            return;
        }
        m_model->setError({});
        m_agent.model = text.trimmed();
        Q_EMIT edited(m_agent, tr("model"), true);
    });
    connect(m_samples, &QSpinBox::valueChanged, this, [this](int samples) {
        m_agent.samples = samples;
        Q_EMIT edited(m_agent, tr("samples"), true);
    });
    connect(m_muted, &QCheckBox::clicked, this, [this](bool muted) {
        m_agent.muted = muted;
        Q_EMIT edited(m_agent, tr("muting"), false);
    });
    connect(m_alternate, &QCheckBox::clicked, this, [this](bool alternate) {
        m_agent.alternate = alternate;
        Q_EMIT edited(m_agent, tr("the mark"), false);
    });
    connect(m_settings, &SettingsForm::edited, this,
            [this](const AgentSettings &settings, const QString &field, bool typing) {
                m_agent.settings = settings;
                Q_EMIT edited(m_agent, field, typing);
            });
}

void AgentForm::setEntries(const QList<PaletteEntry> &entries)
{
    m_entries = entries;
    syncProviders();
    syncModels();
}

void AgentForm::setAgent(const Agent &agent, const AgentSettings &defaults)
{
    const bool sameSubject = agent.id == m_agent.id;
    const bool otherModel = agent.model != m_agent.model;
    m_agent = agent;
    if (m_name->text().trimmed() != agent.name)
        m_name->setText(agent.name);
    m_name->setPlaceholder(shortModelName(agent.model));
    m_role->setCurrentIndex(m_role->findData(static_cast<int>(agent.role)));
    syncProviders();
    if ((otherModel || !sameSubject) && m_model->text().trimmed() != agent.model)
        m_model->setText(agent.model);
    syncModels();
    {
        const QSignalBlocker blocker(m_samples);
        m_samples->setValue(agent.samples);
    }
    m_muted->setChecked(agent.muted);
    m_alternate->setChecked(agent.alternate);
    m_settings->setSettings(agent.settings, &defaults, sameSubject);
}

void AgentForm::showAlternate(bool shown, bool changeable)
{
    m_alternate->setVisible(shown);
    m_alternate->setEnabled(changeable);
}

void AgentForm::syncProviders()
{
    const QSignalBlocker blocker(m_provider);
    m_provider->clear();
    for (const PaletteEntry &entry : std::as_const(m_entries)) {
        const QString id = entry.provider.toString();
        if (m_provider->findData(id) < 0)
            m_provider->addItem(entry.providerName.isEmpty() ? id : entry.providerName, id);
    }
    const QString current = m_agent.provider.toString();
    if (m_provider->findData(current) < 0)
        m_provider->addItem(current.isEmpty() ? tr("None") : tr("%1 (not set up)").arg(current),
                            current);
    m_provider->setCurrentIndex(m_provider->findData(current));
}

void AgentForm::syncModels()
{
    QStringList models;
    for (const PaletteEntry &entry : std::as_const(m_entries)) {
        if (entry.provider == m_agent.provider)
            models.append(entry.model);
    }
    if (models != m_models->stringList())
        m_models->setStringList(models);
}

} // namespace moa
