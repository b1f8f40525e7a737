// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columnsfixture.h"

#include <algorithm>
#include <utility>

namespace moa::test {

/// A finished run: @p layers as for makeRun(), each response with figures that follow from its
/// place, the last one the final answer.
inline RunRecord finishedRun(const QList<QStringList> &layers)
{
    RunRecord run = makeRun(layers);
    run.state = RunState::Done;
    QList<ResponseId> before;
    QList<ResponseId> current;
    int layer = 0;
    for (qsizetype place = 0; place < run.responses.size(); ++place) {
        Response &response = run.responses[place];
        if (response.layer != layer) {
            layer = response.layer;
            before = std::exchange(current, {});
        }
        current.append(response.id);
        response.references = before;
        response.state = ResponseState::Done;
        response.text = QStringLiteral("An answer.");
        response.usage = Usage{1000 + 100 * place, 200 + 10 * place, 20 * (place % 3),
                               200 * (place % 2), Usage::Source::Reported};
        response.cost = Usd::fromPico(300'000'000 + 20'000'000 * place);
        const qint64 start = 4000 * response.layer;
        response.timing = {start, start + 100 + 20 * (place % 5), start + 600 + 40 * (place % 7),
                           start + 2000 + 100 * (place % 13)};
        response.bleuToFinal = 8.0 + static_cast<double>(place * 7 % 40);
    }
    Response &last = run.responses.last();
    last.bleuToFinal.reset();
    run.final = last.id;
    run.totals.wallMs = *last.timing.finished;
    return run;
}

/// The response @p id of @p run, to be altered.
inline Response &responseOf(RunRecord &run, const ResponseId &id)
{
    return *std::find_if(run.responses.begin(), run.responses.end(),
                         [&id](const Response &response) { return response.id == id; });
}

} // namespace moa::test
