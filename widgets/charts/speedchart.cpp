// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/speedchart.h"

#include "charts/chartrows.h"
#include "items/figures.h"
#include "items/responsesmodel.h"
#include "run/runtotals.h"

#include <QCoreApplication>
#include <QLocale>

namespace moa {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(moa::SpeedChart)
};
} // namespace

BarChart SpeedChart::chart(const ResponsesModel &model, int, qint64) const
{
    BarChart chart;
    chart.title = Words::tr("Output tokens per second");
    chart.unit = ChartUnit::TokensPerSecond;
    chart.parts = {{{}, BarPart::Ink::Agent}};
    chart.rows = chartrows::byLayer(model, [&model](int row, BarRow &bar) {
        const Response &response = model.response(row);
        const QString subject = chartrows::subject(model, row);
        const std::optional<double> speed = tokensPerSecond(response);
        bar.values = {speed.value_or(0.0)};
        if (speed) {
            const QLocale locale;
            const bool estimated = response.usage->source == Usage::Source::Estimated;
            const QString figure = (estimated ? QStringLiteral("~") : QString())
                + locale.toString(*speed, 'f', *speed < 10.0 ? 1 : 0);
            bar.figure = Words::tr("%1/s").arg(figure);
            bar.sentence = Words::tr("%1: %2 tokens a second from its first token to its end. %3")
                               .arg(subject, figure, figures::tokensSource(response.usage->source));
            return true;
        }
        const bool answered = response.state == ResponseState::Done;
        bar.figure = answered ? Words::tr("not measured") : figures::stateWord(response.state);
        bar.sentence = answered
            ? Words::tr("%1: it came in one piece, so its speed can't be told.").arg(subject)
            : Words::tr("%1: %2.").arg(subject, bar.figure);
        return true;
    });
    return chart;
}

} // namespace moa
