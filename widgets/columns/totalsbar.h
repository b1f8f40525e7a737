// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;

namespace moa {

class ResponsesModel;

/**
 * One line about the run as a whole: how it goes, tokens, cost, time and, once it has ended, the
 * critical path. While it runs the figures are sums of what is known so far.
 */
class TotalsBar : public QWidget
{
    Q_OBJECT

public:
    explicit TotalsBar(QWidget *parent = nullptr);

    /// Shows @p model, which must outlive the bar or be replaced; null: none.
    void setModel(const ResponsesModel *model);

    /// Puts @p tool at the end of the line and becomes its parent.
    void addTool(QWidget *tool);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QLabel *addFigure(const char *name);
    void refresh();
    void showSaved();
    void refreshTime();

    const ResponsesModel *m_model = nullptr;
    QLabel *m_state;
    QLabel *m_tokens;
    QLabel *m_cost;
    QLabel *m_time;
    QLabel *m_criticalPath;
    QLabel *m_saved; ///< by what was kept
    QTimer m_clock;
};

} // namespace moa
