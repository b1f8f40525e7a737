// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/rowdelegate.h"

namespace moa {

/**
 * Draws a row of a CommandsModel: what it does, quietly where else it is found, and at the end its
 * keys. What was searched for is bold and underlined.
 */
class CommandDelegate : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

    [[nodiscard]] static int rowHeight();

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
};

} // namespace moa
