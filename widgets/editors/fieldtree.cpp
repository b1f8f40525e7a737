// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/fieldtree.h"

#include <QHeaderView>

namespace moa {

QModelIndex FieldTree::beside(const QModelIndex &index, int step) const
{
    int place = header()->visualIndex(index.column()) + step;
    while (place >= 0 && place < header()->count()) {
        const int column = header()->logicalIndex(place);
        if (!header()->isSectionHidden(column))
            return index.siblingAtColumn(column);
        place += step;
    }
    return {};
}

QModelIndex FieldTree::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const QModelIndex current = currentIndex();
    const bool isRight = action == MoveRight || action == MoveNext;
    const bool isLeft = action == MoveLeft || action == MovePrevious;
    if (!current.isValid() || !(isRight || isLeft))
        return QTreeView::moveCursor(action, modifiers);
    const QModelIndex row = current.siblingAtColumn(0);
    if (action == MoveRight && current.column() == 0 && model()->hasChildren(row)
        && !isExpanded(row)) {
        expand(row);
        return current;
    }
    if (const QModelIndex next = beside(current, isRight ? 1 : -1); next.isValid())
        return next;
    if (action == MoveLeft) {
        if (row.parent().isValid())
            return row.parent();
        collapse(row);
    }
    return current;
}

} // namespace moa
