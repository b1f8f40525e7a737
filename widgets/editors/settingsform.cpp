// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/settingsform.h"

#include "editors/extrafields.h"
#include "theme/theme.h"

#include <algorithm>
#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>

namespace moa {

namespace {

/// A number as the person writes it, or as a file does.
std::optional<double> number(const QString &text)
{
    bool ok = false;
    double value = QLocale().toDouble(text.trimmed(), &ok);
    if (!ok)
        value = QLocale::c().toDouble(text.trimmed(), &ok);
    return ok ? std::optional(value) : std::nullopt;
}

std::optional<qint64> wholeNumber(const QString &text)
{
    bool ok = false;
    qint64 value = QLocale().toLongLong(text.trimmed(), &ok);
    if (!ok)
        value = QLocale::c().toLongLong(text.trimmed(), &ok);
    return ok ? std::optional(value) : std::nullopt;
}

QString numberText(double value)
{
    return QLocale().toString(value, 'g', QLocale::FloatingPointShortest);
}

/// Digits without separators: what one types.
QString wholeText(qint64 value)
{
    return QString::number(value);
}

template <typename Value>
Result<void> assign(std::optional<Value> &target, std::optional<Value> value)
{
    target = std::move(value);
    return {};
}

} // namespace

SettingsForm::SettingsForm(QWidget *parent)
    : QWidget(parent)
    , m_form(new QFormLayout(this))
    , m_placement(new QComboBox(this))
    , m_overflow(new QComboBox(this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setSpacing(space::small);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addNumbers();
    addTexts();
    connect(m_placement, &QComboBox::activated, this, [this](int index) {
        const QVariant chosen = m_placement->itemData(index);
        m_settings.placement =
            chosen.isValid() ? std::optional(static_cast<Placement>(chosen.toInt())) : std::nullopt;
        Q_EMIT edited(m_settings, tr("placement"), false);
    });
    connect(m_overflow, &QComboBox::activated, this, [this](int index) {
        const QVariant chosen = m_overflow->itemData(index);
        m_settings.overflow =
            chosen.isValid() ? std::optional(static_cast<Overflow>(chosen.toInt())) : std::nullopt;
        Q_EMIT edited(m_settings, tr("overflow"), false);
    });
}

void SettingsForm::addNumbers()
{
    add(TextField::Kind::Line, tr("&Temperature"),
        {.name = tr("temperature"),
         .text =
             [](const AgentSettings &s) {
                 return s.temperature ? numberText(*s.temperature) : QString();
             },
         .parse = [](const QString &text, AgentSettings &s) -> Result<void> {
             if (text.isEmpty())
                 return assign(s.temperature, {});
             const std::optional<double> value = number(text);
             if (!value || !(*value >= 0.0 && *value <= 2.0))
                 return failure(
                     tr("Temperature is a number from 0 to 2, such as %1.").arg(numberText(0.7)));
             return assign(s.temperature, value);
         }});
    add(TextField::Kind::Line, tr("Top &p"),
        {.name = tr("top p"),
         .text = [](const AgentSettings &s) { return s.topP ? numberText(*s.topP) : QString(); },
         .parse = [](const QString &text, AgentSettings &s) -> Result<void> {
             if (text.isEmpty())
                 return assign(s.topP, {});
             const std::optional<double> value = number(text);
             if (!value || !(*value >= 0.0 && *value <= 1.0))
                 return failure(
                     tr("Top p is a number from 0 to 1, such as %1.").arg(numberText(0.9)));
             return assign(s.topP, value);
         }});
    add(TextField::Kind::Line, tr("&Max. tokens"),
        {.name = tr("output tokens"),
         .text =
             [](const AgentSettings &s) {
                 return s.maxTokens ? wholeText(*s.maxTokens) : QString();
             },
         .parse = [](const QString &text, AgentSettings &s) -> Result<void> {
             if (text.isEmpty())
                 return assign(s.maxTokens, {});
             const std::optional<qint64> value = wholeNumber(text);
             if (!value || *value < 1 || *value > std::numeric_limits<int>::max())
                 return failure(tr("The most output tokens are a whole number from 1, such as "
                                   "%1.")
                                    .arg(wholeText(2048)));
             return assign(s.maxTokens, std::optional(static_cast<int>(*value)));
         }});
    add(TextField::Kind::Line, tr("&Seed"),
        {.name = tr("seed"),
         .text = [](const AgentSettings &s) { return s.seed ? wholeText(*s.seed) : QString(); },
         .parse = [](const QString &text, AgentSettings &s) -> Result<void> {
             if (text.isEmpty())
                 return assign(s.seed, {});
             const std::optional<qint64> value = wholeNumber(text);
             if (!value)
                 return failure(tr("A seed is a whole number, such as 7."));
             return assign(s.seed, value);
         }});
    add(TextField::Kind::Line, tr("Reasonin&g"),
        {.name = tr("reasoning effort"),
         .text = [](const AgentSettings &s) { return s.reasoningEffort.value_or(QString()); },
         .parse =
             [](const QString &text, AgentSettings &s) {
                 const QString effort = text.trimmed();
                 return assign(s.reasoningEffort,
                               effort.isEmpty() ? std::nullopt : std::optional(effort));
             }});
    auto *efforts = new QCompleter({u"low"_qs, u"medium"_qs, u"high"_qs}, this);
    field(tr("reasoning effort"))->lineEdit()->setCompleter(efforts);
}

void SettingsForm::addTexts()
{
    const auto textField = [](std::optional<QString> AgentSettings::*member) {
        return std::pair{
            [member](const AgentSettings &s) { return (s.*member).value_or(QString()); },
            [member](const QString &text, AgentSettings &s) {
                return assign(s.*member, text.isEmpty() ? std::nullopt : std::optional(text));
            }};
    };
    const auto [promptText, parsePrompt] = textField(&AgentSettings::systemPrompt);
    add(TextField::Kind::Paragraph, tr("S&ystem prompt"),
        {.name = tr("system prompt"),
         .text = promptText,
         .parse = parsePrompt,
         .ifNowhere = tr("None")});
    const auto [instructionText, parseInstruction] = textField(&AgentSettings::instruction);
    add(TextField::Kind::Paragraph, tr("&Instruction for the references"),
        {.name = tr("instruction"),
         .text = instructionText,
         .parse = parseInstruction,
         .ifNowhere = tr("The method's own. {references} and {prompt} are filled in.")});

    addChoice(m_placement, tr("P&lacement"), tr("Placement of the references"));
    addChoice(m_overflow, tr("If referen&ces do not fit"),
              tr("What is done if the references do not fit into the context window"));

    add(TextField::Kind::Paragraph, tr("Stop at, one text a li&ne"),
        {.name = tr("stop texts"),
         .text = [](const AgentSettings &s) { return s.stop ? s.stop->join(u'\n') : QString(); },
         .parse =
             [](const QString &text, AgentSettings &s) {
                 const QStringList lines = text.split(u'\n', Qt::SkipEmptyParts);
                 return assign(s.stop, lines.isEmpty() ? std::nullopt : std::optional(lines));
             }});
    add(TextField::Kind::Code, tr("E&xtra request fields (JSON)"),
        {.name = tr("extra fields"),
         .text = [](const AgentSettings &s) { return extraText(s.extra); },
         .parse = [](const QString &text, AgentSettings &s) -> Result<void> {
             const Result<JsonFields> fields = parseExtra(text);
             if (!fields)
                 return failure(fields.error().message);
             s.extra = *fields;
             return {};
         },
         .ifNowhere = tr("None")});
}

void SettingsForm::addChoice(QComboBox *box, const QString &caption, const QString &name)
{
    auto *label = new QLabel(caption, this);
    label->setBuddy(box);
    box->setAccessibleName(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_form->addRow(label);
    m_form->addRow(box);
}

void SettingsForm::add(TextField::Kind kind, const QString &label, Field field)
{
    field.editor = new TextField(kind, this);
    auto *caption = new QLabel(label, this);
    caption->setBuddy(field.editor);
    QString plain = label;
    field.editor->setLabel(plain.remove(u'&'));
    if (field.ifNowhere.isEmpty())
        field.ifNowhere = tr("Not sent");
    if (kind == TextField::Kind::Line) {
        m_form->addRow(caption, field.editor);
    } else {
        m_form->addRow(caption);
        m_form->addRow(field.editor);
    }
    const qsizetype index = m_fields.size();
    m_fields.append(field);
    connect(field.editor, &TextField::edited, this,
            [this, index](const QString &text) { edit(m_fields.at(index), text); });
}

void SettingsForm::edit(const Field &field, const QString &text)
{
    AgentSettings changed = m_settings;
    if (const Result<void> parsed = field.parse(text, changed); !parsed) {
        field.editor->setError(parsed.error().message);
        return;
    }
    field.editor->setError({});
    if (changed == m_settings)
        return;
    m_settings = changed;
    Q_EMIT edited(m_settings, field.name, true);
}

void SettingsForm::setSettings(const AgentSettings &own, const AgentSettings *defaults,
                               bool sameSubject)
{
    const AgentSettings before = std::exchange(m_settings, own);
    for (const Field &field : std::as_const(m_fields))
        sync(field, defaults, sameSubject && field.text(before) == field.text(own));
    syncPlacement(defaults);
    syncOverflow(defaults);
}

void SettingsForm::sync(const Field &field, const AgentSettings *defaults, bool keepWrongText)
{
    AgentSettings typed = m_settings;
    const Result<void> parsed = field.parse(field.editor->text(), typed);
    const bool saysTheSame = parsed && typed == m_settings;
    if (!saysTheSame && !(keepWrongText && !parsed))
        field.editor->setText(field.text(m_settings));
    else if (saysTheSame)
        field.editor->setError({});

    const QString inherited = defaults ? field.text(*defaults) : QString();
    field.editor->setPlaceholder(inherited.isEmpty() ? field.ifNowhere
                                                     : tr("%1 (from the mixture)").arg(inherited));
}

void SettingsForm::syncPlacement(const AgentSettings *defaults)
{
    const auto name = [](Placement placement) {
        switch (placement) {
        case Placement::System:
            return tr("System message");
        case Placement::Assistant:
            return tr("Assistant turn");
        case Placement::User:
            return tr("User's message");
        }
        Q_UNREACHABLE();
    };
    const Placement inherited =
        defaults ? defaults->placement.value_or(Placement::System) : Placement::System;
    const QSignalBlocker blocker(m_placement);
    m_placement->clear();
    m_placement->addItem(
        (defaults ? tr("%1 (from the mixture)") : tr("%1 (usual)")).arg(name(inherited)));
    for (const Placement placement : {Placement::System, Placement::Assistant, Placement::User})
        m_placement->addItem(name(placement), static_cast<int>(placement));
    m_placement->setCurrentIndex(
        m_settings.placement ? m_placement->findData(static_cast<int>(*m_settings.placement)) : 0);
}

void SettingsForm::syncOverflow(const AgentSettings *defaults)
{
    const auto name = [](Overflow overflow) {
        switch (overflow) {
        case Overflow::Refuse:
            return tr("Not asked");
        case Overflow::Shorten:
            return tr("Shortened");
        }
        Q_UNREACHABLE();
    };
    const Overflow inherited =
        defaults ? defaults->overflow.value_or(Overflow::Refuse) : Overflow::Refuse;
    const QSignalBlocker blocker(m_overflow);
    m_overflow->clear();
    m_overflow->addItem(
        (defaults ? tr("%1 (from the mixture)") : tr("%1 (usual)")).arg(name(inherited)));
    for (const Overflow overflow : {Overflow::Refuse, Overflow::Shorten})
        m_overflow->addItem(name(overflow), static_cast<int>(overflow));
    m_overflow->setCurrentIndex(
        m_settings.overflow ? m_overflow->findData(static_cast<int>(*m_settings.overflow)) : 0);
}

TextField *SettingsForm::field(const QString &name) const
{
    for (const Field &field : m_fields) {
        if (field.name == name)
            return field.editor;
    }
    return nullptr;
}

void alignLabels(const QList<QFormLayout *> &forms)
{
    QList<QWidget *> labels;
    for (const QFormLayout *form : forms) {
        for (int row = 0; row < form->rowCount(); ++row) {
            const QLayoutItem *item = form->itemAt(row, QFormLayout::LabelRole);
            if (item && item->widget())
                labels.append(item->widget());
        }
    }
    int widest = 0;
    for (const QWidget *label : std::as_const(labels))
        widest = std::max(widest, label->sizeHint().width());
    for (QWidget *label : std::as_const(labels))
        label->setMinimumWidth(widest);
}

} // namespace moa
