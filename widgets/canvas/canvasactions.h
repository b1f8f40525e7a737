// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QList>
#include <QObject>

class QWidget;

namespace moa {

/**
 * What can be done on a canvas, for its own menus and a main window's. The shortcuts work while
 * the canvas has the focus. The view connects and enables them.
 */
class CanvasActions : public QObject
{
    Q_OBJECT

public:
    /// @p view is the parent, and gets the actions.
    explicit CanvasActions(QWidget *view);

    QAction *inspect; ///< Enter
    QAction *rename; ///< F2
    QAction *cut; ///< Ctrl+X
    QAction *copy; ///< Ctrl+C
    QAction *paste; ///< Ctrl+V
    QAction *pasteWithLinks; ///< Ctrl+Shift+V: links to the outside too
    QAction *remove; ///< Delete: agents, or cuts the selected link
    QAction *removeKeepingLinks; ///< Ctrl+Delete
    QAction *duplicate; ///< Ctrl+D
    QAction *duplicateLayer; ///< Ctrl+Shift+L
    QAction *addAlternate;
    QAction *makeFinal;
    QAction *linkFrom; ///< L
    QAction *mute; ///< M
    QAction *pin; ///< P: later runs keep the answers; whoever holds the run connects it
    QAction *askAgain; ///< Shift+R: runs it and what depends on it; connected as pin is
    QAction *runWithout; ///< W: as if it was muted; connected as pin is
    QAction *selectAll; ///< Ctrl+A
    QAction *quickAdd; ///< Tab or /
    QAction *replaceModel; ///< R
    QAction *find; ///< Ctrl+F
    QAction *moveUp; ///< Alt+arrows
    QAction *moveDown;
    QAction *moveLeft;
    QAction *moveRight;
    QAction *frameSelection; ///< F and the full stop
    QAction *frameAll; ///< Shift+F and Home
    QAction *actualSize; ///< Ctrl+0
    QAction *zoomIn; ///< Ctrl++
    QAction *zoomOut; ///< Ctrl+-
    QAction *minimap; ///< checkable

    /// For the menus of a menu bar, in order; what belongs together in one list.
    [[nodiscard]] QList<QList<QAction *>> editGroups() const;
    [[nodiscard]] QList<QAction *> viewActions() const;

private:
    /// @p name is what the person's own shortcut is kept under.
    QAction *add(const char *name, const QString &text, const QList<QKeySequence> &shortcuts,
                 QWidget *view);
};

} // namespace moa
