// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/outlinedelegate.h"

#include "canvas/canvaslook.h"
#include "items/outlinemodel.h"
#include "theme/controlshapes.h"
#include "theme/theme.h"

#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QPainter>
#include <QSpinBox>

namespace moa {

namespace {

constexpr double temperatureStep = 0.1;
constexpr int temperatureDecimals = 6; // of what a file may say

/** A choice that is made as soon as it is picked from the list, with Enter otherwise. */
class ChoiceBox : public QComboBox
{
public:
    using QComboBox::QComboBox;

    void showPopup() override
    {
        m_opened = true;
        QComboBox::showPopup();
    }
    [[nodiscard]] bool wasOpened() const { return m_opened; }

private:
    bool m_opened = false;
};

/** A whole number whose least value, an emptied field too, means that there is none. */
class WholeBox : public QSpinBox
{
public:
    using QSpinBox::QSpinBox;

protected:
    [[nodiscard]] QValidator::State validate(QString &text, int &position) const override
    {
        return isDefault(text) ? QValidator::Acceptable : QSpinBox::validate(text, position);
    }
    [[nodiscard]] int valueFromText(const QString &text) const override
    {
        return isDefault(text) ? minimum() : QSpinBox::valueFromText(text);
    }

private:
    [[nodiscard]] bool isDefault(const QString &text) const
    {
        return !specialValueText().isEmpty() && text.trimmed().isEmpty();
    }
};

/** The same for a number with as many decimals as it needs. */
class NumberBox : public QDoubleSpinBox
{
public:
    using QDoubleSpinBox::QDoubleSpinBox;

protected:
    [[nodiscard]] QValidator::State validate(QString &text, int &position) const override
    {
        return text.trimmed().isEmpty() ? QValidator::Acceptable
                                        : QDoubleSpinBox::validate(text, position);
    }
    [[nodiscard]] double valueFromText(const QString &text) const override
    {
        return text.trimmed().isEmpty() ? minimum() : QDoubleSpinBox::valueFromText(text);
    }
    [[nodiscard]] QString textFromValue(double value) const override
    {
        return locale().toString(value, 'g', QLocale::FloatingPointShortest);
    }
};

QIcon roleIcon(const QModelIndex &name, const QStyleOptionViewItem &option, const Theme &theme)
{
    const QVariant role = name.data(OutlineModel::KindRole);
    if (!role.isValid())
        return {};
    const QVariant chosen = name.data(OutlineModel::ColorRole);
    const int color =
        agentColorIndex(name.data(OutlineModel::AgentRole).value<AgentId>().toString(),
                        chosen.isValid() ? std::optional(chosen.toInt()) : std::nullopt);
    const double ratio = option.widget ? option.widget->devicePixelRatioF() : 1.0;
    QPixmap pixmap(QSize(control::icon, control::icon) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(roleShape(static_cast<Role>(role.toInt()),
                               QRectF(0, 0, control::icon, control::icon).adjusted(2, 2, -2, -2)),
                     option.state & QStyle::State_Selected ? theme.onAccent
                                                           : theme.agentColor(color));
    QIcon icon(pixmap);
    icon.addPixmap(pixmap, QIcon::Selected); // as it is, not tinted
    return icon;
}

} // namespace

OutlineDelegate::OutlineDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
    , m_finish([this](QWidget *editor) {
        Q_EMIT commitData(editor);
        Q_EMIT closeEditor(editor);
    })
{ }

QSize OutlineDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(std::max(size.height(), control::height));
    return size;
}

void OutlineDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const Theme theme = Theme::of(option->palette);
    const bool isLayer = !index.data(OutlineModel::AgentRole).isValid();
    if (isLayer && index.column() == OutlineModel::NameColumn)
        option->font = type::title();
    else if (option->displayAlignment & Qt::AlignRight)
        option->font = type::figures();
    const bool isQuiet = index.data(OutlineModel::InheritedRole).toBool()
        || index.data(OutlineModel::MutedRole).toBool();
    // A name that stands for the model's is as good as one of its own.
    if (isQuiet && index.column() != OutlineModel::NameColumn)
        option->palette.setColor(QPalette::Text, theme.secondaryText);
    if (index.column() == OutlineModel::NameColumn && !isLayer) {
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = QSize(control::icon, control::icon);
        option->icon = roleIcon(index, *option, theme);
    }
}

void OutlineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    // Which field the keys are at, beside which rows are selected: around all of the field.
    QStyleOptionViewItem content = option;
    content.state &= ~QStyle::State_HasFocus;
    QStyledItemDelegate::paint(painter, content, index);
    if (option.state & QStyle::State_HasFocus) {
        const Theme theme = Theme::of(option.palette);
        const bool selected = option.state & QStyle::State_Selected;
        shape::focusRing(painter, option.rect, selected ? theme.onAccent : theme.accent);
    }
}

