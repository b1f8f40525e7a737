// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/similarity.h"
#include "run/response.h"

#include <QAbstractScrollArea>
#include <QPointer>

class QLocale;

namespace moa {

class PointedResponse;
struct Theme;

/** What a heat map shows: responses against each other. */
struct HeatMapContent
{
    struct Entry
    {
        ResponseId id;
        QString name;
        int color = 0; ///< the agent's palette index

        friend bool operator==(const Entry &, const Entry &) = default;
    };

    QList<Entry> entries; ///< rows and columns of the matrix
    SimilarityMetric metric = SimilarityMetric::Bleu;
    SimilarityMatrix matrix;

    /// "BLEU", "chrF".
    [[nodiscard]] static QString metricTitle(SimilarityMetric metric);
    /// "23.4" of 100 or "0.62" of 1, as the metric is commonly written; a dash if not known.
    [[nodiscard]] static QString figure(SimilarityMetric metric, double value,
                                        const QLocale &locale);
    /// What the cell says, as a sentence.
    [[nodiscard]] QString sentence(qsizetype row, qsizetype column) const;
    /// Every row in words.
    [[nodiscard]] QString description() const;
};

/**
 * A matrix as coloured cells with their values. Rows carry number and name, columns the number;
 * both stay in view while the cells scroll. Hovering a cell points at the response of its row.
 */
class HeatMap : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit HeatMap(QWidget *parent = nullptr);

    void setContent(const HeatMapContent &content);
    [[nodiscard]] const HeatMapContent &content() const { return m_content; }
    void setPointer(PointedResponse *pointer);
    /// The size at which all cells are in view, at most @p width wide if that is enough.
    [[nodiscard]] QSize wholeSize(int width) const;
    /// Where a cell is drawn in the viewport.
    [[nodiscard]] QRect cellRect(qsizetype row, qsizetype column) const;

protected:
    bool viewportEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Cell
    {
        qsizetype row = 0;
        qsizetype column = 0;
    };

    [[nodiscard]] int namesWidth(int width) const;
    [[nodiscard]] int headHeight() const;
    [[nodiscard]] QSize leastCell() const;
    [[nodiscard]] QSize cellSize(int width) const;
    [[nodiscard]] std::optional<qsizetype> rowAt(QPoint position) const;
    [[nodiscard]] std::optional<Cell> cellAt(QPoint position) const;
    [[nodiscard]] bool isPointed(qsizetype entry) const;
    void updateScrollBars();
    void pointAtRow(std::optional<qsizetype> row);
    void paintCells(QPainter &painter, const Theme &theme) const;
    void paintPointed(QPainter &painter, const Theme &theme) const;
    void paintHeads(QPainter &painter, const Theme &theme) const;

    HeatMapContent m_content;
    QPointer<PointedResponse> m_pointer;
    std::optional<qsizetype> m_pointedRow; ///< that this map points at
};

} // namespace moa
