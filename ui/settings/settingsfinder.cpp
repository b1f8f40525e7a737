// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settingsfinder.h"

#include "editors/commanddelegate.h"
#include "items/commandsmodel.h"
#include "items/enabledrow.h"
#include "ui/windowactions.h"

#include <algorithm>
#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>

namespace moa {

namespace {

/// A choice among more is no setting but a list of things.
constexpr int mostChoices = 12;

/** Words on a page and what they belong to. */
struct Words
{
    QString text;
    QWidget *widget;
};

/// Who gets the keyboard for words that can't have it.
QWidget *fieldAfter(QWidget *words)
{
    QWidget *next = words->nextInFocusChain();
    while (next != words
           && !(next->focusPolicy() & Qt::TabFocus && next->isVisible() && next->isEnabled()))
        next = next->nextInFocusChain();
    return next;
}

QList<Words> wordsOn(const QWidget *page)
{
    QList<Words> all;
    for (QLabel *label : page->findChildren<QLabel *>())
        all.append({label->text(), label->buddy() ? label->buddy() : label});
    for (QAbstractButton *button : page->findChildren<QAbstractButton *>())
        all.append({button->text(), button});
    for (QLineEdit *line : page->findChildren<QLineEdit *>())
        all.append({line->accessibleName(), line});
    for (QAbstractSpinBox *box : page->findChildren<QAbstractSpinBox *>())
        all.append({box->accessibleName(), box});
    for (QComboBox *box : page->findChildren<QComboBox *>()) {
        if (box->count() > mostChoices)
            continue;
        for (int choice = 0; choice < box->count(); ++choice) {
            const QString text = box->accessibleName().isEmpty()
                ? box->itemText(choice)
                : SettingsFinder::tr("%1: %2", "setting, then one of its choices")
                      .arg(box->accessibleName(), box->itemText(choice));
            all.append({text, box});
        }
    }
    return all;
}

} // namespace

SettingsFinder::SettingsFinder(QLineEdit *field, QWidget *parent)
    : QListView(parent)
    , m_field(field)
    , m_found(new CommandsModel(this))
{
    setObjectName(QStringLiteral("settingsFound"));
    setAccessibleName(tr("Settings that were found"));
    setModel(m_found);
    setItemDelegate(new CommandDelegate(this));
    setUniformItemSizes(true);
    setFocusPolicy(Qt::NoFocus);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setBackgroundRole(QPalette::Window);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &SettingsFinder::search);
    connect(this, &QListView::clicked, this, &SettingsFinder::take);
}

void SettingsFinder::setPages(const QList<std::pair<QString, QWidget *>> &pages)
{
    m_targets.clear();
    QList<Command> commands;
    for (int page = 0; page < pages.size(); ++page) {
        const auto &[name, widget] = pages.at(page);
        QStringList there;
        for (const Words &words : wordsOn(widget)) {
            const QString text = withoutMnemonic(words.text).simplified();
            if (text.isEmpty() || there.contains(text))
                continue;
            there.append(text);
            commands.append({.id = QString::number(m_targets.size()),
                             .title = text,
                             .place = name,
                             .keys = {}});
            m_targets.append({page, words.widget});
        }
    }
    m_found->setCommands(commands, {});
}

void SettingsFinder::search()
{
    m_found->setSearch(m_field->text());
    moveTo(enabledRow(*m_found, -1, 1));
}

void SettingsFinder::moveTo(int row)
{
    if (row < 0)
        return;
    const QModelIndex index = m_found->index(row, 0);
    setCurrentIndex(index);
    m_field->setAccessibleDescription(index.data(Qt::AccessibleTextRole).toString());
}

void SettingsFinder::take(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const Target target = m_targets.at(index.data(CommandsModel::IdRole).toLongLong());
    if (target.widget)
        Q_EMIT found(target.page, target.widget);
}

void SettingsFinder::reveal(QWidget *widget)
{
    for (QWidget *inner = widget; QWidget *outer = inner->parentWidget(); inner = outer) {
        auto *stack = qobject_cast<QStackedWidget *>(outer);
        if (!stack || stack->indexOf(inner) < 0)
            continue;
        // A row of tabs beside it leads.
        const QList<QTabBar *> bars = stack->parentWidget()
            ? stack->parentWidget()->findChildren<QTabBar *>(QString(), Qt::FindDirectChildrenOnly)
            : QList<QTabBar *>();
        if (!bars.isEmpty() && bars.constFirst()->count() == stack->count())
            bars.constFirst()->setCurrentIndex(stack->indexOf(inner));
        else
            stack->setCurrentWidget(inner);
    }
    for (QWidget *outer = widget->parentWidget(); outer; outer = outer->parentWidget()) {
        if (auto *area = qobject_cast<QScrollArea *>(outer))
            area->ensureWidgetVisible(widget);
    }
    QWidget *field = widget->focusProxy() ? widget->focusProxy() : widget;
    if (field->focusPolicy() == Qt::NoFocus)
        field = fieldAfter(field);
    field->setFocus(Qt::ShortcutFocusReason);
}

bool SettingsFinder::keyPressed(int key)
{
    const int row = currentIndex().row();
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        take(currentIndex());
        return true;
    case Qt::Key_Down:
        moveTo(enabledRow(*m_found, row, 1));
        return true;
    case Qt::Key_Up:
        moveTo(enabledRow(*m_found, std::max(row, 0), -1));
        return true;
    case Qt::Key_Escape:
        if (m_field->text().isEmpty())
            return false; // it closes the settings
        m_field->clear();
        return true;
    default:
        return false;
    }
}

bool SettingsFinder::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress
        && keyPressed(static_cast<QKeyEvent *>(event)->key()))
        return true;
    return QListView::eventFilter(watched, event);
}

} // namespace moa
