// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns/columnfeeder.h"

#include "columns/responsecolumn.h"
#include "theme/theme.h"

#include <algorithm>
#include <chrono>
#include <QDeadlineTimer>
#include <QStyle>

namespace moa {

namespace {

using namespace std::chrono_literals;

/// Time for text in one go; the rest of a frame is for painting and the person.
constexpr std::chrono::milliseconds feedBudget = 5ms;
/// Until the next go when the budget was not enough.
constexpr std::chrono::milliseconds feedPause = 8ms;

} // namespace

ColumnFeeder::ColumnFeeder(QWidget *view, InView isInView)
    : QObject(view)
    , m_view(view)
    , m_isInView(std::move(isInView))
    , m_feedTimer(this)
    , m_pulseTimer(this)
{
    m_feedTimer.setSingleShot(true);
    m_feedTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_feedTimer, &QTimer::timeout, this, &ColumnFeeder::feed);
    m_pulseTimer.setObjectName(QStringLiteral("pulse"));
    m_pulseTimer.setInterval(motion::activityStep);
    connect(&m_pulseTimer, &QTimer::timeout, this, &ColumnFeeder::pulse);
}

void ColumnFeeder::setColumns(const QList<ResponseColumn *> &columns)
{
    m_columns = columns;
    m_next = 0;
    schedule();
    refresh();
}

void ColumnFeeder::schedule()
{
    if (m_view->isVisible() && !m_feedTimer.isActive())
        m_feedTimer.start(0ms);
}

void ColumnFeeder::refresh()
{
    if (!m_view->isVisible())
        m_feedTimer.stop();
    const bool moves =
        m_view->style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, m_view) > 0;
    const bool live = moves && m_view->isVisible()
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

void ColumnFeeder::feed()
{
    const QDeadlineTimer deadline(feedBudget, Qt::PreciseTimer);
    bool more = false;
    const qsizetype start = m_next;
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        const qsizetype at = (start + i) % m_columns.size();
        ResponseColumn *column = m_columns.at(at);
        if (!column->isBehind() || !m_isInView(column))
            continue;
        if (deadline.hasExpired()) {
            more = true;
            break;
        }
        column->catchUp(deadline);
        more = more || column->isBehind();
        m_next = (at + 1) % m_columns.size();
        Q_EMIT fed(column);
    }
    if (more)
        m_feedTimer.start(feedPause);
    refresh();
}

void ColumnFeeder::pulse()
{
    const double phase =
        static_cast<double>(m_pulseClock.elapsed() % motion::activityCycle) / motion::activityCycle;
    bool live = false;
    for (ResponseColumn *column : std::as_const(m_columns)) {
        if (column->isLive() && m_isInView(column)) {
            column->setPhase(phase);
            live = true;
        }
    }
    if (!live)
        m_pulseTimer.stop();
    else
        refresh(); // whether things move is the style's word, which may have changed
}

} // namespace moa
