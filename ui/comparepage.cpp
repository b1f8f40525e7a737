// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/comparepage.h"

#include "charts/chartspanel.h"
#include "columns/columncontents.h"
#include "columns/columnsview.h"
#include "columns/contributionline.h"
#include "columns/totalsbar.h"
#include "inspect/bleudialog.h"
#include "inspect/exchangesdialog.h"
#include "items/responsesmodel.h"
#include "items/runinsights.h"
#include "judgement/judgementpanel.h"
#include "theme/icons.h"

#include <QAction>
#include <QActionGroup>
#include <QDesktopServices>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace moa {

namespace {
constexpr int leastHeight = 240;
constexpr int panelHeight = 280;
/// Below this, columns and a panel leave each other too little to read.
constexpr int heightForBoth = 560;
} // namespace

ComparePage::ComparePage(const Sources &sources, QWidget *parent)
    : QWidget(parent)
    , m_responses(sources.responses)
    , m_columns(new ColumnsView)
    , m_contribution(new ContributionLine(sources.responses))
    , m_totals(new TotalsBar)
    , m_reading(new QWidget)
    , m_splitter(new QSplitter(Qt::Vertical, this))
    , m_panel(new QStackedWidget)
    , m_charts(new ChartsPanel)
    , m_judgement(new JudgementPanel)
{
    m_columns->setModel(sources.responses);
    m_columns->setPointer(sources.pointed);
    m_totals->setModel(sources.responses);
    m_charts->setModel(sources.responses);
    m_charts->setPointer(sources.pointed);

    auto *reading = new QVBoxLayout(m_reading);
    reading->setContentsMargins(0, 0, 0, 0);
    reading->setSpacing(0);
    reading->addWidget(m_columns, 1);
    reading->addWidget(m_contribution);
    m_panel->addWidget(m_charts);
    m_panel->addWidget(m_judgement);
    m_panel->hide();
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_reading);
    m_splitter->addWidget(m_panel);
    m_splitter->setStretchFactor(0, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_totals);
    // Explicit, so that columns that come and go never move a border.
    setMinimumHeight(leastHeight);

    createViewActions();
    createPanelActions();
    connectInsights(sources.insights);
    connect(m_contribution, &ContributionLine::placesRequested, this,
            [this] { m_columns->contents()->setView(BodyView::Provenance); });
    connect(m_judgement, &JudgementPanel::blindChanged, this, &ComparePage::setBlind);
    connect(m_columns, &ColumnsView::requestsRequested, this, &ComparePage::showRequests);
    connect(m_columns, &ColumnsView::bleuRequested, this, &ComparePage::showBleu);
    connect(m_columns->contents(), &ColumnContents::omissionWanted, this,
            &ComparePage::omissionWanted);
    // The reader has seen the address and confirmed it.
    connect(m_columns->contents(), &ColumnContents::linkActivated, this,
            [](const QUrl &link) { QDesktopServices::openUrl(link); });
}

void ComparePage::fillMenu(QMenu *menu) const
{
    QMenu *views = menu->addMenu(tr("Show A&nswers As"));
    views->addActions(m_views->actions());
    menu->addActions({m_showCharts, m_showJudgement});
}

QByteArray ComparePage::layoutState() const
{
    return m_sized ? m_splitter->saveState() : QByteArray();
}

void ComparePage::restoreLayout(const QByteArray &state)
{
    m_sized = m_splitter->restoreState(state);
}

void ComparePage::createViewActions()
{
    m_views = new QActionGroup(this);
    const auto add = [this](BodyView view, const char *name, const QString &text, Qt::Key key) {
        QAction *action = m_views->addAction(text);
        action->setObjectName(QLatin1String(name));
        action->setCheckable(true);
        action->setChecked(view == m_columns->contents()->view());
        action->setShortcut(Qt::CTRL | Qt::SHIFT | key);
        connect(action, &QAction::triggered, this,
                [this, view] { m_columns->contents()->setView(view); });
        connect(m_columns->contents(), &ColumnContents::viewChanged, action,
                [action, view](BodyView shown) { action->setChecked(shown == view); });
    };
    add(BodyView::Markdown, "answers.markdown", tr("&Markdown"), Qt::Key_M);
    add(BodyView::Source, "answers.source", tr("&Source"), Qt::Key_U);
    add(BodyView::Diff, "answers.difference", tr("&Difference to the Final Answer"), Qt::Key_D);
    add(BodyView::Provenance, "answers.provenance", tr("&Provenance"), Qt::Key_P);
}

