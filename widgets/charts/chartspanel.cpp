// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chartspanel.h"

#include "charts/barspage.h"
#include "charts/chartexport.h"
#include "charts/chartpicture.h"
#include "charts/costchart.h"
#include "charts/overlapchart.h"
#include "charts/segmentswitch.h"
#include "charts/similaritypage.h"
#include "charts/speedchart.h"
#include "charts/timelinechart.h"
#include "charts/tokenschart.h"
#include "items/responsesmodel.h"
#include "run/runcsv.h"
#include "theme/theme.h"

#include <chrono>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPaintEvent>
#include <QStackedWidget>

namespace moa {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds stepLength = 250ms;

} // namespace

ChartsPanel::ChartsPanel(QWidget *parent)
    : QWidget(parent)
    , m_switch(new SegmentSwitch(this))
    , m_export(new ChartExport(this))
    , m_pages(new QStackedWidget(this))
    , m_similarity(new SimilarityPage(this))
    , m_empty(new QLabel(this))
{
    m_switch->setObjectName(QStringLiteral("chartSwitch"));
    m_switch->setAccessibleName(tr("Chart shown"));
    m_switch->setChoices(
        {tr("Overlap"), tr("Tokens"), tr("Cost"), tr("Timeline"), tr("Speed"), tr("Similarity")});
    m_export->setObjectName(QStringLiteral("export"));
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(space::small, space::tiny, space::small, space::tiny);
    bar->setSpacing(space::small);
    bar->addWidget(m_switch);
    bar->addStretch();
    bar->addWidget(m_export);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_pages, 1);

    addPage(new BarsPage(std::make_unique<OverlapChart>(), this));
    addPage(new BarsPage(std::make_unique<TokensChart>(), this));
    addPage(new BarsPage(std::make_unique<CostChart>(), this));
    addPage(new BarsPage(std::make_unique<TimelineChart>(), this));
    addPage(new BarsPage(std::make_unique<SpeedChart>(), this));
    addPage(m_similarity);
    m_empty->setObjectName(QStringLiteral("emptyState"));
    m_empty->setText(tr("Charts of the run appear here: overlap with the final answer, tokens, "
                        "cost, time, speed and similarity. Write a prompt and press Run."));
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setMargin(space::huge);
    m_pages->addWidget(m_empty);

    addFormats();
    m_timer.setInterval(stepLength);
    connect(&m_timer, &QTimer::timeout, this, &ChartsPanel::step);
    connect(m_switch, &SegmentSwitch::currentChanged, this, &ChartsPanel::refresh);
    connect(m_similarity, &SimilarityPage::matrixNeeded, this, &ChartsPanel::matrixNeeded);
    refresh();
}

void ChartsPanel::addPage(ChartPage *page)
{
    m_pages->addWidget(page);
}

void ChartsPanel::addFormats()
{
    const auto runName = [this] { return m_model ? m_model->run().mixture.name : QString(); };
    const auto chartName = [this, runName] {
        return runName().isEmpty() ? page()->title() : runName() + u' ' + page()->title();
    };
    m_export->addFormat(
        tr("Chart as SVG…"), tr("SVG pictures (*.svg)"), QStringLiteral("svg"),
        [this, runName] { return asSvg(*chartPicture(*page(), runName())); }, chartName);
    m_export->addFormat(
        tr("Chart as PNG…"), tr("PNG pictures (*.png)"), QStringLiteral("png"),
        [this, runName] { return asPng(*chartPicture(*page(), runName())); }, chartName);
    m_export->addFormat(
        tr("Figures of the run as CSV…"), tr("Tables (*.csv)"), QStringLiteral("csv"),
        [this] { return figuresAsCsv(); },
        [this, runName] { return runName().isEmpty() ? tr("Run") : runName(); });
}

void ChartsPanel::setModel(const ResponsesModel *model)
{
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    forgetModel();
    if (model) {
        connect(model, &ResponsesModel::runChanged, this, &ChartsPanel::refresh);
        connect(model, &QAbstractItemModel::modelReset, this, &ChartsPanel::refresh);
        connect(model, &QAbstractItemModel::dataChanged, this,
                [this](const QModelIndex &, const QModelIndex &, const QList<int> &roles) {
                    if (roles.isEmpty())
                        changed();
                });
        connect(model, &QObject::destroyed, this, [this] {
            m_model = nullptr;
            forgetModel();
            refresh();
        });
    }
    refresh();
}

void ChartsPanel::forgetModel()
{
    for (ChartPage *each : findChildren<ChartPage *>())
        each->refresh(nullptr, 0);
}

void ChartsPanel::setPointer(PointedResponse *pointer)
{
    for (ChartPage *each : findChildren<ChartPage *>())
        each->setPointer(pointer);
}

void ChartsPanel::showChart(Chart chart)
{
    m_switch->setCurrent(static_cast<int>(chart));
}

ChartsPanel::Chart ChartsPanel::shownChart() const
{
    return static_cast<Chart>(m_switch->current());
}

void ChartsPanel::setMatrix(const SimilarityRequest &request, const SimilarityMatrix &matrix)
{
    m_similarity->setMatrix(request, matrix);
}

void ChartsPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void ChartsPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_timer.stop();
}

void ChartsPanel::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.fillRect(event->rect(), Theme::of(this).surface);
}

ChartPage *ChartsPanel::page() const
{
    return qobject_cast<ChartPage *>(m_pages->widget(m_switch->current()));
}

bool ChartsPanel::isRunning() const
{
    return m_model && m_model->rowCount() > 0 && m_model->run().state == RunState::Running;
}

QByteArray ChartsPanel::figuresAsCsv() const
{
    if (!m_model)
        return {};
    RunRecord record = m_model->run();
    for (int row = 0; row < m_model->rowCount(); ++row)
        record.responses.append(m_model->response(row));
    return runAsCsv(record).toUtf8();
}

void ChartsPanel::changed()
{
    m_dirty = true;
    if (!m_timer.isActive())
        refresh();
}

void ChartsPanel::step()
{
    if (m_dirty || page()->followsClock())
        refresh();
}

void ChartsPanel::refresh()
{
    m_dirty = false;
    const bool hasRun = m_model && m_model->rowCount() > 0;
    m_export->setEnabled(hasRun);
    if (isRunning() && isVisible())
        m_timer.start();
    else
        m_timer.stop();
    if (!hasRun) {
        m_pages->setCurrentWidget(m_empty);
        return;
    }
    m_pages->setCurrentWidget(page());
    if (!isVisible())
        return;
    const RunRecord &run = m_model->run();
    page()->refresh(m_model,
                    isRunning() ? run.startedAt.msecsTo(QDateTime::currentDateTimeUtc())
                                : run.totals.wallMs);
}

} // namespace moa
