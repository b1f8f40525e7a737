// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/maintoolbar.h"

#include "theme/icons.h"
#include "theme/theme.h"
#include "theme/tooltip.h"

#include <QAction>
#include <QLabel>
#include <QToolButton>

namespace moa {

namespace {
constexpr int titleWidth = 320; // at most: the toolbar has more to show
}

MainToolBar::MainToolBar(const Actions &actions, QLabel *estimate, QWidget *parent)
    : QToolBar(tr("Toolbar"), parent)
    , m_title(new QLabel)
{
    setObjectName(QStringLiteral("toolBar"));
    setMovable(false);
    m_title->setObjectName(QStringLiteral("presetTitle"));
    m_title->setFont(type::title());
    m_title->setTextFormat(Qt::PlainText);
    m_title->setContentsMargins(space::small, 0, space::large, 0);
    addWidget(m_title);
    add(actions.open, QStringLiteral("open"));
    add(actions.save, QStringLiteral("save"));
    addSeparator();
    add(actions.undo, QStringLiteral("undo"));
    add(actions.redo, QStringLiteral("redo"));
    addSeparator();
    m_run = add(actions.run, QStringLiteral("run"));
    for (QToolButton *button : {m_run, add(actions.stop, QStringLiteral("stop"))})
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    addSeparator();
    addWidget(estimate);
}

void MainToolBar::setRunMenu(QMenu *menu)
{
    m_run->setMenu(menu);
    m_run->setPopupMode(QToolButton::MenuButtonPopup);
}

void MainToolBar::setPreset(const QString &title, bool isModified)
{
    const QString shown = QFontMetrics(type::title()).elidedText(title, Qt::ElideRight, titleWidth);
    m_title->setText(isModified ? tr("%1 •").arg(shown) : shown);
    m_title->setToolTip(isModified ? tr("There are unsaved changes.") : QString());
}

/// As an icon; the action's name and keys are in the tool tip, so that "Undo Add Sandbox Sceptical"
/// never makes the bar grow.
QToolButton *MainToolBar::add(QAction *action, const QString &iconName)
{
    action->setIcon(icon(iconName));
    action->setIconVisibleInMenu(false);
    const auto updateToolTip = [action] {
        QString name = action->text();
        name.remove(u'&').remove(u'…');
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        action->setToolTip(plainToolTip(keys.isEmpty() ? name : tr("%1 (%2)").arg(name, keys)));
    };
    connect(action, &QAction::changed, action, updateToolTip);
    updateToolTip();
    addAction(action);
    return qobject_cast<QToolButton *>(widgetForAction(action));
}

} // namespace moa
