// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/columnsview.h"

#include "columns/layergroup.h"
#include "columns/layerswitch.h"
#include "columns/responsecolumn.h"
#include "items/responsesmodel.h"
#include "theme/theme.h"

#include <algorithm>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QScrollBar>
#include <QStyle>
#include <QVBoxLayout>

namespace moa {

namespace {

using namespace std::chrono_literals;

/// Time for text in one go; the rest of a frame is for painting and the person.
constexpr std::chrono::milliseconds feedBudget = 5ms;
/// Until the next go when the budget was not enough.
constexpr std::chrono::milliseconds feedPause = 8ms;

} // namespace

ColumnsView::ColumnsView(QWidget *parent)
    : QWidget(parent)
    , m_layerSwitch(new LayerSwitch(this))
    , m_empty(new QLabel(this))
    , m_area(new QWidget(this))
    , m_scroll(new QScrollArea(m_area))
    , m_finalPlace(new QVBoxLayout)
    , m_feedTimer(this)
    , m_pulseTimer(this)
{
    m_empty->setObjectName(QStringLiteral("emptyState"));
    m_empty->setText(tr("The answers of a run appear here side by side: one column for each "
                        "response, the final answer at the right edge.\n\nWrite a prompt below "
                        "and run the mixture."));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setMargin(space::huge);

    m_scroll->setObjectName(QStringLiteral("layers"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_scroll->horizontalScrollBar(), &QScrollBar::valueChanged, this,
            &ColumnsView::scheduleFeed);
    connect(m_scroll->horizontalScrollBar(), &QScrollBar::rangeChanged, this,
            &ColumnsView::scheduleFeed);

    auto *areaLayout = new QHBoxLayout(m_area);
    areaLayout->setContentsMargins({});
    areaLayout->setSpacing(space::small);
    areaLayout->addWidget(m_scroll, 1);
    areaLayout->addLayout(m_finalPlace);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(space::tiny);
    layout->addWidget(m_layerSwitch, 0, Qt::AlignLeft);
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_area, 1);
    connect(m_layerSwitch, &LayerSwitch::currentChanged, this, &ColumnsView::arrange);

    m_feedTimer.setSingleShot(true);
    m_feedTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_feedTimer, &QTimer::timeout, this, &ColumnsView::feed);
    m_pulseTimer.setObjectName(QStringLiteral("pulse"));
    m_pulseTimer.setInterval(motion::activityStep);
    connect(&m_pulseTimer, &QTimer::timeout, this, &ColumnsView::pulse);
    rebuild();
}

void ColumnsView::setModel(const ResponsesModel *model)
{
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    if (m_model) {
        connect(m_model, &ResponsesModel::modelReset, this, &ColumnsView::rebuild);
        connect(m_model, &QObject::destroyed, this, [this] {
            m_model = nullptr;
            rebuild();
        });
        connect(m_model, &ResponsesModel::textReset, this,
                [this](int row) { m_columns.at(row)->discardText(); });
        connect(m_model, &ResponsesModel::dataChanged, this,
                [this](const QModelIndex &first, const QModelIndex &last, const QList<int> &roles) {
                    rowsChanged(first.row(), last.row(), roles);
                });
    }
    rebuild();
}

void ColumnsView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void ColumnsView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    scheduleFeed();
    updatePulse();
}

void ColumnsView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_feedTimer.stop();
    m_pulseTimer.stop();
}

void ColumnsView::rebuild()
{
    clearColumns();
    const bool empty = !m_model || m_model->rowCount() == 0;
    if (!empty)
        addColumns();
    m_empty->setVisible(empty);
    m_area->setVisible(!empty);
    m_layerSwitch->setVisible(!empty);
    arrange();
    updatePulse();
}

void ColumnsView::clearColumns()
{
    m_columns.clear();
    m_groups.clear();
    m_nextFed = 0;
    if (m_finalGroup) {
        // No child of ours any more: what is looked up by its name is the new run's.
        m_finalGroup->setParent(nullptr);
        m_finalGroup->deleteLater();
        m_finalGroup = nullptr;
    }
    if (m_content) {
        m_scroll->takeWidget()->deleteLater();
        m_content = nullptr;
    }
}

void ColumnsView::addColumns()
{
    m_content = new QWidget;
    auto *groups = new QHBoxLayout(m_content);
    groups->setContentsMargins({});
    groups->setSpacing(space::small);
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const Response &response = m_model->response(row);
        LayerGroup *group = addGroup(response.layer, m_model->isFinalAnswer(row));
        auto *column = new ResponseColumn(m_model, response.id, group);
        connect(column, &ResponseColumn::fellBehind, this, &ColumnsView::scheduleFeed);
        group->addColumn(column);
        m_columns.append(column);
    }
    for (LayerGroup *group : std::as_const(m_groups)) {
        if (group)
            groups->addWidget(group, static_cast<int>(group->columnCount()));
    }
    m_scroll->setWidget(m_content);
    if (m_finalGroup)
        m_finalPlace->addWidget(m_finalGroup);
    const qsizetype numbered =
        m_groups.size() - std::count(m_groups.cbegin(), m_groups.cend(), nullptr);
    m_layerSwitch->setLayers(static_cast<int>(numbered), m_finalGroup != nullptr);
}

