// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/costchart.h"

#include "charts/chartrows.h"
#include "items/figures.h"
#include "items/responsesmodel.h"

#include <QCoreApplication>
#include <QLocale>

namespace moa {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(moa::CostChart)
};

/** What some responses cost together. */
struct Sum
{
    Usd cost;
    int priced = 0;
    int unpriced = 0;
    QString states; ///< what is said while none has a cost

    void add(const Response &response)
    {
        const QString word = figures::stateWord(response.state);
        states = states.isEmpty() || states == word ? word : Words::tr("no cost yet");
        if (response.cost) {
            cost += *response.cost;
            ++priced;
        } else if (response.usage) {
            ++unpriced;
        }
    }

    [[nodiscard]] QString figure() const
    {
        const QLocale locale;
        if (priced > 0 && unpriced > 0)
            return Words::tr("%1, %2 unpriced")
                .arg(cost.display(locale), locale.toString(unpriced));
        if (priced > 0)
            return cost.display(locale);
        return unpriced > 0 ? figures::cost({}, locale) : states;
    }

    [[nodiscard]] QString sentence(const QString &subject) const
    {
        const QLocale locale;
        if (priced > 0 && unpriced > 0) {
            return Words::tr("%1: %2, without %3 responses whose model has no known price.")
                .arg(subject, cost.display(locale), locale.toString(unpriced));
        }
        if (priced > 0)
            return Words::tr("%1: %2.").arg(subject, cost.display(locale));
        if (unpriced > 0) {
            return Words::tr("%1: unpriced, as no price is known for its models.").arg(subject);
        }
        return Words::tr("%1: %2.").arg(subject, states);
    }

    void fill(BarRow &bar, const QString &subject) const
    {
        bar.values = {cost.toDouble()};
        bar.figure = figure();
        bar.sentence = sentence(subject);
    }
};

QString agentName(const ResponsesModel &model, int row)
{
    const Agent *agent = model.run().mixture.agent(model.response(row).id.agent);
    return agent ? agent->displayName() : model.name(row);
}

QList<BarRow> agentRows(const ResponsesModel &model)
{
    return chartrows::byLayer(model, [&model](int row, BarRow &bar) {
        const AgentId agent = model.response(row).id.agent;
        // Samples of one agent stand together: the first speaks for all.
        if (row > 0 && model.response(row - 1).id.agent == agent)
            return false;
        Sum sum;
        int samples = 0;
        for (int other = row; other < model.rowCount() && model.response(other).id.agent == agent;
             ++other) {
            sum.add(model.response(other));
            ++samples;
        }
        bar.name = agentName(model, row);
        if (samples > 1)
            bar.sample.reset();
        sum.fill(bar,
                 Words::tr("%1 (%2), layer %3")
                     .arg(bar.name, model.response(row).model,
                          QLocale().toString(model.response(row).layer + 1)));
        return true;
    });
}

QList<BarRow> layerRows(const ResponsesModel &model)
{
    QList<BarRow> rows;
    for (int row = 0; row < model.rowCount();) {
        const int layer = model.response(row).layer;
        Sum sum;
        for (; row < model.rowCount() && model.response(row).layer == layer; ++row)
            sum.add(model.response(row));
        BarRow bar;
        bar.name = chartrows::layerTitle(model, layer);
        sum.fill(bar, bar.name);
        rows.append(bar);
    }
    return rows;
}

} // namespace

QStringList CostChart::variants() const
{
    return {Words::tr("By agent"), Words::tr("By layer")};
}

BarChart CostChart::chart(const ResponsesModel &model, int variant, qint64) const
{
    const bool byLayer = variant == 1;
    BarChart chart;
    chart.title = byLayer ? Words::tr("Cost by layer") : Words::tr("Cost by agent");
    chart.unit = ChartUnit::Dollars;
    chart.parts = {{{}, byLayer ? BarPart::Ink::Neutral : BarPart::Ink::Agent}};
    chart.rows = byLayer ? layerRows(model) : agentRows(model);
    return chart;
}

} // namespace moa
