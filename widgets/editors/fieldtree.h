// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

namespace moa {

/**
 * A tree of rows whose fields the keyboard can reach: Left and Right go from column to column, and
 * fold and unfold a branch at its name; Tab leaves one field's editor for the next field's.
 */
class FieldTree : public QTreeView
{
    Q_OBJECT

public:
    using QTreeView::QTreeView;

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;

private:
    /// The field beside @p index, or an invalid one at the row's end.
    [[nodiscard]] QModelIndex beside(const QModelIndex &index, int step) const;
};

} // namespace moa
