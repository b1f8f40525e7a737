// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/heatmap.h"

#include "charts/paintdot.h"
#include "items/pointedresponse.h"
#include "theme/controlshapes.h"
#include "theme/theme.h"
#include "theme/tooltip.h"

#include <algorithm>
#include <cmath>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

namespace moa {

namespace {
constexpr int widestCellInLeast = 2; ///< cells grow with the room, but not to slabs
} // namespace

HeatMap::HeatMap(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::TabFocus);
    viewport()->setMouseTracking(true);
}

void HeatMap::setContent(const HeatMapContent &content)
{
    if (m_content.entries != content.entries)
        pointAtRow({});
    m_content = content;
    setAccessibleDescription(content.description());
    updateScrollBars();
    viewport()->update();
}

void HeatMap::setPointer(PointedResponse *pointer)
{
    if (m_pointer)
        m_pointer->disconnect(this);
    m_pointer = pointer;
    if (pointer)
        connect(pointer, &PointedResponse::changed, this, [this] { viewport()->update(); });
    viewport()->update();
}

int HeatMap::namesWidth(int width) const
{
    const QFontMetrics metrics(type::secondary());
    int widest = 0;
    for (const HeatMapContent::Entry &entry : m_content.entries)
        widest = std::max(widest, metrics.horizontalAdvance(entry.name));
    const int number = metrics.horizontalAdvance(QLocale().toString(m_content.entries.size()));
    return space::medium + number + space::small + column::dot + space::small
        + std::min(widest, static_cast<int>(width * chart::namePart)) + space::small;
}

int HeatMap::headHeight() const
{
    return QFontMetrics(type::secondary()).height() + space::small;
}

QSize HeatMap::leastCell() const
{
    const QFontMetrics metrics(type::figures());
    const QString widest = HeatMapContent::figure(m_content.metric, 1.0, QLocale());
    return {metrics.horizontalAdvance(widest) + 2 * space::small,
            std::max(chart::cellHeight, metrics.height() + space::medium)};
}

QSize HeatMap::cellSize(int width) const
{
    const QSize least = leastCell();
    const int room = width - namesWidth(width) - space::medium;
    const int share = room / std::max(static_cast<int>(m_content.entries.size()), 1);
    return {std::clamp(share, least.width(), least.width() * widestCellInLeast), least.height()};
}

QSize HeatMap::wholeSize(int width) const
{
    const QSize cell = cellSize(width);
    const int count = static_cast<int>(m_content.entries.size());
    return {std::max(width, namesWidth(width) + count * cell.width() + space::medium),
            headHeight() + count * cell.height() + space::small};
}

QRect HeatMap::cellRect(qsizetype row, qsizetype column) const
{
    const QSize cell = cellSize(viewport()->width());
    const QPoint first(namesWidth(viewport()->width()) - horizontalScrollBar()->value(),
                       headHeight() - verticalScrollBar()->value());
    return {first
                + QPoint(static_cast<int>(column) * cell.width(),
                         static_cast<int>(row) * cell.height()),
            cell};
}

std::optional<qsizetype> HeatMap::rowAt(QPoint position) const
{
    if (position.y() < headHeight() || m_content.entries.isEmpty())
        return std::nullopt;
    const int row = (position.y() - cellRect(0, 0).top()) / cellSize(viewport()->width()).height();
    return row < m_content.entries.size() ? std::optional<qsizetype>(row) : std::nullopt;
}

std::optional<HeatMap::Cell> HeatMap::cellAt(QPoint position) const
{
    const std::optional<qsizetype> row = rowAt(position);
    if (!row || position.x() < namesWidth(viewport()->width()))
        return std::nullopt;
    const QRect first = cellRect(0, 0);
    const int column = (position.x() - first.left()) / first.width();
    if (column >= m_content.entries.size())
        return std::nullopt;
    return Cell{*row, column};
}

bool HeatMap::isPointed(qsizetype entry) const
{
    return m_pointer && m_pointer->includes(m_content.entries.at(entry).id);
}

void HeatMap::updateScrollBars()
{
    const QSize whole = wholeSize(viewport()->width());
    const QSize cell = cellSize(viewport()->width());
    horizontalScrollBar()->setRange(0, std::max(whole.width() - viewport()->width(), 0));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(cell.width());
    verticalScrollBar()->setRange(0, std::max(whole.height() - viewport()->height(), 0));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(cell.height());
}

bool HeatMap::viewportEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseMove:
        pointAtRow(rowAt(static_cast<QMouseEvent *>(event)->position().toPoint()));
        break;
    case QEvent::Leave:
        pointAtRow({});
        break;
    case QEvent::ToolTip: {
        const auto *help = static_cast<QHelpEvent *>(event);
        if (const std::optional<Cell> cell = cellAt(help->pos())) {
            QToolTip::showText(help->globalPos(),
                               plainToolTip(m_content.sentence(cell->row, cell->column)), this);
        } else if (const std::optional<qsizetype> row = rowAt(help->pos())) {
            QToolTip::showText(help->globalPos(), plainToolTip(m_content.entries.at(*row).name),
                               this);
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    default:
        break;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void HeatMap::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        updateScrollBars();
        viewport()->update();
    }
}

