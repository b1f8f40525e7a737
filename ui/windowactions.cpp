// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windowactions.h"

#include <algorithm>
#include <QAction>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

namespace moa {

namespace {

void collect(const QList<QAction *> &actions, const QStringList &menus, QList<WindowAction> &all)
{
    for (QAction *action : actions) {
        if (const QMenu *menu = action->menu()) {
            collect(menu->actions(), menus + QStringList(withoutMnemonic(menu->title())), all);
            continue;
        }
        const bool isThere =
            std::any_of(all.cbegin(), all.cend(),
                        [action](const WindowAction &each) { return each.action == action; });
        if (!action->isSeparator() && action->isVisible() && !isThere)
            all.append({action, menus});
    }
}

} // namespace

QList<WindowAction> windowActions(const QMainWindow &window)
{
    QList<WindowAction> all;
    // Not menuBar(): that one would make what is not there.
    if (const auto *bar = qobject_cast<const QMenuBar *>(window.menuWidget()))
        collect(bar->actions(), {}, all);
    return all;
}

QString withoutMnemonic(const QString &text)
{
    QString result;
    result.reserve(text.size());
    for (qsizetype at = 0; at < text.size(); ++at) {
        // "(&F)", as where letters are no part of the language, goes as a whole.
        const QStringView rest = QStringView(text).sliced(at);
        if (rest.size() >= 4 && rest.startsWith(u"(&") && rest.at(3) == u')') {
            at += 3;
        } else if (rest.at(0) == u'&') {
            if (rest.size() > 1)
                result += text.at(++at);
        } else {
            result += rest.at(0);
        }
    }
    return result.trimmed();
}

QString placeOf(const WindowAction &action)
{
    return action.menus.join(QStringLiteral(" › "));
}

} // namespace moa
