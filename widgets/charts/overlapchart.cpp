// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/overlapchart.h"

#include "charts/chartrows.h"
#include "items/figures.h"
#include "items/responsesmodel.h"

#include <QCoreApplication>
#include <QLocale>

namespace moa {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(moa::OverlapChart)
};
} // namespace

BarChart OverlapChart::chart(const ResponsesModel &model, int, qint64) const
{
    BarChart chart;
    chart.title = Words::tr("Overlap with the final answer (BLEU)");
    chart.unit = ChartUnit::Score;
    chart.parts = {{{}, BarPart::Ink::Agent}};
    chart.emptyText = Words::tr("This run has no proposals: there is nothing that the final answer "
                                "could be compared with.");
    chart.rows = chartrows::byLayer(model, [&model](int row, BarRow &bar) {
        if (model.isFinalAnswer(row))
            return false;
        const Response &response = model.response(row);
        const QString subject = chartrows::subject(model, row);
        bar.values = {response.bleuToFinal.value_or(0.0)};
        if (response.bleuToFinal) {
            bar.figure = QLocale().toString(*response.bleuToFinal, 'f', 1);
            bar.sentence = Words::tr("%1: %2 of 100 against the final answer.")
                               .arg(subject, figures::bleu(*response.bleuToFinal, QLocale()));
            return true;
        }
        // An answer without a score waits for the final one.
        const bool answered = isAnswer(response.state);
        bar.figure = answered ? Words::tr("no score") : figures::stateWord(response.state);
        bar.sentence = answered
            ? Words::tr("%1: not compared, there is no final answer.").arg(subject)
            : Words::tr("%1: %2.").arg(subject, figures::stateWord(response.state));
        return true;
    });
    return chart;
}

} // namespace moa
