// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/commanddelegate.h"

#include "editors/markedline.h"
#include "items/commandsmodel.h"
#include "theme/theme.h"

#include <algorithm>
#include <QPainter>

namespace moa {

int CommandDelegate::rowHeight()
{
    return std::max(QFontMetrics(type::base()).height() + 2 * space::tiny, control::height);
}

QSize CommandDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, rowHeight()};
}

void CommandDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const Theme theme = Theme::of(option.palette);
    painter->save();
    const bool isEnabled = index.flags().testFlag(Qt::ItemIsEnabled);
    drawGround(painter, option, index);
    if (option.state & QStyle::State_Selected)
        drawEdge(painter, option, floating::currentEdge);
    const QColor text = isEnabled ? theme.text : theme.disabledText;
    const QColor quiet = isEnabled ? theme.secondaryText : theme.disabledText;
    QRect box = option.rect.adjusted(space::medium, 0, -space::medium, 0);
    drawAtEnd(painter, box, type::secondary(), quiet,
              index.data(CommandsModel::KeysRole).toString());
    if (const QVariant on = index.data(CommandsModel::OnRole); on.isValid()) {
        drawAtEnd(painter, box, type::secondary(), quiet,
                  on.toBool() ? CommandsModel::tr("on") : CommandsModel::tr("off"));
    }

    const QString title = index.data().toString();
    MarkedLine line(title, type::base(), text);
    line.mark(index.data(CommandsModel::TitleMarksRole).value<QList<TextRange>>());
    box.setLeft(box.left() + line.draw(*painter, box, Qt::ElideRight) + space::medium);
    MarkedLine place(index.data(CommandsModel::PlaceRole).toString(), type::secondary(), quiet);
    place.mark(index.data(CommandsModel::PlaceMarksRole).value<QList<TextRange>>());
    place.draw(*painter, box, Qt::ElideRight);
    painter->restore();
}

} // namespace moa
