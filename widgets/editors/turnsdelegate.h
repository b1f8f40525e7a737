// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/conversationtree.h"
#include "theme/rowdelegate.h"

namespace moa {

/**
 * Draws a turn in one line: number, the prompt's first line, the branch switch where there are
 * several branches, and the state.
 */
class TurnsDelegate : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

    [[nodiscard]] static int rowHeight();
    /// The branch that a click at @p position of the row at @p row leads to; empty: to none.
    [[nodiscard]] static TurnId branchAt(const QModelIndex &index, const QRect &row,
                                         QPoint position);

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

protected:
    [[nodiscard]] QString toolTip(const QStyleOptionViewItem &option, const QModelIndex &index,
                                  QPoint at) const override;
};

} // namespace moa
