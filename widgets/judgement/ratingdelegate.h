// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace moa {

/** Draws a response to be judged: whose it is, unless that is hidden; its stars and its rank. */
class RatingDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// The star at @p position of the row at @p row, from 1; 0: none is there.
    [[nodiscard]] static int starAt(const QRect &row, QPoint position);
    /// Where star @p star, from 1, is in the row at @p row: all of it can be clicked.
    [[nodiscard]] static QRect starPlace(const QRect &row, int star);

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
};

} // namespace moa