LayerGroup *ColumnsView::addGroup(int layer, bool finalAnswer)
{
    while (m_groups.size() <= layer)
        m_groups.append(nullptr);
    LayerGroup *&group = finalAnswer ? m_finalGroup : m_groups[layer];
    if (!group) {
        group =
            new LayerGroup(finalAnswer ? LayerGroup::Kind::FinalAnswer : LayerGroup::Kind::Layer,
                           groupTitle(layer, finalAnswer), finalAnswer ? m_area : m_content);
    }
    return group;
}

QString ColumnsView::groupTitle(int layer, bool finalAnswer) const
{
    const QString number = QLocale().toString(layer + 1);
    if (finalAnswer)
        return tr("Layer %1 · Final answer").arg(number);
    const Layer shown = m_model->run().mixture.layers.value(layer);
    if (!shown.name.isEmpty())
        return tr("Layer %1 · %2").arg(number, shown.name);
    const auto all = [&shown](Role role) {
        return std::all_of(shown.agents.cbegin(), shown.agents.cend(),
                           [role](const Agent &agent) { return agent.role == role; });
    };
    if (all(Role::Proposer))
        return tr("Layer %1 · Proposers").arg(number);
    if (all(Role::Aggregator))
        return tr("Layer %1 · Aggregators").arg(number);
    return tr("Layer %1 · Agents").arg(number);
}

void ColumnsView::arrange()
{
    const int choice = m_layerSwitch->current();
    qsizetype shown = 0;
    for (qsizetype layer = 0; layer < m_groups.size(); ++layer) {
        LayerGroup *group = m_groups.at(layer);
        if (!group)
            continue;
        const bool visible = choice == LayerSwitch::all || choice == layer;
        group->setVisible(visible);
        shown += visible ? group->columnCount() : 0;
    }
    m_scroll->setVisible(shown > 0);
    if (m_finalGroup) {
        const auto columns = static_cast<int>(m_finalGroup->columnCount());
        const int share = width() / (static_cast<int>(shown) + columns);
        const int width = std::clamp(share, column::minimumWidth, column::comfortableWidth);
        m_finalGroup->setMinimumWidth(shown > 0 ? width * columns : 0);
        m_finalGroup->setMaximumWidth(shown > 0 ? width * columns : QWIDGETSIZE_MAX);
    }
    scheduleFeed();
}

void ColumnsView::rowsChanged(int first, int last, const QList<int> &roles)
{
    const bool figures = roles.isEmpty();
    for (int row = first; row <= last; ++row) {
        m_columns.at(row)->markBehind();
        if (figures)
            m_columns.at(row)->refreshHead();
    }
    if (figures)
        updatePulse();
    scheduleFeed();
}

bool ColumnsView::isInView(const ResponseColumn *column) const
{
    if (!column->isVisible())
        return false;
    if (m_finalGroup && m_finalGroup->isAncestorOf(column))
        return true;
    const QWidget *viewport = m_scroll->viewport();
    const QRect place(column->mapTo(viewport, QPoint(0, 0)), column->size());
    return place.intersects(viewport->rect());
}

void ColumnsView::scheduleFeed()
{
    if (isVisible() && !m_feedTimer.isActive())
        m_feedTimer.start(0ms);
}

void ColumnsView::feed()
{
    const QDeadlineTimer deadline(feedBudget, Qt::PreciseTimer);
    bool more = false;
    const qsizetype start = m_nextFed;
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        const qsizetype row = (start + i) % m_columns.size();
        ResponseColumn *column = m_columns.at(row);
        if (!column->isBehind() || !isInView(column))
            continue;
        if (deadline.hasExpired()) {
            more = true;
            break;
        }
        column->catchUp(deadline);
        more = more || column->isBehind();
        m_nextFed = (row + 1) % m_columns.size();
    }
    if (more)
        m_feedTimer.start(feedPause);
    updatePulse();
}

void ColumnsView::pulse()
{
    const double phase =
        static_cast<double>(m_pulseClock.elapsed() % motion::activityCycle) / motion::activityCycle;
    bool live = false;
    for (ResponseColumn *column : std::as_const(m_columns)) {
        if (column->isLive() && isInView(column)) {
            column->setPhase(phase);
            live = true;
        }
    }
    if (!live)
        m_pulseTimer.stop();
}

void ColumnsView::updatePulse()
{
    const bool moves = style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) > 0;
    const bool live = moves && isVisible()
        && std::any_of(m_columns.cbegin(), m_columns.cend(),
                       [](const ResponseColumn *column) { return column->isLive(); });
    if (live && !m_pulseTimer.isActive()) {
        if (!m_pulseClock.isValid())
            m_pulseClock.start();
        m_pulseTimer.start();
    } else if (!live) {
        m_pulseTimer.stop();
    }
}

} // namespace moa
