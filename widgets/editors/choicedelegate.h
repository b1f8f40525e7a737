// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/rowdelegate.h"

namespace moa {

/**
 * Draws a row of a ModelSearchModel in two lines: the model's title, its name louder than its
 * maker, and below who sells it at which price. What was searched for is bold and underlined.
 */
class ChoiceDelegate : public RowDelegate
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
