// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/agentform.h"

#include "canvas/canvaslook.h"
#include "editors/commonvalue.h"
#include "editors/fieldundo.h"
#include "theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QLineEdit>
#include <QSet>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStringListModel>

namespace moa {

namespace {
constexpr int differentSamples = 0; ///< the number that stands for several
} // namespace

AgentForm::AgentForm(QWidget *parent)
    : QWidget(parent)
    , m_form(new QFormLayout(this))
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
    m_samples->setMaximum(maxSamples);
    new FieldUndo(m_samples);
    m_samples->installEventFilter(this);
    for (QComboBox *box : {m_role, m_provider}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setPlaceholderText(differentWord());
    }

    auto *completer = new QCompleter(m_models, this);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_model->lineEdit()->setCompleter(completer);

    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setSpacing(space::small);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->addRow(tr("N&ame"), m_name);
    m_form->addRow(tr("R&ole"), m_role);
    m_form->addRow(tr("Pro&vider"), m_provider);
    m_form->addRow(tr("Mo&del"), m_model);
    m_form->addRow(tr("Samp&les"), m_samples);
    m_form->addRow(m_muted);
    m_form->addRow(m_alternate);
    m_alternate->hide();
    m_form->addRow(m_settings);
    alignLabels({m_form, m_settings->formLayout()});
    connectFields();
}

void AgentForm::connectFields()
{
    connect(m_name, &TextField::edited, this, [this](const QString &text) {
        change([name = text.trimmed()](Agent &agent) { agent.name = name; }, tr("name"), true);
    });
    connect(m_role, &QComboBox::activated, this, [this](int index) {
        const auto role = static_cast<Role>(m_role->itemData(index).toInt());
        change([role](Agent &agent) { agent.role = role; }, tr("role"), false);
    });
    connect(m_provider, &QComboBox::activated, this, [this](int index) {
        const ProviderId provider(m_provider->itemData(index).toString());
        change([provider](Agent &agent) { agent.provider = provider; }, tr("provider"), false);
        syncModels();
    });
    connect(m_model, &TextField::edited, this, [this](const QString &text) {
        const QString model = text.trimmed();
        if (model.isEmpty()) {
            m_model->setError(tr("An agent needs a model. Enter its id as the provider names it."));
            return;
        }
        m_model->setError({});
        change([model](Agent &agent) { agent.model = model; }, tr("model"), true);
    });
    connect(m_samples, &QSpinBox::valueChanged, this, [this](int samples) {
        if (samples != differentSamples)
            change([samples](Agent &agent) { agent.samples = samples; }, tr("samples"), true);
    });
    connect(m_muted, &QCheckBox::clicked, this, &AgentForm::mutedSet);
    connect(m_alternate, &QCheckBox::clicked, this, &AgentForm::alternateSet);
    connect(m_settings, &SettingsForm::edited, this,
            [this](const SettingsChange &settingsChange, const QString &field, bool typing) {
                change([settingsChange](Agent &agent) { settingsChange(agent.settings); }, field,
                       typing);
            });
}

void AgentForm::change(const AgentChange &change, const QString &field, bool typing)
{
    for (Agent &agent : m_agents)
        change(agent);
    Q_EMIT edited(change, field, typing);
}

bool AgentForm::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && m_samples->value() == differentSamples)
        m_samples->selectAll();
    return QWidget::eventFilter(watched, event);
}

void AgentForm::setEntries(const QList<PaletteEntry> &entries)
{
    m_entries = entries;
    syncProviders();
    syncModels();
}

void AgentForm::setAgents(const QList<Agent> &agents, const AgentSettings &defaults)
{
    const auto ids = [](const QList<Agent> &of) {
        QList<AgentId> result;
        for (const Agent &agent : of)
            result.append(agent.id);
        return result;
    };
    const bool sameSubject = ids(agents) == ids(m_agents);
    const bool otherModel =
        commonValue(agents, &Agent::model) != commonValue(m_agents, &Agent::model);
    m_agents = agents;
    syncName();
    const std::optional<Role> role = commonValue(m_agents, &Agent::role);
    m_role->setCurrentIndex(role ? m_role->findData(static_cast<int>(*role)) : -1);
    syncProviders();
    syncModel(otherModel || !sameSubject);
    syncModels();
    syncSamples();
    syncMuted();
    QList<AgentSettings> settings;
    for (const Agent &agent : std::as_const(m_agents))
        settings.append(agent.settings);
    m_settings->setSettings(settings, &defaults, sameSubject);
}

void AgentForm::syncName()
{
    m_form->setRowVisible(m_name, m_agents.size() == 1);
    if (m_agents.size() != 1)
        return;
    const Agent &agent = m_agents.constFirst();
    if (m_name->text().trimmed() != agent.name)
        m_name->setText(agent.name);
    m_name->setPlaceholder(shortModelName(agent.model));
    m_alternate->setChecked(agent.alternate);
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
    const std::optional<ProviderId> common = commonValue(m_agents, &Agent::provider);
    if (!common) {
        m_provider->setCurrentIndex(-1);
        return;
    }
    const QString current = common->toString();
    if (m_provider->findData(current) < 0)
        m_provider->addItem(current.isEmpty() ? tr("None") : tr("%1 (not set up)").arg(current),
                            current);
    m_provider->setCurrentIndex(m_provider->findData(current));
}

void AgentForm::syncModel(bool otherModel)
{
    const std::optional<QString> model = commonValue(m_agents, &Agent::model);
    const QString text = model.value_or(QString());
    if (otherModel && m_model->text().trimmed() != text)
        m_model->setText(text);
    m_model->setPlaceholder(model ? QString() : differentWord());
}

void AgentForm::syncModels()
{
    QSet<ProviderId> providers;
    for (const Agent &agent : std::as_const(m_agents))
        providers.insert(agent.provider);
    QStringList models;
    for (const PaletteEntry &entry : std::as_const(m_entries)) {
        if (providers.contains(entry.provider))
            models.append(entry.model);
    }
    if (models != m_models->stringList())
        m_models->setStringList(models);
}

void AgentForm::syncSamples()
{
    const std::optional<int> samples = commonValue(m_agents, &Agent::samples);
    const QSignalBlocker blocker(m_samples);
    // In this order: what is being typed never is the special value.
    m_samples->setSpecialValueText(samples ? QString() : differentWord());
    m_samples->setMinimum(samples ? 1 : differentSamples);
    m_samples->setValue(samples.value_or(differentSamples));
}

void AgentForm::syncMuted()
{
    const std::optional<bool> muted = commonValue(m_agents, &Agent::muted);
    m_muted->setTristate(!muted);
    if (muted)
        m_muted->setChecked(*muted);
    else
        m_muted->setCheckState(Qt::PartiallyChecked);
}

} // namespace moa
