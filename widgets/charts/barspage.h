// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/chartpage.h"

#include <QPointer>

class QLabel;
class QScrollBar;

namespace moa {

class BarsCanvas;
class ChartLegend;
class ChartSource;
class SegmentSwitch;

/** A bar chart with its legend, scrolled by rows; hovered or walked with the arrow keys. */
class BarsPage : public ChartPage
{
    Q_OBJECT

public:
    explicit BarsPage(std::unique_ptr<ChartSource> source, QWidget *parent = nullptr);
    ~BarsPage() override;

    [[nodiscard]] QString title() const override;
    void refresh(const ResponsesModel *model, qint64 nowMs) override;
    [[nodiscard]] bool followsClock() const override;
    void setPointer(PointedResponse *pointer) override;
    [[nodiscard]] std::unique_ptr<QWidget> picture(int width) const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void showChart();
    void updateScrollBar();
    void pointAtRow(std::optional<int> row);
    void leave();
    [[nodiscard]] bool walk(int key);

    std::unique_ptr<ChartSource> m_source;
    SegmentSwitch *m_variants = nullptr; ///< only where the source has several
    ChartLegend *m_legend;
    BarsCanvas *m_canvas;
    QScrollBar *m_scrollBar;
    QLabel *m_empty;
    const ResponsesModel *m_model = nullptr; ///< of the last refresh
    qint64 m_nowMs = 0;
    QPointer<PointedResponse> m_pointer;
    std::optional<int> m_pointedRow; ///< that this page points at
};

} // namespace moa
