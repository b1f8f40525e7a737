// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/similarityrequest.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QStackedWidget;

namespace moa {

class ChartExport;
class ChartPage;
class PointedResponse;
class ResponsesModel;
class SegmentSwitch;
class SimilarityPage;

/**
 * The charts of a run, one at a time, with a switch between them and a button that saves what is
 * shown. Right from 480 x 220 up. While a run is under way it changes at most four times a second,
 * and only while it is visible.
 */
class ChartsPanel : public QWidget
{
    Q_OBJECT

public:
    enum class Chart { Overlap, Tokens, Cost, Timeline, Speed, Similarity };

    explicit ChartsPanel(QWidget *parent = nullptr);

    /// Shows @p model, which must outlive the panel or be replaced; null: none.
    void setModel(const ResponsesModel *model);
    /// What is hovered here is pointed at for all views, and the other way round.
    void setPointer(PointedResponse *pointer);
    void showChart(Chart chart);
    [[nodiscard]] Chart shownChart() const;

public Q_SLOTS:
    /// The answer to matrixNeeded(). One that is no longer wanted is dropped.
    void setMatrix(const moa::SimilarityRequest &request, const moa::SimilarityMatrix &matrix);

Q_SIGNALS:
    /// The heat map needs @p request computed, best off this thread; asked once for each.
    void matrixNeeded(const moa::SimilarityRequest &request);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void addPage(ChartPage *page);
    void addFormats();
    /// No page may hold on to a model that went.
    void forgetModel();
    [[nodiscard]] ChartPage *page() const;
    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] QByteArray figuresAsCsv() const;
    /// At once, or with the next step of the timer while a run is under way.
    void changed();
    void step();
    void refresh();

    QPointer<const ResponsesModel> m_model;
    SegmentSwitch *m_switch;
    ChartExport *m_export;
    QStackedWidget *m_pages;
    SimilarityPage *m_similarity;
    QLabel *m_empty;
    QTimer m_timer;
    bool m_dirty = false;
};

} // namespace moa
