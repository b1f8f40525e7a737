// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historydelegate.h"

#include "history/runmark.h"
#include "history/searchhits.h"
#include "items/figures.h"
#include "items/historymodel.h"
#include "items/historywords.h"
#include "theme/controlshapes.h"
#include "theme/theme.h"

#include <QLocale>
#include <QPainter>
#include <QTextLayout>

namespace moa {

namespace {

constexpr int lineFlags = Qt::AlignVCenter | Qt::TextSingleLine;
/// Models that are named before "and 3 more".
constexpr int namedModels = 2;
/// The width of figures at the base font is given for this size of it.
constexpr double basePixels = 12.0;

int heightOf(const QFont &font)
{
    return QFontMetrics(font).height();
}

int titleHeight()
{
    return std::max(heightOf(type::title()), control::target);
}

/// A width that is given for the base font, grown with the font.
int grown(int width)
{
    return qRound(width * std::max(1.0, QFontInfo(type::figures()).pixelSize() / basePixels));
}

QRect inner(const QRect &row)
{
    return row.adjusted(space::medium, space::small, -space::small, -space::small);
}

/** Draws a row, from its outer ends inwards. */
class RowPainter
{
public:
    RowPainter(QPainter *painter, const QStyleOptionViewItem &option, const RunSummary &run)
        : m_painter(painter)
        , m_theme(Theme::of(option.palette))
        , m_row(option.rect)
        , m_run(run)
        , m_isActive(option.state
                     & (QStyle::State_Selected | QStyle::State_MouseOver | QStyle::State_HasFocus))
    { }

    void drawTitle(QRect line)
    {
        drawStar();
        line.setRight(HistoryDelegate::starPlace(m_row).left() - space::tiny);
        RowDelegate::drawAtEnd(
            m_painter, line, type::figures(), m_theme.secondaryText,
            history::when(m_run.startedAt, QDateTime::currentDateTime(), m_locale));
        if (m_run.rating) {
            RowDelegate::drawAtEnd(
                m_painter, line, type::secondary(), m_theme.secondaryText,
                HistoryDelegate::tr("rated %1").arg(m_locale.toString(*m_run.rating)));
        }
        const QString title = elided(history::title(m_run), type::title(), line.width());
        text(line, type::title(), m_theme.text, title);
        line.setLeft(line.left() + QFontMetrics(type::title()).horizontalAdvance(title)
                     + space::small);
        drawTags(line);
    }

    void drawPrompt(const QRect &line)
    {
        text(line, type::base(), m_theme.text,
             elided(history::promptLine(m_run), type::base(), line.width()));
    }

    void drawHit(const QRect &line)
    {
        const MarkedLine marked =
            moa::elided(markedLine(m_run.snippet), QFontMetrics(type::secondary()), line.width());
        QList<QTextLayout::FormatRange> formats;
        for (const TextRange &hit : marked.hits) {
            QTextCharFormat format;
            format.setForeground(m_theme.text);
            format.setFontUnderline(true);
            format.setUnderlineColor(m_theme.accent);
            constexpr double ground = 0.16;
            format.setBackground(faded(m_theme.accent, ground));
            formats.append({static_cast<int>(hit.start), static_cast<int>(hit.size), format});
        }
        QTextLayout layout(marked.text, type::secondary());
        layout.setFormats(formats);
        layout.beginLayout();
        layout.createLine();
        layout.endLayout();
        m_painter->setPen(m_theme.secondaryText);
        layout.draw(m_painter, line.topLeft());
    }

    void drawFigures(QRect line)
    {
        cutFigure(line, runlist::timeWidth, figures::seconds(m_run.wallMs, m_locale));
        cutFigure(line, runlist::costWidth, history::cost(m_run, m_locale));
        if (m_row.width() >= grown(runlist::roomForTokens))
            cutFigure(line, runlist::tokensWidth, history::tokens(m_run, m_locale));
        line.setRight(line.right() - space::small);

        QRectF mark(line.left(), 0, runlist::mark, runlist::mark);
        mark.moveTop(line.top() + (line.height() - runlist::mark) / 2.0);
        m_painter->setRenderHint(QPainter::Antialiasing);
        m_painter->fillPath(runMark(m_run, mark), runColor(m_run, m_theme));
        m_painter->setRenderHint(QPainter::Antialiasing, false);
        line.setLeft(line.left() + runlist::mark + space::tiny);
        const QString word = elided(history::stateWord(m_run), type::secondary(), line.width());
        text(line, type::secondary(), runColor(m_run, m_theme), word);
        line.setLeft(line.left() + QFontMetrics(type::secondary()).horizontalAdvance(word)
                     + space::medium);
        text(line, type::secondary(), m_theme.secondaryText,
             elided(history::models(m_run.models, namedModels, m_locale), type::secondary(),
                    line.width()));
    }

private:
    static QString elided(const QString &words, const QFont &font, int width)
    {
        return QFontMetrics(font).elidedText(words, Qt::ElideRight, std::max(0, width));
    }