QWidget *OutlineDelegate::createChoice(QWidget *parent, const QModelIndex &index) const
{
    auto *box = new ChoiceBox(parent);
    if (index.column() == OutlineModel::RoleColumn) {
        for (const Role role : {Role::Proposer, Role::Aggregator, Role::Ranker})
            box->addItem(roleName(role), static_cast<int>(role));
    } else {
        for (const PaletteEntry &entry : m_entries) {
            const QString id = entry.provider.toString();
            if (box->findData(id) < 0)
                box->addItem(entry.providerName.isEmpty() ? id : entry.providerName, id);
        }
        const QString current = index.data(Qt::EditRole).toString();
        if (box->findData(current) < 0)
            box->addItem(current.isEmpty() ? tr("None") : tr("%1 (not set up)").arg(current),
                         current);
    }
    connect(box, &QComboBox::activated, box, [box, finish = m_finish] {
        if (box->wasOpened())
            finish(box);
    });
    return box;
}

QWidget *OutlineDelegate::createLine(QWidget *parent, const QModelIndex &index) const
{
    auto *line = new QLineEdit(parent);
    if (index.column() == OutlineModel::NameColumn) {
        if (index.data(OutlineModel::AgentRole).isValid())
            line->setPlaceholderText(
                shortModelName(index.siblingAtColumn(OutlineModel::ModelColumn).data().toString()));
        return line;
    }
    const QString provider =
        index.siblingAtColumn(OutlineModel::ProviderColumn).data(Qt::EditRole).toString();
    QStringList models;
    for (const PaletteEntry &entry : m_entries) {
        if (entry.provider.toString() == provider)
            models.append(entry.model);
    }
    auto *completer = new QCompleter(models, line);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    line->setCompleter(completer);
    return line;
}

QWidget *OutlineDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                                       const QModelIndex &index) const
{
    const auto whole = [parent](int least, int most, const QString &none) {
        auto *box = new WholeBox(parent);
        box->setRange(least, most);
        box->setSpecialValueText(none);
        box->setGroupSeparatorShown(true);
        return box;
    };
    QWidget *editor = nullptr;
    switch (index.column()) {
    case OutlineModel::RoleColumn:
    case OutlineModel::ProviderColumn:
        editor = createChoice(parent, index);
        break;
    case OutlineModel::NameColumn:
    case OutlineModel::ModelColumn:
        editor = createLine(parent, index);
        break;
    case OutlineModel::SamplesColumn:
        editor = whole(1, maxSamples, {});
        break;
    case OutlineModel::MaxTokensColumn:
    case OutlineModel::QuorumColumn:
        editor = whole(0, std::numeric_limits<int>::max(), tr("default"));
        break;
    case OutlineModel::TemperatureColumn: {
        auto *box = new NumberBox(parent);
        box->setDecimals(temperatureDecimals);
        box->setSingleStep(temperatureStep);
        box->setRange(-temperatureStep, 2.0);
        box->setSpecialValueText(tr("default"));
        editor = box;
        break;
    }
    default:
        return QStyledItemDelegate::createEditor(parent, option, index);
    }
    editor->setAccessibleName(index.model()->headerData(index.column(), Qt::Horizontal).toString());
    return editor;
}

void OutlineDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    const QVariant value = index.data(Qt::EditRole);
    if (auto *choice = qobject_cast<QComboBox *>(editor))
        choice->setCurrentIndex(choice->findData(value));
    else if (auto *spin = qobject_cast<QSpinBox *>(editor))
        spin->setValue(value.isValid() ? value.toInt() : spin->minimum());
    else if (auto *number = qobject_cast<QDoubleSpinBox *>(editor))
        number->setValue(value.isValid() ? value.toDouble() : number->minimum());
    else
        QStyledItemDelegate::setEditorData(editor, index);
}

void OutlineDelegate::setModelData(QWidget *editor, QAbstractItemModel *model,
                                   const QModelIndex &index) const
{
    QVariant value;
    if (auto *choice = qobject_cast<QComboBox *>(editor)) {
        value = choice->currentData();
    } else if (auto *spin = qobject_cast<QSpinBox *>(editor)) {
        spin->interpretText();
        const bool isNone = !spin->specialValueText().isEmpty() && spin->value() == spin->minimum();
        value = isNone ? QVariant() : QVariant(spin->value());
    } else if (auto *number = qobject_cast<QDoubleSpinBox *>(editor)) {
        number->interpretText();
        // A value with more decimals than the box has is not changed by being looked at.
        const QVariant own = index.data(Qt::EditRole);
        const QString shown = QString::number(own.toDouble(), 'f', number->decimals());
        if (own.isValid() && shown == QString::number(number->value(), 'f', number->decimals()))
            return;
        value = number->value() < 0.0 ? QVariant() : QVariant(number->value());
    } else if (auto *line = qobject_cast<QLineEdit *>(editor)) {
        value = line->text();
    }
    model->setData(index, value, Qt::EditRole);
}

void OutlineDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                           const QModelIndex &index) const
{
    Q_UNUSED(index)
    // A narrow column still shows what is being chosen.
    QRect rect = option.rect;
    rect.setWidth(std::max(rect.width(), editor->minimumSizeHint().width()));
    editor->setGeometry(rect);
}

} // namespace moa
