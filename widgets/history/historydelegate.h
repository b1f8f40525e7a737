// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/rowdelegate.h"

namespace moa {

/**
 * Draws a run of the history in three lines: the mixture, when it began and the star; the start of
 * the prompt; how it ended, the models and the figures. While texts are searched for, a fourth one
 * has what was hit.
 */
class HistoryDelegate : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

    /// Whether rows have the line for what was hit.
    void setShowsHits(bool shows) { m_showsHits = shows; }

    /// Where the star is in the row at @p row: all of it can be clicked.
    [[nodiscard]] static QRect starPlace(const QRect &row);

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

protected:
    [[nodiscard]] QString toolTip(const QStyleOptionViewItem &option, const QModelIndex &index,
                                  QPoint at) const override;

private:
    bool m_showsHits = false;
};

} // namespace moa
