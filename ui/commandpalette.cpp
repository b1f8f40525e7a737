// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/commandpalette.h"

#include "editors/commandlist.h"
#include "ui/windowactions.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QMainWindow>
#include <QPointer>
#include <QSettings>

namespace moa {

namespace {

const QString recentKey = QStringLiteral("commands/recent");

} // namespace

CommandPalette::CommandPalette(QMainWindow *window)
    : QObject(window)
    , action(new QAction(tr("Command &Palette…"), this))
    , m_window(window)
    , m_list(new CommandList(window))
{
    action->setObjectName(QStringLiteral("view.commands"));
    action->setShortcut(Qt::CTRL | Qt::Key_K);
    connect(action, &QAction::triggered, this, &CommandPalette::toggle);
    connect(m_list, &CommandList::chosen, this, &CommandPalette::run);
    // Some desktops let Ctrl+K delete the rest of a line in every text field.
    qApp->installEventFilter(this);
}

void CommandPalette::setPresets(const QList<PresetCommand> &presets)
{
    m_presets = presets;
}

void CommandPalette::remember(QSettings *kept)
{
    m_kept = kept;
    m_recent = kept->value(recentKey).toStringList().mid(0, mostRecent);
}

void CommandPalette::toggle()
{
    if (m_list->isOpen())
        m_list->dismiss();
    else
        m_list->open(gather(), m_recent);
}

QList<Command> CommandPalette::gather()
{
    m_commands.clear();
    m_effects.clear();
    for (const WindowAction &each : windowActions(*m_window))
        add(each.action, placeOf(each));
    const QList<QAbstractItemView *> views = m_window->findChildren<QAbstractItemView *>();
    for (const QAbstractItemView *view : views) {
        if (!view->isVisible() || view->contextMenuPolicy() != Qt::ActionsContextMenu)
            continue;
        for (QAction *each : view->actions())
            add(each, view->accessibleName());
    }
    for (const PresetCommand &preset : std::as_const(m_presets)) {
        const QString id = QStringLiteral("preset:") + preset.source;
        m_commands.append({.id = id,
                           .title = tr("Open “%1”").arg(preset.name),
                           .place = preset.place,
                           .keys = {}});
        m_effects.insert(id, [this, source = preset.source] { Q_EMIT presetRequested(source); });
    }
    return m_commands;
}

void CommandPalette::add(QAction *each, const QString &place)
{
    const QString title = withoutMnemonic(each->text());
    const QString id = each->objectName().isEmpty() ? place + u'/' + title : each->objectName();
    if (each == action || title.isEmpty() || m_effects.contains(id))
        return;
    Command command;
    command.id = id;
    command.title = title;
    command.place = place;
    command.keys = each->shortcut().toString(QKeySequence::NativeText);
    command.isEnabled = each->isEnabled();
    if (each->isCheckable())
        command.isOn = each->isChecked();
    m_commands.append(command);
    // It may have gone by the time it is chosen.
    m_effects.insert(id, [target = QPointer<QAction>(each)] {
        if (target)
            target->trigger();
    });
}

void CommandPalette::run(const QString &id)
{
    m_recent.removeAll(id);
    m_recent.prepend(id);
    m_recent = m_recent.mid(0, mostRecent);
    if (m_kept)
        m_kept->setValue(recentKey, m_recent);
    // What it does may open the list anew.
    const std::function<void()> effect = m_effects.value(id);
    if (effect)
        effect();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *widget = qobject_cast<const QWidget *>(watched);
        const QKeySequence pressed(static_cast<QKeyEvent *>(event)->keyCombination());
        if (widget && widget->window() == m_window && action->shortcuts().contains(pressed)) {
            event->ignore(); // so that it stays a shortcut
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace moa
