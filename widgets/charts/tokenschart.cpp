// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/tokenschart.h"

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
    Q_DECLARE_TR_FUNCTIONS(moa::TokensChart)
};

QString sentence(const QString &subject, const Usage &usage)
{
    const QLocale locale;
    return Words::tr("%1: %2 tokens in, %3 of them from a cache; %4 out, %5 of them reasoning. %6")
        .arg(subject, locale.toString(usage.input), locale.toString(usage.cached),
             locale.toString(usage.output), locale.toString(usage.reasoning),
             figures::tokensSource(usage.source));
}

/// @p part and the rest of @p whole: providers have reported parts larger than the whole.
std::pair<double, double> split(qint64 whole, qint64 part)
{
    const qint64 inside = std::clamp<qint64>(part, 0, std::max<qint64>(whole, 0));
    return {static_cast<double>(inside), static_cast<double>(std::max<qint64>(whole, 0) - inside)};
}

} // namespace

BarChart TokensChart::chart(const ResponsesModel &model, int, qint64) const
{
    BarChart chart;
    chart.title = Words::tr("Tokens of each response");
    chart.unit = ChartUnit::Tokens;
    chart.parts = {{Words::tr("Input"), BarPart::Ink::First},
                   {Words::tr("Input from a cache"), BarPart::Ink::Second},
                   {Words::tr("Reasoning"), BarPart::Ink::Third},
                   {Words::tr("Output"), BarPart::Ink::Fourth}};
    chart.rows = chartrows::byLayer(model, [&model](int row, BarRow &bar) {
        const Response &response = model.response(row);
        const QString subject = chartrows::subject(model, row);
        if (!response.usage) {
            bar.values = {0.0, 0.0, 0.0, 0.0};
            bar.figure = figures::stateWord(response.state);
            bar.sentence = Words::tr("%1: %2.").arg(subject, bar.figure);
            return true;
        }
        const Usage &usage = *response.usage;
        const auto [cached, sent] = split(usage.input, usage.cached);
        const auto [reasoning, said] = split(usage.output, usage.reasoning);
        bar.values = {sent, cached, reasoning, said};
        bar.figure = figures::tokens(usage, QLocale());
        bar.sentence = sentence(subject, usage);
        return true;
    });
    return chart;
}

} // namespace moa
