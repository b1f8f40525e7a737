// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/barscanvas.h"

#include "items/pointedresponse.h"
#include "theme/theme.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QGraphicsLayout>
#include <QGraphicsScene>
#include <QHorizontalStackedBarSeries>
#include <QValueAxis>

namespace moa {

BarsCanvas::BarsCanvas(QWidget *parent)
    : QGraphicsView(parent)
    , m_chart(new QChart)
    , m_series(new QHorizontalStackedBarSeries(this))
    , m_values(new QValueAxis(this))
    , m_categories(new QBarCategoryAxis(this))
{
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    // The panel scrolls by rows; the view must never do so by itself.
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    setScene(new QGraphicsScene(this));
    scene()->addItem(m_chart);
    m_chart->legend()->hide();
    m_chart->setAnimationOptions(QChart::NoAnimation);
    m_chart->setBackgroundVisible(false);
    m_chart->setMargins({});
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_series->setBarWidth(chart::barPart);
    m_chart->addSeries(m_series);
    m_chart->addAxis(m_values, Qt::AlignBottom);
    m_chart->addAxis(m_categories, Qt::AlignLeft);
    m_series->attachAxis(m_values);
    m_series->attachAxis(m_categories);
    m_values->setLabelsVisible(false);
    m_values->setLineVisible(false);
    m_categories->setLabelsVisible(false);
    m_categories->setLineVisible(false);
    m_categories->setGridLineVisible(false);
    restyle();
}

void BarsCanvas::restyle()
{
    const Theme theme = Theme::of(this);
    setBackgroundBrush(theme.surface);
    // White lines from top to bottom would be the loudest thing in a high-contrast chart.
    m_values->setGridLinePen(
        QPen(theme.scheme == Theme::Scheme::HighContrast ? theme.disabledText : theme.line,
             control::hairline));
    rebuildSeries(0, 0);
    populate();
}

QColor BarsCanvas::inkColor(BarPart::Ink ink, const Theme &theme)
{
    switch (ink) {
    case BarPart::Ink::Empty:
        return Qt::transparent;
    case BarPart::Ink::First:
        return theme.partColors.at(0);
    case BarPart::Ink::Second:
        return theme.partColors.at(1);
    case BarPart::Ink::Third:
        return theme.partColors.at(2);
    case BarPart::Ink::Fourth:
        return theme.partColors.at(3);
    case BarPart::Ink::Agent:
    case BarPart::Ink::Neutral:
        return theme.outline;
    }
    Q_UNREACHABLE();
}

void BarsCanvas::setContent(const BarChart &content)
{
    if (m_content == content)
        return;
    const bool otherBars = m_content.parts != content.parts;
    m_content = content;
    if (otherBars)
        rebuildSeries(0, 0);
    m_first = std::clamp(m_first, 0,
                         std::max(static_cast<int>(m_content.rows.size()) - rowsThatFit(), 0));
    populate();
}

void BarsCanvas::setFirstRow(int row)
{
    if (m_first == row)
        return;
    m_first = row;
    populate();
}

int BarsCanvas::rowHeight() const
{
    return std::max(chart::rowHeight, QFontMetrics(type::secondary()).height() + space::small);
}

int BarsCanvas::heightFor(int rows) const
{
    return rows * rowHeight() + QFontMetrics(type::figures()).height() + space::small;
}

int BarsCanvas::rowsThatFit() const
{
    return std::max((height() - heightFor(0)) / rowHeight(), 1);
}

int BarsCanvas::visibleRows() const
{
    return std::min(rowsThatFit(), static_cast<int>(m_content.rows.size()) - m_first);
}

QRectF BarsCanvas::rowRect(int row) const
{
    if (row < m_first || row >= m_first + visibleRows())
        return {};
    return {0.0, m_plot.top() + (row - m_first) * rowHeight(), static_cast<double>(width()),
            static_cast<double>(rowHeight())};
}

QRectF BarsCanvas::barRect(int row) const
{
    const QRectF line = rowRect(row);
    const BarRow &bar = m_content.rows.at(row);
    if (line.isEmpty() || bar.values.isEmpty())
        return {};
    const bool shifted = m_content.parts.first().ink == BarPart::Ink::Empty;
    const double end = std::accumulate(bar.values.cbegin(), bar.values.cend(), 0.0);
    const double left = xOf(shifted ? bar.values.first() : 0.0);
    const double thickness = rowHeight() * chart::barPart;
    return {left, line.center().y() - thickness / 2.0, xOf(end) - left, thickness};
}

std::optional<int> BarsCanvas::rowAt(QPoint position) const
{
    const int row = m_first
        + static_cast<int>(std::floor((position.y() - m_plot.top())
                                      / static_cast<double>(rowHeight())));
    return rowRect(row).contains(position) ? std::optional(row) : std::nullopt;
}

double BarsCanvas::xOf(double value) const
{
    return m_plot.left() + value / m_axis.end() * m_plot.width();
}

bool BarsCanvas::hasAgentInk() const
{
    return m_content.parts.size() == 1 && m_content.parts.first().ink == BarPart::Ink::Agent;
}

bool BarsCanvas::isPointed(const BarRow &row) const
{
    if (!m_pointer || !row.agent)
        return false;
    return row.sample ? m_pointer->includes({*row.agent, *row.sample})
                      : m_pointer->agent() == row.agent;
}

bool BarsCanvas::isAnyPointed() const
{
    return std::any_of(m_content.rows.cbegin(), m_content.rows.cend(),
                       [this](const BarRow &row) { return isPointed(row); });
}

void BarsCanvas::changeEvent(QEvent *event)
{
    QGraphicsView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        restyle();
}

void BarsCanvas::resizeEvent(QResizeEvent *event)
{
    QGraphicsView::resizeEvent(event);
    m_chart->resize(size());
    setSceneRect(QRectF(QPointF(), size()));
    m_first = std::clamp(m_first, 0,
                         std::max(static_cast<int>(m_content.rows.size()) - rowsThatFit(), 0));
    populate();
    Q_EMIT resized();
}

void BarsCanvas::layOut()
{
    // What is pointed at is written in semi-bold, and must not be elided for it.
    QFont widestFont = type::secondary();
    widestFont.setWeight(QFont::DemiBold);
    const QFontMetrics names(widestFont);
    const QFontMetrics figureMetrics(type::figures());
    int widestName = 0;
    int widestFigure = 0;
    for (const BarRow &row : std::as_const(m_content.rows)) {
        if (row.kind == BarRow::Kind::Heading)
            continue;
        const int dot = row.color ? column::dot + space::small : 0;
        widestName = std::max(widestName, names.horizontalAdvance(row.name) + dot + 1);
        widestFigure = std::max(widestFigure, figureMetrics.horizontalAdvance(row.figure));
    }
    const int left = space::medium
        + std::min(widestName, static_cast<int>(width() * chart::namePart)) + space::small;
    const int right = widestFigure + space::small + space::medium;
    const int room = std::max(width() - left - right, chart::leastPlot);
    m_plot = QRectF(left, space::tiny / 2.0, room, visibleRows() * rowHeight());
    m_axis = ChartAxis::reaching(m_content.longestBar(), room / chart::tickGap, m_content.unit);
}

void BarsCanvas::populate()
{
    layOut();
    const int rows = visibleRows();
    const Theme theme = Theme::of(this);
    const bool agents = hasAgentInk();
    // A set has one colour: with agents' colours each has a set of its own, empty in other rows.
    const qsizetype sets = agents ? theme.agentColors.size() : m_content.parts.size();
    if (rows > 0 && (m_series->count() != sets || m_categories->count() != rows))
        rebuildSeries(sets, rows);
    const QList<QBarSet *> inSeries = m_series->barSets();
    for (qsizetype set = 0; set < inSeries.size(); ++set) {
        for (int line = 0; line < rows; ++line) {
            const BarRow &row = m_content.rows.at(m_first + line);
            double value = 0.0;
            if (!agents)
                value = row.values.value(set);
            else if (row.color && *row.color % sets == set)
                value = row.values.value(0);
            // Categories count from below.
            const int index = rows - 1 - line;
            if (inSeries.at(set)->at(index) != value)
                inSeries.at(set)->replace(index, value);
        }
    }
    m_values->setRange(0.0, m_axis.end());
    m_values->setTickCount(m_axis.steps + 1);
    m_chart->setPlotArea(m_plot);
    // Else bars and grid would stand where they were until the next turn of the event loop.
    m_chart->layout()->invalidate();
    m_chart->layout()->activate();
    viewport()->update();
}

void BarsCanvas::rebuildSeries(qsizetype sets, int rows)
{
    const Theme theme = Theme::of(this);
    m_series->clear();
    m_categories->clear();
    QStringList categories;
    for (int row = 0; row < rows; ++row)
        categories.append(QString::number(row));
    for (qsizetype index = 0; index < sets; ++index) {
        auto *set = new QBarSet(QString(), m_series);
        set->append(QList<qreal>(rows, 0.0));
        set->setPen(Qt::NoPen);
        set->setBrush(hasAgentInk() ? theme.agentColors.at(index)
                                    : inkColor(m_content.parts.at(index).ink, theme));
        m_series->append(set);
    }
    m_categories->append(categories);
}

} // namespace moa
