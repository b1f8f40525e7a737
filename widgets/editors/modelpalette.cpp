// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/modelpalette.h"

#include "editors/searchfield.h"
#include "theme/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

namespace moa {

namespace {

/// Models of a provider that stand open at the start; more would be a wall.
constexpr int mostOpen = 12;

/** A model's name with its description below, in the quieter colour. */
class PaletteDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override
    {
        QSize size = QStyledItemDelegate::sizeHint(option, index);
        const int name = QFontMetrics(type::base()).height();
        const int more =
            description(index).isEmpty() ? 0 : QFontMetrics(type::secondary()).height();
        size.setHeight(std::max(name + more + space::small, port::target));
        return size;
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        QStyleOptionViewItem item = option;
        initStyleOption(&item, index);
        const QString name = std::exchange(item.text, QString());
        const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
        style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

        const Theme theme = Theme::of(item.palette);
        const bool selected = item.state & QStyle::State_Selected;
        const bool provider = !index.parent().isValid();
        const QString more = description(index);
        const QFont first = provider ? type::title() : type::base();
        const QRect box = item.rect.adjusted(space::tiny, space::tiny, -space::small, -space::tiny);
        const int height = more.isEmpty() ? box.height() : QFontMetrics(first).height();
        painter->save();
        painter->setFont(first);
        painter->setPen(selected ? theme.onAccent : theme.text);
        painter->drawText(QRect(box.topLeft(), QSize(box.width(), height)),
                          Qt::AlignVCenter | Qt::TextSingleLine,
                          QFontMetrics(first).elidedText(name, Qt::ElideMiddle, box.width()));
        painter->setFont(type::secondary());
        painter->setPen(selected ? theme.onAccent : theme.secondaryText);
        painter->drawText(
            box.adjusted(0, height, 0, 0), Qt::AlignVCenter | Qt::TextSingleLine,
            QFontMetrics(type::secondary()).elidedText(more, Qt::ElideRight, box.width()));
        painter->restore();
    }

private:
    [[nodiscard]] static QString description(const QModelIndex &index)
    {
        return index.data(ModelPaletteModel::DescriptionRole).toString();
    }
};

} // namespace

ModelPalette::ModelPalette(QWidget *parent)
    : QWidget(parent)
    , m_model(new ModelPaletteModel(this))
    , m_filter(new WordsFilter(ModelPaletteModel::SearchRole, this))
    , m_search(new SearchField(tr("Search models"), this))
    , m_tree(new QTreeView(this))
    , m_empty(new QLabel(this))
{
    m_filter->setSourceModel(m_model);
    m_search->installEventFilter(this);

    m_tree->setModel(m_filter);
    m_tree->setItemDelegate(new PaletteDelegate(m_tree));
    m_tree->setHeaderHidden(true);
    m_tree->setDragEnabled(true);
    m_tree->setDragDropMode(QAbstractItemView::DragOnly);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->viewport()->setBackgroundRole(QPalette::Window);
    m_tree->setIndentation(space::large);
    m_tree->setExpandsOnDoubleClick(true);
    m_tree->setAccessibleName(tr("Models by provider"));
    m_tree->installEventFilter(this);

    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_empty->setMargin(space::small);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::small, space::small, space::small, space::small);
    layout->setSpacing(space::small);
    layout->addWidget(m_search);
    layout->addWidget(m_empty);
    layout->addWidget(m_tree, 1);
    setMinimumWidth(side::paletteWidth);
    setFocusProxy(m_search);

    connect(m_search, &QLineEdit::textChanged, this, &ModelPalette::search);
    connect(m_tree, &QTreeView::doubleClicked, this, &ModelPalette::activate);
    connect(m_tree, &QTreeView::expanded, this,
            [this](const QModelIndex &index) { rememberFold(index, true); });
    connect(m_tree, &QTreeView::collapsed, this,
            [this](const QModelIndex &index) { rememberFold(index, false); });
    updateEmptyText();
}

void ModelPalette::setEntries(const QList<PaletteEntry> &entries)
{
    m_model->setEntries(entries);
    if (m_search->text().isEmpty())
        restoreFolds();
    else
        m_tree->expandAll();
    updateEmptyText();
}

void ModelPalette::search(const QString &text)
{
    m_filter->setSearch(text);
    if (text.isEmpty())
        restoreFolds();
    else
        m_tree->expandAll();
    m_tree->setCurrentIndex(text.isEmpty() ? QModelIndex() : firstModel());
    updateEmptyText();
}

void ModelPalette::restoreFolds()
{
    const QSignalBlocker quiet(m_tree);
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        const QModelIndex provider = m_filter->index(row, 0);
        const bool isShort = m_filter->rowCount(provider) <= mostOpen;
        m_tree->setExpanded(provider, m_folds.value(provider.data().toString(), isShort));
    }
}

void ModelPalette::rememberFold(const QModelIndex &provider, bool open)
{
    // What a search opens is its own doing.
    if (m_search->text().isEmpty())
        m_folds.insert(provider.data().toString(), open);
}

void ModelPalette::updateEmptyText()
{
    m_empty->setVisible(m_filter->rowCount() == 0);
    m_empty->setText(
        m_model->rowCount() == 0
            ? tr("Models stand here once there is a provider. Add one in the settings.")
            : tr("No model matches \"%1\". Try fewer or other words.").arg(m_search->text()));
}

QModelIndex ModelPalette::firstModel() const
{
    const QModelIndex provider = m_filter->index(0, 0);
    return provider.isValid() ? m_filter->index(0, 0, provider) : QModelIndex();
}

void ModelPalette::activate(const QModelIndex &index)
{
    const QVariant model = index.data(ModelPaletteModel::ModelRole);
    if (model.isValid())
        Q_EMIT modelActivated(model.value<ModelRef>());
}

bool ModelPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter;
        if (enter && m_tree->currentIndex().isValid()) {
            activate(m_tree->currentIndex());
            return true;
        }
        if (watched == m_search && key == Qt::Key_Down && m_filter->rowCount() > 0) {
            if (!m_tree->currentIndex().isValid())
                m_tree->setCurrentIndex(firstModel());
            m_tree->setFocus(Qt::TabFocusReason);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace moa
