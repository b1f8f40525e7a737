// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

class QAction;
class QMainWindow;

namespace moa {

/** An action of a window and the way to it. */
struct WindowAction
{
    QAction *action;
    QStringList menus; ///< titles, from the menu bar on
};

/**
 * What stands in the menus of @p window, in their order, each once. An action's objectName is its
 * name for life: what the person chose for it is kept under that.
 */
[[nodiscard]] QList<WindowAction> windowActions(const QMainWindow &window);

/// "Save As…" of "Save &As…".
[[nodiscard]] QString withoutMnemonic(const QString &text);

/// "File › Export Run as" of what leads to an action.
[[nodiscard]] QString placeOf(const WindowAction &action);

} // namespace moa
