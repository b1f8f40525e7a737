// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mixture/ids.h"

#include <QWidget>

class QAction;
class QActionGroup;
class QMenu;
class QSplitter;
class QStackedWidget;

namespace moa {

class ChartsPanel;
class ColumnsView;
class ContributionLine;
class JudgementPanel;
class PointedResponse;
class ResponsesModel;
class RunInsights;
class TotalsBar;
struct ResponseId;

/**
 * The Compare workspace: the responses of the run side by side, its figures, and below them a
 * panel of charts or one in which a person judges the responses.
 */
class ComparePage : public QWidget
{
    Q_OBJECT

public:
    /// What the page shows; all of it outlives the page.
    struct Sources
    {
        ResponsesModel *responses;
        PointedResponse *pointed;
        RunInsights *insights;
    };

    explicit ComparePage(const Sources &sources, QWidget *parent = nullptr);

    [[nodiscard]] ColumnsView *columns() const { return m_columns; }
    [[nodiscard]] JudgementPanel *judgement() const { return m_judgement; }
    /// The entries of a View menu.
    void fillMenu(QMenu *menu) const;

    [[nodiscard]] QByteArray layoutState() const;
    void restoreLayout(const QByteArray &state);

Q_SIGNALS:
    /// The panel that was opened needs more height than the page has.
    void roomNeeded();
    /// The @p settings are not to be sent to the model any more.
    void omissionWanted(const moa::ProviderId &provider, const QString &model,
                        const QStringList &settings);

private:
    void createViewActions();
    void createPanelActions();
    void connectInsights(RunInsights *insights);
    void showPanel();
    void setBlind(bool blind);
    void showRequests(const ResponseId &id);
    void showBleu(const ResponseId &id);

    ResponsesModel *m_responses;
    ColumnsView *m_columns;
    ContributionLine *m_contribution;
    TotalsBar *m_totals;
    QWidget *m_reading; ///< columns and figures, which make room for judging blind
    QSplitter *m_splitter;
    QStackedWidget *m_panel;
    ChartsPanel *m_charts;
    JudgementPanel *m_judgement;
    QActionGroup *m_views = nullptr;
    QAction *m_showCharts = nullptr;
    QAction *m_showJudgement = nullptr;
    bool m_sized = false; ///< the panel was given its part of the height
};

} // namespace moa
