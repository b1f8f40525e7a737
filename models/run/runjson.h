// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/judgement.h"

namespace moa {

/** How much of a run is told. */
enum class RunDetail {
    Responses,
    Exchanges ///< besides them every attempt as it went over the wire: all that there is
};

/**
 * The run as a JSON document of the format "moa-studio/run", version 1: what `moa run --format
 * json` prints. Complete, but for keys: they are in no part of a record. If a person has rated
 * responses, that follows as "judgement": [{"agent", "sample", "rating": 1 to 5}].
 *
 * Of an exchange, "request" stands only where it was not the response's own, "reply_base64" in
 * place of "reply" where that is not UTF-8, and "arrivals" has the ms and the bytes there by then
 * of each part of the reply: "412:96 430:110".
 */
[[nodiscard]] QByteArray writeRun(const RunRecord &record, RunDetail detail = RunDetail::Responses,
                                  const Judgement &judgement = {});

/// One response as it stands in such a document, with its exchanges.
[[nodiscard]] QByteArray writeResponse(const Response &response);

/** The words of the formats: "degraded", "cancelled". */
[[nodiscard]] QString stateName(RunState state);

} // namespace moa
