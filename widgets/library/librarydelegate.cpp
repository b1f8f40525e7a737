// SPDX-License-Identifier: GPL-3.0-or-later
#include "library/librarydelegate.h"

#include "canvas/canvaslook.h"
#include "items/presetlibrarymodel.h"
#include "theme/controlshapes.h"
#include "theme/theme.h"

#include <QPainter>

namespace moa {

namespace {

using Field = PresetLibraryModel::Role;

bool isFolder(const QModelIndex &index)
{
    return !index.parent().isValid();
}

int lineHeight(const QFont &font)
{
    return QFontMetrics(font).height();
}

/// Draws one line of @p text at the top of @p rest, and takes it off.
void line(QPainter *painter, QRect &rest, const QFont &font, const QColor &color,
          const QString &text, Qt::TextElideMode mode = Qt::ElideRight)
{
    const QRect place(rest.topLeft(), QSize(rest.width(), lineHeight(font)));
    painter->setFont(font);
    painter->setPen(color);
    painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                      QFontMetrics(font).elidedText(text, mode, place.width()));
    rest.setTop(place.bottom() + 1 + space::hair);
}

} // namespace

LibraryDelegate::LibraryDelegate(QObject *parent)
    : RowDelegate(parent)
{ }

QSize LibraryDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    Q_UNUSED(option)
    if (isFolder(index)) {
        const bool problem = !index.data(Field::ErrorRole).toString().isEmpty();
        const int height = space::medium + lineHeight(type::title()) + space::small
            + (problem ? lineHeight(type::secondary()) + space::tiny : 0);
        return {0, qMax(height, control::target)};
    }
    const int text = lineHeight(type::title()) + lineHeight(type::figures())
        + lineHeight(type::secondary()) + library::descriptionLines * lineHeight(type::secondary())
        + 4 * space::hair;
    return {0, qMax(library::thumbnailHeight, text) + 2 * space::small};
}

void LibraryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const Theme theme = Theme::of(option.palette);
    painter->save();
    painter->setClipRect(option.rect);
    if (isFolder(index)) {
        paintFolder(painter, option, index, theme);
    } else {
        paintPreset(painter, option, index, theme);
    }
    if (option.state & QStyle::State_HasFocus)
        shape::focusRing(painter, option.rect, theme.accent);
    painter->restore();
}

void LibraryDelegate::paintFolder(QPainter *painter, const QStyleOptionViewItem &option,
                                  const QModelIndex &index, const Theme &theme) const
{
    QRect rest = option.rect.adjusted(space::tiny, space::medium, -space::small, 0);
    if (option.state & QStyle::State_Children) {
        const QRect mark(rest.topLeft(), QSize(control::icon, lineHeight(type::title())));
        shape::chevron(painter, mark, theme.secondaryText,
                       option.state & QStyle::State_Open ? Qt::DownArrow : Qt::RightArrow);
    }
    rest.setLeft(rest.left() + control::icon + space::tiny);
    const QString title = index.data().toString();
    const QString place = index.data(Field::DescriptionRole).toString();
    const QString problem = index.data(Field::ErrorRole).toString();
    const int width = QFontMetrics(type::title()).horizontalAdvance(title) + space::small;
    if (const QRect beside = rest.adjusted(width, 0, 0, 0); beside.width() > 0) {
        QRect first(beside.topLeft(), QSize(beside.width(), lineHeight(type::title())));
        line(painter, first, type::secondary(), theme.secondaryText, place, Qt::ElideMiddle);
    }
    line(painter, rest, type::title(), theme.text, title);
    if (!problem.isEmpty())
        line(painter, rest, type::secondary(), theme.secondaryText, problem);
}

void LibraryDelegate::paintPreset(QPainter *painter, const QStyleOptionViewItem &option,
                                  const QModelIndex &index, const Theme &theme) const
{
    const QRect row = option.rect.adjusted(0, space::hair / 2, 0, -space::hair / 2);
    const bool chosen = option.state & QStyle::State_Selected;
    if (chosen || (option.state & QStyle::State_MouseOver))
        shape::box(painter, row, theme.raised, chosen ? theme.accent : QColor());

    const QRect inner = row.adjusted(space::small, space::small - 1, -space::medium, 0);
    const QRect picture(inner.topLeft(), QSize(library::thumbnailWidth, library::thumbnailHeight));
    shape::box(painter, picture, theme.window, theme.line);
    const QString error = index.data(Field::ErrorRole).toString();
    if (error.isEmpty()) {
        const QSize room = picture.size() - QSize(2 * space::tiny, 2 * space::tiny);
        const QImage image =
            m_thumbnails.image(index.data(Field::HashRole).toByteArray(),
                               index.data(Field::MixtureRole).value<Mixture>(),
                               {theme, room, painter->device()->devicePixelRatioF()});
        if (!image.isNull())
            painter->drawImage(picture.topLeft() + QPoint(space::tiny, space::tiny), image);
    } else {
        QRectF mark(0, 0, card::mark * 1.5, card::mark * 1.5);
        mark.moveCenter(QRectF(picture).center());
        painter->setRenderHint(QPainter::Antialiasing);
        painter->fillPath(warningShape(mark), theme.warning);
    }

    QRect rest = inner.adjusted(library::thumbnailWidth + space::medium, 0, 0, 0);
    const bool open = index.data(Field::OpenRole).toBool();
    if (open) {
        const QString word = tr("Open now");
        const int width = QFontMetrics(type::secondary()).horizontalAdvance(word);
        QRect corner(rest.right() - width, rest.top(), width + 1, lineHeight(type::title()));
        line(painter, corner, type::secondary(), theme.accent, word);
        rest.setRight(rest.right() - width - space::small);
    }
    line(painter, rest, type::title(), theme.text, index.data().toString());
    rest.setRight(inner.right());
    if (!error.isEmpty()) {
        painter->setFont(type::secondary());
        painter->setPen(theme.warning);
        drawParagraph(*painter, rest, tr("It can’t be read. %1").arg(error));
        return;
    }
    const int below = lineHeight(type::secondary()) + lineHeight(type::figures()) + 2 * space::hair;
    QRect foot(rest.left(), row.bottom() - below - space::small, rest.width(), below);
    const QString description = index.data(Field::DescriptionRole).toString();
    if (!description.isEmpty()) {
        painter->setFont(type::secondary());
        painter->setPen(theme.text);
        drawParagraph(*painter, QRect(rest.topLeft(), QPoint(rest.right(), foot.top() - 1)),
                      description);
    }
    line(painter, foot, type::secondary(), theme.secondaryText,
         index.data(Field::ModelsRole).toString());
    line(painter, foot, type::figures(), theme.secondaryText,
         index.data(Field::FiguresRole).toString());
}

} // namespace moa
