// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/choicedelegate.h"

#include "editors/markedline.h"
#include "items/modelsearchmodel.h"
#include "theme/theme.h"

#include <QPainter>

namespace moa {

namespace {

int secondHeight()
{
    return QFontMetrics(type::secondary()).height();
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
    drawGround(painter, option, index);
    if (option.state & QStyle::State_Selected)
        drawEdge(painter, option, floating::currentEdge);

    const QRect box =
        option.rect.adjusted(space::medium, space::tiny, -space::medium, -space::tiny);
    QRect first(box.topLeft(), QSize(box.width(), QFontMetrics(type::base()).height()));
    const QRect second(box.left(), box.bottom() + 1 - secondHeight(), box.width(), secondHeight());
    if (index.data(ModelSearchModel::RecentRole).toBool())
        drawAtEnd(painter, first, type::secondary(), theme.secondaryText,
                  ModelSearchModel::tr("recent"));

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

} // namespace moa