void HeatMap::keyPressEvent(QKeyEvent *event)
{
    const qsizetype last = m_content.entries.size() - 1;
    if (last < 0 || (event->key() != Qt::Key_Up && event->key() != Qt::Key_Down)) {
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    const qsizetype next = m_pointedRow.value_or(-1) + (event->key() == Qt::Key_Down ? 1 : -1);
    const qsizetype row = std::clamp<qsizetype>(next, 0, last);
    const QRect cell = cellRect(row, 0);
    if (cell.top() < headHeight())
        verticalScrollBar()->setValue(verticalScrollBar()->value() + cell.top() - headHeight());
    else if (cell.bottom() >= viewport()->height())
        verticalScrollBar()->setValue(verticalScrollBar()->value() + cell.bottom()
                                      - viewport()->height() + 1);
    pointAtRow(row);
}

void HeatMap::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    pointAtRow({});
}

void HeatMap::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBars();
}

void HeatMap::pointAtRow(std::optional<qsizetype> row)
{
    const bool pointedBefore = m_pointedRow.has_value();
    m_pointedRow = row;
    if (!m_pointer)
        return;
    // What another view points at is not this one's to take away.
    if (row)
        m_pointer->pointAtResponse(m_content.entries.at(*row).id);
    else if (pointedBefore)
        m_pointer->leave();
}

void HeatMap::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::of(this);
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), theme.surface);
    if (m_content.matrix.size != m_content.entries.size() || m_content.entries.isEmpty())
        return;
    paintCells(painter, theme);
    paintPointed(painter, theme);
    paintHeads(painter, theme);
    if (hasFocus())
        shape::focusRing(&painter, viewport()->rect(), theme.accent);
}

void HeatMap::paintCells(QPainter &painter, const Theme &theme) const
{
    const QLocale locale;
    painter.setFont(type::figures());
    const QRect view = viewport()->rect();
    for (qsizetype row = 0; row < m_content.entries.size(); ++row) {
        for (qsizetype column = 0; column < m_content.entries.size(); ++column) {
            const QRect cell = cellRect(row, column);
            if (!cell.intersects(view))
                continue;
            const double value = m_content.matrix.at(row, column);
            const bool compared = row != column && !std::isnan(value);
            painter.fillRect(cell, compared ? theme.scaleColor(value) : theme.raised);
            painter.setPen(theme.surface);
            if (theme.scheme == Theme::Scheme::HighContrast)
                painter.setPen(theme.line);
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(cell);
            painter.setPen(row == column ? theme.secondaryText : theme.text);
            painter.drawText(cell, Qt::AlignCenter,
                             HeatMapContent::figure(m_content.metric, value, locale));
        }
    }
}

void HeatMap::paintPointed(QPainter &painter, const Theme &theme) const
{
    const qsizetype count = m_content.entries.size();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.text, control::focusRing));
    for (qsizetype entry = 0; entry < count; ++entry) {
        if (!isPointed(entry))
            continue;
        painter.drawRect(cellRect(entry, 0).united(cellRect(entry, count - 1)));
        painter.drawRect(cellRect(0, entry).united(cellRect(count - 1, entry)));
    }
}

void HeatMap::paintHeads(QPainter &painter, const Theme &theme) const
{
    const QLocale locale;
    const int names = namesWidth(viewport()->width());
    painter.fillRect(QRect(0, 0, names, viewport()->height()), theme.surface);
    painter.fillRect(QRect(0, 0, viewport()->width(), headHeight()), theme.surface);

    const int number = QFontMetrics(type::secondary())
                           .horizontalAdvance(locale.toString(m_content.entries.size()));
    for (qsizetype entry = 0; entry < m_content.entries.size(); ++entry) {
        QFont font = type::secondary();
        if (isPointed(entry))
            font.setWeight(QFont::DemiBold);
        painter.setFont(font);
        painter.setPen(isPointed(entry) ? theme.text : theme.secondaryText);
        const QString label = locale.toString(entry + 1);

        QRect head = cellRect(0, entry);
        head.setTop(0);
        head.setHeight(headHeight());
        painter.setClipRect(QRect(names, 0, viewport()->width() - names, headHeight()));
        painter.drawText(head, Qt::AlignCenter, label);

        painter.setClipRect(QRect(0, headHeight(), names, viewport()->height() - headHeight()));
        QRect line = cellRect(entry, 0);
        line.setLeft(space::medium);
        line.setWidth(number);
        painter.drawText(line, Qt::AlignVCenter | Qt::AlignRight, label);
        const QRectF dot(line.right() + 1 + space::small,
                         line.center().y() - column::dot / 2.0 + 0.5, column::dot, column::dot);
        paintAgentDot(painter, dot, m_content.entries.at(entry).color, theme);
        line.setLeft(line.right() + 1 + column::dot + 2 * space::small);
        line.setRight(names - space::small);
        painter.setPen(theme.text);
        painter.drawText(line, Qt::AlignVCenter | Qt::TextSingleLine,
                         QFontMetrics(font).elidedText(m_content.entries.at(entry).name,
                                                       Qt::ElideRight, line.width()));
    }
    painter.setClipping(false);
}

} // namespace moa
