// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/error.h"
#include "ui/windowactions.h"

#include <QKeySequence>
#include <QObject>
#include <QPointer>

class QMainWindow;
class QSettings;

namespace moa {

/**
 * The keys of a window's actions, as the program has them or as the person chose. One key never
 * means two things: a choice that would is refused with a sentence.
 */
class Shortcuts : public QObject
{
    Q_OBJECT

public:
    /// What is in the menus of @p window by now, with the keys that it has; @p window is the
    /// parent. Applies what @p kept, which outlives this, has of another start.
    Shortcuts(QMainWindow *window, QSettings *kept);

    /// In the order of the menus. Actions that went meanwhile are left out.
    [[nodiscard]] QList<WindowAction> actions() const;
    /// The keys to show; empty: none.
    [[nodiscard]] static QKeySequence keys(const QAction *action);
    /// Whether the person chose them.
    [[nodiscard]] bool isChanged(const QAction *action) const;

    /// Gives @p action these keys in the place of all it has; empty: none. Refused: what is taken,
    /// and what would be typed into texts.
    [[nodiscard]] Result<void> setKeys(QAction *action, const QKeySequence &keys);
    /// The program's own keys again. Refused if one of them is another action's by now.
    [[nodiscard]] Result<void> reset(QAction *action);
    void resetAll();

Q_SIGNALS:
    void changed();

private:
    /** An action and the keys that the program gave it. */
    struct Entry
    {
        WindowAction where;
        QPointer<QAction> action;
        QString id;
        QList<QKeySequence> standard;
    };

    [[nodiscard]] const Entry *entry(const QAction *action) const;
    /// Why @p action can't have @p keys, as a sentence; empty: it can.
    [[nodiscard]] QString objection(const QAction *action, const QKeySequence &keys) const;
    [[nodiscard]] QString objection(const QAction *action, const QList<QKeySequence> &keys) const;

    QMainWindow *m_window;
    QSettings *m_kept;
    QList<Entry> m_entries;
};

} // namespace moa
