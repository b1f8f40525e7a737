// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/choicedelegate.h"

#include "items/modelsearchmodel.h"
#include "theme/theme.h"
#include "theme/tooltip.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QTextLayout>
#include <QToolTip>

namespace moa {

namespace {

/** A line of text with stretches in other looks, cut to a width as a whole. */
class MarkedLine
{
public:
    MarkedLine(const QString &text, const QFont &font, const QColor &color)
        : m_text(text)
        , m_font(font)
        , m_color(color)
    { }

    void paint(TextRange range, const QColor &color)
    {
        QTextCharFormat format;
        format.setForeground(color);
        add(range, format);
    }

    void mark(const QList<TextRange> &ranges)
    {
        QTextCharFormat format;
        format.setFontWeight(QFont::Bold);
        format.setFontUnderline(true);
        for (const TextRange &range : ranges)
            add(range, format);
    }

    void draw(QPainter &painter, const QRect &box, Qt::TextElideMode mode)
    {
        if (box.width() <= 0)
            return;
        elide(box.width(), mode);
        QTextLayout layout(m_text, m_font);
        QTextOption option;
        option.setWrapMode(QTextOption::NoWrap);
        option.setTextDirection(Qt::LeftToRight);
        layout.setTextOption(option);
        layout.setFormats(m_formats);
        layout.beginLayout();
        const QTextLine line = layout.createLine();
        layout.endLayout();
        painter.setPen(m_color);
        layout.draw(&painter,
                    QPointF(box.left(), box.top() + (box.height() - line.height()) / 2.0));
    }

private:
    void add(TextRange range, const QTextCharFormat &format)
    {
        if (!range.isEmpty())
            m_formats.append({static_cast<int>(range.start), static_cast<int>(range.size), format});
    }

    /// Cuts the text, and moves the formats with what is left of it.
    void elide(int width, Qt::TextElideMode mode)
    {
        QFont widest = m_font;
        if (!m_formats.isEmpty())
            widest.setBold(true);
        const QString cut = QFontMetrics(widest).elidedText(m_text, mode, width);
        if (cut == m_text)
            return;
        const auto [ours, theirs] =
            std::mismatch(cut.cbegin(), cut.cend(), m_text.cbegin(), m_text.cend());
        const auto head = static_cast<int>(std::distance(cut.cbegin(), ours));
        const auto tail = static_cast<int>(cut.size()) - head - 1;
        const auto gone = static_cast<int>(m_text.size() - cut.size());
        const auto moved = [&](int position) {
            if (position <= head)
                return position;
            const auto behind = static_cast<int>(m_text.size()) - tail;
            return position >= behind ? position - gone : head + 1;
        };
        for (QTextLayout::FormatRange &range : m_formats) {
            const int end = moved(range.start + range.length);
            range.start = moved(range.start);
            range.length = end - range.start;
        }
        m_text = cut;
    }

    QString m_text;
    QFont m_font;
    QColor m_color;
    QList<QTextLayout::FormatRange> m_formats;
};

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
