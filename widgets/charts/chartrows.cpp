// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chartrows.h"

#include "items/responsesmodel.h"
#include "theme/theme.h"

#include <algorithm>
#include <QCoreApplication>
#include <QLocale>

namespace moa::chartrows {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(moa::chartrows)
};

} // namespace

QString layerTitle(const ResponsesModel &model, int layer)
{
    const QString number = QLocale().toString(layer + 1);
    const Mixture &mixture = model.run().mixture;
    if (mixture.finalAgent() && layer == static_cast<int>(mixture.layers.size()) - 1) {
        return mixture.layers.constLast().agents.size() > 1
            ? Words::tr("Layer %1 · Final answer and alternates").arg(number)
            : Words::tr("Layer %1 · Final answer").arg(number);
    }
    const Layer shown = mixture.layers.value(layer);
    if (!shown.name.isEmpty())
        return Words::tr("Layer %1 · %2").arg(number, shown.name);
    const auto all = [&shown](Role role) {
        return !shown.agents.isEmpty()
            && std::all_of(shown.agents.cbegin(), shown.agents.cend(),
                           [role](const Agent &agent) { return agent.role == role; });
    };
    if (all(Role::Proposer))
        return Words::tr("Layer %1 · Proposers").arg(number);
    if (all(Role::Aggregator))
        return Words::tr("Layer %1 · Aggregators").arg(number);
    return Words::tr("Layer %1").arg(number);
}

QString subject(const ResponsesModel &model, int row)
{
    const Response &response = model.response(row);
    return Words::tr("%1 (%2), layer %3")
        .arg(model.name(row), response.model, QLocale().toString(response.layer + 1));
}

int colorOf(const ResponsesModel &model, int row)
{
    return agentColorIndex(model.response(row).id.agent.toString(), model.chosenColor(row));
}

BarRow rowFor(const ResponsesModel &model, int row)
{
    BarRow made;
    made.name = model.name(row);
    made.color = colorOf(model, row);
    made.agent = model.response(row).id.agent;
    made.sample = model.response(row).id.sample;
    return made;
}

BarRow heading(const QString &title)
{
    BarRow made;
    made.kind = BarRow::Kind::Heading;
    made.name = title;
    return made;
}

QList<BarRow> byLayer(const ResponsesModel &model, const std::function<bool(int, BarRow &)> &fill)
{
    QList<BarRow> rows;
    std::optional<int> layer;
    for (int row = 0; row < model.rowCount(); ++row) {
        BarRow made = rowFor(model, row);
        if (!fill(row, made))
            continue;
        if (layer != model.response(row).layer) {
            layer = model.response(row).layer;
            rows.append(heading(layerTitle(model, *layer)));
        }
        rows.append(made);
    }
    return rows;
}

} // namespace moa::chartrows
