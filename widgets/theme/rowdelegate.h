// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace moa {

/** What the rows of lists that are drawn by hand have in common: the ground and the tool tip. */
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

    /// What is selected or pointed at stands out, unless it is not enabled.
    static void drawGround(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index);
    /// The accent along the row's begin, @p width wide.
    static void drawEdge(QPainter *painter, const QStyleOptionViewItem &option, int width);
    /// Draws @p text, if there is any, at the end of @p line, which ends before it from then on.
    static void drawAtEnd(QPainter *painter, QRect &line, const QFont &font, const QColor &color,
                          const QString &text);

protected:
    /// In plain text, for the pointer @p at there: what the model says.
    [[nodiscard]] virtual QString toolTip(const QStyleOptionViewItem &option,
                                          const QModelIndex &index, QPoint at) const;
};

} // namespace moa
