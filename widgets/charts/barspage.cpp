// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/barspage.h"

#include "charts/barscanvas.h"
#include "charts/chartlegend.h"
#include "charts/chartsource.h"
#include "charts/segmentswitch.h"
#include "items/pointedresponse.h"
#include "theme/theme.h"
#include "theme/tooltip.h"

#include <algorithm>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>

namespace moa {

BarsPage::BarsPage(std::unique_ptr<ChartSource> source, QWidget *parent)
    : ChartPage(parent)
    , m_source(std::move(source))
    , m_legend(new ChartLegend(this))
    , m_canvas(new BarsCanvas(this))
    , m_scrollBar(new QScrollBar(Qt::Vertical, this))
    , m_empty(new QLabel(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    if (const QStringList variants = m_source->variants(); !variants.isEmpty()) {
        m_variants = new SegmentSwitch(this);
        m_variants->setObjectName(QStringLiteral("variants"));
        m_variants->setChoices(variants);
        connect(m_variants, &SegmentSwitch::currentChanged, this, &BarsPage::showChart);
        auto *row = new QHBoxLayout;
        row->setContentsMargins(space::small, 0, 0, space::tiny);
        row->addWidget(m_variants);
        row->addStretch();
        layout->addLayout(row);
    }
    layout->addWidget(m_legend);
    auto *chart = new QHBoxLayout;
    chart->setSpacing(0);
    chart->addWidget(m_canvas, 1);
    chart->addWidget(m_scrollBar);
    layout->addLayout(chart, 1);
    m_empty->setObjectName(QStringLiteral("emptyChart"));
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setMargin(space::huge);
    m_empty->hide();
    layout->addWidget(m_empty, 1);

    m_canvas->setFocusPolicy(Qt::TabFocus);
    m_canvas->installEventFilter(this);
    m_canvas->viewport()->installEventFilter(this);
    m_scrollBar->hide();
    connect(m_scrollBar, &QScrollBar::valueChanged, m_canvas, &BarsCanvas::setFirstRow);
    connect(m_canvas, &BarsCanvas::resized, this, &BarsPage::updateScrollBar);
}

BarsPage::~BarsPage() = default;

QString BarsPage::title() const
{
    return m_canvas->content().title;
}

bool BarsPage::followsClock() const
{
    return m_source->followsClock();
}

void BarsPage::refresh(const ResponsesModel *model, qint64 nowMs)
{
    m_model = model;
    m_nowMs = nowMs;
    showChart();
}

void BarsPage::showChart()
{
    const BarChart content = m_model
        ? m_source->chart(*m_model, m_variants ? m_variants->current() : 0, m_nowMs)
        : BarChart();
    m_canvas->setContent(content);
    m_canvas->setAccessibleName(content.title);
    m_canvas->setAccessibleDescription(content.description());
    m_legend->setContent(content.rows.isEmpty() ? QList<BarPart>() : content.parts,
                         content.pathName);
    m_canvas->setVisible(!content.rows.isEmpty());
    m_empty->setVisible(content.rows.isEmpty());
    m_empty->setText(content.emptyText);
    updateScrollBar();
}

void BarsPage::updateScrollBar()
{
    const int rows = static_cast<int>(m_canvas->content().rows.size());
    const int fit = m_canvas->rowsThatFit();
    m_scrollBar->setPageStep(fit);
    m_scrollBar->setRange(0, std::max(rows - fit, 0));
    m_scrollBar->setValue(m_canvas->firstRow());
    m_scrollBar->setVisible(rows > fit);
}

void BarsPage::setPointer(PointedResponse *pointer)
{
    if (m_pointer)
        m_pointer->disconnect(this);
    m_pointer = pointer;
    m_canvas->setPointer(pointer);
    if (pointer) {
        connect(pointer, &PointedResponse::changed, this,
                [this] { m_canvas->viewport()->update(); });
        connect(pointer, &QObject::destroyed, this, [this] { m_canvas->setPointer(nullptr); });
    }
    m_canvas->viewport()->update();
}

std::unique_ptr<QWidget> BarsPage::picture(int width) const
{
    auto whole = std::make_unique<QWidget>();
    auto *layout = new QVBoxLayout(whole.get());
    layout->setContentsMargins({});
    layout->setSpacing(0);
    auto *legend = new ChartLegend(whole.get());
    legend->setContent(m_canvas->content().parts, m_canvas->content().pathName);
    auto *canvas = new BarsCanvas(whole.get());
    canvas->setFixedSize(width,
                         canvas->heightFor(static_cast<int>(m_canvas->content().rows.size())));
    canvas->setContent(m_canvas->content());
    layout->addWidget(legend);
    layout->addWidget(canvas);
    return whole;
}

bool BarsPage::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseMove:
        if (watched == m_canvas->viewport())
            pointAtRow(m_canvas->rowAt(static_cast<QMouseEvent *>(event)->position().toPoint()));
        break;
    case QEvent::Leave:
        leave();
        break;
    case QEvent::FocusIn:
        m_canvas->viewport()->update();
        break;
    case QEvent::FocusOut:
        m_canvas->viewport()->update();
        leave();
        break;
    case QEvent::ToolTip: {
        const auto *help = static_cast<QHelpEvent *>(event);
        const std::optional<int> row = m_canvas->rowAt(help->pos());
        if (row && !m_canvas->content().rows.at(*row).sentence.isEmpty()) {
            QToolTip::showText(help->globalPos(),
                               plainToolTip(m_canvas->content().rows.at(*row).sentence), m_canvas);
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    case QEvent::Wheel:
        QCoreApplication::sendEvent(m_scrollBar, event);
        return true;
    case QEvent::KeyPress:
        if (watched == m_canvas && walk(static_cast<QKeyEvent *>(event)->key()))
            return true;
        break;
    default:
        break;
    }
    return ChartPage::eventFilter(watched, event);
}

void BarsPage::changeEvent(QEvent *event)
{
    ChartPage::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        m_legend->updateGeometry();
        updateScrollBar();
    }
}

void BarsPage::pointAtRow(std::optional<int> row)
{
    if (!m_pointer)
        return;
    m_pointedRow = row;
    const BarRow pointed = row ? m_canvas->content().rows.at(*row) : BarRow();
    if (const std::optional<ResponseId> response = pointed.response())
        m_pointer->pointAtResponse(*response);
    else if (pointed.agent)
        m_pointer->pointAt(*pointed.agent);
    else
        m_pointer->leave();
}

void BarsPage::leave()
{
    // What another view points at is not this one's to take away.
    if (m_pointedRow && m_pointer)
        m_pointer->leave();
    m_pointedRow.reset();
}

bool BarsPage::walk(int key)
{
    const QList<BarRow> &rows = m_canvas->content().rows;
    const int last = static_cast<int>(rows.size()) - 1;
    int row = m_pointedRow.value_or(-1);
    int step = 1;
    switch (key) {
    case Qt::Key_Down:
        ++row;
        break;
    case Qt::Key_Up:
        --row;
        step = -1;
        break;
    case Qt::Key_Home:
        row = 0;
        break;
    case Qt::Key_End:
        row = last;
        step = -1;
        break;
    case Qt::Key_Escape:
        if (!m_pointedRow)
            return false;
        leave();
        return true;
    default:
        return false;
    }
    while (row >= 0 && row <= last && rows.at(row).kind == BarRow::Kind::Heading)
        row += step;
    if (row < 0 || row > last)
        return true;
    const int fit = m_canvas->rowsThatFit();
    if (row < m_canvas->firstRow())
        m_scrollBar->setValue(row);
    else if (row >= m_canvas->firstRow() + fit)
        m_scrollBar->setValue(row - fit + 1);
    pointAtRow(row);
    return true;
}

} // namespace moa
