// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/rowdelegate.h"

#include "theme/theme.h"
#include "theme/tooltip.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace moa {

bool RowDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view,
                            const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const QString words = toolTip(option, index, event->pos());
    QToolTip::showText(event->globalPos(), words.isEmpty() ? QString() : plainToolTip(words),
                       view->viewport(), option.rect);
    return true;
}

QString RowDelegate::toolTip(const QStyleOptionViewItem &, const QModelIndex &index, QPoint) const
{
    return index.data(Qt::ToolTipRole).toString();
}

void RowDelegate::drawGround(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index)
{
    const bool isPointedAt =
        option.state & QStyle::State_MouseOver && index.flags().testFlag(Qt::ItemIsEnabled);
    if (isPointedAt || option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, Theme::of(option.palette).raised);
}

void RowDelegate::drawEdge(QPainter *painter, const QStyleOptionViewItem &option, int width)
{
    painter->fillRect(QRect(option.rect.topLeft(), QSize(width, option.rect.height())),
                      Theme::of(option.palette).accent);
}

void RowDelegate::drawAtEnd(QPainter *painter, QRect &line, const QFont &font, const QColor &color,
                            const QString &text)
{
    if (text.isEmpty())
        return;
    painter->setFont(font);
    painter->setPen(color);
    painter->drawText(line, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, text);
    line.setRight(line.right() - QFontMetrics(font).horizontalAdvance(text) - space::medium);
}

} // namespace moa