void ComparePage::createPanelActions()
{
    auto *panels = new QActionGroup(this);
    panels->setExclusionPolicy(QActionGroup::ExclusionPolicy::ExclusiveOptional);
    const auto add = [this, panels](const QString &text, const QKeySequence &keys,
                                    const QString &name, const QString &toolTip) {
        QAction *action = panels->addAction(icon(name), text);
        action->setObjectName(QStringLiteral("compare.") + name);
        action->setIconVisibleInMenu(false);
        action->setCheckable(true);
        action->setShortcut(keys);
        // The person may give it other keys.
        const auto updateToolTip = [action, toolTip] {
            const QString now = action->shortcut().toString(QKeySequence::NativeText);
            action->setToolTip(now.isEmpty() ? toolTip : tr("%1 (%2)").arg(toolTip, now));
        };
        connect(action, &QAction::changed, action, updateToolTip);
        updateToolTip();
        connect(action, &QAction::toggled, this, &ComparePage::showPanel);
        auto *button = new QToolButton;
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        m_totals->addTool(button);
        return action;
    };
    m_showCharts = add(tr("C&harts"), Qt::CTRL | Qt::Key_G, QStringLiteral("charts"),
                       tr("Overlap, tokens, cost, timeline, speed and similarity of the run"));
    m_showJudgement = add(tr("&Judge"), Qt::CTRL | Qt::Key_J, QStringLiteral("judge"),
                          tr("Rate the responses, blind if you like"));
}

void ComparePage::connectInsights(RunInsights *insights)
{
    const auto takeProvenance = [this, insights] {
        m_columns->contents()->setProvenance(insights->provenance());
        m_contribution->setProvenance(insights->provenance());
    };
    connect(insights, &RunInsights::provenanceChanged, this, takeProvenance);
    takeProvenance();
    connect(m_charts, &ChartsPanel::matrixNeeded, insights, &RunInsights::computeMatrix);
    connect(insights, &RunInsights::matrixReady, m_charts, &ChartsPanel::setMatrix);
}

void ComparePage::showPanel()
{
    // The columns come back with their names.
    if (!m_showJudgement->isChecked() && m_judgement->isBlind())
        m_judgement->setBlind(false);
    const bool open = m_showCharts->isChecked() || m_showJudgement->isChecked();
    if (open) {
        QWidget *panel = m_charts;
        if (m_showJudgement->isChecked())
            panel = m_judgement;
        m_panel->setCurrentWidget(panel);
    }
    m_panel->setVisible(open);
    if (!open)
        return;
    if (height() < heightForBoth)
        Q_EMIT roomNeeded();
    if (!m_sized)
        m_splitter->setSizes({std::max(0, m_splitter->height() - panelHeight), panelHeight});
    m_sized = true;
}

void ComparePage::setBlind(bool blind)
{
    m_reading->setVisible(!blind);
    m_showCharts->setEnabled(!blind);
}

void ComparePage::showRequests(const ResponseId &id)
{
    const std::optional<int> row = m_responses->row(id);
    if (!row)
        return;
    auto *dialog =
        new ExchangesDialog(m_responses->response(*row), m_responses->name(*row), window());
    dialog->show();
}

void ComparePage::showBleu(const ResponseId &id)
{
    const std::optional<int> row = m_responses->row(id);
    if (!row)
        return;
    auto *dialog = new BleuDialog(
        {m_responses->name(*row), m_responses->response(*row).text, m_responses->run().finalText},
        window());
    dialog->show();
}

} // namespace moa
