// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/columnsbar.h"

#include "columns/layerswitch.h"
#include "theme/icons.h"
#include "theme/theme.h"
#include "theme/tooltip.h"

#include <algorithm>
#include <QActionGroup>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QToolButton>

namespace moa {

namespace {

/// A name as the text of an action, whatever is in it: an ampersand would underline a letter.
QString actionText(QString name)
{
    return name.replace(u'&', QStringLiteral("&&"));
}

} // namespace

ColumnsBar::ColumnsBar(QWidget *parent)
    : QWidget(parent)
    , m_layers(new LayerSwitch(this))
    , m_tools(new QWidget(this))
    , m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
    , m_orders(new QActionGroup(this))
{
    auto *tools = new QHBoxLayout(m_tools);
    tools->setContentsMargins({});
    tools->setSpacing(space::tiny);
    m_restore = addButton("restoreColumns", QStringLiteral("restore"),
                          tr("Show the other columns again (Esc)"));
    m_restore->setText(tr("Restore"));
    m_restore->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_sort = addButton("sortColumns", QStringLiteral("sort"),
                       tr("The order of the columns within each layer"));
    m_sort->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_sort->setPopupMode(QToolButton::InstantPopup);
    m_hidden =
        addButton("hiddenColumns", QStringLiteral("hidden"), tr("Bring hidden columns back"));
    m_hidden->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_hidden->setPopupMode(QToolButton::InstantPopup);
    m_hidden->setMenu(new QMenu(m_hidden));
    m_linked = addButton("linkedScrolling", QStringLiteral("linked"),
                         tr("Scroll columns together: passages they share stay level"));
    m_linked->setCheckable(true);
    m_fullWidth = addButton("fullWidth", QStringLiteral("fullwidth"),
                            tr("Columns share the width; off: each has a width that reads well"));
    m_fullWidth->setCheckable(true);
    m_fullWidth->setChecked(true);
    QToolButton *find =
        addButton("findInColumns", QStringLiteral("search"), tr("Find in all columns (Ctrl+F)"));
    makeSortMenu();

    m_layout->setContentsMargins(0, 0, space::small, 0);
    m_layout->setSpacing(space::tiny);
    m_layout->addWidget(m_layers, 0, Qt::AlignLeft);
    m_layout->addStretch();
    m_layout->addWidget(m_tools, 0, Qt::AlignRight);

    connect(m_restore, &QToolButton::clicked, this, &ColumnsBar::restoreRequested);
    connect(m_linked, &QToolButton::toggled, this, &ColumnsBar::linkedChanged);
    connect(m_fullWidth, &QToolButton::toggled, this, &ColumnsBar::fullWidthChanged);
    connect(find, &QToolButton::clicked, this, &ColumnsBar::findRequested);
    setOrder(ColumnOrder::Layer);
    setHidden({});
    setMaximised({});
}

void ColumnsBar::setOrder(ColumnOrder order)
{
    const QList<QAction *> actions = m_orders->actions();
    for (QAction *action : actions) {
        action->setChecked(action->data().toInt() == static_cast<int>(order));
        if (action->isChecked())
            m_sort->setText(action->text());
    }
    if (order == ColumnOrder::Custom)
        m_sort->setText(tr("Own order"));
    fit();
}

void ColumnsBar::setHidden(const QList<HiddenColumn> &hidden)
{
    QMenu *menu = m_hidden->menu();
    menu->clear();
    for (const HiddenColumn &column : hidden) {
        menu->addAction(actionText(column.name), this,
                        [this, id = column.id] { Q_EMIT shownAgain(id); });
    }
    if (hidden.size() > 1) {
        menu->addSeparator();
        menu->addAction(tr("Show all"), this, &ColumnsBar::allShownAgain);
    }
    m_hidden->setText(tr("Hidden (%1)").arg(QLocale().toString(hidden.size())));
    m_hidden->setVisible(!hidden.isEmpty());
    fit();
}

void ColumnsBar::setMaximised(const QString &name)
{
    m_restore->setVisible(!name.isEmpty());
    if (!name.isEmpty()) {
        m_restore->setAccessibleDescription(tr("Only %1 is shown.").arg(name));
        m_restore->setToolTip(
            plainToolTip(tr("Only %1 is shown: bring the other columns back (Esc)").arg(name)));
    }
    fit();
}

bool ColumnsBar::isFullWidth() const
{
    return m_fullWidth->isChecked();
}

void ColumnsBar::setFullWidth(bool on)
{
    m_fullWidth->setChecked(on);
}

bool ColumnsBar::isLinked() const
{
    return m_linked->isChecked();
}

void ColumnsBar::setLinked(bool on)
{
    m_linked->setChecked(on);
}

QSize ColumnsBar::minimumSizeHint() const
{
    const QSize layers = m_layers->minimumSizeHint();
    const QSize tools = m_tools->minimumSizeHint();
    const bool rows = m_layout->direction() == QBoxLayout::TopToBottom;
    return {std::max(layers.width(), tools.width()),
            rows ? layers.height() + space::tiny + tools.height()
                 : std::max(layers.height(), tools.height())};
}

void ColumnsBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

QToolButton *ColumnsBar::addButton(const char *name, const QString &iconName,
                                   const QString &toolTip)
{
    auto *button = new QToolButton(m_tools);
    button->setObjectName(QLatin1String(name));
    button->setIcon(icon(iconName));
    button->setAccessibleName(toolTip);
    button->setToolTip(toolTip);
    button->setAutoRaise(true);
    button->setMinimumSize(control::height, control::height);
    button->setFocusPolicy(Qt::StrongFocus);
    m_tools->layout()->addWidget(button);
    return button;
}

void ColumnsBar::makeSortMenu()
{
    auto *menu = new QMenu(m_sort);
    const auto add = [&](ColumnOrder order, const QString &text, const QString &toolTip) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setData(static_cast<int>(order));
        action->setToolTip(toolTip);
        m_orders->addAction(action);
        connect(action, &QAction::triggered, this, [this, order] { Q_EMIT orderChosen(order); });
    };
    m_orders->setExclusionPolicy(QActionGroup::ExclusionPolicy::ExclusiveOptional);
    menu->setToolTipsVisible(true);
    add(ColumnOrder::Layer, tr("Layer order"), tr("As the agents stand in the mixture"));
    add(ColumnOrder::Bleu, tr("BLEU"), tr("Nearest to the final answer first"));
    add(ColumnOrder::Cost, tr("Cost"), tr("Cheapest first"));
    add(ColumnOrder::Time, tr("Time"), tr("Quickest first"));
    add(ColumnOrder::Length, tr("Length"), tr("Longest first"));
    m_sort->setMenu(menu);
}

void ColumnsBar::fit()
{
    const int needed =
        m_layers->sizeHint().width() + m_tools->sizeHint().width() + space::large + space::small;
    const QBoxLayout::Direction direction =
        width() < needed ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
    if (direction == m_layout->direction())
        return;
    m_layout->setDirection(direction);
    updateGeometry();
}

} // namespace moa
