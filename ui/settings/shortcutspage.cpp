// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/shortcutspage.h"

#include "editors/searchfield.h"
#include "theme/theme.h"
#include "ui/settings/settingswords.h"
#include "ui/shortcuts.h"

#include <algorithm>
#include <functional>
#include <QAccessible>
#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace moa {

namespace {

enum Column { NameColumn, PlaceColumn, KeysColumn, ColumnCount };

/** Takes one press of keys at once, where Qt's own waits whether more follow. */
class KeysField : public QKeySequenceEdit
{
public:
    KeysField(std::function<void()> taken, QWidget *parent)
        : QKeySequenceEdit(parent)
        , m_taken(std::move(taken))
    { }

protected:
    void keyPressEvent(QKeyEvent *event) override
    {
        QKeySequenceEdit::keyPressEvent(event);
        const QKeySequence pressed = keySequence();
        if (pressed.isEmpty())
            return; // Ctrl alone, so far
        setKeySequence(pressed);
        m_taken();
    }

private:
    std::function<void()> m_taken;
};

} // namespace

ShortcutsPage::ShortcutsPage(Shortcuts *shortcuts, QWidget *parent)
    : QWidget(parent)
    , m_shortcuts(shortcuts)
    , m_search(new SearchField(tr("Search actions or keys"), this))
    , m_table(new QTreeWidget(this))
    , m_name(new QLabel(this))
    , m_keys(new KeysField([this] { take(); }, this))
    , m_none(new QPushButton(tr("&No Keys"), this))
    , m_reset(new QPushButton(tr("&Reset"), this))
    , m_problem(new QLabel(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::small);
    layout->addWidget(settingswords::heading(tr("Keyboard shortcuts"), this));
    m_search->setObjectName(QStringLiteral("shortcutSearch"));
    layout->addWidget(m_search);
    buildTable();
    buildEditor();
    connect(m_search, &QLineEdit::textChanged, this, &ShortcutsPage::filter);
    connect(m_shortcuts, &Shortcuts::changed, this, &ShortcutsPage::refresh);
    refresh();
    m_table->setCurrentItem(m_table->topLevelItem(0));
    showCurrent();
}

void ShortcutsPage::buildTable()
{
    m_table->setObjectName(QStringLiteral("shortcutTable"));
    m_table->setAccessibleName(tr("Actions and their keys"));
    m_table->setColumnCount(ColumnCount);
    m_table->setHeaderLabels({tr("Action"), tr("Menu"), tr("Keys")});
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->header()->setSectionResizeMode(NameColumn, QHeaderView::Stretch);
    m_table->header()->setSectionResizeMode(PlaceColumn, QHeaderView::ResizeToContents);
    m_table->header()->setSectionResizeMode(KeysColumn, QHeaderView::ResizeToContents);
    m_table->header()->setStretchLastSection(false);
    for (const WindowAction &each : m_shortcuts->actions()) {
        auto *item = new QTreeWidgetItem(m_table);
        item->setText(NameColumn, withoutMnemonic(each.action->text()));
        item->setText(PlaceColumn, placeOf(each));
        m_actions.append(each.action);
    }
    layout()->addWidget(m_table);
    connect(m_table, &QTreeWidget::currentItemChanged, this, &ShortcutsPage::showCurrent);
    connect(m_table, &QTreeWidget::itemActivated, this,
            [this] { m_keys->setFocus(Qt::OtherFocusReason); });
}

void ShortcutsPage::buildEditor()
{
    m_name->setTextFormat(Qt::PlainText);
    m_name->setBuddy(m_keys);
    m_keys->setObjectName(QStringLiteral("shortcutKeys"));
    m_none->setObjectName(QStringLiteral("shortcutNone"));
    m_reset->setObjectName(QStringLiteral("shortcutReset"));
    m_problem->setObjectName(QStringLiteral("shortcutProblem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    auto *resetAll = new QPushButton(tr("Reset &All"), this);
    resetAll->setObjectName(QStringLiteral("shortcutResetAll"));
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    row->addWidget(m_name, 1);
    row->addWidget(m_keys);
    row->addWidget(m_none);
    row->addWidget(m_reset);
    row->addWidget(resetAll);
    auto *column = qobject_cast<QVBoxLayout *>(layout());
    column->addLayout(row);
    column->addWidget(m_problem);
    connect(m_none, &QPushButton::clicked, this, [this] {
        m_keys->clear();
        take();
    });
    connect(m_reset, &QPushButton::clicked, this, [this] {
        if (QAction *action = current()) {
            const Result<void> done = m_shortcuts->reset(action);
            tell(done ? QString() : done.error().message);
        }
    });
    connect(resetAll, &QPushButton::clicked, this, [this] {
        m_shortcuts->resetAll();
        tell({});
    });
}

QAction *ShortcutsPage::current() const
{
    return m_actions.value(m_table->indexOfTopLevelItem(m_table->currentItem()));
}

void ShortcutsPage::refresh()
{
    for (int row = 0; row < m_table->topLevelItemCount(); ++row) {
        QTreeWidgetItem *item = m_table->topLevelItem(row);
        const QAction *action = m_actions.at(row);
        if (!action)
            continue;
        item->setText(KeysColumn,
                      QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText));
        QFont font = m_table->font();
        font.setBold(m_shortcuts->isChanged(action));
        item->setFont(KeysColumn, font);
        item->setToolTip(KeysColumn,
                         m_shortcuts->isChanged(action) ? tr("Not the program's own keys")
                                                        : QString());
    }
    filter();
    showCurrent();
}

void ShortcutsPage::filter()
{
    const QStringList words = m_search->text().split(u' ', Qt::SkipEmptyParts);
    for (int row = 0; row < m_table->topLevelItemCount(); ++row) {
        QTreeWidgetItem *item = m_table->topLevelItem(row);
        const QString text =
            item->text(NameColumn) + u' ' + item->text(PlaceColumn) + u' ' + item->text(KeysColumn);
        item->setHidden(!std::all_of(words.cbegin(), words.cend(), [&text](const QString &word) {
            return text.contains(word, Qt::CaseInsensitive);
        }));
    }
}

void ShortcutsPage::showCurrent()
{
    const QAction *action = current();
    m_name->setText(action ? tr("Keys for “%1”").arg(withoutMnemonic(action->text())) : QString());
    m_keys->setKeySequence(action ? Shortcuts::keys(action) : QKeySequence());
    m_keys->setEnabled(action);
    m_none->setEnabled(action && !action->shortcuts().isEmpty());
    m_reset->setEnabled(action && m_shortcuts->isChanged(action));
    tell({});
}

void ShortcutsPage::take()
{
    QAction *action = current();
    if (!action)
        return;
    if (const Result<void> taken = m_shortcuts->setKeys(action, m_keys->keySequence()); !taken) {
        // What was pressed stays in sight beside the reason; the action keeps what it has.
        tell(taken.error().message);
    }
}

void ShortcutsPage::tell(const QString &sentence)
{
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
    QPalette colors = m_problem->palette();
    colors.setColor(QPalette::WindowText, Theme::of(this).danger);
    m_problem->setPalette(colors);
    if (m_problem->isVisible()) {
        QAccessibleEvent alert(m_problem, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

} // namespace moa
