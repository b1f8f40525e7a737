// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/barchart.h"
#include "charts/chartaxis.h"

#include <QGraphicsView>

class QBarCategoryAxis;
class QChart;
class QHorizontalStackedBarSeries;
class QValueAxis;

namespace moa {

class PointedResponse;
struct Theme;

/**
 * Draws the rows of a bar chart that it has room for, from a first one on. Qt Charts draws bars and
 * grid; names, figures, axis and marks are painted over it, so that they may be elided and take the
 * theme's fonts. Rows and pixels: rowAt(), rowsThatFit().
 */
class BarsCanvas : public QGraphicsView
{
    Q_OBJECT

public:
    explicit BarsCanvas(QWidget *parent = nullptr);

    void setContent(const BarChart &content);
    [[nodiscard]] const BarChart &content() const { return m_content; }
    /// Must outlive the canvas or be replaced; null: nothing is pointed at.
    void setPointer(const PointedResponse *pointer) { m_pointer = pointer; }
    void setFirstRow(int row);
    [[nodiscard]] int firstRow() const { return m_first; }
    [[nodiscard]] int rowsThatFit() const;
    /// Height at which @p rows fit, axis included.
    [[nodiscard]] int heightFor(int rows) const;
    /// The row of the content at @p position; nothing beside the rows.
    [[nodiscard]] std::optional<int> rowAt(QPoint position) const;
    /// Where the bar of @p row is drawn, without the empty part; empty: it is not in view.
    [[nodiscard]] QRectF barRect(int row) const;
    /// Where @p row is drawn, name and figure included.
    [[nodiscard]] QRectF rowRect(int row) const;
    /// What the rows and their ink are painted in, for a legend.
    [[nodiscard]] static QColor inkColor(BarPart::Ink ink, const Theme &theme);

Q_SIGNALS:
    void resized();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;

private:
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int visibleRows() const;
    [[nodiscard]] double xOf(double value) const;
    /// Whether every bar has its agent's colour.
    [[nodiscard]] bool hasAgentInk() const;
    [[nodiscard]] bool isPointed(const BarRow &row) const;
    [[nodiscard]] bool isAnyPointed() const;
    /// Takes the theme and fonts again.
    void restyle();
    void populate();
    void rebuildSeries(qsizetype sets, int rows);
    void layOut();
    void paintAxis(QPainter &painter, const Theme &theme) const;
    void paintRow(QPainter &painter, const Theme &theme, int row) const;
    void paintMarks(QPainter &painter, const Theme &theme, int row) const;
    void paintPath(QPainter &painter, const Theme &theme) const;

    BarChart m_content;
    ChartAxis m_axis;
    QRectF m_plot;
    int m_first = 0;
    const PointedResponse *m_pointer = nullptr;
    QChart *m_chart; ///< the scene's only item
    QHorizontalStackedBarSeries *m_series;
    QValueAxis *m_values;
    QBarCategoryAxis *m_categories;
};

} // namespace moa
