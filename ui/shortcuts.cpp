// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shortcuts.h"

#include <algorithm>
#include <QAction>
#include <QMainWindow>
#include <QMenu>
#include <QSettings>

namespace moa {

namespace {

const QString group = QStringLiteral("shortcuts/");

bool worksInTheWholeWindow(const QAction *action)
{
    return action->shortcutContext() == Qt::WindowShortcut
        || action->shortcutContext() == Qt::ApplicationShortcut;
}

/// Whether one place has both, so that a key could mean either.
bool meet(const QAction *a, const QAction *b)
{
    if (worksInTheWholeWindow(a) || worksInTheWholeWindow(b))
        return true;
    const QList<QObject *> others = b->associatedObjects();
    const QList<QObject *> own = a->associatedObjects();
    return std::any_of(own.cbegin(), own.cend(), [&others](QObject *each) {
        return !qobject_cast<QMenu *>(each) && others.contains(each);
    });
}

/// Whether @p keys begins with something that a text field would write.
bool isTyped(const QKeySequence &keys)
{
    const QKeyCombination first = keys[0];
    const bool hasModifier =
        first.keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    // Letters, digits and signs come before the keys that write nothing.
    return !hasModifier
        && (first.key() < Qt::Key_Escape || first.key() == Qt::Key_Tab
            || first.key() == Qt::Key_Backspace || first.key() == Qt::Key_Return
            || first.key() == Qt::Key_Enter || first.key() == Qt::Key_Delete
            || (first.key() >= Qt::Key_Home && first.key() <= Qt::Key_PageDown));
}

bool overlap(const QKeySequence &a, const QKeySequence &b)
{
    return !a.isEmpty() && !b.isEmpty()
        && (a.matches(b) != QKeySequence::NoMatch || b.matches(a) != QKeySequence::NoMatch);
}

} // namespace

Shortcuts::Shortcuts(QMainWindow *window, QSettings *kept)
    : QObject(window)
    , m_window(window)
    , m_kept(kept)
{
    for (const WindowAction &each : windowActions(*window)) {
        if (!each.action->objectName().isEmpty())
            m_entries.append(
                {each, each.action, each.action->objectName(), each.action->shortcuts()});
    }
    // First all that is chosen, so that what was swapped does not collide with what was there.
    QList<std::pair<QAction *, QKeySequence>> chosen;
    for (const Entry &each : std::as_const(m_entries)) {
        const QVariant value = m_kept->value(group + each.id);
        if (!value.isValid())
            continue;
        const QKeySequence keys = QKeySequence::fromString(value.toString());
        if (!keys.isEmpty() && keys[0].key() == Qt::Key_unknown)
            continue;
        chosen.append({each.action, keys});
        each.action->setShortcuts(QList<QKeySequence>());
    }
    for (const auto &[action, keys] : std::as_const(chosen)) {
        if (keys.isEmpty())
            continue;
        // What a file says that nobody checked, or a later version of the program has taken.
        const QList<QKeySequence> standard = entry(action)->standard;
        if (objection(action, keys).isEmpty())
            action->setShortcut(keys);
        else if (objection(action, standard).isEmpty())
            action->setShortcuts(standard);
    }
}

QList<WindowAction> Shortcuts::actions() const
{
    QList<WindowAction> all;
    for (const Entry &each : m_entries) {
        if (each.action)
            all.append(each.where);
    }
    return all;
}

QKeySequence Shortcuts::keys(const QAction *action)
{
    return action->shortcut();
}

const Shortcuts::Entry *Shortcuts::entry(const QAction *action) const
{
    const auto found = std::find_if(m_entries.cbegin(), m_entries.cend(),
                                    [action](const Entry &each) { return each.action == action; });
    return found == m_entries.cend() ? nullptr : &*found;
}

bool Shortcuts::isChanged(const QAction *action) const
{
    const Entry *own = entry(action);
    return own && action->shortcuts() != own->standard;
}

QString Shortcuts::objection(const QAction *action, const QKeySequence &keys) const
{
    const QString shown = keys.toString(QKeySequence::NativeText);
    if (worksInTheWholeWindow(action) && isTyped(keys)) {
        return tr("%1 alone is for writing texts. Choose keys with Ctrl or Alt, or a function key.")
            .arg(shown);
    }
    for (const QAction *other : m_window->findChildren<QAction *>()) {
        if (other == action || !meet(action, other))
            continue;
        for (const QKeySequence &taken : other->shortcuts()) {
            if (!overlap(taken, keys))
                continue;
            const Entry *known = entry(other);
            const QString name = withoutMnemonic(other->text());
            const QString place = known ? placeOf(known->where) : QString();
            return place.isEmpty()
                ? tr("%1 is “%2” already. Choose other keys.").arg(shown, name)
                : tr("%1 is “%2” (%3) already. Take it from there first, or choose other keys.")
                      .arg(shown, name, place);
        }
    }
    return {};
}

QString Shortcuts::objection(const QAction *action, const QList<QKeySequence> &keys) const
{
    for (const QKeySequence &each : keys) {
        // The program's own keys are for whatever they do.
        for (const Entry &other : m_entries) {
            if (!other.action || other.action == action || !meet(action, other.action))
                continue;
            for (const QKeySequence &taken : other.action->shortcuts()) {
                if (overlap(taken, each)) {
                    return tr("%1 is “%2” (%3) by now. Take it from there first.")
                        .arg(each.toString(QKeySequence::NativeText),
                             withoutMnemonic(other.action->text()), placeOf(other.where));
                }
            }
        }
    }
    return {};
}

Result<void> Shortcuts::setKeys(QAction *action, const QKeySequence &keys)
{
    const Entry *own = entry(action);
    if (!own)
        return failure(tr("This has no keys that can be changed."));
    if (!keys.isEmpty()) {
        if (const QString sentence = objection(action, keys); !sentence.isEmpty())
            return failure(sentence);
    }
    action->setShortcuts(keys.isEmpty() ? QList<QKeySequence>() : QList<QKeySequence>{keys});
    if (isChanged(action))
        m_kept->setValue(group + own->id, keys.toString());
    else
        m_kept->remove(group + own->id);
    Q_EMIT changed();
    return {};
}

Result<void> Shortcuts::reset(QAction *action)
{
    const Entry *own = entry(action);
    if (!own)
        return {};
    if (const QString sentence = objection(action, own->standard); !sentence.isEmpty())
        return failure(sentence);
    action->setShortcuts(own->standard);
    m_kept->remove(group + own->id);
    Q_EMIT changed();
    return {};
}

void Shortcuts::resetAll()
{
    for (const Entry &each : std::as_const(m_entries)) {
        if (each.action)
            each.action->setShortcuts(each.standard);
        m_kept->remove(group + each.id);
    }
    Q_EMIT changed();
}

} // namespace moa
