// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/mixtureform.h"

#include "theme/theme.h"

#include <QFormLayout>
#include <QLabel>
#include <QLocale>

namespace moa {

MixtureForm::MixtureForm(QWidget *parent)
    : QWidget(parent)
    , m_name(new TextField(TextField::Kind::Line, this))
    , m_defaults(new SettingsForm(this))
{
    m_name->setLabel(tr("Name"));
    m_name->setPlaceholder(tr("Untitled"));

    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(space::small);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("N&ame"), m_name);
    m_description =
        addText(form, tr("&Description"), tr("Description"), tr("What this mixture is for"));
    m_examplePrompt = addText(form, tr("E&xample prompt"), tr("Example prompt"),
                              tr("What to ask first, for who opens this preset"));
    m_notes = addText(form, tr("N&otes"), tr("Notes"), tr("What teammates should know of it"));
    auto *heading = new QLabel(tr("Defaults for all agents"), this);
    heading->setFont(type::title());
    form->addRow(heading);
    form->addRow(m_defaults);
    alignLabels({form, m_defaults->formLayout()});

    connect(m_name, &TextField::edited, this, [this](const QString &text) {
        m_mixture.name = text.trimmed();
        Q_EMIT edited(m_mixture, tr("name"), true);
    });
    connectText(m_description, &Mixture::description, tr("description"));
    connectText(m_examplePrompt, &Mixture::examplePrompt, tr("example prompt"));
    connectText(m_notes, &Mixture::notes, tr("notes"));
    connect(m_defaults, &SettingsForm::edited, this,
            [this](const SettingsChange &change, const QString &field, bool typing) {
                change(m_mixture.defaults);
                Q_EMIT edited(m_mixture, field, typing);
            });
}

void MixtureForm::setMixture(const Mixture &mixture)
{
    m_mixture = mixture;
    if (m_name->text().trimmed() != mixture.name)
        m_name->setText(mixture.name);
    const auto show = [](TextField *field, const QString &text) {
        if (field->text() != text)
            field->setText(text);
    };
    show(m_description, mixture.description);
    show(m_examplePrompt, mixture.examplePrompt);
    show(m_notes, mixture.notes);
    m_defaults->setSettings({mixture.defaults}, nullptr, true);
}

TextField *MixtureForm::addText(QFormLayout *form, const QString &caption, const QString &label,
                                const QString &placeholder)
{
    auto *field = new TextField(TextField::Kind::Paragraph, this);
    field->setLabel(label);
    field->setPlaceholder(placeholder);
    auto *title = new QLabel(caption, this);
    title->setBuddy(field);
    form->addRow(title);
    form->addRow(field);
    return field;
}

void MixtureForm::connectText(TextField *field, QString Mixture::*text, const QString &name)
{
    connect(field, &TextField::edited, this, [this, text, name](const QString &now) {
        m_mixture.*text = now;
        Q_EMIT edited(m_mixture, name, true);
    });
}

LayerForm::LayerForm(QWidget *parent)
    : QWidget(parent)
    , m_name(new TextField(TextField::Kind::Line, this))
    , m_quorum(new TextField(TextField::Kind::Line, this))
{
    m_name->setLabel(tr("Name"));
    m_quorum->setLabel(tr("Quorum"));
    m_quorum->setPlaceholder(tr("1 (usual)"));

    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(space::small);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("N&ame"), m_name);
    form->addRow(tr("&Quorum"), m_quorum);
    auto *hint = new QLabel(tr("The run goes on when at least this many responses of the layer "
                               "have succeeded; failed ones are left out."),
                            this);
    hint->setWordWrap(true);
    hint->setFont(type::secondary());
    form->addRow(hint);

    connect(m_name, &TextField::edited, this, [this](const QString &text) {
        m_layer.name = text.trimmed();
        Q_EMIT edited(m_layer, tr("name"), true);
    });
    connect(m_quorum, &TextField::edited, this, [this](const QString &text) {
        bool ok = false;
        const int quorum = QLocale().toInt(text.trimmed(), &ok);
        if (!text.trimmed().isEmpty() && (!ok || quorum < 1)) {
            m_quorum->setError(tr("A quorum is a whole number from 1, such as 2."));
            return;
        }
        m_quorum->setError({});
        m_layer.quorum = ok ? std::optional(quorum) : std::nullopt;
        Q_EMIT edited(m_layer, tr("quorum"), true);
    });
}

void LayerForm::setLayer(const Layer &layer, qsizetype index)
{
    const bool sameSubject = index == m_index;
    const bool otherQuorum = layer.quorum != m_layer.quorum;
    m_layer = layer;
    m_index = index;
    if (m_name->text().trimmed() != layer.name)
        m_name->setText(layer.name);
    m_name->setPlaceholder(tr("Layer %1").arg(QLocale().toString(index + 1)));
    if (!sameSubject || otherQuorum)
        m_quorum->setText(layer.quorum ? QString::number(*layer.quorum) : QString());
}

} // namespace moa
