// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settingsdialog.h"

#include "theme/theme.h"
#include "ui/settings/networkpage.h"
#include "ui/settings/settingsnotice.h"
#include "ui/settings/spendingpage.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListWidget>
#include <QPainter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace moa {

namespace {

/** The name of a page, with room before it. */
class PageDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index).expandedTo({0, control::height});
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        QStyleOptionViewItem item = option;
        initStyleOption(&item, index);
        const QString name = std::exchange(item.text, QString());
        item.widget->style()->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
        const Theme theme = Theme::of(item.palette);
        painter->save();
        painter->setFont(type::base());
        painter->setPen(item.state & QStyle::State_Selected ? theme.onAccent : theme.text);
        painter->drawText(item.rect.adjusted(space::small, 0, 0, 0),
                          Qt::AlignVCenter | Qt::TextSingleLine, name);
        painter->restore();
    }
};

} // namespace

SettingsDialog::SettingsDialog(const ProvidersPageParts &parts, const Spending &spending,
                               QWidget *parent)
    : QWidget(parent, Qt::Dialog)
    , m_pages(new QListWidget(this))
    , m_stack(new QStackedWidget(this))
    , m_providers(new ProvidersPage(parts))
    , m_spending(new SpendingPage(spending))
{
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings"));
    resize(settings::width, settings::height);
    m_pages->setObjectName(QStringLiteral("settingsPages"));
    m_pages->setAccessibleName(tr("Pages"));
    m_pages->setItemDelegate(new PageDelegate(m_pages));
    m_pages->setFrameShape(QFrame::NoFrame);
    m_pages->viewport()->setBackgroundRole(QPalette::Window);
    m_pages->setFixedWidth(settings::pagesWidth);
    addPage(tr("Providers"), m_providers);
    addPage(tr("Network"), new NetworkPage(parts.settings));
    addPage(tr("Spending"), m_spending);

    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(new SettingsNotice(parts.settings, this));
    right->addWidget(m_stack, 1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::medium, space::large, space::large, space::large);
    layout->setSpacing(space::large);
    layout->addWidget(m_pages);
    layout->addLayout(right, 1);
    connect(m_pages, &QListWidget::currentRowChanged, m_stack, &QStackedWidget::setCurrentIndex);
    m_pages->setCurrentRow(0);
}

void SettingsDialog::addPage(const QString &name, QWidget *page)
{
    m_pages->addItem(name);
    m_stack->addWidget(page);
}

void SettingsDialog::showPage(Page page)
{
    m_pages->setCurrentRow(static_cast<int>(page));
}

void SettingsDialog::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape || event->matches(QKeySequence::Close))
        close();
    else
        QWidget::keyPressEvent(event);
}

void SettingsDialog::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_spending->refresh();
}

void SettingsDialog::hideEvent(QHideEvent *event)
{
    m_providers->leave();
    QWidget::hideEvent(event);
}

} // namespace moa
