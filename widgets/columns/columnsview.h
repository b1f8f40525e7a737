// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QList>
#include <QTimer>
#include <QWidget>

class QLabel;
class QScrollArea;
class QVBoxLayout;

namespace moa {

class LayerGroup;
class LayerSwitch;
class ResponseColumn;
class ResponsesModel;

/**
 * The responses of the current run side by side: one column each, grouped by layer; the final
 * answer's column stays at the right edge while the others scroll. It is driven by its model
 * alone.
 *
 * Only columns that can be seen are brought up to date, and only for a part of each frame: what
 * the others are behind waits in the model until they come into view.
 */
class ColumnsView : public QWidget
{
    Q_OBJECT

public:
    explicit ColumnsView(QWidget *parent = nullptr);

    /// Shows @p model, which must outlive the view or be replaced; null: none.
    void setModel(const ResponsesModel *model);
    [[nodiscard]] const ResponsesModel *model() const { return m_model; }

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void rebuild();
    void clearColumns();
    void addColumns();
    [[nodiscard]] LayerGroup *addGroup(int layer, bool finalAnswer);
    [[nodiscard]] QString groupTitle(int layer, bool finalAnswer) const;
    /// Shows the groups of the chosen layers and gives the columns their widths.
    void arrange();
    void rowsChanged(int first, int last, const QList<int> &roles);
    [[nodiscard]] bool isInView(const ResponseColumn *column) const;
    void scheduleFeed();
    /// Brings columns in view up to date, in turn, for a part of a frame.
    void feed();
    void pulse();
    void updatePulse();

    const ResponsesModel *m_model = nullptr;
    LayerSwitch *m_layerSwitch;
    QLabel *m_empty;
    QWidget *m_area; ///< what stands in the place of m_empty once there are columns
    QScrollArea *m_scroll;
    QWidget *m_content = nullptr; ///< of m_scroll; holds the groups
    QVBoxLayout *m_finalPlace;
    QList<ResponseColumn *> m_columns; ///< by row of the model
    QList<LayerGroup *> m_groups; ///< by layer; null: all of the layer is the final answer
    LayerGroup *m_finalGroup = nullptr;
    qsizetype m_nextFed = 0;
    QTimer m_feedTimer;
    QTimer m_pulseTimer;
    QElapsedTimer m_pulseClock;
};

} // namespace moa
