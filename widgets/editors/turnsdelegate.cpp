// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/turnsdelegate.h"

#include "items/turnsmodel.h"
#include "theme/controlshapes.h"
#include "theme/theme.h"

#include <QLocale>
#include <QPainter>

namespace moa {

namespace {

/** Where in a row what stands. */
struct Places
{
    QRect number;
    QRect prompt;
    QRect previous; ///< the branch switch; empty if there is one branch alone
    QRect branch;
    QRect next;
    QRect state;
};

int widthOf(const QFont &font, const QString &text)
{
    return QFontMetrics(font).horizontalAdvance(text);
}

/// Cuts @p width off the end of @p rest.
QRect cutEnd(QRect &rest, int width)
{
    const QRect end(rest.right() + 1 - width, rest.top(), width, rest.height());
    rest.setRight(end.left() - 1);
    return end;
}

QString branchText(const QModelIndex &index)
{
    const QLocale locale;
    return TurnsModel::tr("%1/%2", "branch and number of branches")
        .arg(locale.toString(index.data(TurnsModel::BranchRole).toInt()),
             locale.toString(index.data(TurnsModel::BranchCountRole).toInt()));
}

Places placesIn(const QRect &row, const QModelIndex &index)
{
    Places places;
    QRect rest = row.adjusted(turns::shownEdge + space::small, 0, -space::small, 0);
    const int numberWidth = widthOf(type::figures(), QStringLiteral("888"));
    places.number = QRect(rest.left(), rest.top(), numberWidth, rest.height());
    rest.setLeft(places.number.right() + 1 + space::small);
    places.state =
        cutEnd(rest, widthOf(type::secondary(), index.data(TurnsModel::StateWordRole).toString()));
    cutEnd(rest, space::medium);
    if (index.data(TurnsModel::BranchCountRole).toInt() > 1) {
        places.next = cutEnd(rest, control::target);
        places.branch = cutEnd(rest, widthOf(type::figures(), branchText(index)));
        places.previous = cutEnd(rest, control::target);
        cutEnd(rest, space::small);
    }
    places.prompt = rest;
    return places;
}

QColor colorOf(TurnState state, const Theme &theme)
{
    switch (state) {
    case TurnState::Running:
        return theme.accent;
    case TurnState::Answered:
        return theme.good;
    case TurnState::Degraded:
        return theme.warning;
    case TurnState::Unanswered:
        return theme.danger;
    case TurnState::Stopped:
        return theme.secondaryText;
    }
    Q_UNREACHABLE();
}

void drawChevron(QPainter &painter, const QRect &target, const Theme &theme, bool enabled,
                 Qt::ArrowType direction)
{
    QRect box(0, 0, control::icon, control::icon);
    box.moveCenter(target.center());
    shape::chevron(&painter, box, enabled ? theme.text : theme.disabledText, direction);
}

} // namespace

int TurnsDelegate::rowHeight()
{
    return qMax(QFontMetrics(type::base()).height() + space::small, control::target);
}

TurnId TurnsDelegate::branchAt(const QModelIndex &index, const QRect &row, QPoint position)
{
    const Places places = placesIn(row, index);
    if (places.previous.contains(position))
        return index.data(TurnsModel::PreviousBranchRole).value<TurnId>();
    if (places.next.contains(position))
        return index.data(TurnsModel::NextBranchRole).value<TurnId>();
    return {};
}

QSize TurnsDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, rowHeight()};
}

void TurnsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const Theme theme = Theme::of(option.palette);
    const Places places = placesIn(option.rect, index);
    const bool shown = index.data(TurnsModel::ShownRole).toBool();
    constexpr int flags = Qt::AlignVCenter | Qt::TextSingleLine;
    painter->save();
    drawGround(painter, option, index);
    if (shown)
        drawEdge(painter, option, turns::shownEdge);

    painter->setFont(type::figures());
    painter->setPen(theme.secondaryText);
    painter->drawText(places.number, flags | Qt::AlignRight,
                      QLocale().toString(index.data(TurnsModel::NumberRole).toInt()));
    if (!places.branch.isEmpty()) {
        painter->drawText(places.branch, flags | Qt::AlignHCenter, branchText(index));
        const auto leads = [&index](int role) {
            return !index.data(role).value<TurnId>().isEmpty();
        };
        drawChevron(*painter, places.previous, theme, leads(TurnsModel::PreviousBranchRole),
                    Qt::LeftArrow);
        drawChevron(*painter, places.next, theme, leads(TurnsModel::NextBranchRole),
                    Qt::RightArrow);
    }

    const QFont font = shown ? type::title() : type::base();
    painter->setFont(font);
    painter->setPen(theme.text);
    painter->drawText(places.prompt, flags | Qt::AlignLeft,
                      QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight,
                                                    places.prompt.width()));
    painter->setFont(type::secondary());
    painter->setPen(
        colorOf(static_cast<TurnState>(index.data(TurnsModel::StateRole).toInt()), theme));
    painter->drawText(places.state, flags | Qt::AlignRight,
                      index.data(TurnsModel::StateWordRole).toString());
    if (option.state & QStyle::State_HasFocus)
        shape::focusRing(painter, option.rect, theme.accent);
    painter->restore();
}

QString TurnsDelegate::toolTip(const QStyleOptionViewItem &option, const QModelIndex &index,
                               QPoint at) const
{
    const Places places = placesIn(option.rect, index);
    if (places.previous.contains(at))
        return TurnsModel::tr("Previous branch (Left)");
    if (places.next.contains(at))
        return TurnsModel::tr("Next branch (Right)");
    return RowDelegate::toolTip(option, index, at);
}

} // namespace moa
