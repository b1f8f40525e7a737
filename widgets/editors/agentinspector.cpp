// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/agentinspector.h"

#include "items/agentsname.h"
#include "items/mixturedocument.h"
#include "mixture/mixtureedits.h"
#include "theme/theme.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QSet>
#include <QVBoxLayout>

namespace moa {

AgentInspector::AgentInspector(MixtureDocument *document, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_heading(new QLabel(this))
    , m_sentence(new QLabel(this))
    , m_agentForm(new AgentForm(this))
    , m_layerForm(new LayerForm(this))
    , m_mixtureForm(new MixtureForm(this))
{
    m_heading->setFont(type::title());
    m_heading->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_sentence->setText(tr("What you set here is set for all of them."));

    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(space::medium, space::medium, space::medium, space::medium);
    column->setSpacing(space::medium);
    for (QWidget *part : std::initializer_list<QWidget *>{m_heading, m_sentence, m_agentForm,
                                                          m_layerForm, m_mixtureForm})
        column->addWidget(part);
    column->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    setMinimumWidth(side::inspectorWidth);

    QList<QWidget *> turning;
    for (QComboBox *box : content->findChildren<QComboBox *>())
        turning.append(box);
    for (QAbstractSpinBox *box : content->findChildren<QAbstractSpinBox *>())
        turning.append(box);
    for (QWidget *box : std::as_const(turning)) {
        box->setFocusPolicy(Qt::StrongFocus);
        box->installEventFilter(this);
    }

    connect(m_document, &MixtureDocument::mixtureChanged, this, &AgentInspector::refresh);
    // Leaving a field ends the burst of edits that is one undo step.
    connect(qApp, &QApplication::focusChanged, this, [this] { m_burst.clear(); });
    connectAgentForm();
    connect(m_layerForm, &LayerForm::edited, this,
            [this](const Layer &layer, const QString &field, bool typing) {
                if (!m_layer)
                    return;
                const Mixture named =
                    edit::renameLayer(m_document->mixture(), *m_layer, layer.name);
                apply(edit::setQuorum(named, *m_layer, layer.quorum),
                      tr("Set the %1 of layer %2").arg(field, QLocale().toString(*m_layer + 1)),
                      QString::number(*m_layer) + field, typing);
            });
    connect(m_mixtureForm, &MixtureForm::edited, this,
            [this](const Mixture &mixture, const QString &field, bool typing) {
                apply(mixture, tr("Set the %1 of the mixture").arg(field), field, typing);
            });
    refresh();
}

void AgentInspector::connectAgentForm()
{
    connect(m_agentForm, &AgentForm::edited, this,
            [this](const AgentChange &change, const QString &field, bool typing) {
                const Mixture &mixture = m_document->mixture();
                apply(edit::changeAgents(mixture, m_agents, change),
                      tr("Set the %1 of %2").arg(field, agentsName(mixture, m_agents)), field,
                      typing);
            });
    connect(m_agentForm, &AgentForm::mutedSet, this, [this](bool muted) {
        const Mixture &mixture = m_document->mixture();
        const QString who = agentsName(mixture, m_agents);
        apply(edit::setMuted(mixture, m_agents, muted),
              muted ? tr("Mute %1").arg(who) : tr("Unmute %1").arg(who), {}, false);
    });
    connect(m_agentForm, &AgentForm::alternateSet, this, [this](bool alternate) {
        const Mixture &mixture = m_document->mixture();
        const Agent *before = mixture.agent(m_agents.constFirst());
        Agent agent = *before;
        agent.alternate = alternate;
        apply(edit::setAgent(mixture, agent),
              (alternate ? tr("Make %1 an alternate") : tr("Make %1 no alternate"))
                  .arg(agent.displayName()),
              {}, false);
    });
}

AgentInspector::~AgentInspector()
{
    // The focus leaves while the base class is destroyed, when this object's members are gone.
    disconnect(qApp, nullptr, this, nullptr);
}

void AgentInspector::apply(const Mixture &after, const QString &text, const QString &subject,
                           bool typing)
{
    if (!typing) {
        m_burst.clear();
        m_document->apply(after, text);
        return;
    }
    if (m_burst != subject) {
        m_burst = subject;
        m_gesture = m_document->nextGesture();
    }
    m_document->apply(after, text, m_gesture);
}

bool AgentInspector::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Wheel && !qobject_cast<QWidget *>(watched)->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void AgentInspector::setEntries(const QList<PaletteEntry> &entries)
{
    m_agentForm->setEntries(entries);
}

void AgentInspector::setSelection(const QList<AgentId> &agents, std::optional<qsizetype> layer)
{
    m_agents = agents;
    m_layer = layer;
    m_burst.clear();
    refresh();
}

QList<Agent> AgentInspector::chosen() const
{
    const QSet<AgentId> ids(m_agents.cbegin(), m_agents.cend());
    QList<Agent> agents;
    for (const Layer &layer : m_document->mixture().layers) {
        for (const Agent &agent : layer.agents) {
            if (ids.contains(agent.id))
                agents.append(agent);
        }
    }
    return agents;
}

void AgentInspector::refresh()
{
    const Mixture &mixture = m_document->mixture();
    const QList<Agent> agents = chosen();
    m_agents.clear();
    for (const Agent &agent : agents)
        m_agents.append(agent.id);
    m_sentence->setVisible(agents.size() > 1);
    if (!agents.isEmpty()) {
        m_heading->setText(agentsName(mixture, m_agents));
        m_agentForm->setAgents(agents, mixture.defaults);
        showAlternate(agents);
        showOnly(m_agentForm);
    } else if (m_layer && *m_layer < mixture.layers.size()) {
        m_heading->setText(tr("Layer %1").arg(QLocale().toString(*m_layer + 1)));
        m_layerForm->setLayer(mixture.layers.at(*m_layer), *m_layer);
        showOnly(m_layerForm);
    } else {
        m_heading->setText(tr("Mixture"));
        m_mixtureForm->setMixture(mixture);
        showOnly(m_mixtureForm);
    }
}

void AgentInspector::showAlternate(const QList<Agent> &agents)
{
    const Mixture &mixture = m_document->mixture();
    const Agent &agent = agents.constFirst();
    const qsizetype at = mixture.find(agent.id)->layer;
    const Layer &layer = mixture.layers.at(at);
    m_agentForm->showAlternate(agents.size() == 1 && at + 1 == mixture.layers.size()
                                   && layer.agents.size() > 1,
                               agent.alternate || layer.mainCount() > 1);
}

void AgentInspector::showOnly(const QWidget *form)
{
    for (QWidget *part : std::initializer_list<QWidget *>{m_agentForm, m_layerForm, m_mixtureForm})
        part->setVisible(part == form);
}

void AgentInspector::focusFirstField()
{
    QWidget *field = m_mixtureForm->nameField();
    if (!m_agentForm->isHidden()) {
        field = m_agentForm->nameField();
        if (field->isHidden())
            field = m_agentForm->roleBox();
    }
    if (!m_layerForm->isHidden())
        field = m_layerForm->nameField();
    field->setFocus(Qt::ShortcutFocusReason);
}

QString AgentInspector::sentence() const
{
    return m_sentence->isHidden() ? QString() : m_sentence->text();
}

} // namespace moa
