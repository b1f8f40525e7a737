// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/timelinechart.h"

#include "charts/chartrows.h"
#include "items/figures.h"
#include "items/responsesmodel.h"

#include <algorithm>
#include <QCoreApplication>
#include <QLocale>

namespace moa {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(moa::TimelineChart)
};

/** How long a response was in each phase, ms; what goes on lasts until now. */
struct Phases
{
    qint64 begin = 0;
    qint64 queued = 0;
    qint64 waited = 0;
    qint64 streamed = 0;
};

Phases phasesOf(const Response &response, qint64 nowMs)
{
    const Timing &timing = response.timing;
    const std::optional<qint64> first = timing.queued ? timing.queued : timing.started;
    if (!first)
        return {};
    const qint64 end =
        timing.finished.value_or(isFinal(response.state) ? *first : std::max(nowMs, *first));
    const auto until = [end](const std::optional<qint64> &moment) {
        return std::min(moment.value_or(end), end);
    };
    const qint64 started = until(timing.started);
    const qint64 token = until(timing.firstToken);
    return {*first, std::max<qint64>(started - *first, 0), std::max<qint64>(token - started, 0),
            std::max<qint64>(end - token, 0)};
}

QString sentence(const QString &subject, const Response &response, const Phases &phases,
                 bool onPath)
{
    const QLocale locale;
    QString text =
        Words::tr("%1: from %2 on, %3 in the queue, %4 until its first token, %5 writing.")
            .arg(subject, figures::seconds(phases.begin, locale),
                 figures::seconds(phases.queued, locale), figures::seconds(phases.waited, locale),
                 figures::seconds(phases.streamed, locale));
    if (response.state != ResponseState::Done)
        text += u' ' + Words::tr("%1.").arg(figures::stateWord(response.state));
    if (onPath)
        text += u' ' + Words::tr("It is on the critical path.");
    return text;
}

} // namespace

BarChart TimelineChart::chart(const ResponsesModel &model, int, qint64 nowMs) const
{
    BarChart chart;
    chart.title = Words::tr("Timeline");
    chart.unit = ChartUnit::Seconds;
    chart.parts = {{{}, BarPart::Ink::Empty},
                   {Words::tr("In the queue"), BarPart::Ink::First},
                   {Words::tr("Until the first token"), BarPart::Ink::Third},
                   {Words::tr("Writing"), BarPart::Ink::Fourth}};
    const QList<ResponseId> path = model.criticalPath();
    if (!path.isEmpty())
        chart.pathName = Words::tr("Critical path");
    chart.rows = chartrows::byLayer(model, [&](int row, BarRow &bar) {
        const Response &response = model.response(row);
        const Phases phases = phasesOf(response, nowMs);
        bar.onPath = path.contains(response.id);
        for (const qint64 ms : {phases.begin, phases.queued, phases.waited, phases.streamed})
            bar.values.append(static_cast<double>(ms) / 1000.0);
        const QString subject = chartrows::subject(model, row);
        const qint64 length = phases.queued + phases.waited + phases.streamed;
        if (length == 0) {
            bar.values = {0.0, 0.0, 0.0, 0.0};
            bar.figure = figures::stateWord(response.state);
            bar.sentence = Words::tr("%1: %2.").arg(subject, bar.figure);
            return true;
        }
        bar.figure = figures::seconds(length, QLocale());
        if (response.state == ResponseState::Failed || response.state == ResponseState::Cancelled)
            bar.figure = Words::tr("%1, %2").arg(bar.figure, figures::stateWord(response.state));
        bar.sentence = sentence(subject, response, phases, bar.onPath);
        return true;
    });
    return chart;
}

} // namespace moa
