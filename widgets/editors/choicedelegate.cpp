// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/choicedelegate.h"

#include "editors/markedline.h"
#include "items/modelsearchmodel.h"
#include "theme/theme.h"
#include "theme/tooltip.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace moa {

namespace {

int secondHeight()
{
    return QFontMetrics(type::secondary()).height();
}

/// Cuts off the end of @p line what @p text needs, and draws it there.
void drawAtEnd(QPainter &painter, QRect &line, const QString &text, const QColor &color)
{
    painter.setFont(type::secondary());
    painter.setPen(color);
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, text);
    line.setRight(line.right() - QFontMetrics(type::secondary()).horizontalAdvance(text)
                  - space::medium);
}

} // namespace

int ChoiceDelegate::rowHeight()
{
    return QFontMetrics(type::base()).height() + secondHeight() + 2 * space::tiny + space::hair;
}

QSize ChoiceDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, rowHeight()};
}

void ChoiceDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const Theme theme = Theme::of(option.palette);
    painter->save();
    const bool isCurrent = option.state & QStyle::State_Selected;
    if (isCurrent || option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, theme.raised);
    if (isCurrent) {
        painter->fillRect(
            QRect(option.rect.topLeft(), QSize(floating::currentEdge, option.rect.height())),
            theme.accent);
    }

    const QRect box =
        option.rect.adjusted(space::medium, space::tiny, -space::medium, -space::tiny);
    QRect first(box.topLeft(), QSize(box.width(), QFontMetrics(type::base()).height()));
    const QRect second(box.left(), box.bottom() + 1 - secondHeight(), box.width(), secondHeight());
    if (index.data(ModelSearchModel::RecentRole).toBool())
        drawAtEnd(*painter, first, ModelSearchModel::tr("recent"), theme.secondaryText);

    const QString title = index.data().toString();
    const auto name = index.data(ModelSearchModel::NameRole).value<TextRange>();
    MarkedLine line(title, type::base(), theme.text);
    line.paint({0, name.start}, theme.secondaryText);
    line.paint({name.end(), title.size() - name.end()}, theme.secondaryText);
    line.mark(index.data(ModelSearchModel::TitleMarksRole).value<QList<TextRange>>());
    line.draw(*painter, first, Qt::ElideMiddle);

    MarkedLine detail(index.data(ModelSearchModel::DetailRole).toString(), type::secondary(),
                      theme.secondaryText);
    detail.mark(index.data(ModelSearchModel::DetailMarksRole).value<QList<TextRange>>());
    detail.draw(*painter, second, Qt::ElideRight);
    painter->restore();
}

bool ChoiceDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view,
                               const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QToolTip::showText(event->globalPos(), plainToolTip(index.data(Qt::ToolTipRole).toString()),
                       view->viewport(), option.rect);
    return true;
}

} // namespace moa
