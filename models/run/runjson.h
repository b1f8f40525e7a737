// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/judgement.h"

namespace moa {

/** How much of a run is told. */
enum class RunDetail {
    Responses,
    Exchanges ///< besides them every attempt as it went over the wire
};

/**
 * The run as a JSON document of the format "moa-studio/run", version 1: what `moa run --format
 * json` prints. Complete, but for keys: they are in no part of a record. If a person has rated
 * responses, that follows as "judgement": [{"agent", "sample", "rating": 1 to 5}].
 */
[[nodiscard]] QByteArray writeRun(const RunRecord &record, RunDetail detail = RunDetail::Responses,
                                  const Judgement &judgement = {});

/** The words of the formats: "degraded", "cancelled". */
[[nodiscard]] QString stateName(RunState state);

} // namespace moa