    void text(const QRect &place, const QFont &font, const QColor &color, const QString &words)
    {
        m_painter->setFont(font);
        m_painter->setPen(color);
        m_painter->drawText(place, lineFlags | Qt::AlignLeft, words);
    }

    void cutFigure(QRect &line, int width, const QString &words)
    {
        m_painter->setFont(type::figures());
        m_painter->setPen(m_theme.secondaryText);
        m_painter->drawText(line, lineFlags | Qt::AlignRight, words);
        const int taken = std::max(
            grown(width), QFontMetrics(type::figures()).horizontalAdvance(words) + space::medium);
        line.setRight(line.right() - taken);
    }

    void drawStar()
    {
        if (!m_run.starred && !m_isActive)
            return;
        QRectF box(0, 0, runlist::star, runlist::star);
        box.moveCenter(QRectF(HistoryDelegate::starPlace(m_row)).center());
        m_painter->setRenderHint(QPainter::Antialiasing);
        m_painter->setPen(QPen(m_run.starred ? m_theme.accent : m_theme.outline, column::iconStroke,
                               Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        m_painter->setBrush(m_run.starred ? QBrush(m_theme.accent) : Qt::NoBrush);
        m_painter->drawPath(shape::star(box.adjusted(1, 1, -1, -1)));
        m_painter->setRenderHint(QPainter::Antialiasing, false);
    }

    /// As many tags as there is room for.
    void drawTags(QRect line)
    {
        const QFontMetrics metrics(type::secondary());
        for (const QString &tag : m_run.tags) {
            const int width = metrics.horizontalAdvance(tag) + 2 * space::tiny + space::tiny;
            if (width > line.width())
                return;
            QRectF chip(line.left(), 0, width - space::hair, metrics.height() + space::hair);
            chip.moveTop(line.top() + (line.height() - chip.height()) / 2.0);
            shape::box(m_painter, chip, m_isActive ? m_theme.surface : m_theme.raised,
                       m_theme.line);
            m_painter->setFont(type::secondary());
            m_painter->setPen(m_theme.secondaryText);
            m_painter->drawText(chip, Qt::AlignCenter | Qt::TextSingleLine, tag);
            line.setLeft(line.left() + width + space::tiny);
        }
    }

    QPainter *m_painter;
    Theme m_theme;
    QLocale m_locale;
    QRect m_row;
    const RunSummary &m_run;
    bool m_isActive;
};

} // namespace

QRect HistoryDelegate::starPlace(const QRect &row)
{
    const QRect box = inner(row);
    return {box.right() + 1 - control::target, box.top() + (titleHeight() - control::target) / 2,
            control::target, control::target};
}

QSize HistoryDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    const int hit = m_showsHits ? heightOf(type::secondary()) + space::tiny : 0;
    return {0,
            2 * space::small + titleHeight() + heightOf(type::base()) + space::tiny + hit
                + std::max(heightOf(type::secondary()), heightOf(type::figures()))};
}

void HistoryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const Theme theme = Theme::of(option.palette);
    painter->save();
    drawGround(painter, option, index);
    if (option.state & QStyle::State_Selected)
        drawEdge(painter, option, runlist::selectedEdge);
    painter->fillRect(
        QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), control::hairline),
        theme.line);

    QRect line = inner(option.rect);
    line.setHeight(titleHeight());
    const QVariant run = index.data(HistoryModel::SummaryRole);
    if (run.isValid()) {
        const auto summary = run.value<RunSummary>();
        RowPainter row(painter, option, summary);
        row.drawTitle(line);
        line = QRect(line.left(), line.bottom() + 1, line.width(), heightOf(type::base()));
        row.drawPrompt(line);
        line.moveTop(line.bottom() + 1 + space::tiny);
        if (m_showsHits) {
            line.setHeight(heightOf(type::secondary()));
            row.drawHit(line);
            line.moveTop(line.bottom() + 1 + space::tiny);
        }
        line.setBottom(inner(option.rect).bottom());
        row.drawFigures(line);
    } else {
        painter->setFont(type::secondary());
        painter->setPen(theme.secondaryText);
        painter->drawText(line, lineFlags | Qt::AlignLeft, index.data().toString());
    }
    if (option.state & QStyle::State_HasFocus)
        shape::focusRing(painter, option.rect, theme.accent);
    painter->restore();
}

QString HistoryDelegate::toolTip(const QStyleOptionViewItem &option, const QModelIndex &index,
                                 QPoint at) const
{
    const auto run = index.data(HistoryModel::SummaryRole).value<RunSummary>();
    if (starPlace(option.rect).contains(at))
        return run.starred ? tr("Take the star away (S)") : tr("Star this run (S)");
    return QStringList{run.prompt, run.models.join(QStringLiteral(", ")), run.note}
        .join(u'\n')
        .trimmed();
}

} // namespace moa
