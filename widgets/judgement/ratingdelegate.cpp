// SPDX-License-Identifier: GPL-3.0-or-later
#include "judgement/ratingdelegate.h"

#include "items/judgementmodel.h"
#include "theme/controlshapes.h"
#include "theme/theme.h"

#include <QLocale>
#include <QPainter>

namespace moa {

namespace {

int nameHeight()
{
    return QFontMetrics(type::title()).height();
}

QRect inner(const QRect &row)
{
    return row.adjusted(space::medium, space::tiny, -space::medium, -space::tiny);
}

void drawStars(QPainter &painter, const QRect &row, int rating, const Theme &theme)
{
    painter.setRenderHint(QPainter::Antialiasing);
    for (int star = Judgement::lowest; star <= Judgement::highest; ++star) {
        QRectF box(0, 0, judging::star, judging::star);
        box.moveCenter(QRectF(RatingDelegate::starPlace(row, star)).center());
        painter.setPen(QPen(star <= rating ? theme.accent : theme.outline, column::iconStroke,
                            Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(star <= rating ? QBrush(theme.accent) : Qt::NoBrush);
        painter.drawPath(shape::star(box.adjusted(1, 1, -1, -1)));
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void drawDot(QPainter &painter, const QRect &line, const QModelIndex &index, const Theme &theme)
{
    const QVariant chosen = index.data(JudgementModel::ChosenColorRole);
    const auto id = index.data(JudgementModel::IdRole).value<ResponseId>();
    const int color = agentColorIndex(
        id.agent.toString(), chosen.isValid() ? std::optional(chosen.toInt()) : std::nullopt);
    const QRectF dot(line.left(), line.center().y() - column::dot / 2.0 + 0.5, column::dot,
                     column::dot);
    painter.setRenderHint(QPainter::Antialiasing);
    // Beyond the palette's last colour the same ones come again, told apart by a ring.
    if (color >= theme.agentColors.size()) {
        painter.setPen(QPen(theme.agentColor(color), column::ring));
        painter.setBrush(Qt::NoBrush);
        constexpr double inset = column::ring / 2.0;
        painter.drawEllipse(dot.adjusted(inset, inset, -inset, -inset));
    } else {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.agentColor(color));
        painter.drawEllipse(dot);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace

QRect RatingDelegate::starPlace(const QRect &row, int star)
{
    const QRect box = inner(row);
    return {box.left() + (star - 1) * control::target, box.bottom() + 1 - control::target,
            control::target, control::target};
}

int RatingDelegate::starAt(const QRect &row, QPoint position)
{
    for (int star = Judgement::lowest; star <= Judgement::highest; ++star) {
        if (starPlace(row, star).contains(position))
            return star;
    }
    return 0;
}

QSize RatingDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, nameHeight() + control::target + 2 * space::tiny};
}

void RatingDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const Theme theme = Theme::of(option.palette);
    const QRect box = inner(option.rect);
    constexpr int flags = Qt::AlignVCenter | Qt::TextSingleLine;
    painter->save();
    if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver))
        painter->fillRect(option.rect, theme.raised);
    if (option.state & QStyle::State_Selected) {
        painter->fillRect(
            QRect(option.rect.topLeft(), QSize(turns::shownEdge, option.rect.height())),
            theme.accent);
    }

    QRect line(box.left(), box.top(), box.width(), nameHeight());
    if (const QVariant rank = index.data(JudgementModel::RankRole); rank.isValid()) {
        const QString text = JudgementModel::tr("rank %1").arg(QLocale().toString(rank.toDouble()));
        painter->setFont(type::figures());
        painter->setPen(theme.secondaryText);
        painter->drawText(line, flags | Qt::AlignRight, text);
        line.setRight(line.right() - QFontMetrics(type::figures()).horizontalAdvance(text)
                      - space::small);
    }
    if (!index.data(JudgementModel::BlindRole).toBool()) {
        drawDot(*painter, line, index, theme);
        line.setLeft(line.left() + column::dot + space::small);
    }
    painter->setFont(type::title());
    painter->setPen(theme.text);
    painter->drawText(line, flags | Qt::AlignLeft,
                      QFontMetrics(type::title())
                          .elidedText(index.data().toString(), Qt::ElideRight, line.width()));

    drawStars(*painter, option.rect, index.data(JudgementModel::RatingRole).toInt(), theme);
    const QRect last = starPlace(option.rect, Judgement::highest);
    const QRect model(QPoint(last.right() + 1 + space::small, last.top()), box.bottomRight());
    painter->setFont(type::secondary());
    painter->setPen(theme.secondaryText);
    painter->drawText(model, flags | Qt::AlignRight,
                      QFontMetrics(type::secondary())
                          .elidedText(index.data(JudgementModel::ModelNameRole).toString(),
                                      Qt::ElideMiddle, model.width()));
    if (option.state & QStyle::State_HasFocus)
        shape::focusRing(painter, option.rect, theme.accent);
    painter->restore();
}

} // namespace moa
