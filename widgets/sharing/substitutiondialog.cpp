// SPDX-License-Identifier: GPL-3.0-or-later
#include "sharing/substitutiondialog.h"

#include "items/estimatefigures.h"
#include "run/visibletext.h"
#include "sharing/modelusepane.h"
#include "theme/theme.h"

#include <algorithm>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace moa {

namespace {

QLabel *paragraph(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

/// Of several agents of one name, which are unnamed ones that ask the same model, one.
QStringList namesOf(const QList<AgentId> &agents, const Mixture &mixture)
{
    QStringList all;
    for (const AgentId &id : agents) {
        if (const Agent *agent = mixture.agent(id))
            all.append(agent->displayName());
    }
    QStringList names = all;
    names.removeDuplicates();
    for (QString &name : names) {
        const qsizetype count = all.count(name);
        if (count > 1) {
            name = SubstitutionDialog::tr("%1 (%2 times)").arg(name, QLocale().toString(count));
        }
    }
    return names;
}

} // namespace

SubstitutionDialog::SubstitutionDialog(Subject subject, QWidget *parent)
    : QDialog(parent)
    , m_subject(std::move(subject))
    , m_estimate(paragraph(QString(), this))
{
    setObjectName(QStringLiteral("substitutionDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Somebody else’s preset"));
    resize(sharing::width, sharing::height);
    const QString name = asOneLine(m_subject.mixture.name);
    auto *heading = paragraph(name.isEmpty() ? tr("This preset comes from somebody else")
                                             : tr("“%1” comes from somebody else").arg(name),
                              this);
    heading->setFont(type::title());
    m_estimate->setObjectName(QStringLiteral("substitutionEstimate"));

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_asItIs = buttons->addButton(tr("Open as It &Is"), QDialogButtonBox::AcceptRole);
    m_asItIs->setObjectName(QStringLiteral("openAsItIs"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::large, space::large, space::large, space::medium);
    layout->setSpacing(space::medium);
    layout->addWidget(heading);
    layout->addWidget(
        paragraph(tr("This is what a run of it would ask, and where. Opening it sends "
                     "nothing; your keys stay with the providers that they "
                     "belong to."),
                  this));
    layout->addWidget(createUses(), 1);
    layout->addWidget(m_estimate);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_asItIs, &QPushButton::clicked, this, [this] {
        Q_EMIT decided(m_subject.mixture);
        accept();
    });
    const bool hasChoice = std::any_of(m_panes.cbegin(), m_panes.cend(), [](ModelUsePane *pane) {
        return !pane->use().substitutes.isEmpty();
    });
    if (hasChoice) {
        m_withSubstitutes =
            buttons->addButton(tr("Open with &Substitutes"), QDialogButtonBox::AcceptRole);
        m_withSubstitutes->setObjectName(QStringLiteral("openWithSubstitutes"));
        connect(m_withSubstitutes, &QPushButton::clicked, this, [this] {
            Q_EMIT decided(chosen());
            accept();
        });
    }
    refresh();
}

QWidget *SubstitutionDialog::createUses()
{
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    const QList<ModelUse> uses = modelUses(m_subject.mixture, m_subject.means);
    for (const ModelUse &use : uses) {
        const QStringList agents = namesOf(use.agents, m_subject.mixture);
        if (!m_panes.isEmpty()) {
            auto *line = new QFrame(content);
            line->setFrameShape(QFrame::HLine);
            line->setFrameShadow(QFrame::Plain);
            line->setForegroundRole(QPalette::Mid);
            layout->addWidget(line);
        }
        auto *pane = new ModelUsePane(use, agents, m_subject.means.providers, content);
        connect(pane, &ModelUsePane::chosenChanged, this, &SubstitutionDialog::refresh);
        layout->addWidget(pane);
        m_panes.append(pane);
    }
    layout->addStretch(1);
    auto *area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setAccessibleName(tr("What it would ask"));
    area->setWidget(content);
    return area;
}

Mixture SubstitutionDialog::chosen() const
{
    Mixture mixture = m_subject.mixture;
    for (const ModelUsePane *pane : m_panes) {
        if (const std::optional<Substitute> substitute = pane->chosen())
            mixture = substituted(mixture, pane->use(), *substitute);
    }
    return mixture;
}

void SubstitutionDialog::refresh()
{
    const Mixture mixture = chosen();
    const bool changes = mixture != m_subject.mixture;
    if (m_withSubstitutes)
        m_withSubstitutes->setEnabled(changes);
    (changes ? m_withSubstitutes : m_asItIs)->setDefault(true);
    const bool hasPrompt = !mixture.examplePrompt.isEmpty();
    // What a question costs hardly depends on its words.
    const QString prompt = hasPrompt
        ? mixture.examplePrompt
        : tr("What should I think about before I decide, and what do others easily overlook?");
    const RunEstimate estimate =
        estimateRun(mixture, {{Message::Author::User, prompt}}, m_subject.means.providers,
                    m_subject.means.models, m_subject.history);
    QString sentence;
    if (hasPrompt) {
        sentence = changes ? tr("With these substitutes its example prompt would take %1.")
                           : tr("Its example prompt would take %1.");
    } else {
        sentence = changes ? tr("With these substitutes a question of one sentence would take %1.")
                           : tr("A question of one sentence would take %1.");
    }
    m_estimate->setText(sentence.arg(figures::estimateShort(estimate, QLocale())));
}

} // namespace moa
