// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/typicalruns.h"

#include "items/futurewatch.h"
#include "store/history.h"

namespace moa {

TypicalRuns::TypicalRuns(History *history, QObject *parent)
    : QObject(parent)
    , m_history(history)
{
    connect(history, &History::runChanged, this, [this](const RunSummary &run) {
        if (const Preset preset{run.preset, run.models}; m_asked.contains(preset))
            ask(preset);
    });
}

std::optional<TypicalFigures> TypicalRuns::of(const Preset &preset)
{
    if (!m_asked.contains(preset))
        ask(preset);
    const auto known = m_known.constFind(preset);
    return known == m_known.cend() ? std::nullopt : std::optional(*known);
}

void TypicalRuns::ask(const Preset &preset)
{
    m_asked.insert(preset);
    whenDone(this, m_history->typicalOf(preset.name, preset.models),
             [this, preset](const Result<TypicalRun> &typical) {
                 if (!typical || typical->runs == 0)
                     return;
                 m_known.insert(preset, {typical->medianCost, typical->medianWallMs});
                 Q_EMIT changed();
             });
}

} // namespace moa
