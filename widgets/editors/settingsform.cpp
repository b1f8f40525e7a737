// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/settingsform.h"

#include "editors/commonvalue.h"
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
    connectChoice(m_placement, &AgentSettings::placement, tr("placement"));
    connectChoice(m_overflow, &AgentSettings::overflow, tr("handling of long references"));
}

template <typename Choice>
void SettingsForm::connectChoice(QComboBox *box, std::optional<Choice> AgentSettings::*member,
                                 const QString &name)
{
    connect(box, &QComboBox::activated, this, [this, box, member, name](int index) {
        const QVariant chosen = box->itemData(index);
        const std::optional<Choice> value =
            chosen.isValid() ? std::optional(static_cast<Choice>(chosen.toInt())) : std::nullopt;
        change([member, value](AgentSettings &s) { s.*member = value; }, name, false);
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
    AgentSettings tried;
    if (const Result<void> parsed = field.parse(text, tried); !parsed) {
        field.editor->setError(parsed.error().message);
        return;
    }
    field.editor->setError({});
    change([parse = field.parse, text](AgentSettings &s) { std::ignore = parse(text, s); },
           field.name, true);
}

void SettingsForm::change(const SettingsChange &change, const QString &field, bool typing)
{
    const QList<AgentSettings> before = m_settings;
    for (AgentSettings &settings : m_settings)
        change(settings);
    if (m_settings != before)
        Q_EMIT edited(change, field, typing);
}

void SettingsForm::setSettings(const QList<AgentSettings> &own, const AgentSettings *defaults,
                               bool sameSubject)
{
    const QList<AgentSettings> before = std::exchange(m_settings, own);
    for (const Field &field : std::as_const(m_fields)) {
        const bool unchanged =
            sameSubject && commonValue(before, field.text) == commonValue(own, field.text);
        sync(field, defaults, unchanged);
    }
    syncChoice<Placement>(m_placement, &AgentSettings::placement,
                          {{Placement::System, tr("System message")},
                           {Placement::Assistant, tr("Assistant turn")},
                           {Placement::User, tr("User's message")}},
                          defaults);
    syncChoice<Overflow>(
        m_overflow, &AgentSettings::overflow,
        {{Overflow::Refuse, tr("Not asked")}, {Overflow::Shorten, tr("Shortened")}}, defaults);
}

void SettingsForm::sync(const Field &field, const AgentSettings *defaults, bool keepWrongText)
{
    QList<AgentSettings> typed = m_settings;
    const QString text = field.editor->text();
    bool parsed = true;
    for (AgentSettings &settings : typed)
        parsed = parsed && field.parse(text, settings);
    const bool saysTheSame = parsed && typed == m_settings;
    const std::optional<QString> common = commonValue(m_settings, field.text);
    if (!saysTheSame && !(keepWrongText && !parsed))
        field.editor->setText(common.value_or(QString()));
    else if (saysTheSame)
        field.editor->setError({});

    const QString inherited = defaults ? field.text(*defaults) : QString();
    if (!common)
        field.editor->setPlaceholder(differentWord());
    else if (inherited.isEmpty())
        field.editor->setPlaceholder(field.ifNowhere);
    else
        field.editor->setPlaceholder(tr("%1 (from the mixture)").arg(inherited));
}

template <typename Choice>
void SettingsForm::syncChoice(QComboBox *box, std::optional<Choice> AgentSettings::*member,
                              const QList<std::pair<Choice, QString>> &words,
                              const AgentSettings *defaults)
{
    const Choice usual = words.constFirst().first;
    const Choice inherited = defaults ? (defaults->*member).value_or(usual) : usual;
    const QSignalBlocker blocker(box);
    box->clear();
    box->addItem(QString());
    for (const auto &[choice, word] : words) {
        box->addItem(word, static_cast<int>(choice));
        if (choice == inherited) {
            box->setItemText(0,
                             (defaults ? tr("%1 (from the mixture)") : tr("%1 (usual)")).arg(word));
        }
    }
    const std::optional<std::optional<Choice>> common = commonValue(m_settings, member);
    box->setPlaceholderText(differentWord());
    int index = common ? 0 : -1;
    if (common && *common)
        index = box->findData(static_cast<int>(**common));
    box->setCurrentIndex(index);
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
