// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/runstatelabel.h"

#include "history/runmark.h"
#include "items/historywords.h"
#include "theme/theme.h"

#include <QPainter>

namespace moa {

RunStateLabel::RunStateLabel(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void RunStateLabel::setRun(const RunSummary &run)
{
    m_run = run;
    setAccessibleName(history::stateWord(run));
    updateGeometry();
    update();
}

QSize RunStateLabel::sizeHint() const
{
    const QFontMetrics metrics(type::secondary());
    return {runlist::mark + space::tiny + metrics.horizontalAdvance(history::stateWord(m_run)) + 1,
            std::max(runlist::mark, metrics.height())};
}

void RunStateLabel::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF mark(0, (height() - runlist::mark) / 2.0, runlist::mark, runlist::mark);
    painter.fillPath(runMark(m_run, mark), runColor(m_run, theme));
    painter.setFont(type::secondary());
    painter.setPen(runColor(m_run, theme));
    painter.drawText(rect().adjusted(runlist::mark + space::tiny, 0, 0, 0),
                     Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     history::stateWord(m_run));
}

} // namespace moa
