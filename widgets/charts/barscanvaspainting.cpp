// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/barscanvas.h"
#include "charts/paintdot.h"
#include "theme/controlshapes.h"
#include "theme/theme.h"

#include <algorithm>
#include <QLocale>
#include <QPainter>

namespace moa {

namespace {
constexpr int rowFlags = Qt::AlignVCenter | Qt::TextSingleLine;
} // namespace

void BarsCanvas::drawForeground(QPainter *painter, const QRectF &)
{
    const Theme theme = Theme::of(this);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintAxis(*painter, theme);
    for (int row = m_first; row < m_first + visibleRows(); ++row) {
        if (m_content.rows.at(row).kind == BarRow::Kind::Bar)
            paintMarks(*painter, theme, row);
        paintRow(*painter, theme, row);
    }
    if (!m_content.pathName.isEmpty())
        paintPath(*painter, theme);
    if (hasFocus())
        shape::focusRing(painter, viewport()->rect(), theme.accent);
    painter->restore();
}

void BarsCanvas::paintAxis(QPainter &painter, const Theme &theme) const
{
    const QLocale locale;
    const QFontMetrics metrics(type::figures());
    painter.setFont(type::figures());
    painter.setPen(theme.secondaryText);
    for (int step = 0; step <= m_axis.steps; ++step) {
        const double value = m_axis.step * step;
        const QString label = axisLabel(value, m_axis.step, m_content.unit, locale);
        const double width = metrics.horizontalAdvance(label);
        const double left = std::min(xOf(value) - width / 2.0, this->width() - width);
        painter.drawText(
            QRectF(left, m_plot.bottom() + space::tiny / 2.0, width + 1.0, metrics.height()),
            Qt::AlignCenter | Qt::TextSingleLine, label);
    }
}

void BarsCanvas::paintRow(QPainter &painter, const Theme &theme, int row) const
{
    const BarRow &shown = m_content.rows.at(row);
    QRectF line = rowRect(row).adjusted(space::medium, 0, 0, 0);
    if (shown.kind == BarRow::Kind::Heading) {
        const QFont font = type::title();
        // The grid must not run through the words.
        const int above = row == m_first ? space::tiny : 0;
        painter.fillRect(rowRect(row).adjusted(0, -above, 0, 0), theme.surface);
        painter.setFont(font);
        painter.setPen(theme.text);
        line.setRight(width() - space::medium);
        painter.drawText(line, rowFlags | Qt::AlignLeft,
                         QFontMetrics(font).elidedText(shown.name, Qt::ElideRight,
                                                       static_cast<int>(line.width())));
        return;
    }
    const bool pointed = isPointed(shown);
    line.setRight(m_plot.left() - space::small);
    if (shown.color) {
        const QRectF dot(line.left(), line.center().y() - column::dot / 2.0, column::dot,
                         column::dot);
        paintAgentDot(painter, dot, *shown.color, theme);
        line.setLeft(line.left() + column::dot + space::small);
    }
    QFont font = type::secondary();
    if (shown.onPath || pointed)
        font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(theme.text);
    painter.drawText(
        line, rowFlags | Qt::AlignLeft,
        QFontMetrics(font).elidedText(shown.name, Qt::ElideRight, static_cast<int>(line.width())));

    const double end = std::max(barRect(row).right(), m_plot.left());
    QRectF place = rowRect(row);
    place.setLeft(end + space::small);
    place.setWidth(QFontMetrics(type::figures()).horizontalAdvance(shown.figure) + 1.0);
    // The grid must not run through the figures.
    painter.fillRect(place.adjusted(0, space::tiny, 0, -space::tiny), theme.surface);
    painter.setFont(type::figures());
    painter.setPen(theme.secondaryText);
    painter.drawText(place, rowFlags | Qt::AlignLeft, shown.figure);
}

void BarsCanvas::paintMarks(QPainter &painter, const Theme &theme, int row) const
{
    const BarRow &shown = m_content.rows.at(row);
    const QRectF bar = barRect(row);
    // Beyond the palette's last colour the same ones come again, told apart by a hollow bar.
    if (hasAgentInk() && shown.color && *shown.color >= theme.agentColors.size()) {
        const QRectF inner = bar.adjusted(chart::ring, chart::ring, -chart::ring, -chart::ring);
        if (inner.width() > 0.0)
            painter.fillRect(inner, theme.surface);
    }
    if (m_content.parts.size() > 1) {
        double end = 0.0;
        for (qsizetype part = 0; part + 1 < shown.values.size(); ++part) {
            end += shown.values.at(part);
            if (shown.values.at(part) > 0.0 && m_content.parts.at(part).ink != BarPart::Ink::Empty
                && xOf(end) < bar.right() - 1.0) {
                painter.fillRect(QRectF(xOf(end) - 0.5, bar.top(), control::hairline, bar.height()),
                                 theme.surface);
            }
        }
    }
    if (isPointed(shown)) {
        painter.setPen(QPen(theme.accent, chart::pointedOutline));
        painter.setBrush(Qt::NoBrush);
        constexpr double inset = 1.0;
        painter.drawRoundedRect(rowRect(row).adjusted(space::tiny, inset, -space::tiny, -inset),
                                space::tiny, space::tiny);
    } else if (isAnyPointed()) {
        painter.fillRect(bar.adjusted(-1.0, -1.0, 1.0, 1.0), faded(theme.surface, chart::veil));
    }
}

void BarsCanvas::paintPath(QPainter &painter, const Theme &theme) const
{
    painter.setPen(QPen(theme.text, chart::pathLine, Qt::SolidLine, Qt::FlatCap));
    const double below = rowHeight() * chart::barPart / 2.0 + chart::pathLine / 2.0 + 1.0;
    for (int row = m_first; row < m_first + visibleRows(); ++row) {
        if (!m_content.rows.at(row).onPath)
            continue;
        // Time in the queue is not on the path: it is no part of the answer's own time.
        const BarRow &shown = m_content.rows.at(row);
        const double from = xOf(shown.values.value(0) + shown.values.value(1));
        const double y = rowRect(row).center().y() + below;
        painter.drawLine(QPointF(from, y), QPointF(barRect(row).right(), y));
    }
}

} // namespace moa
