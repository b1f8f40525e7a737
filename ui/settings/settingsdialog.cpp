// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settingsdialog.h"

#include "editors/searchfield.h"
#include "theme/theme.h"
#include "ui/settings/networkpage.h"
#include "ui/settings/settingsfinder.h"
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
    , m_search(new SearchField(tr("Search the settings"), this))
    , m_pages(new QListWidget(this))
    , m_stack(new QStackedWidget(this))
    , m_right(new QStackedWidget(this))
    , m_finder(new SettingsFinder(m_search, this))
    , m_providers(new ProvidersPage(parts))
    , m_spending(new SpendingPage(spending))
{
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings"));
    resize(settings::width, settings::height);
    m_search->setObjectName(QStringLiteral("settingsSearch"));
    m_pages->setObjectName(QStringLiteral("settingsPages"));
    m_pages->setAccessibleName(tr("Pages"));
    m_pages->setItemDelegate(new PageDelegate(m_pages));
    m_pages->setFrameShape(QFrame::NoFrame);
    m_pages->viewport()->setBackgroundRole(QPalette::Window);
    m_pages->setFixedWidth(settings::pagesWidth);
    addPage(tr("Providers"), m_providers);
    addPage(tr("Network"), new NetworkPage(parts.settings));
    addPage(tr("Spending"), m_spending);

    m_right->addWidget(m_stack);
    m_right->addWidget(m_finder);
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(new SettingsNotice(parts.settings, this));
    right->addWidget(m_right, 1);
    auto *below = new QHBoxLayout;
    below->setSpacing(space::large);
    below->addWidget(m_pages);
    below->addLayout(right, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::medium, space::medium, space::large, space::large);
    layout->setSpacing(space::medium);
    layout->addWidget(m_search);
    layout->addLayout(below, 1);
    connect(m_pages, &QListWidget::currentRowChanged, this, [this](int page) {
        m_search->clear();
        m_stack->setCurrentIndex(page);
    });
    connect(m_search, &QLineEdit::textChanged, this, &SettingsDialog::search);
    connect(m_finder, &SettingsFinder::found, this, &SettingsDialog::showSetting);
    m_pages->setCurrentRow(0);
}

void SettingsDialog::addPage(const QString &name, QWidget *page)
{
    m_pages->addItem(name);
    m_stack->addWidget(page);
}

void SettingsDialog::showPage(Page page)
{
    m_search->clear();
    m_pages->setCurrentRow(static_cast<int>(page));
}

void SettingsDialog::search(const QString &text)
{
    const bool isSearching = !text.trimmed().isEmpty();
    if (isSearching && m_right->currentWidget() != m_finder) {
        // What stands on the pages may have changed since the last search.
        QList<std::pair<QString, QWidget *>> pages;
        for (int page = 0; page < m_stack->count(); ++page)
            pages.append({m_pages->item(page)->text(), m_stack->widget(page)});
        m_finder->setPages(pages);
    }
    m_right->setCurrentWidget(isSearching ? static_cast<QWidget *>(m_finder) : m_stack);
}

void SettingsDialog::showSetting(int page, QWidget *widget)
{
    m_search->clear();
    m_pages->setCurrentRow(page);
    SettingsFinder::reveal(widget);
}

void SettingsDialog::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape || event->matches(QKeySequence::Close))
        close();
    else if (event->matches(QKeySequence::Find))
        m_search->setFocus(Qt::ShortcutFocusReason);
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
