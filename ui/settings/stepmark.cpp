// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/stepmark.h"

#include "theme/theme.h"

#include <QPainter>
#include <QStyle>

namespace moa {

namespace {

QString word(StepMark::State state)
{
    switch (state) {
    case StepMark::State::Waiting:
        return StepMark::tr("Waiting");
    case StepMark::State::Busy:
        return StepMark::tr("Under way");
    case StepMark::State::Passed:
        return StepMark::tr("Passed");
    case StepMark::State::Failed:
        return StepMark::tr("Failed");
    case StepMark::State::Skipped:
        return StepMark::tr("Left out");
    }
    Q_UNREACHABLE();
}

} // namespace

StepMark::StepMark(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(word(m_state));
    m_turning.setInterval(motion::activityStep);
    m_turning.callOnTimeout(this, [this] {
        m_turned = (m_turned + motion::activityStep) % settings::turnMs;
        update();
    });
}

void StepMark::setState(State state)
{
    m_state = state;
    setAccessibleName(word(state));
    // Its shape says that it is under way, even if nothing is to move.
    const bool moves = style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) > 0;
    if (state == State::Busy && moves)
        m_turning.start();
    else
        m_turning.stop();
    update();
}

QSize StepMark::sizeHint() const
{
    return {settings::mark, settings::mark};
}

void StepMark::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    // On the grid of the icons.
    painter.scale(width() / 16.0, height() / 16.0);
    const auto pen = [&](const QColor &color) {
        painter.setPen(
            QPen(color, settings::markStroke, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    };
    switch (m_state) {
    case State::Waiting:
        pen(theme.outline);
        painter.drawEllipse(QPointF(8, 8), 2, 2);
        break;
    case State::Busy: {
        pen(theme.line);
        painter.drawEllipse(QPointF(8, 8), 5.5, 5.5);
        pen(theme.accent);
        constexpr int whole = 360 * 16;
        painter.drawArc(QRectF(2.5, 2.5, 11, 11), -whole * m_turned / settings::turnMs, whole / 4);
        break;
    }
    case State::Passed:
        pen(theme.good);
        painter.drawPolyline(QPolygonF{QPointF(3, 8.5), QPointF(6.5, 12), QPointF(13, 4.5)});
        break;
    case State::Failed:
        pen(theme.danger);
        painter.drawLine(QPointF(4, 4), QPointF(12, 12));
        painter.drawLine(QPointF(12, 4), QPointF(4, 12));
        break;
    case State::Skipped:
        pen(theme.secondaryText);
        painter.drawLine(QPointF(4, 8), QPointF(12, 8));
        break;
    }
}

} // namespace moa
